"""Whose folder this is: name, territory, coordinator; and, for whoever administers, how one signs in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.store import care_vault, community, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.community import Community
    from app.store.database import Connection, Store


SIGNING_IN = ("login_idle_hours", "login_days", "administration_totp", "demonstration_accounts")
"""The settings that say how one signs in: whoever may not manage accounts leaves them as they are."""


def read_community(actor: Actor, store: Store) -> Community:
    """The community's settings, for those who run the centre: they hold the agreed word. Raises NotAllowed."""
    require(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        return community.read(conn)


def set_up_community(actor: Actor, store: Store, settings: Community) -> None:
    """Replace the community's settings. Raises NotAllowed, also when they change how one signs in for who may not.

    Raises RuleRefusal when a folder that holds care needs would become a demonstration, or stop being one.
    """
    require(actor, Action.SET_UP_COMMUNITY)
    with store.transaction() as conn:
        held = community.read(conn)
        if any(getattr(held, name) != getattr(settings, name) for name in SIGNING_IN):
            require(actor, Action.MANAGE_ACCOUNTS)
        if held.demonstration != settings.demonstration:
            _require_no_needs(conn)
        community.write(conn, settings)
        journal.write(conn, store.now(), actor.id, "community_set_up", "community", asdict(settings))


def _require_no_needs(conn: Connection) -> None:
    """In a demonstration needs are taken without a declared place, and read in exact numbers: they are nobody's."""
    if care_vault.counts(conn):
        raise RuleRefusal(
            N_(
                "Ce dossier garde des besoins de soins : il ne peut ni devenir une démonstration, ni cesser d’en être une."
                " Prenez un dossier neuf."
            )
        )
