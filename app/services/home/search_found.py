"""What a search finds, as values: kinds, hits, groups; and the scene that each kind is looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from app.store import people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.library import Library
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.words.sought import Sought


class Kind(StrEnum):
    """What may be found; the value stands in addresses."""

    PERSON = "personnes"
    SEAT = "postes"
    EVENT = "evenements"
    PLAN = "plans"
    CARD = "fiches"
    CONTACT = "contacts"
    EXERCISE = "exercices"
    IMPROVEMENT = "actions"
    ENTRY = "main-courante"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what tells it from others, and what leads to it.

    ``id``: of the thing itself; ``way``: what else its address takes, by name; ``people``: ids of the people it names.
    """

    id: str
    title: str
    detail: str = ""
    way: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the nearest first; ``found`` counts what is not shown besides."""

    kind: Kind
    hits: tuple[Hit, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for and found. ``is_asked``: enough was typed to look for; ``only``: the one kind looked for."""

    typed: str
    is_asked: bool = False
    groups: tuple[Group, ...] = ()
    only: Kind | None = None


@dataclass(frozen=True)
class Scene:
    """Who looks for what, in which state of the folder. Whoever made it has checked the action of each kind."""

    actor: Actor
    store: Store
    conn: Connection
    library: Library
    sought: Sought

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone of the roster, read once, and only for who looks for people or seats."""
        return tuple(people.every(self.conn))
