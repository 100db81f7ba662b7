"""Provisional answers: until someone has answered the poll, their declared half-days stand in, « non confirmé ».

Habits say what is usual, never a refusal: who is not usually free has no answer. Only a busy calendar says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.intervals import Interval
from app.roster.answer import Answer, AnswerValue
from app.roster.person import HalfDay, HalfDayPart, Mission
from app.scheduling.centre import CentreKind
from app.words import _, ngettext
from app.words.dates import MORNING_ENDS

if TYPE_CHECKING:
    from app.core.ids import PersonId
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
    people: Iterable[Person], sessions: Iterable[Session], answers: Iterable[Answer], *, now: datetime,
    mission: Mission | None = None, busy: Busy | None = None,
) -> ProvisionalAnswers:  # fmt: skip
    """A « oui » where a habit covers the session, a « non » where the person is taken then; otherwise nothing.

    Only for people who answered none of ``sessions``, have not opted out on the civil day of ``now`` and volunteer for
    ``mission`` (no mission declared = not known, so kept). The delay to mobilise runs from ``now`` to the start.
    """
    horizon = sorted(sessions, key=lambda one: (one.starts_at, one.id))
    polled = {session.id for session in horizon}
    answered = {answer.person for answer in answers if answer.session in polled}
    silent = [one for one in people if one.id not in answered and _may_be_counted(one, now, mission)]
    found = [
        Answer(person.id, session.id, value)
        for person in sorted(silent, key=lambda one: one.id)
        for session in horizon
        if (value := _habit(person, session, now, (busy or {}).get(person.id, ()))) is not None
    ]
    return ProvisionalAnswers(
        tuple(found), frozenset(answer.person for answer in found if answer.value is AnswerValue.YES)
    )


def _may_be_counted(person: Person, now: datetime, mission: Mission | None) -> bool:
    volunteers = mission is None or not person.missions or mission in person.missions
    return volunteers and person.is_contactable_on(paris_date(now))


def _habit(person: Person, session: Session, now: datetime, busy: Sequence[Interval]) -> AnswerValue | None:
    taken = Interval(session.starts_at, session.ends_at)
    wanted = half_days_of(session)
    if wanted is None or not wanted <= person.usual_half_days:
        return None
    if session.starts_at < now + timedelta(hours=person.delay_to_mobilise_hours or 0):
        return None
    return AnswerValue.NO if any(taken.overlaps(one) for one in busy) else AnswerValue.YES


def with_busy(answers: Iterable[Answer], sessions: Iterable[Session], busy: Busy) -> tuple[Answer, ...]:
    """The answers with « oui » and « si besoin » turned into « non » where the person is taken during the session."""
    by_id = {session.id: session for session in sessions}
    return tuple(_unless_busy(answer, by_id.get(answer.session), busy.get(answer.person, ())) for answer in answers)


def _unless_busy(answer: Answer, session: Session | None, busy: Sequence[Interval]) -> Answer:
    if session is None or not any(Interval(session.starts_at, session.ends_at).overlaps(one) for one in busy):
        return answer
    return Answer(answer.person, answer.session, AnswerValue.NO)
