"""What a call-out leaves behind when it ends: requests not sent are withdrawn, those still waiting are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.mobilisation.callout import CallOutState, Outcome, latest
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued, cancel
from app.mobilisation.quiet import next_allowed
from app.mobilisation.writing import write
from app.services.crisis.writing_desk import post, read_desk, read_goodwill
from app.services.mobilisation.call_out_words import label_of, shift_values
from app.store import call_outs, centres, journal, messages, people, seats, sessions, solicitations
from app.words import use_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.core.ids import PersonId
    from app.library import Library
    from app.mobilisation.callout import CallOut, Response
    from app.mobilisation.message import Message
    from app.store.database import Connection

UNSENT = frozenset({MessageState.QUEUED, MessageState.FAILED})
"""The person has received nothing; one whose fate is uncertain may have reached them."""

REFUSED = frozenset({Outcome.NO, Outcome.NOT_THIS_TIME})


def close(conn: Connection, library: Library, callout: CallOut, actor_id: str, now: datetime) -> None:
    """Withdraw what has not left, give its cost back, and tell those a filled call-out keeps waiting.

    An exhausted call-out withdraws nothing: a late yes still takes the seat.
    """
    journal.write(conn, now, actor_id, "call_out_ended", callout.id, {"state": callout.state.value})
    if callout.state is CallOutState.EXHAUSTED:
        return
    responses = call_outs.responses(conn, callout.id)
    unreached = withdraw_unsent(conn, callout, responses, now)
    if callout.state is CallOutState.FILLED:
        post(conn, closing_notes(conn, library, callout, _kept_waiting(callout, responses, unreached), now), now)


def withdraw_unsent(
    conn: Connection, callout: CallOut, responses: Iterable[Response], now: datetime
) -> frozenset[PersonId]:
    """Cancel the requests still in the outbox; returns the people whom nothing has reached, who then owe nothing."""
    reached = {one.person for one in responses if one.outcome is not Outcome.EXPIRED}
    unsent: set[PersonId] = set()
    for queued in messages.about(conn, callout.id):
        message = queued.message
        if message.kind is not MessageKind.CALL_OUT:
            continue
        if message.state in UNSENT and message.recipient not in reached:
            unsent.add(message.recipient)
        cancelled = cancel(message)
        if cancelled != message:
            messages.update(conn, Queued(cancelled, queued.next_at), now)
    solicitations.take_back(conn, callout.id, sorted(unsent), callout.created_at - timedelta(seconds=1))
    return frozenset(unsent)


def closing_notes(
    conn: Connection, library: Library, callout: CallOut, told: Iterable[PersonId], now: datetime
) -> list[Message]:
    """« Le poste est pourvu : plus besoin de répondre », after each person's quiet hours; not beyond the session."""
    known = [person for id in sorted(told) if (person := people.find(conn, id))]
    desk, goodwill = read_desk(conn, library, known), read_goodwill(conn, library, now)
    places = {seat.id: seat for id in callout.seats if (seat := seats.find(conn, id))}
    moments = {one.id: one for seat in places.values() if (one := sessions.find(conn, seat.session_id))}
    centre = centres.find(conn, callout.centre_id)
    assert centre is not None
    written = []
    for person in known:
        candidate = callout.candidate(person.id)
        offered = candidate.seats if candidate else callout.seats
        begins = callout.begins(offered)
        due_at = next_allowed(now, goodwill.quiet(person.id, urgent=callout.urgent))
        if due_at is None or due_at >= begins:
            continue
        with use_language(desk.recipient(person.id).language):
            values = shift_values([places[seat] for seat in offered], moments, centre, label_of(library))
        written.append(
            write(
                desk,
                MessageKind.CALL_OUT_CLOSED,
                person.id,
                values,
                now,
                due_at=due_at,
                about=callout.id,
                useless_after=begins,
            )
        )
    return written


def _kept_waiting(
    callout: CallOut, responses: Iterable[Response], unreached: frozenset[PersonId]
) -> frozenset[PersonId]:
    """Those who said yes and got nothing, and those a message has reached who have not refused."""
    said = latest(responses)
    got = {person for person, one in said.items() if one.seat is not None}
    refused = {person for person, one in said.items() if one.outcome in REFUSED}
    yes = {person for person, one in said.items() if one.outcome is Outcome.YES}
    return frozenset((yes | (callout.asked - unreached)) - got - refused)
