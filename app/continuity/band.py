"""A number that may be read, or a band wide enough to hide behind: « 31 », « de 30 à 34 », « moins de 5 ».

Bands never overlap and all hold ``threshold`` numbers, so that no question asked twice, and no difference between two
answers, gives one number back. Only counts that share nobody may stand side by side: their total is the sum of their bands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.words import _
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """From ``low`` to ``high`` included; both the same when the number is exact."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether the number itself may be read."""
        return self.low == self.high

    @property
    def may_be_one(self) -> bool:
        """Whether there is anybody at all to speak of."""
        return self.high > 0

    @property
    def text(self) -> str:
        """« 31 », « de 30 à 34 », « moins de 5 »."""
        if self.is_exact:
            return spoken_number(self.low)
        if not self.low:
            return _("moins de {n}").format(n=spoken_number(self.high + 1))
        return _("de {low} à {high}").format(low=spoken_number(self.low), high=spoken_number(self.high))

    def __add__(self, other: Band) -> Band:
        return Band(self.low + other.low, self.high + other.high)


NOBODY = Band(0, 0)


def shown(count: int, *, exact: bool, threshold: int) -> Band:
    """The number where it may be read, else the band of ``threshold`` numbers it falls in."""
    if exact:
        return Band(count, count)
    low = count - count % threshold
    return Band(low, low + threshold - 1)


def total(bands: Iterable[Band]) -> Band:
    """The total of counts that share nobody, which says no more than they do."""
    found = NOBODY
    for one in bands:
        found = found + one
    return found
