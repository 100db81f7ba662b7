"""What a poll brought back: « tous mes mardis », the live response rate, who stays silent and when they may be reminded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.roster.answer import Answer, AnswerValue
from app.scheduling.habits import half_days_of
from app.scheduling.spoken import listed
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId, SessionId
    from app.mobilisation.budget import Goodwill
    from app.mobilisation.poll import Poll
    from app.roster.person import HalfDayPart
    from app.scheduling.session import Session


@dataclass(frozen=True, slots=True)
class WeekdayAnswer:
    """« Tous mes mardis » : one answer for every session of a weekday (0 = Monday), or of its mornings or afternoons."""

    weekday: int
    value: AnswerValue
    part: HalfDayPart | None = None

    def speaks_of(self, session: Session) -> bool:
        """Whether it answers for the session; a session that takes the whole day is answered by « all day » alone."""
        if session.day.weekday() != self.weekday:
            return False
        halves = half_days_of(session)
        return self.part is None or (halves is not None and {one.part for one in halves} == {self.part})


def expanded(
    person: PersonId,
    sessions: Iterable[Session],
    usual: Sequence[WeekdayAnswer],
    explicit: Mapping[SessionId, AnswerValue] | None = None,
) -> tuple[Answer, ...]:
    """Session by session answers: what was said of a session itself, else the last weekday answer that speaks of it."""
    said = explicit or {}
    found: list[Answer] = []
    for session in sorted(sessions, key=lambda one: (one.starts_at, one.id)):
        spoken = [one.value for one in usual if one.speaks_of(session)]
        value = said.get(session.id, spoken[-1] if spoken else None)
        if value is not None:
            found.append(Answer(person, session.id, value))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many of those asked answered at least one session."""

    answered: int
    asked: int

    @property
    def percent(self) -> int:
        """Rounded down: « 100 % » only when everyone answered."""
        return 100 * self.answered // self.asked if self.asked else 0

    @property
    def sentence(self) -> str:
        """« 87 réponses sur 131 personnes interrogées (66 %). »"""
        if not self.asked:
            return _("Personne n’a encore été interrogé.")
        asked = ngettext("{n} personne interrogée", "{n} personnes interrogées", self.asked).format(n=self.asked)
        answered = ngettext(
            "{n} réponse sur {asked} ({percent} %).", "{n} réponses sur {asked} ({percent} %).", self.answered
        )
        return answered.format(n=self.answered, asked=asked, percent=self.percent)


def response_rate(poll: Poll, asked: Iterable[PersonId], answers: Iterable[Answer]) -> ResponseRate:
    """The live response rate."""
    people = set(asked)
    return ResponseRate(len(people - set(silent(poll, people, answers))), len(people))


def silent(poll: Poll, asked: Iterable[PersonId], answers: Iterable[Answer]) -> tuple[PersonId, ...]:
    """Those asked who answered none of the poll's sessions, in id order."""
    spoke = {answer.person for answer in answers if answer.session in poll.session_ids}
    return tuple(sorted(set(asked) - spoke))


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered for one session; ``silent`` are those asked who said nothing of it."""

    session: SessionId
    yes: int
    if_needed: int
    no: int
    silent: int


def tally(poll: Poll, asked: Iterable[PersonId], answers: Iterable[Answer]) -> tuple[Tally, ...]:
    """Session by session, in the poll's order; only answers of those asked count."""
    people = set(asked)
    given = {(one.session, one.person): one.value for one in answers if one.person in people}
    found = []
    for session in poll.session_ids:
        counts = Counter(value for (of, _person), value in given.items() if of == session)
        yes, if_needed, no = (counts[value] for value in AnswerValue)
        found.append(Tally(session, yes, if_needed, no, len(people) - yes - if_needed - no))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reminders:
    """What one click on « Relancer » does: to whom now, to whom when, and who is out of reach before the poll closes."""

    now: tuple[PersonId, ...] = ()
    later: tuple[tuple[PersonId, datetime], ...] = ()
    never: tuple[PersonId, ...] = ()

    @property
    def sentence(self) -> str:
        """« 11 personnes relancées maintenant, 2 à partir de lundi 30 novembre à 8 h, 1 ne le sera pas (quota atteint). »"""
        parts = []
        if self.now:
            parts.append(
                ngettext(
                    "{n} personne relancée maintenant", "{n} personnes relancées maintenant", len(self.now)
                ).format(n=len(self.now))
            )
        if self.later:
            first = spoken_instant(min(at for _person, at in self.later))
            parts.append(
                ngettext("{n} à partir de {when}", "{n} à partir de {when}", len(self.later)).format(
                    n=len(self.later), when=first
                )
            )
        if self.never:
            parts.append(
                ngettext(
                    "{n} ne peut pas l’être avant la clôture",
                    "{n} ne peuvent pas l’être avant la clôture",
                    len(self.never),
                ).format(n=len(self.never))
            )
        return _("{reminders}.").format(reminders=listed(parts)) if parts else _("Tout le monde a répondu.")


def reminders(poll: Poll, quiet_people: Iterable[PersonId], goodwill: Goodwill, now: datetime) -> Reminders:
    """When each silent person may be reminded: within budget, outside quiet hours, and not too soon after being asked.

    Nobody is reminded of a closed poll, nor at an instant at which it will have closed.
    """
    found: dict[str, list[tuple[PersonId, datetime]]] = {"now": [], "later": []}
    never: list[PersonId] = []
    for person in sorted(set(quiet_people)):
        at = _reminder_at(person, goodwill, now)
        if at is None or not poll.is_open(at):
            never.append(person)
        else:
            found["now" if at <= now else "later"].append((person, at))
    return Reminders(tuple(person for person, _at in found["now"]), tuple(found["later"]), tuple(never))


def _reminder_at(person: PersonId, goodwill: Goodwill, now: datetime) -> datetime | None:
    last = goodwill.log.last(person)
    pause = timedelta(hours=goodwill.rules.poll_reminder_hours)
    return goodwill.earliest(person, now if last is None else max(now, last + pause))
