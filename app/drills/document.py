"""``releve.territory/1`` row by row, as pydantic checks it: keys, types, bounds. References are checked in ``contract``.

Minutes are read as exact fractions of what is written, so that a sum of decimals never misses a reach by a rounding.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

FORMAT = "releve.territory/1"
MOST = 1_000_000_000
"""Upper bound of a whole number: far above any territory, and below what flows are counted in."""


def _minutes(value: object) -> Fraction:
    """Minutes ≥ 0: a whole number, or a decimal kept as it was written."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("float_type", "not a number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise PydanticCustomError("finite_number", "not finite")
    if value < 0:
        raise PydanticCustomError("greater_than_equal", "too small", {"ge": 0})
    return Fraction(value)


Id = Annotated[str, Field(min_length=1, pattern=r"\S")]
Minutes = Annotated[Fraction, BeforeValidator(_minutes)]
