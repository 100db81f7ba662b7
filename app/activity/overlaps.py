"""Nobody is paid twice for the same minute: overlaps between the vacations of one person are found and refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, RuleRefusal
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from app.activity.vacations import Vacation
    from app.scheduling.spoken import PersonName


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two vacations of one person that share an instant; ``first`` starts no later."""

    first: Vacation
    second: Vacation


def overlaps(vacations: Iterable[Vacation]) -> tuple[Overlap, ...]:
    """Every pair of overlapping vacations of a same person, in order of person and time; touching ends don't overlap."""
    by_person: dict[str, list[Vacation]] = defaultdict(list)
    for one in vacations:
        by_person[one.payee.key].append(one)
    found = []
    for _key, held in sorted(by_person.items()):
        ordered = sorted(held, key=lambda one: (one.worked, one.session_id))
        found += [
            Overlap(first, second)
            for index, first in enumerate(ordered)
            for second in ordered[index + 1 :]
            if first.worked.overlaps(second.worked)
        ]
    return tuple(found)


def refuse_overlaps(vacations: Iterable[Vacation], name: PersonName) -> None:
    """Raises RuleRefusal for the first overlap: « Clarisse P. serait payée deux fois … ». ``name`` takes the payee's key."""
    for one in overlaps(vacations):
        first, second = one.first.worked, one.second.worked
        raise RuleRefusal(
            N_(
                "{name} serait payé(e) deux fois pour les mêmes heures : {first} et {second}. "
                "Corrigez l’une des deux feuilles de présence."
            ),
            name=name(one.first.payee.key),
            first=spoken_session(first.start, first.end),
            second=spoken_session(second.start, second.end),
        )
