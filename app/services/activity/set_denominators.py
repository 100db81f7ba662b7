"""Choosing over whom shares are counted, and typing what no table holds: professionals, and the population of each public."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.store import denominators, journal, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.indicators.denominators import Denominators
    from app.store.database import Store


def set_denominators(actor: Actor, store: Store, chosen: Denominators, revision: int) -> None:
    """Write the choice over the revision that was read. Raises InvalidInput, StaleRevision, NotAllowed."""
    require(actor, Action.EDIT_REFERENCE)
    if any(count < 0 for count in (*chosen.liberal.values(), *chosen.groups.values())):
        raise InvalidInput(N_("Un dénominateur ne peut pas être négatif : laissez la case vide s’il n’est pas connu."))
    with store.transaction() as conn:
        if not denominators.write(conn, chosen, revision):
            raise revisions.stale(conn, denominators.KEY)
        payload = {name: value if isinstance(value, dict) else str(value) for name, value in asdict(chosen).items()}
        journal.write(conn, store.now(), actor.id, "denominators_set", denominators.KEY, payload)
