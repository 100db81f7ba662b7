"""Needs nobody noted, from rates: each category's expected patients shared among those who could follow them. Always an estimate.

Where no practice noted anything and none gave totals; a practice's share is that of its people among all who could.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_of
from app.continuity.counted import Counted, needs_of
from app.continuity.overview import Basis
from app.services.continuity.expected_demand import expected_demand
from app.services.continuity.known_needs import STANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.continuity.carer import Carer
    from app.core.ids import PracticeId
    from app.services.continuity.continuity_scene import Scene
    from app.services.continuity.known_needs import KnownNeeds
    from app.store.database import Connection, Store


def or_estimated(conn: Connection, store: Store, stage: Scene, known: KnownNeeds, at: datetime) -> KnownNeeds:
    """What is known; estimates where nothing at all is. Needs that no key opens are known to be there: no estimate hides them."""
    if known.basis is not Basis.NOTHING:
        return known
    counted = tuple(_shared(stage, _expected(conn, store)))
    if not counted:
        return known
    needs = needs_of(counted, stage.territory.categories, at + STANDS)
    return replace(known, needs=needs, basis=Basis.RATES, silent=frozenset())


def _expected(conn: Connection, store: Store) -> Mapping[str, int]:
    """Category → patients expected over the territory."""
    found: Counter[str] = Counter()
    for one in expected_demand(conn, store).found:
        found[one.category] += one.count
    return found


def _shared(stage: Scene, expected: Mapping[str, int]) -> Iterator[Counted]:
    practices = [one for one in stage.territory.carers if one.kind is CarerKind.PRACTICE]
    for code, count in sorted(expected.items()):
        carers = stage.territory.categories[code].carers
        able = [one for one in practices if one.professions & carers]
        weights = [stage.members.get(practice, 0) for one in able if (practice := practice_of(one.id)) is not None]
        for one, part in zip(able, parts(count, weights), strict=True):
            yield Counted(category=code, commune=one.commune, count=part, practice=_practice(one))


def _practice(one: Carer) -> PracticeId:
    found = practice_of(one.id)
    assert found is not None
    return found


def parts(count: int, weights: Sequence[int]) -> list[int]:
    """``count`` shared by ``weights``, by largest remainder: the parts add up to it whenever anybody weighs anything."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    found = [count * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda place: (-(count * weights[place] % whole), place))
    for place in rest[: count - sum(found)]:
        found[place] += 1
    return found
