"""What people hold during an exercise, on paper: kits of animators, players and observers, the paper chronogramme, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.exercise.kit import KitKind

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def print_kit(actor: Actor, store: Store, exercise_id: str, kind: KitKind, function: str = "") -> bytes:
    """The PDF of a kit; ``function``: of which player, empty: one after the other. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    raise NotImplementedError


def print_participant_links(actor: Actor, store: Store, exercise_id: str, *, base_url: str) -> bytes:
    """A QR code for each participant's own page, by function, to cut out. Raises NotFound, InvalidInput, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    raise NotImplementedError
