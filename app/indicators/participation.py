"""Who took part and who is on the rota, by profession and by commune, over the denominator chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.indicators.denominators import is_liberal
from app.scheduling.capacity import is_held

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.indicators.facts import Facts
    from app.roster.person import Person


@dataclass(frozen=True, slots=True)
class Share:
    """A group (profession slug or commune code): people of it who took part, who are on the rota, and how many there are.

    ``people`` None: the denominator does not hold this group (no pharmacist in the table of 362).
    """

    group: str
    took_part: int
    on_the_rota: int
    people: int | None


def took_part(facts: Facts) -> frozenset[PersonId]:
    """Everyone of the roster present at a session whose attendance is closed."""
    return frozenset(one.person_id for one in facts.present if one.person_id is not None)


def on_the_rota(facts: Facts) -> frozenset[PersonId]:
    """Everyone who holds a live seat of the period, absent holders included: they were on the rota."""
    return frozenset(
        seat.holder.person_id
        for seat in facts.seats
        if seat.holder.person_id is not None and (is_held(seat) or seat.state == "no_show")
    )


def shares_by_profession(facts: Facts, liberal: Mapping[str, int]) -> tuple[Share, ...]:
    """One share a profession, those of the denominator first, largest first."""
    return _shares(facts, lambda person: person.profession or "", liberal)


def shares_by_commune(facts: Facts) -> tuple[Share, ...]:
    """One share a commune; over the roster alone, since no table counts professionals by commune."""
    counts = Counter(person.commune_insee for person in facts.people if is_liberal(person))
    return _shares(facts, lambda person: person.commune_insee, counts)


def _shares(facts: Facts, group_of: Callable[[Person], str], people: Mapping[str, int]) -> tuple[Share, ...]:
    came = _counted(facts.people, took_part(facts), group_of)
    planned = _counted(facts.people, on_the_rota(facts), group_of)
    groups = {*people, *came, *planned}
    found = (Share(group, came[group], planned[group], people.get(group)) for group in groups)
    return tuple(sorted(found, key=lambda one: (one.people is None, -(one.people or 0), one.group)))


def _counted(people: Iterable[Person], among: Collection[PersonId], group_of: Callable[[Person], str]) -> Counter[str]:
    return Counter(group_of(person) for person in people if is_liberal(person) and person.id in among)
