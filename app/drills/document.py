"""``releve.territory/1`` row by row, as pydantic checks it: keys, types, bounds. References are checked in ``contract``.

Minutes are read as exact fractions of what is written, so that a sum of decimals never misses a reach by a rounding.
Numbers are strict: ``"3"``, ``3.0`` and ``true`` are no whole number. Upper bounds only keep counting exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

FORMAT = "releve.territory/1"
MOST = 1_000_000_000
"""Upper bound of a whole number: far above any territory, and below what flows are counted in."""
MOST_ASKED = 2**31 - 1
"""Upper bound of what all needs ask together, shocks included."""
_MOST_DIGITS = 400
"""Whatever a program writes for a float fits; ``1e999999999``, or a thousand digits, does not."""


def _minutes(value: object) -> Fraction:
    """Minutes ≥ 0: a whole number, or a decimal kept as it was written."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("float_type", "not a number")
    exact = Decimal(value)
    if not exact.is_finite():
        raise PydanticCustomError("finite_number", "not finite")
    if exact < 0:
        raise PydanticCustomError("greater_than_equal", "too small", {"ge": 0})
    is_measured = -_MOST_DIGITS <= exact.adjusted() <= _MOST_DIGITS and len(exact.as_tuple().digits) <= 2 * _MOST_DIGITS
    if exact and not is_measured:
        raise PydanticCustomError("finite_number", "out of any measure")
    return Fraction(exact)


Id = Annotated[str, StringConstraints(strict=True, min_length=1, pattern=r"\S")]
Minutes = Annotated[Fraction, BeforeValidator(_minutes)]
Units = Annotated[int, Field(ge=0, le=MOST)]
Weight = Annotated[int, Field(ge=1, le=MOST)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True)


class PlaceRow(_Row):
    """A commune, or whatever stands at one point of the road graph."""

    id: Id
    name: str


class RoadRow(_Row):
    """A road, usable both ways."""

    id: Id
    start: Annotated[Id, Field(alias="from")]
    end: Annotated[Id, Field(alias="to")]
    minutes: Minutes


class ProviderRow(_Row):
    """Someone who gives care, or a site."""

    id: Id
    kind: Literal["professional", "site"]
    place: Id
    capacity: Units
    skills: list[Id]
    reach_minutes: Minutes
    depends_on: list[Id]


class NeedRow(_Row):
    """Units of one skill at one place."""

    id: Id
    place: Id
    skill: Id
    quantity: Units
    weight: Weight


class FallRow(_Row):
    """Providers absent or closed."""

    type: Literal["absence", "closure"]
    providers: list[Id]


class RoadCutRow(_Row):
    """Roads that nobody passes."""

    type: Literal["road_cut"]
    roads: list[Id]


class DemandRow(_Row):
    """More of a skill at a place."""

    type: Literal["demand"]
    place: Id
    skill: Id
    quantity: Units
    weight: Weight = 1


SHOCK_TYPES = ("absence", "closure", "road_cut", "demand")
AnyShock = Annotated[FallRow | RoadCutRow | DemandRow, Field(discriminator="type")]


class Document(_Row):
    """The whole file."""

    format: Literal["releve.territory/1"]
    places: list[PlaceRow]
    roads: list[RoadRow]
    providers: list[ProviderRow]
    needs: list[NeedRow]
    shocks: list[AnyShock]
