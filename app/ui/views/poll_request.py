"""Before a poll is opened: which sessions it may ask about, what it would do, in which order, and who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.services.mobilisation.open_poll import PollRequest
from app.services.mobilisation.poll_messages import period_words
from app.ui.views.availability import professions
from app.words import _, ngettext
from app.words.dates import half_day_name, short_day, spoken_instant
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.services.mobilisation.poll_preview import PollPreview
    from app.services.mobilisation.read_availability import Availability
    from app.services.mobilisation.read_polls import PollView

FIRST = 20
"""How many of those to ask are named: beyond, the order matters no more to whoever reads it."""


def free_sessions(found: Availability, running: Iterable[PollView]) -> tuple[Session, ...]:
    """The sessions to come that no open poll asks about."""
    polled = {one for view in running for one in view.poll.session_ids}
    return tuple(one for one in found.sessions if one.id not in polled)


def unanswered(found: Availability, sessions: Iterable[Session]) -> frozenset[str]:
    """Those nobody answered yet: what a poll asks about unless one says otherwise."""
    answered = {session for _person, session in found.answers}
    return frozenset(one.id for one in sessions if one.id not in answered)


def weeks(sessions: Iterable[Session]) -> dict[str, str]:
    """Their weeks: the Monday's date → « sem. 30 nov. »."""
    mondays = sorted({monday_of(one.day) for one in sessions})
    return {one.isoformat(): _("sem. {day}").format(day=short_day(one).split(" ", 1)[1]) for one in mondays}


def half_days(sessions: Iterable[Session]) -> list[str]:
    """« matin », « après-midi » …, in the order of the day."""
    found: dict[str, datetime] = {}
    for one in sorted(sessions, key=lambda one: one.starts):
        found.setdefault(half_day_name(one.starts_at, one.ends_at), one.starts_at)
    return list(found)


def chosen(
    sessions: Iterable[Session], among: Collection[str], mondays: Collection[str], halves: Collection[str]
) -> tuple[Session, ...]:
    """The sessions of ``among`` in these weeks and half-days, in time order."""
    return tuple(
        one
        for one in sessions
        if one.id in among
        and monday_of(one.day).isoformat() in mondays
        and half_day_name(one.starts_at, one.ends_at) in halves
    )


def request_of(
    found: Availability, sessions: Sequence[Session], jobs: Iterable[str], closes_at: datetime
) -> PollRequest:
    """What the form asks for."""
    return PollRequest(
        centre_id=found.view.centre.id,
        session_ids=tuple(one.id for one in sessions),
        closes_at=closes_at,
        professions=frozenset(jobs),
    )


def scope_sentence(sessions: Sequence[Session]) -> str:
    """« 10 séances, du lundi 30 novembre au vendredi 4 décembre. »"""
    counted = ngettext("{n} séance", "{n} séances", len(sessions)).format(n=len(sessions))
    return _("{sessions}, {period}.").format(sessions=counted, period=period_words(sessions))


def opening_label(preview: PollPreview) -> str:
    """What the button does."""
    words = ngettext(
        "Ouvrir le sondage et écrire à {n} personne",
        "Ouvrir le sondage et écrire à {n} personnes",
        len(preview.asking),
    )
    return words.format(n=len(preview.asking))


def order_header() -> list[str]:
    return [_("Ordre"), _("Personne"), _("Pourquoi ce rang"), _("Quand")]


def order_rows(found: Availability, preview: PollPreview) -> list[tuple[str, str, str, str]]:
    """The first to be asked, why, and from when."""
    return [
        (str(place), who(found, one.rank.person), one.rank.reason, _when(one.at, one.why_later))
        for place, one in enumerate(preview.asking[:FIRST], start=1)
    ]


def waiting_rows(found: Availability, preview: PollPreview) -> list[tuple[str, str, str]]:
    """Who can't be asked at once: why, and from when; never where the poll will have closed."""
    later = [(who(found, one.rank.person), one.why_later, spoken_instant(one.at)) for one in preview.later]
    return later + [(who(found, person), why, _("pas avant la clôture")) for person, why in preview.too_late]


def who(found: Availability, person: Person) -> str:
    """« Clarisse Palude, infirmière »."""
    job = professions(found).get(person.profession or "", _("renfort sans profession de santé"))
    return f"{full_name(person.given_name, person.family_name)}, {job}"


def _when(at: datetime, why: str) -> str:
    return spoken_instant(at) if why else _("tout de suite")
