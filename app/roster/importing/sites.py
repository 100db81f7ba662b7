"""Establishments: a plain list (CSV, XLSX), FINESS+ JSON or the etalab FINESS CSV, read against the sites already known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.roster.importing import fields
from app.roster.importing.delimited import rows_of
from app.roster.importing.finess import Numbered, etalab_sites, finess_plus_sites, is_etalab
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import read_sheet
from app.roster.importing.source import Source, decoded, is_workbook, read_bytes
from app.roster.importing.tables import ImportTables
from app.roster.practice import Site, SiteKind
from app.roster.spelling import fold, slug
from app.words import _

MOST_PLACES = 5000
"""No establishment of a territory holds more: a larger figure is a phone number in the wrong column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One establishment to write."""

    line: int
    change: Change
    site: Site


def read_sites(source: Source, *, known: Iterable[Site], tables: ImportTables) -> ImportReport[SiteRow]:
    """What importing the establishments would do. Raises UnreadableFile; writes nothing.

    The national files are filtered on the territory's communes; a plain list is taken whole. ``line`` is the rank of
    the establishment in a JSON file. Cells that are absent or empty never blank what is known.
    """
    content = read_bytes(source)
    form, numbered, columns, ignored, flags = _cells(content, tables)
    desk = _SiteDesk({site.id: site for site in known}, tables, columns)
    desk.flags += flags
    for line, cells in numbered:
        desk.take(line, cells)
    return ImportReport(
        tuple(desk.rows), tuple(sorted(desk.rejected)), tuple(sorted(set(desk.flags))), desk.repeated, ignored, form
    )


def _cells(
    content: bytes, tables: ImportTables
) -> tuple[str, list[Numbered], Mapping[str, str], tuple[str, ...], list[Flag]]:
    """Kind of file, its establishments as cells, its headers as written, those nobody knows, and flags."""
    if not is_workbook(content):
        text = decoded(content)
        if text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
            return "finess_plus", _of_territory(finess_plus_sites(text.lstrip("\ufeff")), tables), {}, (), []
        rows = rows_of(text, ";")
        if is_etalab(rows):
            return "etalab", _of_territory(etalab_sites(rows), tables), {}, (), []
    sheet = read_sheet(content, tables.headers["sites"], (("nom",), ("type", "categorie", "finess")))
    numbered = [(row.line, row.cells) for row in sheet.rows()]
    return "sites", numbered, sheet.columns, sheet.ignored, sheet.flags


def _of_territory(numbered: Iterable[Numbered], tables: ImportTables) -> list[Numbered]:
    codes = tables.communes.codes
    return [(line, cells) for line, cells in numbered if not codes or cells.get("commune_insee") in codes]


class _SiteDesk:
    """Takes establishments one after the other; each known one answers to one line at most."""

    def __init__(self, known: dict[str, Site], tables: ImportTables, columns: Mapping[str, str]) -> None:
        self.known = known
        self.tables = tables
        self.columns = columns
        self.claimed: dict[str, int] = {}
        self.rows: list[SiteRow] = []
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self.repeated = 0

    def take(self, line: int, cells: dict[str, str]) -> None:
        values = self._values(line, cells)
        if values is None:
            return
        identity = self._identity(values)
        found = self.known.get(identity)
        site = replace(found, **values) if found else Site(id=identity, **{"kind": SiteKind.OTHER, **values})
        if identity in self.claimed:
            self._take_again(line, site)
            return
        self.claimed[identity] = line
        self.known[identity] = site
        change = Change.NEW if found is None else Change.UNCHANGED if site == found else Change.UPDATED
        self.rows.append(SiteRow(line=line, change=change, site=site))

    def _identity(self, values: dict[str, Any]) -> str:
        """The FINESS number; without one, the establishment of that name in that commune, added by hand or by a file."""
        if finess := values.get("finess"):
            return str(finess)
        named = slug(f"{values['name']} {values.get('commune_insee', '')}")
        if named in self.known:
            return named
        same = [one.id for one in self.known.values() if slug(f"{one.name} {one.commune_insee}") == named]
        return same[0] if len(same) == 1 else named

    def _take_again(self, line: int, site: Site) -> None:
        first = self.claimed[site.id]
        if self.known[site.id] == site:
            self.repeated += 1
            self.flags.append(Flag((first, line), _("Ligne répétée : elle n’est prise qu’une fois.")))
        else:
            reason = _("{name} est déjà décrit à la ligne {line}, autrement.").format(name=site.name, line=first)
            self._refuse(line, "nom", site.name, reason, _("Gardez une seule ligne par établissement."))

    def _values(self, line: int, cells: dict[str, str]) -> dict[str, Any] | None:
        before = len(self.rejected)
        values: dict[str, Any] = {}
        for column, name, read in _COLUMNS:
            cell = cells.get(column, "")
            if cell and not self.tables.words.is_nothing(cell):
                try:
                    values[name] = read(cell)
                except CellRefused as refused:
                    self._refuse(line, column, cell, refused.reason, refused.hint)
        self._kind(line, cells, values)
        self._commune(line, cells, values)
        if "name" not in values and not any(
            one.column == self.columns.get("nom", "nom") for one in self.rejected[before:]
        ):
            self._refuse(
                line, "nom", "", _("Il manque le nom de l’établissement."), _("Complétez la ligne ou supprimez-la.")
            )
        return values if len(self.rejected) == before else None

    def _kind(self, line: int, cells: dict[str, str], values: dict[str, Any]) -> None:
        said = [fold(cells[column]) for column in ("categorie", "type", "libelle") if cells.get(column)]
        if not said:
            return
        kinds = {fold(word): kind for word, kind in self.tables.site_kinds.items()}
        kind = next((kinds[word] for word in said if word in kinds), None)
        if kind is None:
            shown = next(cells[column] for column in ("libelle", "type", "categorie") if cells.get(column))
            self.flags.append(
                Flag((line,), _("Type « {kind} » inconnu : l’établissement est classé « autre ».").format(kind=shown))
            )
        values["kind"] = SiteKind(kind or SiteKind.OTHER)

    def _commune(self, line: int, cells: dict[str, str], values: dict[str, Any]) -> None:
        try:
            insee = fields.commune(self.tables, cells.get("commune_insee", ""), cells.get("commune", ""), "")
        except CellRefused as refused:
            self._refuse(line, "commune_insee", cells.get("commune_insee", ""), refused.reason, refused.hint)
            return
        if insee:
            values["commune_insee"] = insee

    def _refuse(self, line: int, column: str, cell: str, reason: str, hint: str) -> None:
        shown = cell if len(cell) <= 80 else cell[:79] + "…"
        self.rejected.append(Rejection(line, self.columns.get(column, column), shown, reason, hint))


def _finess(cell: str) -> str:
    text = re.sub(r"[\s.-]", "", cell).upper()
    text = text.zfill(9) if re.fullmatch(r"\d{8}", text) else text
    if not re.fullmatch(r"(\d\d|2[AB])\d{7}", text):
        raise CellRefused(
            _("Ce n’est pas un numéro FINESS."),
            _("Un numéro FINESS a 9 caractères ; laissez vide si vous ne le connaissez pas."),
        )
    return text


def _degrees(cell: str) -> float:
    try:
        value = float(fields.line_of_text(cell).replace(",", "."))
    except ValueError:
        value = 999.0
    if abs(value) > 180:
        raise CellRefused(
            _("Ce n’est pas une coordonnée en degrés."), _("Écrivez par exemple 47.6537, ou laissez vide.")
        )
    return value


_COLUMNS: tuple[tuple[str, str, Any], ...] = (
    ("finess", "finess", _finess),
    ("nom", "name", fields.line_of_text),
    ("places", "places", lambda cell: fields.whole_number(cell, MOST_PLACES)),
    ("telephone", "phone", fields.phone),
    ("lat", "latitude", _degrees),
    ("lon", "longitude", _degrees),
)
"""Column, field of Site, and how its cell is read."""
