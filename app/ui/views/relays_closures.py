"""What « Relais · Fermetures » says: its sentence, a closure in one line, what the practice itself said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.closure import SOURCE_WORDS, ClosureSource
from app.continuity.situation import CLOSURE_WORDS
from app.response.desk_survey import DESK_WORDS, DeskState
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.ui.views.desk import LOOKS, present_words
from app.ui.views.relays_words import EXERCISE, instant, listed, phone_link, span
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.continuity.read_closure_calendar import CalendarRead
    from app.services.continuity.read_failures import ClosureRow, ClosuresView, Said


def sentence(view: ClosuresView) -> str:
    """« 2 cabinets fermés : Fégréac et Redon Nord. 1 cabinet en service réduit. », or that all are open as far as is known."""
    closed, reduced = _closed(view), _reduced(view)
    pieces = []
    if closed:
        pieces.append(
            ngettext("{n} cabinet fermé : {names}.", "{n} cabinets fermés : {names}.", len(closed)).format(
                n=len(closed), names=listed(closed, 2)
            )
        )
    if reduced:
        pieces.append(
            ngettext("{n} cabinet en service réduit.", "{n} cabinets en service réduit.", len(reduced)).format(
                n=len(reduced)
            )
        )
    return " ".join(pieces) or _("Aucun cabinet fermé en ce moment, à ce que l’on sait.")


def detail(view: ClosuresView) -> str:
    """« À venir d’ici 60 jours : 3 fermetures, la première samedi … », and those of an exercise apart."""
    pieces, coming = [], [one for one in view.coming if not one.exercise]
    if coming:
        first = coming[0]
        pieces.append(
            ngettext(
                "{n} fermeture à venir : {name}, {span}.",
                "{n} fermetures à venir, la première : {name}, {span}.",
                len(coming),
            ).format(
                n=len(coming), name=first.name, span=span(first.closure.starts_at, first.closure.ends_at, view.now)
            )
        )
    sites = [one.name for one in view.said if one.reply.state is DeskState.CLOSED and is_site(one)]
    if n := len(sites):
        pieces.append(
            ngettext(
                "{n} établissement se dit fermé : {names}.", "{n} établissements se disent fermés : {names}.", n
            ).format(n=n, names=listed(sites, 2))
        )  # fmt: skip
    if n := sum(one.exercise for one in (*view.running, *view.coming)):
        pieces.append(
            ngettext(
                "EXERCICE : {n} fermeture jouée, à part.", "EXERCICE : {n} fermetures jouées, à part.", n
            ).format(n=n)
        )  # fmt: skip
    return " ".join(pieces)


def _closed(view: ClosuresView) -> list[str]:
    said = [one.name for one in view.said if one.reply.state is DeskState.CLOSED and is_practice(one)]
    return sorted({one.name for one in view.running if is_whole(one) and not one.exercise} | set(said))


def _reduced(view: ClosuresView) -> list[str]:
    said = {one.name for one in view.said if one.reply.state is DeskState.DEGRADED and is_practice(one)}
    partly = {one.name for one in view.running if not is_whole(one) and not one.exercise}
    return sorted((said | partly) - set(_closed(view)))


def is_practice(one: Said) -> bool:
    """Whether a practice says it, for real: establishments are counted apart."""
    return not one.exercise and not one.reply.subject.startswith("site:")


def is_site(one: Said) -> bool:
    """Whether an establishment says it, for real."""
    return not one.exercise and one.reply.subject.startswith("site:")


def is_whole(row: ClosureRow) -> bool:
    """Whether nobody of the practice is left."""
    return row.closure.share(row.members) == 1


def badge(row: ClosureRow, now: datetime) -> str:
    """The state as icon, word and colour."""
    if row.closure.starts_at > now:
        return coloured("blue", "schedule", _("à venir"))
    state = DeskState.CLOSED if is_whole(row) else DeskState.DEGRADED
    icon, colour = LOOKS[state]
    return coloured(colour, icon, _(DESK_WORDS[state]))


def line(row: ClosureRow) -> str:
    """« EXERCICE · Cabinet de Fégréac · Fégréac »."""
    return " · ".join(filter(None, (_(EXERCISE) if row.exercise else "", row.name, row.commune)))


def words(row: ClosureRow, now: datetime) -> str:
    """« tout le cabinet · crise · depuis 8 h, jusqu’à vendredi … · agenda »."""
    one = row.closure
    source = _(SOURCE_WORDS[one.source]) if one.source is not ClosureSource.TYPED else ""
    away = who_is_away(one.members_away, row.members)
    return " · ".join(filter(None, (away, _(CLOSURE_WORDS[one.kind]), span(one.starts_at, one.ends_at, now), source)))


def who_is_away(away: int | None, members: int) -> str:
    """« tout le cabinet », « 1 membre sur 4 »."""
    if away is None or away >= members:
        return _("tout le cabinet")
    return ngettext("{n} membre sur {m}", "{n} membres sur {m}", away).format(n=away, m=members)


def warning(row: ClosureRow) -> str:
    """Empty unless the paired practice is closed, whole or in part, at the same time."""
    if not row.overlaps:
        return ""
    return _("Son binôme, {names}, ferme ou manque de monde au même moment : prévoyez un autre relais.").format(
        names=listed(row.overlaps)
    )


def standing_in(row: ClosureRow) -> str:
    """« Peut remplacer : Maïwenn Fictif 06 … », in Markdown, each number to press; empty when nobody can today."""
    if not row.standing_in:
        return ""
    people = ", ".join(" ".join(filter(None, (plain(name), phone_link(phone)))) for name, phone in row.standing_in)
    return _("Peut remplacer aujourd’hui : {people}").format(people=people)


def said_line(one: Said) -> str:
    """« Cabinet du Port · Auray »."""
    return " · ".join(filter(None, (_(EXERCISE) if one.exercise else "", one.name, one.commune)))


def said_words(one: Said, now: datetime) -> str:
    """« 2 présents sur 4 · dit à 9 h, vrai jusqu’à demain 9 h »."""
    assert one.reply.answered_at is not None
    how_many = present_words(one.reply)
    if not how_many and one.reply.state is DeskState.DEGRADED:
        how_many = _("sans dire combien : compté comme entier")
    said = _("dit à {at}, tenu pour vrai jusqu’à {until}").format(
        at=instant(one.reply.answered_at, now), until=instant(one.until, now)
    )
    return " · ".join(filter(None, (how_many, said)))


def calendar_read(read: CalendarRead) -> str:
    """« Agenda lu : 3 fermetures ajoutées, 1 retirée, 2 inchangées. »"""
    pieces = [
        ngettext("{n} fermeture ajoutée", "{n} fermetures ajoutées", read.added).format(n=read.added),
        ngettext("{n} retirée", "{n} retirées", read.gone).format(n=read.gone) if read.gone else "",
        ngettext("{n} inchangée", "{n} inchangées", read.kept).format(n=read.kept) if read.kept else "",
    ]
    return _("Agenda lu : {pieces}.").format(pieces=", ".join(filter(None, pieces)))


def header() -> list[str]:
    """Columns of the table of closures."""
    return [_("cabinet"), _("commune"), _("état"), _("qui manque"), _("sorte"), _("de"), _("à"), _("d’où on le sait")]


def table_row(row: ClosureRow, now: datetime) -> list[str]:
    """One closure as cells."""
    one = row.closure
    state = _("à venir") if one.starts_at > now else _("fermé") if is_whole(row) else _("en service réduit")
    return [
        line(row).split(" · " + row.commune)[0] if row.commune else line(row), row.commune, state,
        who_is_away(one.members_away, row.members), _(CLOSURE_WORDS[one.kind]), instant(one.starts_at, now),
        instant(one.ends_at, now) if one.ends_at else _("sans fin connue"), _(SOURCE_WORDS[one.source]),
    ]  # fmt: skip
