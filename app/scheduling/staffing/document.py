"""``releve.staffing/1`` row by row, as pydantic checks it: keys, types, bounds. References are checked elsewhere.

Numbers are strict: ``"3"``, ``3.0`` and ``true`` are no whole number, ``NaN`` and infinities are no number. Upper
bounds only keep counting exact; they are far above anything a territory asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal, NamedTuple, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from app.scheduling.staffing.problem import AnswerKind

FORMAT = "releve.staffing/1"
_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""Any instant of these years, written with any offset, has a week in Europe/Paris that ``datetime`` can hold."""


def _instant(value: object) -> datetime:
    """An aware instant from ISO 8601 text."""
    if isinstance(value, str):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is not None and instant.utcoffset() is not None and _FIRST_YEAR <= instant.year <= _LAST_YEAR:
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


class _Answer(TypedDict):
    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]

    person: Id
    session: Id
    answer: Literal["yes", "if_needed", "no"]


class AnswerRow(NamedTuple):
    """An answer. A tuple made while the file is read, because a region has two million of them."""

    person: str
    session: str
    answer: AnswerKind


_ANSWER_KEYS = {"person", "session", "answer"}
_ANSWERS: Final[Mapping[object, AnswerKind]] = {answer.value: answer for answer in AnswerKind}


def slim(row: dict[str, object]) -> AnswerRow | None:
    """The row of a JSON object that is a faultless answer; None for anything else, which validation will look at."""
    if row.keys() != _ANSWER_KEYS:
        return None
    person, session, answer = row["person"], row["session"], row["answer"]
    if not (isinstance(person, str) and isinstance(session, str) and isinstance(answer, str) and answer in _ANSWERS):
        return None
    if not person.strip() or not session.strip():
        return None
    return AnswerRow(sys.intern(person), sys.intern(session), _ANSWERS[answer])


def _answers(rows: object, check: ValidatorFunctionWrapHandler) -> list[AnswerRow]:
    """Rows already read pass; as soon as one did not, all are checked one by one, to say where the fault is."""
    if not isinstance(rows, list) or not all(type(row) is AnswerRow for row in rows):
        loose = (
            [row._asdict() if isinstance(row, AnswerRow) else row for row in rows] if isinstance(rows, list) else rows
        )
        rows = [AnswerRow(row["person"], row["session"], _ANSWERS[row["answer"]]) for row in check(loose)]
    return rows


class Document(_Row):
    """The whole file."""

    format: Literal["releve.staffing/1"]
    roles: dict[Id, list[Id]]
    persons: list[PersonRow]
    sessions: list[SessionRow]
    needs: list[NeedRow]
    answers: Annotated[list[_Answer], WrapValidator(_answers)]
    ineligible: list[SeatRow] = []
    previous: list[PreviousRow] = []
    budget_seconds: Minutes = 60.0

    @property
    def answer_rows(self) -> list[AnswerRow]:
        """What ``answers`` holds once :func:`_answers` let it pass."""
        return cast("list[AnswerRow]", self.answers)
