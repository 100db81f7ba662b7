"""A call-out for open seats: what is wanted, who is asked in which order, what they answered, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.mobilisation.rules import MOST_IN_A_WAVE, SolicitationRules

if TYPE_CHECKING:
    from app.core.ids import CentreId, PersonId, SeatId
    from app.mobilisation.ranking import Candidate
    from app.scheduling.session import Session
    from app.scheduling.warnings import WarningCode


class CallOutState(StrEnum):
    """prepared → wave n → filled, exhausted or stopped (DESIGN §3)."""

    PREPARED = "prepared"
    RUNNING = "running"
    FILLED = "filled"
    EXHAUSTED = "exhausted"
    STOPPED = "stopped"


CALL_OUT_WORDS = {
    CallOutState.PREPARED: N_("prêt à partir"),
    CallOutState.RUNNING: N_("en cours"),
    CallOutState.FILLED: N_("pourvu"),
    CallOutState.EXHAUSTED: N_("plus personne à appeler"),
    CallOutState.STOPPED: N_("arrêté"),
}

ENDED = frozenset({CallOutState.FILLED, CallOutState.EXHAUSTED, CallOutState.STOPPED})


class Mode(StrEnum):
    """Who decides: the first confirmed click wins, or the coordinator approves each yes."""

    FIRST_YES = "first_yes"
    COORDINATOR_APPROVES = "coordinator_approves"


MODE_WORDS = {
    Mode.FIRST_YES: N_("le premier oui confirmé prend la place"),
    Mode.COORDINATOR_APPROVES: N_("la coordination valide chaque oui"),
}


class Outcome(StrEnum):
    """What came back, by link or by phone. ``EXPIRED``: the wave's delay passed in silence."""

    YES = "yes"
    NO = "no"
    NOT_THIS_TIME = "not_this_time"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    CALL_BACK_AT = "call_back_at"
    EXPIRED = "expired"


OUTCOME_WORDS = {
    Outcome.YES: N_("oui"),
    Outcome.NO: N_("non"),
    Outcome.NOT_THIS_TIME: N_("pas cette fois"),
    Outcome.NO_ANSWER: N_("n’a pas décroché"),
    Outcome.VOICEMAIL: N_("répondeur"),
    Outcome.CALL_BACK_AT: N_("à rappeler"),
    Outcome.EXPIRED: N_("sans réponse"),
}

DECIDED = frozenset({Outcome.YES, Outcome.NO, Outcome.NOT_THIS_TIME})
"""The person has spoken: nobody asks them again in this call-out."""


@dataclass(frozen=True, slots=True)
class Response:
    """One outcome for one person. ``seat`` is the seat a yes obtained: None while it waits, or came too late.

    ``rule``: the rule that stopped a yes; None otherwise.
    """

    person: PersonId
    outcome: Outcome
    at: datetime
    seat: SeatId | None = None
    call_back_at: datetime | None = None
    by_phone: bool = False
    rule: WarningCode | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """The people asked at one instant by message, five at most."""

    number: int
    people: tuple[PersonId, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOut:
    """A request for ``seats`` (most needed first) to ``candidates`` (first to ask first), sent by waves of ``size``.

    ``starts``: when each seat's session begins (UTC); a seat whose session has begun is no longer offered.
    """

    id: str
    centre_id: CentreId
    seats: tuple[SeatId, ...]
    starts: Mapping[SeatId, datetime]
    candidates: tuple[Candidate, ...]
    created_at: datetime
    mode: Mode = Mode.FIRST_YES
    size: int = MOST_IN_A_WAVE
    delay_minutes: int = 30
    urgent: bool = False
    waves: tuple[Wave, ...] = ()
    state: CallOutState = CallOutState.PREPARED
    ended_at: datetime | None = None

    @property
    def delay(self) -> timedelta:
        return timedelta(minutes=self.delay_minutes)

    @property
    def asked(self) -> frozenset[PersonId]:
        """Everyone a wave has reached."""
        return frozenset(person for wave in self.waves for person in wave.people)

    def candidate(self, person: PersonId) -> Candidate | None:
        """The person's place in the list, or None."""
        return next((one for one in self.candidates if one.person == person), None)

    def begins(self, seats: Iterable[SeatId]) -> datetime:
        """When the last of these sessions begins: beyond, asking is in vain."""
        return max(self.starts[seat] for seat in seats)


def prepare(
    id: str,
    seats: Sequence[tuple[SeatId, Session]],
    candidates: Sequence[Candidate],
    now: datetime,
    rules: SolicitationRules,
    *,
    mode: Mode = Mode.FIRST_YES,
    size: int | None = None,
    delay_minutes: int | None = None,
    urgent: bool = False,
) -> CallOut:
    """A call-out ready to leave; ``seats`` with their sessions, of one centre, the most needed first.

    Raises InvalidInput when there is no seat or no candidate, for a wave of less than one or more than five, a delay
    under a minute, or an urgency that the first session is too far away for.
    """
    if not seats:
        raise InvalidInput(N_("Choisissez au moins un poste à pourvoir."))
    if not candidates:
        raise InvalidInput(
            N_("Personne ne peut être appelé pour ce poste : lisez la liste de ceux qu’une règle écarte.")
        )
    asked = rules.wave_size if size is None else size
    if not 1 <= asked <= MOST_IN_A_WAVE:
        raise InvalidInput(N_("Une vague compte de 1 à {most} personnes."), most=MOST_IN_A_WAVE)
    delay = rules.wave_delay_minutes if delay_minutes is None else delay_minutes
    if delay < 1:
        raise InvalidInput(N_("Laissez au moins une minute entre deux vagues."))
    starts = {seat: session.starts_at for seat, session in seats}
    if urgent and not is_urgent(min(starts.values()), now, rules):
        raise InvalidInput(
            N_("La séance commence dans plus de {hours} h : l’appel ne peut pas être urgent."), hours=rules.urgent_hours
        )
    return CallOut(
        id=id, centre_id=seats[0][1].centre_id, seats=tuple(starts), starts=starts, candidates=tuple(candidates),
        created_at=now, mode=mode, size=asked, delay_minutes=delay, urgent=urgent,
    )  # fmt: skip


def is_urgent(starts_at: datetime, now: datetime, rules: SolicitationRules) -> bool:
    """Whether a hole that begins then may be announced as urgent."""
    return starts_at - now <= timedelta(hours=rules.urgent_hours)


def stop(callout: CallOut, now: datetime) -> CallOut:
    """The call-out stopped by hand; one that has ended stays as it ended."""
    return callout if callout.state in ENDED else replace(callout, state=CallOutState.STOPPED, ended_at=now)


def as_held(response: Response, holders: Mapping[SeatId, PersonId]) -> Response:
    """What a response still means, ``holders`` being who holds each seat of the call-out live.

    A yes whose seat has left these hands decides nothing any more: the person may say yes or no anew. Yet they have been
    reached and nobody asks them again, as after « pas cette fois ». Whoever holds another seat of the call-out, or obtained
    one by another way, has that one.
    """
    if response.outcome is not Outcome.YES:
        return response
    held = [seat for seat, person in holders.items() if person == response.person]
    if held:
        return replace(response, seat=response.seat if response.seat in held else held[0], rule=None)
    return response if response.seat is None else replace(response, outcome=Outcome.NOT_THIS_TIME, seat=None)


def latest(responses: Iterable[Response]) -> dict[PersonId, Response]:
    """The last word of each person, what they decided before what merely happened; equal instants in the list's order."""
    found: dict[PersonId, Response] = {}
    for response in sorted(responses, key=lambda one: (one.outcome in DECIDED, one.at)):
        found[response.person] = response
    return found
