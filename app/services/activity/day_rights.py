"""Who may run a session on the day: the crisis cell any of them, the holder of a session's own link that one only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.actor import Actor, Role
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import SessionId
from app.scheduling.session import SessionState
from app.store import sessions
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.links import Subject
    from app.scheduling.session import Session
    from app.store.database import Connection

LEAD = "lead:"
"""How the id of an actor begins who holds nothing but a session's link; no person's id has a colon."""

LEAD_BEFORE, LEAD_AFTER = timedelta(hours=24), timedelta(hours=48)
"""A lead's link opens from a day before the session to two days after it: sheets are corrected the day after."""

SIGN_IN_BEFORE = timedelta(minutes=60)
"""« Je suis là » is offered from an hour before the session to its end."""

RUN = frozenset({SessionState.PUBLISHED, SessionState.DONE})


def lead_actor(session_id: SessionId) -> Actor:
    """Whoever holds a session's link, acting on that session."""
    return Actor(f"{LEAD}{session_id}", _("responsable de la séance"), Role.PROFESSIONAL)


def require_session(actor: Actor, session_id: SessionId) -> None:
    """Pass when the actor may run this session; raise NotAllowed otherwise."""
    if actor.id != f"{LEAD}{session_id}":
        require(actor, Action.RUN_SESSION)


def require_day(actor: Actor) -> None:
    """Pass when the actor runs sessions or holds the link of one: which one, :func:`require_session` checks once it is known."""
    if not actor.id.startswith(LEAD):
        require(actor, Action.RUN_SESSION)


def run_session(conn: Connection, session_id: SessionId) -> Session:
    """The session, published or done. Raises NotFound, and InvalidInput when it is cancelled or not published yet."""
    session = sessions.find(conn, session_id)
    if session is None:
        raise NotFound(N_("Cette séance n’existe plus. Rechargez la page."))
    if session.state is SessionState.CANCELLED:
        raise InvalidInput(N_("Cette séance est annulée : il n’y a rien à y noter."))
    if session.state not in RUN:
        raise InvalidInput(N_("Cette séance n’est pas encore publiée : publiez le planning d’abord."))
    return session


def lead_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether a session's link for its lead opens at ``now``, ends included."""
    session = sessions.find(conn, SessionId(subject.id))
    return (
        session is not None
        and session.state in RUN
        and session.starts_at - LEAD_BEFORE <= now <= session.ends_at + LEAD_AFTER
    )


def door_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the code at the door of a session opens at ``now``: when people may sign in."""
    session = sessions.find(conn, SessionId(subject.id))
    return session is not None and may_sign_in(session, now)


def may_sign_in(session: Session, now: datetime) -> bool:
    """Whether arrivals are noted at ``now``: from an hour before a published session to its end."""
    return session.state in RUN and session.starts_at - SIGN_IN_BEFORE <= now < session.ends_at
