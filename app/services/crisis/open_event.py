"""Open an event: what it is, since when, on whose word; with the plans to put to work at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.core.typed import typed_line, typed_text
from app.response.event import (
    LONGEST_FIELD,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Event,
    EventKind,
    EventState,
    Step,
    check_said,
    steps_to,
)
from app.services.crisis.activate_plan import put_to_work
from app.services.crisis.event_words import step_words
from app.services.crisis.write_log import AHEAD, note_in_log
from app.store import events, journal
from app.store.log import LogKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """On whose word a state is reached: the authority, the department it spoke for, its reference, and when (UTC).

    ``at`` None means now.
    """

    authority: str = ""
    department: str = ""
    reference: str = ""
    note: str = ""
    at: datetime | None = None


NOBODY_SAID = Said()


def open_event(
    actor: Actor,
    store: Store,
    title: str,
    *,
    kind: EventKind = EventKind.REAL,
    state: EventState = EventState.WATCH,
    communes: Sequence[str] = (),
    summary: str = "",
    said: Said = NOBODY_SAID,
    plans: Sequence[str] = (),
) -> str:
    """Open an event in a state, its plans activated and their checklist dated; its id. Several may go on at once.

    Raises InvalidInput without a title, for an instant to come, or for a state that only an authority brings about when
    none is named; RuleRefusal for a state nothing begins with; NotFound for a plan that is not in the library; NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    named = checked_title(title)
    reached = steps_to(state)
    check_said(state, said.authority, said.department)
    with store.transaction() as conn:
        event = begin_event(
            conn, store, actor, named, kind, state, communes=communes, summary=summary, said=said, reached=reached
        )
        put_to_work(conn, store, actor, event, plans)
    return event.id


def begin_event(
    conn: Connection,
    store: Store,
    actor: Actor,
    title: str,
    kind: EventKind,
    state: EventState,
    *,
    communes: Sequence[str] = (),
    summary: str = "",
    said: Said = NOBODY_SAID,
    reached: Sequence[EventState] = (),
    id: str = "",
) -> Event:
    """The same within the transaction of a service that opens it, which has checked who acts; without any plan.

    ``reached``: the states written (that one alone when none is given); ``id``: made by the caller, who may ask twice.
    """
    now = store.now()
    at = instant_said(said, now)
    event = Event(
        id=id or new_id(),
        title=title,
        kind=kind,
        state=state,
        communes=tuple(communes),
        summary=checked_text(summary),
        opened_at=at,
    )
    events.insert(conn, event)
    for one in reached or (state,):
        events.add_step(conn, event.id, step_of(one, said, at, actor))
    journal.write(conn, now, actor.id, "event_opened", event.id, {"state": state.value, "kind": kind.value})
    note_in_log(
        conn,
        now,
        actor,
        step_words(state, said.authority, said.reference, said.note, title=title),
        kind=LogKind.DECISION,
        happened_at=at,
        source=said.authority,
        event_id=event.id,
    )
    return event


def step_of(state: EventState, said: Said, at: datetime, actor: Actor) -> Step:
    """The step to write, texts trimmed. Raises InvalidInput for an endless one."""
    return Step(
        state=state,
        at=at,
        authority=_field(said.authority),
        department=_field(said.department),
        reference=_field(said.reference),
        note=checked_text(said.note),
        actor_id=actor.id,
    )


def instant_said(said: Said, now: datetime) -> datetime:
    """When it was said; now when nobody says. Raises InvalidInput for an instant to come (watches may differ)."""
    if said.at is not None and said.at > now + AHEAD:
        raise InvalidInput(N_("Cette heure n’est pas encore passée : notez ce qui a eu lieu."))
    return said.at or now


def checked_title(title: str) -> str:
    """The title on one line. Raises InvalidInput when it is empty or endless."""
    return typed_line(
        title, LONGEST_TITLE, too_long=N_("Un nom de {most} signes au plus."),
        empty=N_("Donnez un nom à l’événement, comme on en parlera : « inondations de la Vilaine »."),
    )  # fmt: skip


def checked_text(text: str) -> str:
    """A text trimmed. Raises InvalidInput when it is endless."""
    return typed_text(text, LONGEST_TEXT)


def _field(text: str) -> str:
    return typed_line(text, LONGEST_FIELD, too_long=N_("{most} signes au plus pour l’autorité et la référence."))
