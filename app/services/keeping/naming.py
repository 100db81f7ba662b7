"""What people, roles and centres are called in the sentences of a use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.scheduling.staffing.labels import Labels
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Partner


@dataclass(frozen=True, slots=True)
class Naming:
    """Lookups by id or code, in the current language; an unknown id reads « ? »."""

    people: dict[str, str]
    roles: dict[str, str]
    professions: dict[str, str]
    centres: dict[str, str]

    def person(self, id: str) -> str:
        return self.people.get(id, "?")

    def role(self, code: str) -> str:
        return self.roles.get(code, code)

    def centre(self, id: str) -> str:
        return self.centres.get(id, "?")

    def labels(self) -> Labels:
        """The same names for the staffing engine's sentences."""
        return Labels(roles=self.roles, professions=self.professions, centres=self.centres, persons=self.people)


def naming_of(horizon: Horizon, library: Library, partners: Iterable[Partner] = ()) -> Naming:
    """Names of everyone and everything a horizon holds."""
    short: dict[str, str] = {person.id: short_name(person.given_name, person.family_name) for person in horizon.people}
    return Naming(
        people={**short, **{partner.id: partner.name for partner in partners}},
        roles={role.code: role.label for role in library.roles},
        professions={profession.slug: profession.label() for profession in library.professions},
        centres={centre.id: centre.name for centre in horizon.centres.values()},
    )
