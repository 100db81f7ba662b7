"""What a vacation pays, as dated rows (``data/fees.csv``): lookup only. No rate in force is an answer, never an older amount.

Amounts are whole cents of euro. Source of each row: its own ``source`` column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, flag, integer, required, text
from app.words import _


class FeeUnit(StrEnum):
    """A half-day of at least four hours, or a started hour."""

    HALF_DAY = "half_day"
    HOUR = "hour"


class FeeRegime(StrEnum):
    """Weekday, or Saturday afternoon, Sunday and public holiday; for students, interns and retired: by the hour of the day."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


EXERCISES = frozenset({"liberal", "salarie", "retraite", "etudiant"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One row in force. ``amount_cents`` None: the text exists, its amount was not found (« tarif à saisir »)."""

    profession: str
    exercise: str
    unit: FeeUnit
    regime: FeeRegime
    amount_cents: int | None
    min_student_year: int | None = None
    max_student_year: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    is_end_known: bool = True
    source: str = ""
    checked: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """« 220,00 € la demi-journée », or « tarif à saisir »."""
        if self.amount_cents is None:
            return _("tarif à saisir")
        amount = f"{self.amount_cents // 100},{self.amount_cents % 100:02}"
        template = _("{amount} € la demi-journée") if self.unit is FeeUnit.HALF_DAY else _("{amount} € l’heure")
        return template.format(amount=amount)


@dataclass(frozen=True, slots=True)
class NoRateInForce:
    """Nothing in force for this profession, mode of exercise, regime and date."""

    profession: str
    on: date

    @property
    def sentence(self) -> str:
        """What the screen says."""
        return _("aucun tarif en vigueur")


def rate_in_force(
    rates: Iterable[Rate], *, profession: str, exercise: str, unit: FeeUnit, regime: FeeRegime, on: date,
    student_year: int | None = None,
) -> Rate | NoRateInForce:  # fmt: skip
    """The row in force on the civil day ``on``; the latest ``valid_from`` wins where rows overlap."""
    found = [
        rate
        for rate in rates
        if (rate.profession, rate.exercise, rate.unit, rate.regime) == (profession, exercise, unit, regime)
        and is_within(on, rate.valid_from, rate.valid_to)
        and _year_fits(rate, student_year)
    ]
    return max(found, key=lambda rate: rate.valid_from or date.min) if found else NoRateInForce(profession, on)


def _year_fits(rate: Rate, year: int | None) -> bool:
    if rate.min_student_year is None and rate.max_student_year is None:
        return True
    return year is not None and (rate.min_student_year or 0) <= year <= (rate.max_student_year or 99)


def rate_of(row: Cells) -> Rate:
    """One row of ``data/fees.csv`` as a value."""
    return Rate(
        profession=required(row, "profession"),
        exercise=choice(row, "exercise", EXERCISES),
        unit=FeeUnit(choice(row, "unit", frozenset(FeeUnit))),
        regime=FeeRegime(choice(row, "regime", frozenset(FeeRegime))),
        amount_cents=_cents(row),
        min_student_year=integer(row, "min_student_year"),
        max_student_year=integer(row, "max_student_year"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        is_end_known=flag(row, "end_known"),
        source=required(row, "source"),
        checked=text(row, "checked"),
        note=text(row, "note"),
    )


def _cents(row: Cells) -> int | None:
    value = text(row, "amount_eur").replace(",", ".")
    if not value:
        return None
    try:
        cents = Decimal(value) * 100
    except InvalidOperation:
        cents = Decimal("0.5")
    if not cents.is_finite() or cents != int(cents) or cents < 0:
        raise InvalidInput(N_("amount_eur : « {value} » n’est pas un montant en euros."), value=value)
    return int(cents)
