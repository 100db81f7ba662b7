"""Move an event on: the next state with who said so and when; or mend its name, its communes, its summary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.response.event import ENDED, Event, EventState, check_move, check_said
from app.services.crisis.event_words import step_words
from app.services.crisis.open_event import NOBODY_SAID, Said, checked_text, checked_title, instant_said, step_of
from app.services.crisis.the_event import the_event
from app.services.crisis.write_log import note_in_log
from app.store import events, journal
from app.store.log import LogKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store


def move_event(
    actor: Actor, store: Store, event_id: str, revision: int, state: EventState, said: Said = NOBODY_SAID
) -> None:
    """Bring an event to a state that may follow its own, on somebody's word; the main courante tells.

    Raises RuleRefusal for a move that is not allowed, InvalidInput for a state that only an authority brings about when none
    is named, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        event = the_event(conn, event_id, revision)
        check_move(event.state, state)
        check_said(state, said.authority, said.department)
        bring_event(conn, store, actor, event, state, said)


def bring_event(
    conn: Connection, store: Store, actor: Actor, event: Event, state: EventState, said: Said = NOBODY_SAID
) -> None:
    """The same within the transaction of a service that moves it, which has checked that the state may follow."""
    now = store.now()
    at = instant_said(said, now)
    events.update(conn, _moved(event, state, at))
    events.add_step(conn, event.id, step_of(state, said, at, actor))
    journal.write(conn, now, actor.id, "event_moved", event.id, {"state": state.value})
    note_in_log(
        conn,
        now,
        actor,
        step_words(state, said.authority, said.reference, said.note),
        kind=LogKind.DECISION,
        happened_at=at,
        source=said.authority,
        event_id=event.id,
    )


def change_event(
    actor: Actor, store: Store, event_id: str, revision: int, *, title: str, communes: Sequence[str], summary: str
) -> None:
    """Mend what an event is called, where it is and what is known of it. Raises InvalidInput, StaleRevision, NotFound."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        event = the_event(conn, event_id, revision)
        mended = replace(
            event, title=checked_title(title), communes=tuple(sorted(set(communes))), summary=checked_text(summary)
        )
        if mended == event:
            return
        events.update(conn, mended)
        journal.write(conn, store.now(), actor.id, "event_changed", event_id, {})


def _moved(event: Event, state: EventState, at: datetime) -> Event:
    if state not in ENDED:
        return replace(event, state=state, closed_at=None)
    return replace(event, state=state, closed_at=event.closed_at or at)
