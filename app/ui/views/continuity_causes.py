"""What fails, in words: who is closed since when, what is cut where, when a limit falls; counted past two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.situation import OUTAGE_WORDS, WHOLE
from app.core.clock import PARIS
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.continuity.situation import Absence, Cut
    from app.services.continuity.continuity_view import ContinuityView

MOST_CAUSES = 2
MOST_NAMED = 2
"""Causes and communes named one by one; more of them are counted."""


def causes(view: ContinuityView) -> str:
    """What fails, named as far as two, else counted; empty when nothing does."""
    away, cuts = _worst(view.situation.absences), view.situation.cuts
    if len(away) + len(cuts) <= MOST_CAUSES:
        said = [_absence(one, view) for one in away] + [cut_words(one, view) for one in cuts]
        return _("{one} et {other}").format(one=said[0], other=said[1]) if len(said) > 1 else "".join(said)
    whole = [one.starts_at <= view.now for one in away if one.share == WHOLE]
    closed, closing, less = sum(whole), len(whole) - sum(whole), len(away) - len(whole)
    counted = []
    if closed:
        counted.append(ngettext("{n} cabinet fermé", "{n} cabinets fermés", closed).format(n=closed))
    if closing:
        counted.append(ngettext("{n} cabinet qui va fermer", "{n} cabinets qui vont fermer", closing).format(n=closing))
    if less:
        counted.append(ngettext("{n} cabinet réduit", "{n} cabinets réduits", less).format(n=less))
    if cuts:
        counted.append(ngettext("{n} coupure ou arrêt", "{n} coupures ou arrêts", len(cuts)).format(n=len(cuts)))
    return ", ".join(counted)


def _worst(absences: Sequence[Absence]) -> list[Absence]:
    """One a practice: its first absence that is as large as any."""
    found: dict[str, Absence] = {}
    for one in sorted(absences, key=lambda absence: (-absence.share, absence.starts_at)):
        found.setdefault(one.practice, one)
    return sorted(found.values(), key=lambda absence: (-absence.share, absence.starts_at, absence.practice))


def _absence(one: Absence, view: ContinuityView) -> str:
    name = view.names.get(f"practice:{one.practice}", _("Cabinet sans nom"))
    when = when_words(one.starts_at, view.now)
    if one.share == WHOLE:
        return _("{name} fermé {when}").format(name=name, when=when)
    return _("{name} réduit de {percent} % {when}").format(name=name, percent=round(100 * one.share), when=when)


def cut_words(one: Cut, view: ContinuityView) -> str:
    """« coupure d’électricité à Fégréac et 2 autres communes depuis 8 h »."""
    return " ".join(filter(None, (_(OUTAGE_WORDS[one.kind]), _where(one, view), when_words(one.starts_at, view.now))))


def _where(one: Cut, view: ContinuityView) -> str:
    if one.roads:
        first = sorted(sorted(view.communes.get(code, code) for code in pair) for pair in one.roads)[0]
        more = len(one.roads) - 1
        said = _("entre {one} et {other}").format(one=first[0], other=first[-1])
        return said + (ngettext(" et {n} autre", " et {n} autres", more).format(n=more) if more else "")
    if one.communes:
        return _("à {places}").format(places=some(sorted(view.communes.get(code, code) for code in one.communes)))
    name = view.names.get(one.carer or f"site:{one.site}", "")
    return _("({name})").format(name=name) if name else ""


def some(names: Sequence[str]) -> str:
    """« Fégréac », « Fégréac et Avessac », « Avessac, Fégréac et 3 autres communes »."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == MOST_NAMED:
        return _("{one} et {other}").format(one=names[0], other=names[1])
    rest = len(names) - MOST_NAMED
    return ngettext("{names} et {n} autre commune", "{names} et {n} autres communes", rest).format(
        names=", ".join(names[:MOST_NAMED]), n=rest
    )


def when_words(start: datetime, now: datetime) -> str:
    """« depuis 8 h », « depuis hier », « à partir de demain », by wall days in Paris."""
    local, today = start.astimezone(PARIS), now.astimezone(PARIS).date()
    begun = start <= now
    if local.date() == today:
        hour = spoken_hour(local.time().replace(second=0))
        return _("depuis {hour}").format(hour=hour) if begun else _("à partir de {hour}").format(hour=hour)
    if begun and local.date() == today - timedelta(days=1):
        return _("depuis hier")
    if local.date() == today + timedelta(days=1):
        return _("à partir de demain")
    day = spoken_day(local.date())
    return _("depuis {day}").format(day=day) if begun else _("à partir de {day}").format(day=day)


def due_words(due: datetime, now: datetime) -> str:
    """« le premier à 12 h », « le premier demain à 8 h », « le premier en retard depuis 8 h »."""
    local, today = due.astimezone(PARIS), now.astimezone(PARIS).date()
    hour = spoken_hour(local.time().replace(second=0))
    if due <= now:
        return _("le premier en retard depuis {when}").format(
            when=hour if local.date() == today else spoken_instant(due)
        )
    if local.date() == today:
        return _("le premier à {hour}").format(hour=hour)
    if local.date() == today + timedelta(days=1):
        return _("le premier demain à {hour}").format(hour=hour)
    return _("le premier {when}").format(when=spoken_instant(due))


def span(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre, 8 h–20 h », or two days where it crosses midnight; an hour is never broken over two lines."""
    one, other = start.astimezone(PARIS), end.astimezone(PARIS)
    first, last = (spoken_hour(at.time().replace(second=0)).replace(" ", "\u00a0") for at in (one, other))
    if one.date() == other.date():
        return _("{day}, {first}–{last}").format(day=spoken_day(one.date()), first=first, last=last)
    return _("{day} {first} – {other} {last}").format(
        day=spoken_day(one.date()), first=first, other=spoken_day(other.date()), last=last
    )
