"""What the community keeps for a crisis: lots with their expiry, what should be there at least, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.cells import Cells, integer, required, text
from app.roster.spelling import fold
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CATEGORY_WORDS = {
    "protection": N_("Protection individuelle"),
    "care": N_("Soins et urgence"),
    "vaccination": N_("Vaccination et dépistage"),
    "waste": N_("Déchets de soins"),
    "power_and_network": N_("Énergie et communication"),
    "office": N_("Cellule de crise et affichage"),
    "transport": N_("Transport et froid"),
    "other": N_("Autre"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One lot of one thing in one place. ``minimum`` is what should be there of that thing, all lots together.

    ``expires_on``: the last civil day it may be used, None when it does not expire; ``revision`` 0: not written yet.
    """

    id: str
    label: str
    category: str = "other"
    quantity: int = 0
    unit: str = ""
    lot: str = ""
    expires_on: date | None = None
    place: str = ""
    holder: str = ""
    minimum: int = 0
    revision: int = 0

    @property
    def thing(self) -> tuple[str, str]:
        """What lots are added up by: label and unit, accents and case aside."""
        return fold(self.label), fold(self.unit)


@dataclass(frozen=True, slots=True)
class StockLimits:
    """How long before its expiry a lot is told (days), ``data/stock_limits.csv``; working defaults of issue 6."""

    soon_days: int = 60
    later_days: int = 90


class StockState(StrEnum):
    """Where a lot stands, the most urgent first."""

    EXPIRED = "expired"
    BELOW = "below"
    SOON = "soon"
    LATER = "later"
    FINE = "fine"


STATE_WORDS = {
    StockState.EXPIRED: N_("périmé"),
    StockState.BELOW: N_("sous le minimum"),
    StockState.SOON: N_("périme bientôt"),
    StockState.LATER: N_("à renouveler"),
    StockState.FINE: N_("en ordre"),
}


@dataclass(frozen=True, slots=True)
class Stocked:
    """A lot with its state on a day. ``usable`` is what is left of the thing, expired lots left out; ``lacking`` what misses."""

    item: Item
    state: StockState
    usable: int
    lacking: int
    days_left: int | None


@dataclass(frozen=True, slots=True)
class StartingItem:
    """A line of ``data/starting_stock.csv``: what a community of this kind usually keeps, and why."""

    label_fr: str
    label_en: str
    category: str
    unit_fr: str
    unit_en: str
    minimum: int
    source: str

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)

    @property
    def unit(self) -> str:
        """What it is counted in, in the language of the run."""
        return in_language(self.unit_fr, self.unit_en)


def stocked(items: Iterable[Item], today: date, limits: StockLimits) -> tuple[Stocked, ...]:
    """Every lot with its state on a civil day, the most urgent first, then by expiry and name."""
    every = list(items)
    usable, wanted = _usable(every, today), _wanted(every)
    found = [_stocked(one, today, limits, usable[one.thing], wanted[one.thing]) for one in every]
    order = list(StockState)
    return tuple(
        sorted(
            found, key=lambda s: (order.index(s.state), s.item.expires_on or date.max, fold(s.item.label), s.item.id)
        )
    )


def things_below(found: Iterable[Stocked]) -> dict[tuple[str, str], Stocked]:
    """One lot for each thing that is below its minimum: several lots of it count once."""
    below: dict[tuple[str, str], Stocked] = {}
    for one in found:
        if one.lacking:
            below.setdefault(one.item.thing, one)
    return below


def starting_item_of(row: Cells) -> StartingItem:
    """A row of ``data/starting_stock.csv``. Raises InvalidInput."""
    return StartingItem(
        required(row, "label_fr"),
        required(row, "label_en"),
        required(row, "category"),
        text(row, "unit_fr"),
        text(row, "unit_en"),
        integer(row, "minimum") or 0,
        text(row, "source"),
    )


def _usable(items: Iterable[Item], today: date) -> Mapping[tuple[str, str], int]:
    left: dict[tuple[str, str], int] = {}
    for one in items:
        good = one.expires_on is None or one.expires_on >= today
        left[one.thing] = left.get(one.thing, 0) + (one.quantity if good else 0)
    return left


def _wanted(items: Iterable[Item]) -> Mapping[tuple[str, str], int]:
    wanted: dict[tuple[str, str], int] = {}
    for one in items:
        wanted[one.thing] = max(wanted.get(one.thing, 0), one.minimum)
    return wanted


def _stocked(item: Item, today: date, limits: StockLimits, usable: int, wanted: int) -> Stocked:
    lacking = max(wanted - usable, 0)
    days_left = (item.expires_on - today).days if item.expires_on else None
    return Stocked(item, _state(item, today, limits, lacking), usable, lacking, days_left)


def _state(item: Item, today: date, limits: StockLimits, lacking: int) -> StockState:
    """Nothing left of a lot neither expires nor is renewed; it may still be what misses."""
    ends = item.expires_on if item.quantity else None
    if ends is not None and ends < today:
        return StockState.EXPIRED
    if lacking:
        return StockState.BELOW
    if ends is not None and ends <= today + timedelta(days=limits.soon_days):
        return StockState.SOON
    if ends is not None and ends <= today + timedelta(days=limits.later_days):
        return StockState.LATER
    return StockState.FINE
