"""Who is asked first for open seats, and why in words. Says who may come, never when they may be asked: that is the budget's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import monday_of, paris_date
from app.mobilisation.budget import EQUALITY_DAYS, SolicitationLog
from app.roster.answer import AnswerValue
from app.scheduling.capacity import UNHELD
from app.scheduling.warnings import RotaContext, RotaWarning, WarningCode, warnings_for
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.core.ids import CentreId, PersonId, SeatId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session

Warn = Callable[["Seat", "Person"], Sequence[RotaWarning]]
"""What a seat would break for a person, as the rota stands (:func:`warnings_with`)."""

NOT_IN_THE_WAY = frozenset({WarningCode.NO_ANSWER})
"""Having said nothing is the reason to ask; any other warning takes a person off the list."""

BAND_MINUTES = 15
"""Travel times are estimates (± 25 %): people of the same quarter of an hour are equally near."""


@dataclass(frozen=True, slots=True)
class PastAnswers:
    """How a person answered earlier call-outs: « oui », and « oui » or « non ». « pas cette fois » and silence don't count."""

    yes: int = 0
    answered: int = 0

    @property
    def share(self) -> float:
        """Accepted over answered; one half for someone never asked, so that newcomers stand in the middle."""
        return (self.yes + 1) / (self.answered + 2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may hold one or more of the open seats. ``reason`` is said in the language it was ranked in."""

    person: PersonId
    seats: tuple[SeatId, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Someone who may hold none of the open seats, and the first rule in the way of the first of them."""

    person: PersonId
    sentence: str
    code: WarningCode


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked list, and those left out with why: « pourquoi Denez n’est-il pas dans la liste ? »."""

    candidates: tuple[Candidate, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def sentence(self) -> str:
        """« 12 personnes peuvent être appelées. »"""
        count = len(self.candidates)
        if not count:
            return _("Personne ne peut être appelé pour ce poste.")
        return ngettext("{n} personne peut être appelée.", "{n} personnes peuvent être appelées.", count).format(
            n=count
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingContext:
    """What the rank depends on. ``loads``: (person, Monday) → sessions held that week (:func:`weekly_loads`).

    ``warn`` holds every rule, competence at the session's date, rest and caps included. ``usually_free``: (person,
    session) pairs that a declared habit covers. ``first_team``: who gave the first dose (:mod:`.echo`).
    """

    now: datetime
    sessions: Mapping[SessionId, Session]
    warn: Warn
    answers: Mapping[tuple[PersonId, SessionId], AnswerValue] = field(default_factory=dict)
    usually_free: frozenset[tuple[PersonId, SessionId]] = frozenset()
    travel_minutes: Mapping[tuple[PersonId, CentreId], float] = field(default_factory=dict)
    loads: Mapping[tuple[PersonId, date], int] = field(default_factory=dict)
    log: SolicitationLog = field(default_factory=SolicitationLog)
    past: Mapping[PersonId, PastAnswers] = field(default_factory=dict)
    first_team: frozenset[PersonId] = frozenset()


def warnings_with(context: RotaContext) -> Warn:
    """The rota's rules as a callable; each person is compared with their own seats only."""
    held: dict[PersonId | None, list[Seat]] = {}
    for seat in context.seats:
        held.setdefault(seat.holder.person_id, []).append(seat)
    return lambda seat, person: warnings_for(seat, person, replace(context, seats=held.get(person.id, ())))


def weekly_loads(seats: Iterable[Seat], sessions: Mapping[SessionId, Session]) -> dict[tuple[PersonId, date], int]:
    """(person, Monday) → sessions in which the person holds a seat that week."""
    held = {
        (seat.holder.person_id, seat.session_id)
        for seat in seats
        if seat.holder.person_id is not None and seat.state not in UNHELD and seat.session_id in sessions
    }
    loads: dict[tuple[PersonId, date], int] = {}
    for person, session in held:
        key = person, monday_of(sessions[session].day)
        loads[key] = loads.get(key, 0) + 1
    return loads


def rank(seats: Iterable[Seat], people: Iterable[Person], context: RankingContext) -> Ranking:
    """Who may hold one of ``seats``, the first to ask first; who may not, with why.

    In this order: the first-dose team; those who said « oui », « si besoin », are usually free, said nothing; fewest
    sessions that week; fewest requests in four weeks; quarter of an hour of travel (not known last); past answers;
    longest without a request; id.
    """
    places = sorted(seats, key=lambda seat: (context.sessions[seat.session_id].starts_at, seat.id))
    candidates: list[tuple[tuple[object, ...], Candidate]] = []
    excluded: list[Excluded] = []
    for person in sorted(people, key=lambda one: one.id):
        found = _placed(person, places, context)
        if isinstance(found, Excluded):
            excluded.append(found)
        elif found is not None:
            facts = _facts(person, found, context)
            candidates.append((facts.key, Candidate(person.id, tuple(seat.id for seat in found), facts.reason)))
    candidates.sort(key=lambda one: one[0])
    return Ranking(tuple(candidate for _key, candidate in candidates), tuple(excluded))


def _placed(person: Person, places: Sequence[Seat], context: RankingContext) -> list[Seat] | Excluded | None:
    """The places a person may hold, or what stands in the way of the first; None when there is no place."""
    possible: list[Seat] = []
    refused: RotaWarning | None = None
    for seat in places:
        against = [one for one in context.warn(seat, person) if one.code not in NOT_IN_THE_WAY]
        if not against:
            possible.append(seat)
        elif refused is None:
            refused = against[0]
    if possible or refused is None:
        return possible or None
    return Excluded(person.id, refused.sentence, refused.code)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rank of one person rests on."""

    person: PersonId
    is_first_team: bool
    ready: int
    load: int
    this_week: bool
    asked: int
    minutes: float | None
    past: PastAnswers
    days_since: int | None

    @property
    def key(self) -> tuple[object, ...]:
        near = (self.minutes is None, int(self.minutes or 0) // BAND_MINUTES)
        rest = -self.days_since if self.days_since is not None else float("-inf")
        return (not self.is_first_team, self.ready, self.load, self.asked, *near, -self.past.share, rest, self.person)

    @property
    def reason(self) -> str:
        """« disponible (oui), 12 min, 1 vacation cette semaine, aucune demande depuis 9 jours »."""
        parts = [_("équipe de la première dose")] if self.is_first_team else []
        parts.append(_ready_words(self.ready))
        if self.minutes is not None:
            minutes = round(self.minutes)
            parts.append(_("{minutes} min").format(minutes=spoken_number(minutes)) if minutes else _("même commune"))
        parts.append(self._load_words())
        parts.append(self._asked_words())
        if self.past.answered:
            accepted = ngettext(
                "a dit oui {yes} fois sur {n}", "a dit oui {yes} fois sur {n}", self.past.answered
            )  # fmt: skip
            parts.append(accepted.format(yes=self.past.yes, n=self.past.answered))
        return ", ".join(parts)

    def _load_words(self) -> str:
        if not self.load:
            return _("aucune vacation cette semaine") if self.this_week else _("aucune vacation cette semaine-là")
        if self.this_week:
            text = ngettext("{n} vacation cette semaine", "{n} vacations cette semaine", self.load)
        else:
            text = ngettext("{n} vacation cette semaine-là", "{n} vacations cette semaine-là", self.load)
        return text.format(n=self.load)

    def _asked_words(self) -> str:
        if self.days_since is None:
            return _("jamais sollicité(e)")
        if not self.days_since:
            return _("déjà sollicité(e) aujourd’hui")
        text = ngettext("aucune demande depuis {n} jour", "aucune demande depuis {n} jours", self.days_since)
        return text.format(n=self.days_since)


YES, IF_NEEDED, USUAL, UNKNOWN = range(4)
"""How ready someone is, the readiest first."""


def _ready_words(ready: int) -> str:
    words = {
        YES: _("disponible (oui)"),
        IF_NEEDED: _("disponible si besoin"),
        USUAL: _("libre d’habitude, non confirmé"),
        UNKNOWN: _("disponibilité inconnue"),
    }
    return words[ready]


def _ready(person: PersonId, session: SessionId, context: RankingContext) -> int:
    answer = context.answers.get((person, session))
    if answer is AnswerValue.YES:
        return YES
    if answer is AnswerValue.IF_NEEDED:
        return IF_NEEDED
    return USUAL if (person, session) in context.usually_free else UNKNOWN


def _facts(person: Person, places: Sequence[Seat], context: RankingContext) -> _Facts:
    """The facts of the session the person is readiest for, the earliest among equals."""
    best = min(places, key=lambda seat: _ready(person.id, seat.session_id, context))
    session = context.sessions[best.session_id]
    today = paris_date(context.now)
    last = context.log.last(person.id)
    return _Facts(
        person.id,
        person.id in context.first_team,
        _ready(person.id, session.id, context),
        context.loads.get((person.id, monday_of(session.day)), 0),
        monday_of(session.day) == monday_of(today),
        context.log.within(person.id, context.now, timedelta(days=EQUALITY_DAYS)),
        context.travel_minutes.get((person.id, session.centre_id)),
        context.past.get(person.id, PastAnswers()),
        None if last is None else max(0, (today - paris_date(last)).days),
    )
