"""Whose folder this is: name, territory, coordinator; and, for whoever administers, how one signs in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.store import community, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.community import Community
    from app.store.database import Store


SIGNING_IN = ("login_idle_hours", "login_days", "administration_totp", "demonstration_accounts")
"""The settings that say how one signs in: whoever may not manage accounts leaves them as they are."""


def read_community(actor: Actor, store: Store) -> Community:
    """The community's settings, for those who run the centre: they hold the agreed word. Raises NotAllowed."""
    require(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        return community.read(conn)


def set_up_community(actor: Actor, store: Store, settings: Community) -> None:
    """Replace the community's settings. Raises NotAllowed, also when they change how one signs in for who may not."""
    require(actor, Action.SET_UP_COMMUNITY)
    with store.transaction() as conn:
        held = community.read(conn)
        if any(getattr(held, name) != getattr(settings, name) for name in SIGNING_IN):
            require(actor, Action.MANAGE_ACCOUNTS)
        community.write(conn, settings)
        journal.write(conn, store.now(), actor.id, "community_set_up", "community", asdict(settings))
