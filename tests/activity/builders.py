"""Small values for tests of what happened on the day: the packaged fee tables, payees, hours worked, sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count

from app.activity.attendance import Stamp
from app.activity.fee_regimes import regime_hours_of, vacation_length_of
from app.activity.payees import Payee
from app.activity.public_days import IsHoliday, holiday_calendar
from app.activity.vacations import FeeTables, Vacation, vacation
from app.core.clock import paris_instant
from app.core.ids import SessionId
from app.core.intervals import Interval
from app.library import Library, Record, content_file, read_csv
from app.roster.fees import Rate


def rows(name: str) -> list[Record]:
    """The rows of a packaged table."""
    return read_csv(content_file(f"data/{name}.csv"))


@cache
def packaged_fees() -> tuple[Rate, ...]:
    return Library().fees


def tables(rates: tuple[Rate, ...] | None = None, is_holiday: IsHoliday | None = None) -> FeeTables:
    """The packaged tables, with other rates or holidays."""
    return FeeTables(
        packaged_fees() if rates is None else rates,
        tuple(regime_hours_of(one.cells) for one in rows("fee_regimes")),
        tuple(vacation_length_of(one.cells) for one in rows("vacation_lengths")),
        is_holiday or holiday_calendar(),
    )


TABLES = tables()


def a_payee(profession: str = "infirmier", exercise: str = "liberal", year: int | None = None) -> Payee:
    return Payee(key="person:P1", profession=profession, exercise=exercise, status=exercise, student_year=year)


def hours(day: str, starts: str, ends: str) -> Interval:
    """Wall times in Paris; an end that is not after the start is on the next day."""
    on, begin, end = date.fromisoformat(day), time.fromisoformat(starts), time.fromisoformat(ends)
    last = on if end > begin else on + timedelta(days=1)
    return Interval(paris_instant(on, begin), paris_instant(last, end))


def paid(payee: Payee, worked: Interval, fees: FeeTables = TABLES, session: str = "S1") -> Vacation:
    return vacation(payee, SessionId(session), worked, fees)


def stamps(at: datetime, by: str = "lead") -> Callable[[], Stamp]:
    """Stamps with ids in order, one second apart."""
    numbers = count(1)

    def stamp() -> Stamp:
        n = next(numbers)
        return Stamp(f"R{n}", at + timedelta(seconds=n), by)

    return stamp
