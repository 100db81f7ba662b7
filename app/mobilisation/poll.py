"""A poll over chosen sessions and professions: who is asked, in which order, who answered, who may be reminded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.mobilisation.preferences import is_reachable
from app.roster.answer import Answer, AnswerValue
from app.scheduling.habits import half_days_of
from app.scheduling.spoken import listed
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import CentreId, PersonId, SessionId
    from app.mobilisation.budget import Goodwill
    from app.roster.person import HalfDayPart, Mission, Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session

Eligible = Callable[["Person", "Session", str], bool]
"""Whether a person may hold a role in a session: ``app.scheduling.assembly.Eligibility.allows``."""


class PollState(StrEnum):
    """An open poll takes answers; a closed one keeps them."""

    OPEN = "open"
    CLOSED = "closed"


POLL_WORDS = {PollState.OPEN: N_("ouvert"), PollState.CLOSED: N_("clos")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One question to many: for which of these sessions could you come? ``professions`` empty means all, helpers too."""

    id: str
    centre_id: CentreId
    session_ids: tuple[SessionId, ...]
    professions: frozenset[str] = frozenset()
    mission: Mission | None = None
    opened_at: datetime
    closes_at: datetime
    state: PollState = PollState.OPEN

    def is_open(self, now: datetime) -> bool:
        """Whether an answer still counts at ``now``."""
        return self.state is PollState.OPEN and now < self.closes_at


def open_poll(poll: Poll, sessions: Mapping[SessionId, Session]) -> Poll:
    """The poll, once what it asks makes sense.

    Raises InvalidInput when no session is chosen, when one has begun, or when it closes before it opens.
    """
    if not poll.session_ids:
        raise InvalidInput(N_("Choisissez au moins une séance à sonder."))
    if poll.closes_at <= poll.opened_at:
        raise InvalidInput(N_("Le sondage se clôt avant d’ouvrir : choisissez une clôture à venir."))
    begun = [one for one in poll.session_ids if sessions[one].starts_at <= poll.opened_at]
    if begun:
        raise InvalidInput(
            N_("La séance du {day} a déjà commencé : retirez-la du sondage."),
            day=min(sessions[one].day for one in begun),
        )
    return poll


def close(poll: Poll, now: datetime) -> Poll:
    """The poll closed at ``now``; one already past its closing keeps its own hour."""
    return replace(poll, state=PollState.CLOSED, closes_at=min(poll.closes_at, now))


class Unasked(StrEnum):
    """Why someone of the professions asked is left out."""

    OPTED_OUT = "opted_out"
    OTHER_MISSION = "other_mission"
    UNREACHABLE = "unreachable"


def _why_unasked(person: Person, poll: Poll, now: datetime) -> Unasked | None:
    if not person.is_contactable_on(paris_date(now)):
        return Unasked.OPTED_OUT
    if poll.mission is not None and person.missions and poll.mission not in person.missions:
        return Unasked.OTHER_MISSION
    return None if is_reachable(person) else Unasked.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a poll asks, and whom it leaves out and why."""

    asked: tuple[Person, ...]
    left_out: tuple[tuple[Person, Unasked], ...] = ()

    @property
    def sentence(self) -> str:
        """« 87 personnes interrogées ; 3 sans e-mail ni téléphone, 9 ne veulent plus être sollicitées. »"""
        asked = ngettext("{n} personne interrogée", "{n} personnes interrogées", len(self.asked)).format(
            n=len(self.asked)
        )
        counts = Counter(why for _person, why in self.left_out)
        parts = [_left_out(why, counts[why]) for why in Unasked if counts[why]]
        return _("{asked} ; {left_out}.").format(asked=asked, left_out=", ".join(parts)) if parts else f"{asked}."


def _left_out(why: Unasked, count: int) -> str:
    words = {
        Unasked.OPTED_OUT: ngettext(
            "{n} ne veut plus être sollicitée", "{n} ne veulent plus être sollicitées", count
        ),
        Unasked.OTHER_MISSION: ngettext(
            "{n} s’est proposée pour d’autres missions", "{n} se sont proposées pour d’autres missions", count
        ),
        Unasked.UNREACHABLE: ngettext(
            "{n} n’a ni e-mail ni téléphone", "{n} n’ont ni e-mail ni téléphone", count
        ),
    }  # fmt: skip
    return words[why].format(n=count)


def audience(poll: Poll, people: Iterable[Person], now: datetime) -> Audience:
    """Who is asked: of the professions, contactable, volunteering for the mission (none declared = kept), reachable."""
    asked: list[Person] = []
    left_out: list[tuple[Person, Unasked]] = []
    for person in sorted(people, key=lambda one: one.id):
        if poll.professions and person.profession not in poll.professions:
            continue
        why = _why_unasked(person, poll, now)
        if why is None:
            asked.append(person)
        else:
            left_out.append((person, why))
    return Audience(tuple(asked), tuple(left_out))


@dataclass(frozen=True, slots=True)
class PollRank:
    """How much one person's yes is worth: ``opens`` sessions where it brings a line nearer to opening, ``fills`` where it
    fills a seat. ``rivals``: people asked who could open the same, the scarcest place counting.
    """

    person: Person
    opens: int
    fills: int
    rivals: int = 0

    @property
    def reason(self) -> str:
        """« un oui ouvre une ligne dans 2 séances, pourvoit un poste dans 5 »."""
        parts = []
        if self.opens:
            parts.append(
                ngettext(
                    "un oui compte pour ouvrir une ligne dans {n} séance",
                    "un oui compte pour ouvrir une ligne dans {n} séances",
                    self.opens,
                ).format(n=self.opens)
            )
        if self.fills:
            parts.append(
                ngettext("pourvoit un poste dans {n} séance", "pourvoit un poste dans {n} séances", self.fills).format(
                    n=self.fills
                )
            )
        return ", ".join(parts) if parts else _("aucun poste à sa portée ne manque")


def order_of_asking(
    asked: Iterable[Person], capacities: Iterable[SessionCapacity], eligible: Eligible
) -> tuple[PollRank, ...]:
    """First those whose yes helps open a line, the hardest to replace first; then those whose yes fills most.

    ``capacities`` are those of the poll's sessions, as things stand; ties go by id.
    """
    people = sorted(asked, key=lambda one: one.id)
    holes = list(capacities)
    could_open = {
        (capacity.session_id, role): frozenset(one.id for one in people if eligible(one, capacity.session, role))
        for capacity in holes
        for role, _missing in capacity.to_open
    }
    ranked = [_rank(person, holes, could_open, eligible) for person in people]
    return tuple(sorted(ranked, key=lambda one: (not one.opens, one.rivals, -one.opens, -one.fills, one.person.id)))


def _rank(
    person: Person,
    holes: Sequence[SessionCapacity],
    could_open: Mapping[tuple[SessionId, str], frozenset[PersonId]],
    eligible: Eligible,
) -> PollRank:
    opening = [key for key, able in could_open.items() if person.id in able]
    fills = sum(any(eligible(person, one.session, role) for role, _missing in one.missing) for one in holes)
    rivals = min((len(could_open[key]) for key in opening), default=0)
    return PollRank(person, len({session for session, _role in opening}), fills, rivals)


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
