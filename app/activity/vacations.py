"""What time worked is paid as vacations: half-days, then started hours, each at the regime and rate of its moment.

DOMAIN §3.5: as many whole half-days as fit, each at the regime where its larger part falls (tie: the earlier), then the
started hours of the rest, each at the regime where it starts, together at most one half-day; the rate is that of the
civil day on which the block starts. Every amount is a « valeur indicative ».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.activity.fee_regimes import RegimeHours, VacationLength, length_in_force
from app.activity.hours import Part, main_regime, regime_at, split_hours
from app.activity.payees import Payee, Unpaid
from app.activity.public_days import IsHoliday, holiday_calendar
from app.core.clock import paris_date
from app.core.intervals import Interval
from app.roster.fees import FeeRegime, FeeUnit, NoRateInForce, Rate, rate_in_force

if TYPE_CHECKING:
    from app.core.ids import SessionId

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FeeTables:
    """The dated tables a vacation is computed on."""

    rates: Sequence[Rate] = ()
    regimes: Sequence[RegimeHours] = ()
    lengths: Sequence[VacationLength] = ()
    is_holiday: IsHoliday = field(default_factory=holiday_calendar)


@dataclass(frozen=True, slots=True)
class Block:
    """One half-day or one started hour (which may be shorter), with the rate of the day it starts on."""

    interval: Interval
    unit: FeeUnit
    regime: FeeRegime
    rate: Rate | NoRateInForce

    @property
    def day(self) -> date:
        """The civil day on which it starts, whose rate applies."""
        return paris_date(self.interval.start)

    @property
    def amount_cents(self) -> int | None:
        """None without a rate in force, or while its amount is to be typed."""
        return self.rate.amount_cents if isinstance(self.rate, Rate) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacation:
    """What one person's time in one session is paid. ``amount_cents`` None: not known, never 0.

    ``reduction_cents`` is what the cap of one half-day takes off the started hours.
    """

    payee: Payee
    session_id: SessionId
    worked: Interval
    blocks: tuple[Block, ...] = ()
    reduction_cents: int = 0
    unpaid: Unpaid | None = None

    @property
    def known_cents(self) -> int:
        """The part of the amount that is known."""
        return sum(block.amount_cents or 0 for block in self.blocks) - self.reduction_cents

    @property
    def amount_cents(self) -> int | None:
        """The whole amount, or None."""
        if self.unpaid is not None or any(block.amount_cents is None for block in self.blocks):
            return None
        return self.known_cents


def vacation(payee: Payee, session_id: SessionId, worked: Interval, tables: FeeTables) -> Vacation:
    """The vacation of ``payee`` for the time ``worked`` (aware instants, start before end) in a session.

    Raises InvalidInput when the regimes of a day leave a gap or overlap.
    """
    if payee.unpaid is not None:
        return Vacation(payee=payee, session_id=session_id, worked=worked, unpaid=payee.unpaid)
    parts = split_hours(worked, payee.exercise, tables.regimes, tables.is_holiday)
    length = length_in_force(tables.lengths, payee.exercise, paris_date(worked.start))
    if not parts or length is None:
        return Vacation(payee=payee, session_id=session_id, worked=worked, unpaid=Unpaid.NO_REGIME)
    halves, rest = _cut(worked, length.half_day_hours)
    hours = tuple(_started_hours(payee, rest, parts, tables))
    cap = _half_day(payee, rest, parts, tables).amount_cents if hours and length.half_day_hours else None
    return Vacation(
        payee=payee,
        session_id=session_id,
        worked=worked,
        blocks=(*(_half_day(payee, one, parts, tables) for one in halves), *hours),
        reduction_cents=_reduction(hours, cap),
    )


def _cut(worked: Interval, half_day_hours: int | None) -> tuple[list[Interval], Interval]:
    """The whole half-days from the start, and the rest (possibly empty)."""
    if half_day_hours is None:
        return [], worked
    length = timedelta(hours=half_day_hours)
    starts = [worked.start + rank * length for rank in range(worked.duration // length)]
    halves = [Interval(start, start + length) for start in starts]
    return halves, Interval(halves[-1].end if halves else worked.start, worked.end)


def _half_day(payee: Payee, block: Interval, parts: Sequence[Part], tables: FeeTables) -> Block:
    return _block(payee, block, FeeUnit.HALF_DAY, main_regime(parts, block), tables)


def _started_hours(payee: Payee, rest: Interval, parts: Sequence[Part], tables: FeeTables) -> Iterator[Block]:
    start = rest.start
    while start < rest.end:
        piece = Interval(start, min(start + HOUR, rest.end))
        yield _block(payee, piece, FeeUnit.HOUR, regime_at(parts, start), tables)
        start += HOUR


def _block(payee: Payee, interval: Interval, unit: FeeUnit, regime: FeeRegime, tables: FeeTables) -> Block:
    rate = rate_in_force(
        tables.rates, profession=payee.profession, exercise=payee.exercise, unit=unit, regime=regime,
        on=paris_date(interval.start), student_year=payee.student_year,
    )  # fmt: skip
    return Block(interval, unit, regime, rate)


def _reduction(hours: Sequence[Block], cap_cents: int | None) -> int:
    """What brings the started hours down to one half-day, at the regime where the rest's larger part falls."""
    amounts = [block.amount_cents for block in hours]
    known = sum(amount for amount in amounts if amount is not None)
    if cap_cents is None or None in amounts:
        return 0
    return max(0, known - cap_cents)
