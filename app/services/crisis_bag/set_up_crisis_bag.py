"""Where the crisis bag also goes, and how long older ones stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.store import crisis_bags, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def set_up_crisis_bag(actor: Actor, store: Store, *, second_folder: str, kept_days: int) -> None:
    """Write both; an empty ``second_folder`` stops carrying copies there and removes none.

    Only whoever administers may name a folder of the serving machine. Raises NotAllowed, InvalidInput.
    """
    require(actor, Action.KEEP_KEYS)
    with store.transaction() as conn:
        held = crisis_bags.read_settings(conn)
        wanted = replace(held, second_folder=second_folder.strip(), kept_days=kept_days)
        settings = crisis_bags.checked(store.folder, wanted)
        crisis_bags.write_settings(conn, settings)
        payload = {"second": bool(settings.second_folder), "kept_days": settings.kept_days}
        journal.write(conn, store.now(), actor.id, "crisis_bag.set_up", "crisis_bag", payload)
