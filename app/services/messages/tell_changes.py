"""Tell people what changes in their own seats: messages put in the outbox by the transaction that writes the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.mobilisation.told import messages_for_changes, messages_for_moved_session
from app.scheduling.changes import changes_of
from app.services.crisis.writing_desk import post, read_desk
from app.services.exercise.exercise_guard import marked_for, stays_within
from app.services.mobilisation.call_out_words import label_of
from app.store import people as roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import SessionId
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.changes import RotaChanges
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection, Store


def tell_changes(
    conn: Connection,
    store: Store,
    library: Library,
    people: Iterable[Person],
    sessions: Mapping[SessionId, Session],
    changes: RotaChanges,
) -> int:
    """One message to each person whose seats change; returns how many. ``people`` must hold them all.

    A change inside 48 h always makes one, and leaves at once where waiting for the morning would be too late.
    """
    if not changes.people or any(stays_within(conn, id) for id in sessions):
        return 0
    desk = read_desk(conn, library, people)
    written = messages_for_changes(changes, sessions, store.now(), desk, label_of(library))
    return post(conn, marked_for(conn, sessions, written), store.now())


def tell_moved(
    conn: Connection, store: Store, library: Library, old: Session, new: Session, seats: Iterable[Seat]
) -> int:
    """One message to each person expected at a session that moves; returns how many. Partners are told by the coordination."""
    held = list(seats)
    if stays_within(conn, new.id):
        return 0
    desk = read_desk(conn, library, _holders(conn, held))
    written = messages_for_moved_session(old, new, held, store.now(), desk, label_of(library))
    return post(conn, marked_for(conn, (new.id,), written), store.now())


def tell_lost(conn: Connection, store: Store, library: Library, session: Session, seats: Iterable[Seat]) -> int:
    """One message to each person who loses seats of one session: freed by the coordination, or the session cancelled."""
    held = list(seats)
    changes = changes_of(held, ())
    return tell_changes(conn, store, library, _holders(conn, held), {session.id: session}, changes)


def _holders(conn: Connection, seats: Iterable[Seat]) -> list[Person]:
    ids = sorted({seat.holder.person_id for seat in seats if seat.holder.person_id is not None})
    return [person for id in ids if (person := roster.find(conn, id)) is not None]
