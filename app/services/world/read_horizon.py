"""One state of everything staffing looks at, read in one transaction. A read side: nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.scheduling.horizon import Horizon
from app.services.keeping.kept_answers import latest
from app.store import answers, centres, community, journal, people, seats, sessions

if TYPE_CHECKING:
    from collections.abc import Hashable

    from app.store.database import Connection, Store

PAST = timedelta(days=7)
"""Sessions begun this long ago still count: the week's caps and the rest between two days reach back."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def read_horizon(store: Store, conn: Connection) -> Horizon:
    """Everything from a week ago on."""
    now = store.now()
    start = now - PAST
    return Horizon(
        now=now,
        centres={centre.id: centre for centre in centres.every(conn)},
        sessions=tuple(sessions.between(conn, start, FOREVER)),
        needs=tuple(sessions.needs_between(conn, start, FOREVER)),
        seats=tuple(seats.between(conn, start, FOREVER)),
        draft=tuple(seats.draft(conn)),
        people=tuple(people.every(conn)),
        competences=tuple(people.competences(conn)),
        answers=answers.between(conn, start, FOREVER),
        busy=answers.busy_between(conn, start, FOREVER),
        min_rest_hours=community.read(conn).min_rest_hours,
    )


def rows_mark(conn: Connection) -> Hashable:
    """The same mark means that the same rows are there: every service that writes them tells the journal.

    Save one: a person's revision alone moves when the message that carries their notice has left.
    """
    return journal.head(conn), frozenset(people.revisions(conn).items())


def standing_horizon(store: Store, conn: Connection) -> Horizon:
    """The same at the present instant, its rows read again only once anybody wrote: for what writes nothing itself.

    A transaction that has written and not yet told the journal must read its own: :func:`read_horizon`.
    """
    held = latest(("horizon", str(store.folder.path)), rows_mark(conn), lambda: read_horizon(store, conn))
    now = store.now()
    if now < held.now:
        return read_horizon(store, conn)  # the clock was put back: more of the past counts again
    return replace(_from(held, now - PAST), now=now)


def _from(held: Horizon, start: datetime) -> Horizon:
    """Without the sessions that have fallen behind the window since, nor what belongs to them."""
    gone = {session.id for session in held.sessions if session.starts_at < start}
    if not gone:
        return held
    return replace(
        held,
        sessions=tuple(one for one in held.sessions if one.id not in gone),
        needs=tuple(one for one in held.needs if one.session_id not in gone),
        seats=tuple(one for one in held.seats if one.session_id not in gone),
        answers={key: value for key, value in held.answers.items() if key[1] not in gone},
    )
