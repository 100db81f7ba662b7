"""A scenario that was played, given to another community: rebuilt from the exercise's copy, without a person or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def share_scenario(actor: Actor, store: Store, exercise_id: str) -> bytes:
    """The ZIP: scenario.yaml, chronogramme.xlsx, enseignements.txt, LISEZ-MOI.txt. Raises NotFound, InvalidInput, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    raise NotImplementedError


def take_shared_scenario(actor: Actor, store: Store, name: str, content: bytes) -> str:
    """Add the scenario of a bundle to one's own; returns its code. Raises UnreadableFile, InvalidInput, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    raise NotImplementedError
