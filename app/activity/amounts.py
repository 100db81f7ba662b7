"""Euros and durations as they are read and said. Amounts are whole cents; a figure nobody knows is None, never 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, text
from app.words import _, language, ngettext


def spoken_euros(cents: int) -> str:
    """« 1 234,50 € », « €1,234.50 » in English."""
    return format_currency(Decimal(cents) / 100, "EUR", locale="en_GB" if language() == "en" else "fr_FR")


def spoken_duration(duration: timedelta) -> str:
    """« 5 h », « 1 h 30 », « 45 min »; seconds are left out."""
    minutes = int(duration.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return f"{hours} h" + (f" {rest:02}" if rest else "")


def cents_of(row: Cells, column: str) -> int | None:
    """A cell of euros (« 55 », « 55,50 ») in cents; None when empty. Raises InvalidInput for anything else."""
    value = text(row, column).replace(",", ".")
    if not value:
        return None
    try:
        cents = Decimal(value) * 100
        whole = cents.is_finite() and cents == cents.to_integral_value()
    except InvalidOperation:
        whole = False
    if not whole or cents < 0:
        raise InvalidInput(
            N_("{column} : « {value} » n’est pas un montant en euros."), column=column, value=text(row, column)
        )
    return int(cents)


@dataclass(frozen=True, slots=True)
class Total:
    """What several amounts make together: what is known, and how many amounts nobody knows."""

    known_cents: int
    counted: int
    unknown: int

    @property
    def cents(self) -> int | None:
        """The whole sum, or None while an amount is missing."""
        return None if self.unknown else self.known_cents

    @property
    def sentence(self) -> str:
        """« 440,00 € », or « 440,00 € au moins ; 2 montants inconnus »."""
        if not self.unknown:
            return spoken_euros(self.known_cents)
        missing = ngettext("{n} montant inconnu", "{n} montants inconnus", self.unknown).format(n=self.unknown)
        if not self.known_cents:
            return missing
        return _("{amount} au moins ; {missing}").format(amount=spoken_euros(self.known_cents), missing=missing)


def total_of(amounts: Iterable[tuple[int | None, int]]) -> Total:
    """The total of (amount or None, part of it that is known) pairs, in cents."""
    pairs = list(amounts)
    return Total(
        sum(known if cents is None else cents for cents, known in pairs),
        len(pairs),
        sum(cents is None for cents, _known in pairs),
    )
