"""Call-outs move on: the next wave leaves when it may, silence is noted, and one that is filled closes behind itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import SCHEDULER
from app.access.permissions import Action, require
from app.mobilisation.callout import ENDED, CallOutState, stop
from app.mobilisation.ranking import NOT_IN_THE_WAY, warnings_with
from app.mobilisation.waves import advance, next_wave, seats_left, uncalled
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import post
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_requests import requests
from app.services.mobilisation.call_out_state import expire, situation_of
from app.services.mobilisation.close_call_out import close
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import call_outs, journal, seats, sessions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.mobilisation.callout import CallOut
    from app.mobilisation.waves import Situation, Step
    from app.store.database import Connection, Store


def advance_call_outs(actor: Actor, store: Store) -> datetime | None:
    """Move on every call-out whose hour has come, each in its own transaction; returns when to look again (UTC)."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        ids = call_outs.due(conn, store.now())
    for call_out_id in ids:
        advance_call_out(store, call_out_id, actor_id=actor.id)
    with store.reading() as conn:
        return call_outs.next_due(conn)


def advance_call_out(store: Store, call_out_id: str, *, actor_id: str = SCHEDULER.id) -> None:
    """Move one call-out on as far as it may go now; nothing for one that has ended."""
    with store.transaction() as conn:
        held = call_outs.find(conn, call_out_id)
        if held is not None and held.callout.state not in ENDED:
            move_on(conn, store, held.callout, actor_id)


def move_on(conn: Connection, store: Store, callout: CallOut, actor_id: str) -> CallOut:
    """One step in the caller's transaction: its wave, its messages, its end, and its next hour; returns the call-out."""
    now, library = store.now().replace(microsecond=0), read_library(store, conn)
    expire(conn, callout, now)
    situation = situation_of(conn, library, callout, now)
    after, step = _stepped(conn, store, library, callout, situation, now)
    write_waves(conn, library, after, len(callout.waves), actor_id, now)
    call_outs.update(conn, after, _look_again(after, step, now))
    if after.state in ENDED and after.state is not callout.state:
        close(conn, library, after, actor_id, now)
    return after


def write_waves(conn: Connection, library: Library, callout: CallOut, known: int, actor_id: str, now: datetime) -> None:
    """Keep the waves after the first ``known`` ones, with their messages and what they cost."""
    for wave in callout.waves[known:]:
        call_outs.add_waves(conn, callout.id, [wave])
        post(conn, requests(conn, library, callout, wave.people, now), now)
        payload = {"number": wave.number, "people": list(wave.people)}
        journal.write(conn, now, actor_id, "call_out_wave", callout.id, payload)


def _stepped(
    conn: Connection, store: Store, library: Library, callout: CallOut, situation: Situation, now: datetime
) -> tuple[CallOut, Step]:
    step = next_wave(callout, situation, now)
    if step.people:
        step = next_wave(still_able(conn, store, library, callout, situation, now), situation, now)
    if step.state is CallOutState.FILLED and _all_cancelled(conn, callout):
        return stop(callout, now), step
    return advance(callout, step, now), step


def still_able(
    conn: Connection, store: Store, library: Library, callout: CallOut, situation: Situation, now: datetime
) -> CallOut:
    """The call-out without the candidates whom a rule has come to exclude since it was prepared."""
    wanted = seats_left(callout, situation, now)
    horizon = read_horizon(store, conn)
    warn = warnings_with(rota_context(conn, horizon, library))
    known = {person.id: person for person in horizon.people}
    places = {seat.id: seat for seat in horizon.seats}
    waiting = {one.person for one in uncalled(callout, situation, wanted)}

    def able(person: PersonId, offered: Iterable[SeatId]) -> tuple[SeatId, ...]:
        if person not in known:
            return ()
        return tuple(
            seat
            for seat in offered
            if seat in places
            and places[seat].holder.person_id != person
            and all(one.code in NOT_IN_THE_WAY for one in warn(places[seat], known[person]))
        )

    kept = [
        replace(one, seats=able(one.person, one.seats)) if one.person in waiting else one for one in callout.candidates
    ]
    return replace(callout, candidates=tuple(one for one in kept if one.seats))


def _look_again(callout: CallOut, step: Step, now: datetime) -> datetime | None:
    """A running call-out is looked at once a delay at least: its seats may be filled by another way."""
    if callout.state in ENDED:
        return None
    regular = now + callout.delay
    return regular if step.at is None or step.people else min(step.at, regular)


def _all_cancelled(conn: Connection, callout: CallOut) -> bool:
    found = [seat for id in callout.seats if (seat := seats.find(conn, id))]
    held = [session for seat in found if (session := sessions.find(conn, seat.session_id))]
    return bool(held) and all(session.state is SessionState.CANCELLED for session in held)
