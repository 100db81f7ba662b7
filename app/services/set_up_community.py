"""Say who this folder belongs to: name, territory, coordinator."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.store import community, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.community import Community
    from app.store.database import Store


def set_up_community(actor: Actor, store: Store, settings: Community) -> None:
    """Replace the community's settings."""
    require(actor, Action.SET_UP_CENTRE)
    with store.transaction() as conn:
        community.write(conn, settings)
        journal.write(conn, store.now(), actor.id, "community_set_up", "community", asdict(settings))
