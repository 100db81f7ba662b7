"""Calling people by telephone: whom to ring next, and a claim so that two callers never ring the same person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal
from app.mobilisation.callout import DECIDED, ENDED, CallOut, Outcome, Response, latest
from app.mobilisation.waves import Situation, seats_left

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId
    from app.mobilisation.rules import SolicitationRules
    from app.scheduling.spoken import PersonName


@dataclass(frozen=True, slots=True)
class Claim:
    """Someone is ringing a person, for any call-out, until ``until`` or until the outcome is written."""

    person: PersonId
    caller: str
    caller_name: str
    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        return now < self.until


def claim(
    claims: Iterable[Claim], person: PersonId, caller: tuple[str, str], now: datetime, rules: SolicitationRules, name: PersonName
) -> Claim:  # fmt: skip
    """The claim of ``caller`` (id, name) on ``person``; asking again prolongs one's own.

    Raises RuleRefusal while someone else holds one. To be decided where the claim is written, in the same transaction.
    """
    held = next((one for one in claims if one.person == person and one.holds(now)), None)
    if held is not None and held.caller != caller[0]:
        raise RuleRefusal(
            N_("{caller} appelle déjà {name} depuis le {since} : prenez la personne suivante."),
            caller=held.caller_name, name=name(person), since=held.since,
        )  # fmt: skip
    since = held.since if held is not None else now
    return Claim(person, *caller, since, now + timedelta(minutes=rules.claim_minutes))


def claimed_by_others(claims: Iterable[Claim], caller: str, now: datetime) -> frozenset[PersonId]:
    """People whom someone else is ringing now."""
    return frozenset(one.person for one in claims if one.caller != caller and one.holds(now))


def to_ring(
    callout: CallOut, situation: Situation, claims: Iterable[Claim], caller: str, now: datetime
) -> tuple[PersonId, ...]:
    """Whom ``caller`` may ring now, first to ring first; nobody once the call-out has ended.

    Call-backs whose hour has come, then those nobody has reached, in rank order, within budget and outside quiet hours;
    then those whom a message reached a delay ago, or who did not pick up a delay ago: they have been asked already, so
    only the quiet hours hold them back. Nobody whom someone else is ringing, who has spoken, or whom another call-out asks.
    """
    wanted = seats_left(callout, situation, now)
    if callout.state in ENDED or not wanted:
        return ()
    busy = claimed_by_others(claims, caller, now) | situation.engaged
    people = [
        one.person for one in callout.candidates if set(one.seats).intersection(wanted) and one.person not in busy
    ]
    said = latest(situation.responses)
    turns = {person: _turn(callout, situation, said.get(person), person, now) for person in people}
    return tuple(sorted((p for p in people if turns[p] is not None), key=lambda p: (turns[p], people.index(p))))


CALL_BACK, FIRST_CALL, SECOND_CALL = range(3)
"""In this order."""


def _turn(callout: CallOut, situation: Situation, said: Response | None, person: PersonId, now: datetime) -> int | None:
    """Where a person stands in the order of ringing, or None when they are not to be rung now."""
    goodwill = situation.goodwill
    if said is not None and said.outcome is Outcome.CALL_BACK_AT and said.call_back_at is not None:
        return CALL_BACK if said.call_back_at <= now else None
    if said is not None and said.outcome in DECIDED:
        return None
    asked_at = _asked_at(callout, person, said)
    if asked_at is None:
        return FIRST_CALL if goodwill.may_ask(person, now, urgent=callout.urgent) else None
    is_quiet = any(one.covers(now) for one in goodwill.quiet(person, urgent=callout.urgent))
    return SECOND_CALL if now >= asked_at + callout.delay and not is_quiet else None


def _asked_at(callout: CallOut, person: PersonId, said: Response | None) -> datetime | None:
    """When a message or a call reached the person last, or None."""
    times = [wave.sent_at for wave in callout.waves if person in wave.people]
    return max([*times, said.at] if said is not None else times, default=None)


def is_new_request(callout: CallOut, responses: Sequence[Response], person: PersonId) -> bool:
    """Whether ringing the person costs one more request: not when this call-out has reached them already."""
    return person not in callout.asked and all(response.person != person for response in responses)


def phoned(person: PersonId, outcome: Outcome, now: datetime, call_back_at: datetime | None = None) -> Response:
    """The one-tap outcome of a call. Raises InvalidInput for a call-back without an hour to come."""
    if outcome is Outcome.CALL_BACK_AT and (call_back_at is None or call_back_at <= now):
        raise InvalidInput(N_("Choisissez l’heure à laquelle rappeler : elle doit être à venir."))
    promised = call_back_at if outcome is Outcome.CALL_BACK_AT else None
    return Response(person, outcome, now, call_back_at=promised, by_phone=True)
