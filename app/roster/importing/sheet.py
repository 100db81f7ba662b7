"""The table inside a file: finds the header under title rows, tells which column is which, and yields the rows below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import N_, UnreadableFile
from app.core.formulas import unguarded
from app.roster.importing.delimited import DELIMITERS, RawRow, rows_of
from app.roster.importing.headers import HeaderNames
from app.roster.importing.report import Flag
from app.roster.importing.source import Source, decoded, is_workbook, read_bytes
from app.roster.importing.workbook import sheets_of
from app.words import _

HEADER_WITHIN = 40
"""A header is looked for in the first rows; titles, logos and notes stand above it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the header: canonical header → text, cells that are empty left out."""

    line: int
    cells: dict[str, str]
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recognised table. ``columns`` maps canonical headers to the header as it stands in the file."""

    header_line: int
    columns: dict[str, str]
    positions: tuple[str | None, ...]
    ignored: tuple[str, ...]
    doubled: tuple[str, ...]
    body: tuple[RawRow, ...]

    def rows(self) -> Iterator[SheetRow]:
        """The rows with something in a recognised column; a header repeated further down is skipped."""
        for line, raw in self.body:
            cells: dict[str, str] = {}
            for name, value in zip(self.positions, raw, strict=False):
                if name is not None and value and name not in cells:
                    cells[name] = unguarded(value)
            if cells and not all(cells[name] == self.columns[name] for name in cells):
                yield SheetRow(line, cells, len(raw))

    @property
    def flags(self) -> list[Flag]:
        """Columns that stand twice."""
        return [
            Flag(
                (self.header_line,),
                _("La colonne « {name} » est en double : la première valeur non vide est lue.").format(name=name),
            )
            for name in self.doubled
        ]


def read_sheet(source: Source, names: HeaderNames, needed: tuple[tuple[str, ...], ...]) -> Sheet:
    """The table of ``source``. ``needed``: each group must have one of its headers present. Raises UnreadableFile."""
    content = read_bytes(source)
    tables = [rows for _name, rows in sheets_of(content)] if is_workbook(content) else _delimited(decoded(content))
    found = max((_located(rows, names) for rows in tables), key=lambda located: located[0], default=(0, 0, []))
    score, index, rows = found
    if score == 0:
        raise UnreadableFile(
            N_(
                "Aucune ligne d’en-têtes reconnue. La première ligne du tableau doit nommer ses colonnes, par exemple : {names}."
            ),
            names=", ".join(names.canonical[:8]),
        )
    sheet = _sheet(rows, index, names)
    for group in needed:
        if not any(name in sheet.columns for name in group):
            raise UnreadableFile(
                N_("Il manque la colonne « {name} » (ligne {line}) : ajoutez-la ou renommez celle qui la porte."),
                name=group[0], line=sheet.header_line,
            )  # fmt: skip
    return sheet


def _delimited(text: str) -> list[list[RawRow]]:
    return [rows_of(text, delimiter) for delimiter in DELIMITERS if delimiter in text] or [rows_of(text, ";")]


def _located(rows: list[RawRow], names: HeaderNames) -> tuple[int, int, list[RawRow]]:
    """How many headers the best row of the first ones holds, and its index."""
    scores = [
        (len({names.named(cell) for cell in cells if cell} - {None}), -index)
        for index, (_line, cells) in enumerate(rows[:HEADER_WITHIN])
    ]
    score, index = max(scores, default=(0, 0))
    return score, -index, rows


def _sheet(rows: list[RawRow], index: int, names: HeaderNames) -> Sheet:
    line, header = rows[index]
    positions = tuple(names.named(cell) for cell in header)
    columns: dict[str, str] = {}
    doubled: list[str] = []
    for name, cell in zip(positions, header, strict=True):
        if name is not None and name in columns:
            doubled.append(cell)
        elif name is not None:
            columns[name] = cell
    ignored = tuple(cell for name, cell in zip(positions, header, strict=True) if name is None and cell)
    return Sheet(line, columns, positions, ignored, tuple(doubled), tuple(rows[index + 1 :]))
