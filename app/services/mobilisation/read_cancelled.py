"""Cancelled sessions of a centre, which stay on show; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.scheduling.session import SessionState
from app.services.world.read_horizon import FOREVER, PAST
from app.store import sessions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import CentreId
    from app.scheduling.session import Session
    from app.store.database import Store


def read_cancelled(actor: Actor, store: Store, centre_id: CentreId) -> tuple[Session, ...]:
    """The centre's cancelled sessions that began a week ago at most, in time order."""
    require(actor, Action.READ_ROTA)
    with store.reading() as conn:
        found = sessions.between(conn, store.now() - PAST, FOREVER, centre_id, cancelled=True)
    return tuple(session for session in found if session.state is SessionState.CANCELLED)
