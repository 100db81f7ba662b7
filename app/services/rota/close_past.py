"""Closing several sessions at once, everyone expected being present unless someone said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.activity.close_attendance import close_attendance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.core.ids import SessionId
    from app.store.database import Store


def close_past(actor: Actor, store: Store, session_ids: Iterable[SessionId]) -> int:
    """Close the attendance of these sessions as their sheets stand, each on its own; returns how many.

    Those closed before stay as they are; whatever was wrong can be corrected afterwards. Raises as ``close_attendance``.
    """
    require(actor, Action.RUN_SESSION)
    wanted = list(session_ids)
    for session_id in wanted:
        close_attendance(actor, store, session_id)
    return len(wanted)
