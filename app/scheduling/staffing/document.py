"""``releve.staffing/1`` row by row, as pydantic checks it: keys, types, bounds. References are checked elsewhere.

Numbers are strict: ``"3"``, ``3.0`` and ``true`` are no whole number, ``NaN`` and infinities are no number. Upper
bounds only keep counting exact; they are far above anything a territory asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

FORMAT = "releve.staffing/1"


@dataclass(frozen=True, slots=True)
class Doubled:
    """Stands where a JSON object wrote ``key`` twice, so that validation stops there."""

    key: str


def _instant(value: object) -> datetime:
    """An aware instant from ISO 8601 text."""
    if isinstance(value, str):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is not None and instant.utcoffset() is not None:
            return instant
    raise PydanticCustomError("instant", "not an aware instant")


def _not_null(value: object) -> object:
    """An optional key is left out, never null."""
    if value is None:
        raise PydanticCustomError("null", "null")
    return value


Id = Annotated[str, StringConstraints(strict=True, min_length=1, pattern=r"\S")]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Minutes = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Cap = Annotated[int | None, BeforeValidator(_not_null), Field(ge=0)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PersonRow(_Row):
    """Someone who may hold seats."""

    id: Id
    profession: Id
    max_sessions_per_week: Cap = None
    max_sessions_per_day: Cap = None
    min_rest_hours: Minutes = 0.0
    travel_minutes: Annotated[dict[Id, Minutes] | None, BeforeValidator(_not_null)] = None


class SessionRow(_Row):
    """A staffed time slot."""

    id: Id
    centre: Id
    start: Instant
    end: Instant
    lines: Annotated[int | None, BeforeValidator(_not_null), Field(ge=1, le=1000)] = None


class NeedRow(_Row):
    """Seats of one role in one session."""

    session: Id
    role: Id
    count: Annotated[int, Field(ge=1, le=100_000)]
    weight: Annotated[int, Field(ge=1, le=1_000_000_000)]
    critical: bool = False


class SeatRow(_Row):
    """A person in a role in a session."""

    person: Id
    session: Id
    role: Id


class PreviousRow(SeatRow):
    """A seat held before."""

    pinned: bool = False


class AnswerRow(TypedDict):
    """An answer; a plain dictionary, because a region has two million of them."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]

    person: Id
    session: Id
    answer: Literal["yes", "if_needed", "no"]


class Document(_Row):
    """The whole file."""

    format: Literal["releve.staffing/1"]
    roles: dict[Id, list[Id]]
    persons: list[PersonRow]
    sessions: list[SessionRow]
    needs: list[NeedRow]
    answers: list[AnswerRow]
    ineligible: list[SeatRow] = []
    previous: list[PreviousRow] = []
    budget_seconds: Minutes = 60.0
