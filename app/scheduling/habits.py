"""Provisional answers: until someone has answered the poll, their declared half-days stand in, « non confirmé ».

Habits say what is usual, never a refusal: who is not usually free has no answer. Only a busy calendar says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.intervals import Interval
from app.roster.answer import Answer, AnswerValue
from app.roster.person import HalfDay, HalfDayPart, Mission
from app.scheduling.centre import CentreKind
from app.words import _, ngettext
from app.words.dates import MORNING_ENDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Session

MISSION_OF_KIND = {
    CentreKind.VACCINATION: Mission.VACCINATION,
    CentreKind.SCREENING: Mission.TESTING,
    CentreKind.MOBILE: Mission.MOBILE_TEAM,
    CentreKind.REINFORCEMENT: Mission.HOSPITAL_REINFORCEMENT,
}

NOON = time(12)
EVENING = time(18)
"""From here on a session is neither a morning nor an afternoon: no habit speaks of it."""

Busy = Mapping["PersonId", Sequence[Interval]]
"""When each person is taken, from a calendar, the out-of-hours rota or typed in."""


@dataclass(frozen=True, slots=True)
class ProvisionalAnswers:
    """Answers read from habits; ``people`` are those they stand in for."""

    answers: tuple[Answer, ...] = ()
    people: frozenset[PersonId] = frozenset()

    @property
    def sentence(self) -> str:
        """« 87 personnes sans réponse comptées d’après leurs habitudes, non confirmé. »"""
        count = len(self.people)
        return ngettext(
            "{n} personne sans réponse comptée d’après ses habitudes, non confirmé.",
            "{n} personnes sans réponse comptées d’après leurs habitudes, non confirmé.",
            count,
        ).format(n=count) if count else _("Toutes les disponibilités viennent de réponses.")  # fmt: skip


def half_days_of(session: Session) -> frozenset[HalfDay] | None:
    """The usual half-days a session takes whole (9–17 takes both); None for evenings and nights, which habits leave open."""
    if session.starts >= EVENING or session.ends <= session.starts or session.ends > time(20):
        return None
    parts = set()
    if session.starts < NOON:
        parts.add(HalfDayPart.AM)
    if session.ends > MORNING_ENDS:
        parts.add(HalfDayPart.PM)
    return frozenset(HalfDay(session.day.weekday(), part) for part in parts or {HalfDayPart.PM})


def provisional_answers(
    people: Iterable[Person], sessions: Iterable[Session], said: Iterable[tuple[PersonId, SessionId]], *, now: datetime,
    mission: Mission | None = None, busy: Busy | None = None,
) -> ProvisionalAnswers:  # fmt: skip
    """A « oui » where a habit covers the session, a « non » where the person is taken then; otherwise nothing.

    Only for people who answered none of ``sessions`` (``said``: who answered which, whatever they said), have not opted out
    on the civil day of ``now`` and volunteer for ``mission`` (no mission declared = not known, so kept). The delay to
    mobilise runs from ``now`` to the start.
    """
    horizon = sorted(sessions, key=lambda one: (one.starts_at, one.id))
    polled = {session.id for session in horizon}
    answered = {person for person, session in said if session in polled}
    today = paris_date(now)
    silent = [one for one in people if one.id not in answered and _may_be_counted(one, today, mission)]
    usual, taken = _usual(horizon), busy or {}
    found = [
        Answer(person.id, session.id, _value(session, taken.get(person.id, ())))
        for person in sorted(silent, key=lambda one: one.id)
        for session in usual(person.usual_half_days)
        if session.starts_at >= now + timedelta(hours=person.delay_to_mobilise_hours or 0)
    ]
    return ProvisionalAnswers(
        tuple(found), frozenset(answer.person for answer in found if answer.value is AnswerValue.YES)
    )


def _usual(horizon: Iterable[Session]) -> Callable[[frozenset[HalfDay]], Sequence[Session]]:
    """The sessions that usual half-days cover whole, looked for once for people of the same habits."""
    wanted = [(session, half_days) for session in horizon if (half_days := half_days_of(session)) is not None]

    @cache
    def covered(usual: frozenset[HalfDay]) -> Sequence[Session]:
        return [session for session, half_days in wanted if half_days <= usual]

    return covered


def _may_be_counted(person: Person, today: date, mission: Mission | None) -> bool:
    volunteers = mission is None or not person.missions or mission in person.missions
    return volunteers and person.is_contactable_on(today)


def _value(session: Session, busy: Sequence[Interval]) -> AnswerValue:
    return AnswerValue.NO if busy and _overlap(session, busy) else AnswerValue.YES


def _overlap(session: Session, busy: Iterable[Interval]) -> bool:
    hours = Interval(session.starts_at, session.ends_at)
    return any(hours.overlaps(one) for one in busy)


def with_busy(answers: Iterable[Answer], sessions: Iterable[Session], busy: Busy) -> tuple[Answer, ...]:
    """The answers with « oui » and « si besoin » turned into « non » where the person is taken during the session."""
    given = tuple(answers)
    taken = taken_elsewhere(((one.person, one.session) for one in given), sessions, busy)
    return tuple(
        Answer(one.person, one.session, AnswerValue.NO) if (one.person, one.session) in taken else one for one in given
    )


def taken_elsewhere(
    asked: Iterable[tuple[PersonId, SessionId]], sessions: Iterable[Session], busy: Busy
) -> frozenset[tuple[PersonId, SessionId]]:
    """Those of ``asked``, (person, session), in which the person is taken during the session."""
    if not busy:
        return frozenset()
    by_id = {session.id: session for session in sessions}
    return frozenset(
        (person, session)
        for person, session in asked
        if person in busy and session in by_id and _overlap(by_id[session], busy[person])
    )
