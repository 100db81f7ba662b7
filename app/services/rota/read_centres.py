"""The centres there are, for a screen to choose among. A read side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.store import centres

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.scheduling.centre import Centre
    from app.store.database import Store


def read_centres(actor: Actor, store: Store) -> tuple[Centre, ...]:
    """Every centre, in the store's order. Raises NotAllowed."""
    require(actor, Action.READ_ROTA)
    with store.reading() as conn:
        return tuple(centres.every(conn))
