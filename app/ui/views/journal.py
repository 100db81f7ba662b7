"""What the Journal screen says: how far the journal reaches, whether its chain holds, and its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.words import _, ngettext
from app.words.dates import short_day, spoken_date, spoken_hour, spoken_instant, spoken_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.keeping.read_journal import JournalPage, JournalRow

HEADER = (N_("Quand"), N_("Qui"), N_("Quoi"), N_("À propos de"), N_("Détails"))
JUST_NOW = timedelta(minutes=1)


def sentence(page: JournalPage, faults: tuple[str, ...], verified_at: datetime | None, now: datetime) -> str:
    """« 337 écritures depuis le 26 novembre 2026. », and that nothing was rewritten once somebody asked, with when."""
    count, first = page.span.entries, page.span.first_at
    if first is None:
        return _("Le journal est vide : rien n’a encore été fait ici.")
    if faults:
        return _("Le journal ne peut plus servir de preuve : sa chaîne est rompue.")
    said = ngettext("{n} écriture depuis le {day}.", "{n} écritures depuis le {day}.", count).format(
        n=spoken_number(count), day=spoken_date(first.astimezone(PARIS).date())
    )
    return f"{said} {_verified(verified_at, now)}" if verified_at else said


def _verified(at: datetime, now: datetime) -> str:
    if now - at < JUST_NOW:
        return _("Chaîne vérifiée à l’instant : rien n’a été réécrit.")
    return _("Chaîne vérifiée {when} : rien n’a été réécrit.").format(when=spoken_instant(at))


def detail(page: JournalPage) -> str:
    """When the last entry was written, and what was purged before the first."""
    said = []
    if page.span.last_at is not None:
        said.append(_("Dernière écriture : {when}.").format(when=spoken_instant(page.span.last_at)))
    if page.purged is not None:
        said.append(
            _("Purgé jusqu’à l’écriture n° {number} le {day} : la purge est signée, la chaîne reprend là.").format(
                number=spoken_number(page.purged.up_to_seq), day=spoken_date(page.purged.at.astimezone(PARIS).date())
            )
        )
    return " ".join(said)


def found_sentence(page: JournalPage) -> str:
    """How many entries were found, and how far words were looked for."""
    said = ngettext("{n} écriture trouvée.", "{n} écritures trouvées.", page.found).format(n=spoken_number(page.found))
    if page.searched and page.searched < page.span.entries:
        said += " " + _("Les mots sont cherchés dans les {n} dernières écritures retenues.").format(
            n=spoken_number(page.searched)
        )
    return said


def cells(row: JournalRow) -> tuple[str, ...]:
    """A row of the table under :data:`HEADER`; the export keeps the seconds."""
    local = row.at.astimezone(PARIS)
    when = _("{day}, {hour}").format(day=short_day(local.date()), hour=spoken_hour(local.time()).replace(" ", " "))
    return (when, row.who, row.what, row.about, row.details)
