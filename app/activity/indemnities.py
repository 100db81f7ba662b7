"""Indemnities the board votes: crisis cell, exercises, plan writing, mobile teams (``data/indemnities.csv``).

No amount is in force without a dated vote: None then, and the sentence says so. Source of each row: its own column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.activity.amounts import cents_of, spoken_euros
from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, required, text
from app.words import _, ngettext
from app.words.bilingual import in_language
from app.words.dates import spoken_date


class IndemnityUnit(StrEnum):
    """What is counted: started hours, half-days, or one lump sum an event."""

    HOUR = "hour"
    HALF_DAY = "half_day"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndemnityRate:
    """One row. ``amount_cents`` None or ``voted_on`` None: nothing is in force."""

    activity: str
    unit: IndemnityUnit
    label_fr: str
    label_en: str
    amount_cents: int | None = None
    voted_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The activity in the current language."""
        return in_language(self.label_fr, self.label_en)

    def is_in_force(self, on: date) -> bool:
        """Whether the board has voted this amount for that civil day; a vote is never in force before it is cast."""
        return (
            self.amount_cents is not None
            and self.voted_on is not None
            and is_within(on, max(self.valid_from or self.voted_on, self.voted_on), self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Indemnity:
    """What one person is owed for ``quantity`` units of an activity on a civil day."""

    activity: str
    unit: IndemnityUnit
    quantity: int
    day: date
    rate: IndemnityRate | None

    @property
    def amount_cents(self) -> int | None:
        """None when the board has voted no amount for that day."""
        if self.rate is None or self.rate.amount_cents is None:
            return None
        return self.rate.amount_cents * self.quantity

    @property
    def sentence(self) -> str:
        """« Cellule de crise, 3 heures commencées le 2 décembre 2026 : 3 × 50,00 € = 150,00 € ; voté le …, source : … »"""
        quantity = _units(self.unit, self.quantity)
        if self.rate is None or self.rate.amount_cents is None or self.rate.voted_on is None:
            return _("{quantity} le {day} : aucun montant voté en vigueur.").format(
                quantity=quantity, day=spoken_date(self.day)
            )
        return _("{activity}, {quantity} le {day} : {n} × {rate} = {amount} ; voté le {voted} ({source}).").format(
            activity=self.rate.label,
            quantity=quantity,
            day=spoken_date(self.day),
            n=self.quantity,
            rate=spoken_euros(self.rate.amount_cents),
            amount=spoken_euros(self.rate.amount_cents * self.quantity),
            voted=spoken_date(self.rate.voted_on),
            source=self.rate.source,
        )


def _units(unit: IndemnityUnit, n: int) -> str:
    said = {
        IndemnityUnit.HOUR: ngettext("{n} heure commencée", "{n} heures commencées", n),
        IndemnityUnit.HALF_DAY: ngettext("{n} demi-journée", "{n} demi-journées", n),
        IndemnityUnit.EVENT: ngettext("{n} forfait", "{n} forfaits", n),
    }
    return said[unit].format(n=n)


def indemnity(
    rates: Iterable[IndemnityRate], *, activity: str, unit: IndemnityUnit, quantity: int, on: date
) -> Indemnity:
    """What is owed under the latest vote in force that day. Raises InvalidInput for a quantity below 1."""
    if quantity < 1:
        raise InvalidInput(N_("Écrivez au moins une heure, une demi-journée ou un forfait."))
    found = [one for one in rates if (one.activity, one.unit) == (activity, unit) and one.is_in_force(on)]
    rate = max(found, key=lambda one: (one.voted_on or date.min, one.valid_from or date.min)) if found else None
    return Indemnity(activity, unit, quantity, on, rate)


def indemnity_rate_of(row: Cells) -> IndemnityRate:
    """One row of ``data/indemnities.csv`` as a value; an amount goes with the date of its vote."""
    amount, voted = cents_of(row, "amount_eur"), day(row, "voted_on")
    if amount is not None and voted is None:
        raise InvalidInput(N_("voted_on est vide : un montant n’est en vigueur qu’avec la date de son vote."))
    return IndemnityRate(
        activity=required(row, "activity"),
        unit=IndemnityUnit(choice(row, "unit", frozenset(IndemnityUnit))),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        amount_cents=amount,
        voted_on=voted,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
        note=text(row, "note"),
    )
