"""The scenarios that a community may play: the shipped ones, those of its folder, its own; the latter replace by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.drills.scenario import Scenario
    from app.store.database import Connection, Store


def scenarios(conn: Connection, store: Store) -> tuple[Scenario, ...]:
    """Every one that can be read, shipped < ``DATA/content/scenarios`` < own, by kind then title."""
    raise NotImplementedError


def find_scenario(conn: Connection, store: Store, code: str) -> Scenario:
    """The one of that code. Raises NotFound."""
    raise NotImplementedError
