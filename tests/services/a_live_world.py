"""The live world of a community, and one more nurse in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.core.ids import PersonId
from app.services.world.read_world import read_world
from tests.builders import a_person, some_people

if TYPE_CHECKING:
    from app.drills.world import World
    from app.store.database import Store

MORNING = datetime(2026, 11, 26, 7, tzinfo=UTC)
"""Thursday, 8:00 in Paris."""


def world(store: Store, at: datetime = MORNING, **more: bool | int) -> World:
    with store.reading() as conn:
        return read_world(conn, store, at, **more)  # type: ignore[arg-type]


def given(found: World, id: str) -> tuple[int, ...]:
    return found.capacities[id]


def someone(store: Store, **fields: Any) -> str:
    """The provider id of one more nurse of Auray, who practises nowhere in particular."""
    person = a_person("Anne", **{"id": PersonId("anne"), "usual_half_days": frozenset(), **fields})
    some_people(store, person)
    return f"person:{person.id}"
