"""How much of what was to be expected the practices noted: masked counts against estimates. Says nothing where either is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.continuity.care_table import CareTable
    from app.continuity.expected import Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """``noted`` (None: masked) of ``expected``; ``place``: an INSEE code, or empty for the whole territory."""

    category: str
    place: str
    noted: int | None
    expected: int

    @property
    def percent(self) -> int | None:
        """Of what was expected, how much is noted, to the nearest percent; None where masked or nothing is expected."""
        if self.noted is None or not self.expected:
            return None
        return round(100 * self.noted / self.expected)


def by_category(table: CareTable, expected: Iterable[Expected]) -> tuple[Completeness, ...]:
    """One line per category with a rate, over the territory, in the order they come in."""
    sums: Counter[str] = Counter()
    for one in expected:
        sums[one.category] += one.count
    return tuple(
        Completeness(category=code, place="", noted=table.category(code), expected=count)
        for code, count in sums.items()
    )


def by_commune(table: CareTable, expected: Iterable[Expected], category: str) -> tuple[Completeness, ...]:
    """One line per commune for a category, the most expected first."""
    found = [
        Completeness(
            category=category, place=one.commune, noted=table.commune(one.commune, category), expected=one.count
        )
        for one in expected
        if one.category == category
    ]
    return tuple(sorted(found, key=lambda one: (-one.expected, one.place)))
