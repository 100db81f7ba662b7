"""What is true outside a call-out at an instant: answers, open seats, goodwill, and who is busy with another request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.mobilisation.callout import Outcome, Response, as_held, latest
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.waves import Situation
from app.services.crisis.alert_availability import said_yes_to_alert
from app.services.crisis.writing_desk import read_goodwill
from app.store import call_outs, centres, messages, seats, sessions

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import CentreId, PersonId, SeatId, SessionId
    from app.library import Library
    from app.mobilisation.callout import CallOut
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection

NOT_LEFT = frozenset({MessageState.QUEUED, MessageState.FAILED, MessageState.CANCELLED})


def situation_of(conn: Connection, library: Library, callout: CallOut, now: datetime, *, caller: str = "") -> Situation:
    """Everything a step of the call-out rests on; ``caller``'s own phone calls don't make anyone busy for them."""
    return Situation(
        responses=_responses(conn, callout),
        open_seats=call_outs.open_seats(conn, callout.seats),
        goodwill=replace(read_goodwill(conn, library, now), awake=said_yes_to_alert(conn, callout.seats)),
        engaged=_asked_elsewhere(conn, callout.id) | _rung(conn, now, caller),
    )


def bare_situation(conn: Connection, callout: CallOut) -> Situation:
    """What a yes is decided on: the answers and the open seats, nothing else read."""
    return Situation(
        responses=_responses(conn, callout),
        open_seats=call_outs.open_seats(conn, callout.seats),
    )


def _responses(conn: Connection, callout: CallOut) -> list[Response]:
    """Every answer for what it still means: a seat may have changed hands since it was obtained."""
    holders = call_outs.holders(conn, callout.seats)
    return [as_held(response, holders) for response in call_outs.responses(conn, callout.id)]


def expire(conn: Connection, callout: CallOut, now: datetime) -> int:
    """Write down the silence of those whose wave has had its delay; returns how many.

    The instant kept is when they were asked: from there a second request by phone may count its delay.
    """
    spoken = {response.person for response in call_outs.responses(conn, callout.id)}
    silent = [
        Response(person, Outcome.EXPIRED, wave.sent_at)
        for wave in callout.waves
        if wave.sent_at + callout.delay <= now
        for person in wave.people
        if person not in spoken
    ]
    for response in silent:
        call_outs.add_response(conn, callout.id, response)
    return len(silent)


def _asked_elsewhere(conn: Connection, call_out_id: str) -> frozenset[PersonId]:
    """Whom another running call-out has asked and who have not answered, or are to be rung back."""
    found: set[PersonId] = set()
    for held in call_outs.running(conn):
        if held.callout.id != call_out_id:
            said = latest(call_outs.responses(conn, held.callout.id))
            found |= held.callout.asked - set(said)
            found |= {person for person, one in said.items() if one.outcome is Outcome.CALL_BACK_AT}
    return frozenset(found)


def _rung(conn: Connection, now: datetime, caller: str) -> frozenset[PersonId]:
    return frozenset(one.person for one in call_outs.claims(conn, now) if one.caller != caller)


def unsent_to(conn: Connection, callout: CallOut) -> frozenset[PersonId]:
    """Whom no request of the call-out has left for; one that may have left before a crash has."""
    requests = [one.message for one in messages.about(conn, callout.id) if one.message.kind is MessageKind.CALL_OUT]
    left = {one.recipient for one in requests if one.state not in NOT_LEFT or one.was_uncertain}
    return frozenset(one.recipient for one in requests) - left


def places_of(conn: Connection, callout: CallOut) -> tuple[dict[SeatId, Seat], dict[SessionId, Session]]:
    """The call-out's seats as they stand, and their sessions."""
    places = {seat.id: seat for id in callout.seats if (seat := seats.find(conn, id))}
    ids = dict.fromkeys(seat.session_id for seat in places.values())
    return places, {id: session for id in ids if (session := sessions.find(conn, id))}


def centre_of(conn: Connection, centre_id: CentreId) -> Centre:
    """The centre a call-out is for."""
    centre = centres.find(conn, centre_id)
    assert centre is not None, "a call-out refers to a centre that stands"
    return centre
