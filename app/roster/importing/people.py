"""A list of people (CSV or XLSX) read against the roster as it stands: who is new, who changes, who stays, what is refused.

A column that the file lacks, or a cell left empty, never blanks what is known. Nothing is merged: two lines about what
may be one person are both kept and flagged.
"""

from __future__ import annotations

from dataclasses import replace

from app.roster.importing.known import KnownRoster
from app.roster.importing.person_cells import description_of
from app.roster.importing.report import ImportReport
from app.roster.importing.settling import PersonRow, settle
from app.roster.importing.sheet import read_sheet
from app.roster.importing.source import Source
from app.roster.importing.tables import ImportTables
from app.words import ngettext


def read_list(source: Source, *, known: KnownRoster, tables: ImportTables) -> ImportReport[PersonRow]:
    """What importing the list would do. Raises UnreadableFile; writes nothing.

    New people get new ids. Lines refused and things to look at are in the report, in file order.
    """
    sheet = read_sheet(source, tables.headers["people"], (("nom", "nom_prenom"),))
    described = [description_of(row, sheet, tables) for row in sheet.rows()]
    report = settle(described, known=known, columns=sheet.columns)
    flags = (*sheet.flags, *report.flags)
    return replace(report, flags=tuple(sorted(flags)), ignored_columns=sheet.ignored, format="people")


def summary(report: ImportReport[PersonRow]) -> str:
    """« 128 nouveaux, 3 modifiés, 1 inchangé, 2 lignes refusées »."""
    return ", ".join(
        (
            ngettext("{count} nouveau", "{count} nouveaux", report.accepted).format(count=report.accepted),
            ngettext("{count} modifié", "{count} modifiés", report.updated).format(count=report.updated),
            ngettext("{count} inchangé", "{count} inchangés", report.unchanged).format(count=report.unchanged),
            ngettext("{count} ligne refusée", "{count} lignes refusées", report.rejected_lines).format(
                count=report.rejected_lines
            ),
        )
    )
