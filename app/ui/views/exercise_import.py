"""What a file of a chronogramme would change, as its preview shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.chronogramme_columns import missing_words
from app.exercise.said import spoken_fictional, spoken_minutes
from app.roster.importing.report import Change
from app.ui.parts.import_preview import ImportPreview, RejectedLine
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.exercise.chronogramme_columns import Column
    from app.exercise.chronogramme_draft import ChronogrammeReading, ReadLine
    from app.exercise.chronogramme_grid import ChronogrammeGrid
    from app.services.exercise.import_chronogramme import ImportedChronogramme

CHANGE_WORDS = {
    Change.NEW: ":material/add: ",
    Change.UPDATED: ":material/edit: ",
    Change.UNCHANGED: ":material/check: ",
}


def found_sentence(grid: ChronogrammeGrid) -> str:
    """« 12 lignes trouvées sous les en-têtes de la ligne 3, feuille « MSEL ». »"""
    count = len(grid.body)
    said = ngettext(
        "{n} ligne trouvée sous les en-têtes de la ligne {line}.",
        "{n} lignes trouvées sous les en-têtes de la ligne {line}.",
        count,
    ).format(n=count, line=grid.header_line)
    return _("{found} Feuille « {sheet} ».").format(found=said, sheet=grid.sheet) if grid.sheet else said


def missing_sentence(missing: Sequence[tuple[Column, ...]]) -> str:
    """« Il manque : T+ ou Heure fictive ; Canal. Dites quelle colonne les contient. »"""
    return _(
        "Il manque : {columns}. Dites quelle colonne les contient, ou donnez une valeur pour toutes les lignes."
    ).format(columns=_(" ; ").join(missing_words(group) for group in missing))


def preview_of(reading: ChronogrammeReading) -> ImportPreview:
    """Counts, refused lines and lines to look at twice, in the order of the file."""
    return ImportPreview(
        reading.count(Change.NEW),
        reading.count(Change.UPDATED),
        reading.count(Change.UNCHANGED),
        tuple(RejectedLine(one.line, one.column, one.value, one.reason, one.hint) for one in reading.rejected),
        tuple((", ".join(map(str, one.lines)), one.reason) for one in reading.flags),
    )


def removed_sentence(reading: ChronogrammeReading) -> str:
    """Which injects replacing takes out; empty when none."""
    numbers = [str(one.number) for one in reading.to_remove]
    if not numbers:
        return ""
    return ngettext(
        "{n} inject que le fichier n’a pas sera retiré : n° {numbers}.",
        "{n} injects que le fichier n’a pas seront retirés : n° {numbers}.",
        len(numbers),
    ).format(n=len(numbers), numbers=", ".join(numbers))


def ignored_sentence(reading: ChronogrammeReading) -> str:
    """« 1 colonne laissée de côté : couleur. »"""
    count = len(reading.ignored)
    if not count:
        return ""
    return ngettext("{n} colonne laissée de côté : {names}.", "{n} colonnes laissées de côté : {names}.", count).format(
        n=count, names=", ".join(" ".join(one.split()) for one in reading.ignored)
    )


def states(reading: ChronogrammeReading) -> list[str]:
    """A badge a line: icon and word."""
    words = {Change.NEW: _("nouveau"), Change.UPDATED: _("modifié"), Change.UNCHANGED: _("inchangé")}
    return [CHANGE_WORDS[one.change] + words[one.change] for one in _in_order(reading)]


def rows(reading: ChronogrammeReading, t0: datetime) -> list[tuple[str, ...]]:
    """What each line reads as, in the order it would be played."""
    return [
        (
            str(one.draft.line),
            f"{spoken_minutes(one.draft.minutes)} · {spoken_fictional(t0, one.draft.minutes)}",
            f"{one.draft.sender} → {one.draft.recipient} ({one.draft.channel})",
            one.draft.text,
            " / ".join(each.text for each in one.draft.expected) or "–",
        )
        for one in _in_order(reading)
    ]


def header() -> list[str]:
    return [_("Ligne"), _("Quand"), _("De, vers"), _("Message"), _("Attendu")]


def done_sentence(done: ImportedChronogramme) -> str:
    """« Chronogramme importé : 12 ajoutés, 3 modifiés, 1 retiré. »"""
    parts = (
        ngettext("{n} ajouté", "{n} ajoutés", done.added).format(n=done.added),
        ngettext("{n} modifié", "{n} modifiés", done.changed).format(n=done.changed),
        ngettext("{n} retiré", "{n} retirés", done.removed).format(n=done.removed),
    )
    return _("Chronogramme importé : {counts}.").format(counts=", ".join(parts))


def _in_order(reading: ChronogrammeReading) -> list[ReadLine]:
    return sorted(reading.lines, key=lambda one: (one.draft.minutes, one.draft.line))
