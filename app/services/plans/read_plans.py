"""The library of response plans as a person reads it. Nobody's name is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.keeping.reference import read_library
from app.services.plans.plan_shelf import PlanShelf, shelf_of

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def read_plans(actor: Actor, store: Store) -> PlanShelf:
    """Plans and cards in the language of the run, the site's own over those shipped. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        return shelf_of(read_library(store, conn))
