"""What one line of a file says of a person: only what it carries, so that the rest is left as it is known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.core.ids import PersonId, new_id
from app.roster.importing.report import Rejection
from app.roster.person import Person, PersonKind
from app.roster.practice import Practice
from app.roster.spelling import slug


@dataclass(slots=True)
class Description:
    """``values`` holds fields of Person; ``trained`` None = not said; ``fills_only`` fields never replace what is known.

    ``notes`` are sentences shown once with the lines of all those who share them.
    """

    line: int
    values: dict[str, Any]
    trained: bool | None = None
    training_until: date | None = None
    practices: tuple[Practice, ...] = ()
    fills_only: frozenset[str] = frozenset()
    refused: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def folded_names(person: Person) -> tuple[str, str]:
    return slug(person.family_name), slug(person.given_name)


def person_described(described: Description) -> Person:
    """The person as the line alone tells them."""
    values = {
        "kind": PersonKind.PROFESSIONAL if described.values.get("profession") else PersonKind.HELPER,
        **described.values,
    }
    return Person(id=PersonId(new_id()), **values)


def updated(person: Person, described: Description) -> Person:
    """The person once the line is taken into account; same names in another case or accent keep their spelling."""
    values = {
        name: value
        for name, value in described.values.items()
        if not (name in described.fills_only and getattr(person, name))
        and not (name in ("family_name", "given_name") and slug(str(value)) == slug(str(getattr(person, name))))
    }
    changed: Person = replace(person, **values)
    return replace(changed, kind=PersonKind.PROFESSIONAL) if changed.profession else changed
