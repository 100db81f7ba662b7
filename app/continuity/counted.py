"""Totals without a register, as nameless needs the engine can compute on: so many of a category, in a commune, of a practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.care_need import CareNeed
from app.continuity.need import NeedId
from app.core.ids import PracticeId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.continuity.category import Category

NO_PRACTICE = PracticeId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """``count`` needs alike. ``practice`` empty: nobody has them yet (hospital discharges)."""

    category: str
    commune: str
    count: int
    practice: PracticeId = NO_PRACTICE
    site: str = ""
    relays: tuple[PracticeId, ...] = ()


def needs_of(totals: Iterable[Counted], categories: Mapping[str, Category], ends_at: datetime) -> tuple[CareNeed, ...]:
    """One need per unit, in order; ids say practice, category, commune and a number. Each is another patient.

    Categories the table does not hold are left out: the caller says so. ``ends_at`` (UTC): when they end.
    """
    made: list[CareNeed] = []
    for total in totals:
        category = categories.get(total.category)
        if category is None:
            continue
        for _unit in range(total.count):
            number = len(made) + 1
            made.append(
                CareNeed(
                    id=NeedId(f"{total.practice}|{total.category}|{total.commune}|{number}"),
                    practice=total.practice,
                    pseudonym=f"P-{number:04d}",
                    category=total.category,
                    commune=total.commune,
                    frequency=category.visits,
                    expires_at=ends_at,
                    site=total.site,
                    relays=total.relays,
                )
            )
    return tuple(made)
