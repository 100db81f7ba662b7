"""What an import would do, as its preview shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.ui.parts.import_preview import ImportPreview, RejectedLine
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.roster.importing.report import ImportReport


def preview_of(report: ImportReport[Any]) -> ImportPreview:
    """Counts, refused lines and lines to look at twice, in file order."""
    return ImportPreview(
        report.accepted,
        report.updated,
        report.unchanged,
        tuple(RejectedLine(one.line, one.column, one.value, one.reason, one.hint) for one in report.rejected),
        tuple((", ".join(map(str, one.lines)), one.reason) for one in report.flags),
    )


def ignored_sentence(report: ImportReport[Any]) -> str:
    """« 2 colonnes non reconnues, ignorées : remarque, couleur. »; empty when every column was read."""
    count = len(report.ignored_columns)
    if not count:
        return ""
    said = ngettext(
        "{n} colonne non reconnue, ignorée : {names}.", "{n} colonnes non reconnues, ignorées : {names}.", count
    )
    return said.format(n=count, names=", ".join(report.ignored_columns))


def done_sentence(report: ImportReport[Any]) -> str:
    """« 128 lignes ajoutées, 3 mises à jour. »"""
    return _("{added}, {changed}.").format(
        added=ngettext("{n} ligne ajoutée", "{n} lignes ajoutées", report.accepted).format(n=report.accepted),
        changed=ngettext("{n} mise à jour", "{n} mises à jour", report.updated).format(n=report.updated),
    )
