"""A directory kept elsewhere (CSV, XLSX) read against the one that stands: what importing each line would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.core.typed import bare_cell
from app.response.directory import Contact, number_of
from app.roster.importing import fields
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import read_sheet
from app.roster.spelling import fold
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.response.references import ContactFunction
    from app.roster.importing.headers import HeaderNames
    from app.roster.importing.source import Source

HEADER = (
    "fonction", "departement", "organisme", "nom", "telephone_jour", "telephone_nuit", "email", "note", "verifie_le",
    "finess",
)  # fmt: skip
"""Columns of the file that is given out; a file so written reads back unchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One contact to write."""

    line: int
    change: Change
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryTables:
    """What cells are looked up in: functions, departments (code → name), establishments (FINESS → id)."""

    headers: HeaderNames
    functions: Sequence[ContactFunction]
    departments: Mapping[str, str]
    sites: Mapping[str, str]


def read_contacts(source: Source, known: Iterable[Contact], tables: DirectoryTables) -> ImportReport[ContactRow]:
    """What importing the contacts would do. Raises UnreadableFile; writes nothing.

    A line is a known contact when function, department, organisation and person are the same whatever their spelling; cells
    that are absent or empty never blank what is known.
    """
    sheet = read_sheet(source, tables.headers, (("fonction",),))
    desk = _Desk(list(known), tables, sheet.columns)
    desk.flags += sheet.flags
    for row in sheet.rows():
        desk.take(row.line, row.cells)
    return ImportReport(
        tuple(desk.rows),
        tuple(sorted(desk.rejected)),
        tuple(sorted(desk.flags)),
        desk.repeated,
        sheet.ignored,
        "contacts",
    )


class _Desk:
    """Takes lines one after the other; each known contact answers to one line at most."""

    def __init__(self, known: list[Contact], tables: DirectoryTables, columns: Mapping[str, str]) -> None:
        self.tables = tables
        self.columns = columns
        self.known = {_identity(one): one for one in known}
        self.functions = _function_words(tables.functions)
        self.claimed: dict[tuple[str, ...], int] = {}
        self.rows: list[ContactRow] = []
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self.repeated = 0

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        values = self._values(line, cells)
        if values is None:
            return
        described = Contact(id="", **values)
        key = _identity(described)
        if key in self.claimed:
            self.repeated += 1
            self.flags.append(Flag((self.claimed[key], line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            return
        self.claimed[key] = line
        found = self.known.get(key)
        contact = replace(found, **values) if found else replace(described, id=new_id())
        change = Change.NEW if found is None else Change.UNCHANGED if contact == found else Change.UPDATED
        self.rows.append(ContactRow(line=line, change=change, contact=contact))

    def _values(self, line: int, cells: Mapping[str, str]) -> dict[str, Any] | None:
        before = len(self.rejected)
        values: dict[str, Any] = {}
        for column, name, read in self._readers():
            cell = bare_cell(cells.get(column, ""))
            if not cell:
                continue
            try:
                values[name] = read(cell)
            except InvalidInput as error:
                self._refuse(line, column, cell, error)
        if not cells.get("fonction"):
            self._refuse(
                line, "fonction", "", CellRefused(_("Il manque la fonction."), _("Écrivez-la ou supprimez la ligne."))
            )
        return values if len(self.rejected) == before else None

    def _readers(self) -> tuple[tuple[str, str, Any], ...]:
        text = fields.line_of_text
        return (
            ("fonction", "function", self._function),
            ("departement", "department", self._department),
            ("organisme", "organisation", text),
            ("nom", "name", text),
            ("telephone_jour", "day_phone", number_of),
            ("telephone_nuit", "night_phone", number_of),
            ("email", "email", fields.email),
            ("note", "note", text),
            ("verifie_le", "checked_on", fields.day),
            ("finess", "site_id", self._site),
        )

    def _function(self, cell: str) -> str:
        found = self.functions.get(fold(cell))
        if found is None:
            raise CellRefused(
                _("Cette fonction n’est pas dans la table contact_functions."),
                _("Écrivez par exemple « préfecture », « SAMU » ou « pharmacie de garde »."),
            )
        return found

    def _department(self, cell: str) -> str:
        text = fold(cell)
        code = re.sub(r"\W", "", cell).upper()
        by_name = {fold(name): held for held, name in self.tables.departments.items()}
        found = by_name.get(text) or (code if code in self.tables.departments else code.zfill(2))
        if found not in self.tables.departments:
            raise CellRefused(_("Ce n’est pas un département."), _("Écrivez son numéro ou son nom, ou laissez vide."))
        return found

    def _site(self, cell: str) -> str:
        found = self.tables.sites.get(re.sub(r"[\s.-]", "", cell).upper())
        if found is None:
            raise CellRefused(
                _("Cet établissement n’est pas dans l’effectif."),
                _("Importez d’abord la liste des établissements, ou laissez vide."),
            )
        return found

    def _refuse(self, line: int, column: str, cell: str, error: InvalidInput) -> None:
        reason, hint = (error.reason, error.hint) if isinstance(error, CellRefused) else (sentence(error), "")
        shown = cell if len(cell) <= 80 else cell[:79] + "…"
        self.rejected.append(Rejection(line, self.columns.get(column, column), shown, reason, hint))


def _identity(one: Contact) -> tuple[str, ...]:
    return (one.function, one.department, fold(one.organisation), fold(one.name))


def _function_words(functions: Sequence[ContactFunction]) -> dict[str, str]:
    """Every way a function may be written: its code, its names, and what its names begin with where that is not shared."""
    found = {fold(word): one.code for one in functions for word in (one.code, one.label_fr, one.label_en)}
    begun: dict[str, set[str]] = {}
    for one in functions:
        for label in (one.label_fr, one.label_en):
            begun.setdefault(fold(re.split(r"\s*[(:–]", label)[0]), set()).add(one.code)
    return {word: codes.pop() for word, codes in begun.items() if len(codes) == 1} | found
