"""Who is in front of the screen and which data folder is served: the two seams every screen goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import LOCAL_COORDINATION, Actor
from app.store.current import current

if TYPE_CHECKING:
    from app.store.database import Store


def current_actor() -> Actor:
    """Who acts in this run: whoever sits at the machine, until accounts exist."""
    return LOCAL_COORDINATION


def current_store() -> Store:
    """The data folder that this process serves."""
    return current()
