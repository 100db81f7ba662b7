"""The chronogramme of an exercise as a table: for a spreadsheet (CSV, XLSX) that reads back as it was, and on paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.documents.csv_table import csv_bytes
from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.exercise.chronogramme_columns import COLUMN_WORDS, Column
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from app.documents.imprint import Imprint

HEADS: tuple[tuple[Column, int], ...] = (
    (Column.NUMBER, 6),
    (Column.OFFSET, 13),
    (Column.HOUR, 26),
    (Column.SENDER, 24),
    (Column.RECIPIENT, 24),
    (Column.CHANNEL, 14),
    (Column.TEXT, 60),
    (Column.EXPECTED, 50),
    (Column.DEADLINE, 12),
    (Column.CARD, 28),
    (Column.OBJECTIVES, 11),
    (Column.EFFECTS, 40),
    (Column.NOTE, 34),
    (Column.EXACT_EFFECTS, 20),
)
"""Columns of the files given out, and their widths in characters."""

SHEET_NAME = N_("Chronogramme")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronogrammeRow:
    """One inject in words. ``expected``, ``delays`` and ``cards`` go by rank; a delay or a card that is none is « – ».

    ``card_keys``: the same cards as files hold them, where two share a title. ``exact_effects``: as the files of Relève hold them, so that they read back.
    """

    number: int
    offset: str
    hour: str
    sender: str
    recipient: str
    channel: str
    text: str
    expected: tuple[str, ...] = ()
    delays: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    card_keys: tuple[str, ...] = ()
    objectives: str = ""
    effects: tuple[str, ...] = ()
    exact_effects: str = ""
    note: str = ""

    @property
    def cells(self) -> tuple[str | int, ...]:
        """In the order of :data:`HEADS`."""
        return (
            self.number, self.offset, self.hour, self.sender, self.recipient, self.channel, self.text,
            "\n".join(self.expected), "\n".join(self.delays), "\n".join(self.card_keys or self.cards), self.objectives,
            "\n".join(self.effects), self.note, self.exact_effects,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronogrammeSheet:
    """``at``: when people meet and when T0 is, in words."""

    community: str
    title: str
    at: str
    rows: tuple[ChronogrammeRow, ...]


def chronogramme_csv(sheet: ChronogrammeSheet, imprint: Imprint) -> bytes:
    """What it is above the table, then a line an inject; no cell is run as a formula."""
    above = [[one] for one in _above(sheet, imprint)]
    first, *rest = above
    return csv_bytes(first, [*rest, _header(), *(row.cells for row in sheet.rows)])


def chronogramme_xlsx(sheet: ChronogrammeSheet, imprint: Imprint) -> bytes:
    """The workbook: the same, filtered and wrapped; every text is text whatever it begins with."""
    from openpyxl import Workbook

    from app.documents.workbook import saved

    workbook = Workbook()
    tab: Worksheet = workbook.worksheets[0]
    tab.title = _(SHEET_NAME)
    above = _above(sheet, imprint)
    for line, cells in enumerate([*([one] for one in above), _header(), *(row.cells for row in sheet.rows)], start=1):
        _write(tab, line, cells, wraps=line > len(above))
    _shape(tab, len(above) + 1, len(sheet.rows))
    return saved(workbook, imprint.titled(sheet.title), imprint.printed_at)


def chronogramme_pdf(sheet: ChronogrammeSheet, imprint: Imprint) -> bytes:
    """A4 on its side, tagged; an inject never breaks over two pages."""
    content = {
        "exercise": exercise_line(imprint),
        "sheet": {**asdict(sheet), "rows": [_paper(one) for one in sheet.rows]},
        "words": {
            "columns": [_("N°"), _("Quand"), _("De, vers"), _("Message"), _("Attendu"), _("Objectifs")],
            "none": _("Aucun inject n’est écrit."),
            "to": _("vers"),
            "note": _("Animation"),
            "effects": _("Effets"),
        },
    }
    return typeset("chronogramme_sheet", sheet.title, imprint, content)


def _paper(row: ChronogrammeRow) -> dict[str, object]:
    return {
        **asdict(row),
        "exact_effects": "",
        "expected": [
            {"text": text, "delay": _told(row.delays, rank), "card": _told(row.cards, rank)}
            for rank, text in enumerate(row.expected)
        ],
    }


def _told(values: Sequence[str], rank: int) -> str:
    value = values[rank] if rank < len(values) else ""
    return "" if value == NOTHING else value


NOTHING = "–"
"""What stands where an expected action has no delay or no card, so that the others keep their rank."""


def _above(sheet: ChronogrammeSheet, imprint: Imprint) -> list[str]:
    bands = [f"{word} · {sentence}" for word, sentence in imprint.spoken_bands]
    return [*bands, f"{sheet.title} · {sheet.community}", sheet.at, imprint.sentence]


def _header() -> list[str]:
    return [_(COLUMN_WORDS[column]) for column, _width in HEADS]


def _write(tab: Worksheet, line: int, cells: Sequence[str | int], *, wraps: bool) -> None:
    from openpyxl.styles import Alignment

    from app.documents.workbook import write_row

    write_row(tab, line, cells)
    for cell in tab[line]:
        cell.alignment = Alignment(vertical="top", wrap_text=wraps)


def _shape(tab: Worksheet, header: int, rows: int) -> None:
    """Bold where things are named, widths, the header that stays, and A4 on its side."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for line in (1, header):
        for cell in tab[line]:
            cell.font = Font(bold=True)
    for rank, (_column, width) in enumerate(HEADS, start=1):
        tab.column_dimensions[get_column_letter(rank)].width = width
    tab.column_dimensions[get_column_letter(len(HEADS))].hidden = True
    tab.freeze_panes = f"C{header + 1}"
    tab.auto_filter.ref = f"A{header}:{get_column_letter(len(HEADS))}{header + rows}"
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", 9
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.print_title_rows = f"{header}:{header}"
