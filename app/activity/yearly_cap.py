"""What the CPTS may pay one person in a civil year (``data/caps.csv``): running total, warning before, refusal explained.

CSP D.1434-44 (décret 2022-375): at most the PASS of the year, all indemnities and pay together, counting only what the
CPTS itself pays. Which payers that means is a column of the table, « lecture à confirmer » for vacations it advances.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.activity.amounts import cents_of, spoken_euros
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.roster.cells import Cells, integer, required, text, words
from app.words import _

COMMUNITY = "CPTS"
"""The payer of an indemnity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyCap:
    """One row: the most for a civil year, from which percentage on to warn, and the payers that count."""

    code: str
    year: int
    amount_cents: int
    warn_percent: int = 100
    counted_payers: frozenset[str] = frozenset()
    reference: str = ""
    source: str = ""
    checked: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount paid, or about to be, to a person for a civil day, by a payer as ``data/payers.csv`` names it."""

    key: str
    day: date
    cents: int
    payer: str = COMMUNITY


class CapState(StrEnum):
    """Where a person stands in the year."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CapCheck:
    """A person's year once ``adding_cents`` are paid; ``cap`` None: no figure for that year, nothing can be checked."""

    year: int
    paid_cents: int
    adding_cents: int
    cap: YearlyCap | None

    @property
    def total_cents(self) -> int:
        return self.paid_cents + self.adding_cents

    @property
    def left_cents(self) -> int | None:
        """What may still be paid afterwards, never negative; None without a figure."""
        return None if self.cap is None else max(0, self.cap.amount_cents - self.total_cents)

    @property
    def state(self) -> CapState:
        """Over beyond the cap (exactly the cap is allowed), near from the row's percentage on."""
        if self.cap is None:
            return CapState.UNKNOWN
        if self.total_cents > self.cap.amount_cents:
            return CapState.OVER
        near = 100 * self.total_cents >= self.cap.warn_percent * self.cap.amount_cents
        return CapState.NEAR if near else CapState.WITHIN

    @property
    def sentence(self) -> str:
        """« 43 000,00 € versés par la CPTS en 2026 sur 48 060,00 € au plus (CSP D.1434-44) ; il reste 5 060,00 €. »"""
        if self.cap is None:
            return _(
                "{paid} versés par la CPTS en {year} ; aucun plafond connu pour cette année : saisissez-le."
            ).format(paid=spoken_euros(self.total_cents), year=self.year)
        told = _("{paid} versés par la CPTS en {year} sur {cap} au plus ({reference}) ; {left}.")
        return told.format(
            paid=spoken_euros(self.total_cents), year=self.year, cap=spoken_euros(self.cap.amount_cents),
            reference=self.cap.reference or self.cap.source, left=self._left(),
        )  # fmt: skip

    def _left(self) -> str:
        if self.cap is not None and self.state is CapState.OVER:
            return _("{over} de trop").format(over=spoken_euros(self.total_cents - self.cap.amount_cents))
        left = _("il reste {left}").format(left=spoken_euros(self.left_cents or 0))
        return _("plafond proche, {left}").format(left=left) if self.state is CapState.NEAR else left


def cap_check(
    caps: Iterable[YearlyCap], payments: Iterable[Payment], *, key: str, year: int, adding: Payment | None = None
) -> CapCheck:
    """A person's running total of a civil year, with one more payment or not; other payers' money does not count.

    Without a row for the year only what the CPTS pays in its own name is summed.
    """
    cap = next((one for one in caps if one.year == year), None)
    counted = cap.counted_payers if cap else frozenset({COMMUNITY})

    def share(one: Payment | None) -> int:
        return one.cents if one and (one.key, one.day.year) == (key, year) and one.payer in counted else 0

    return CapCheck(year, sum(map(share, payments)), share(adding), cap)


def refuse_beyond_cap(check: CapCheck) -> None:
    """Raises RuleRefusal with the figures when the payment would exceed the cap; an unknown cap refuses nothing."""
    if check.state is CapState.OVER and check.cap is not None:
        raise RuleRefusal(
            N_(
                "{adding} porteraient à {total} ce que la CPTS verse à cette personne en {year}, au-delà de {cap} "
                "({reference}) : au plus {left} peuvent encore être versés."
            ),
            adding=spoken_euros(check.adding_cents),
            total=spoken_euros(check.total_cents),
            year=check.year,
            cap=spoken_euros(check.cap.amount_cents),
            reference=check.cap.reference or check.cap.source,
            left=spoken_euros(max(0, check.cap.amount_cents - check.paid_cents)),
        )


def yearly_cap_of(row: Cells) -> YearlyCap:
    """One row of ``data/caps.csv`` as a value."""
    year, amount = integer(row, "year"), cents_of(row, "amount_eur")
    if year is None or amount is None:
        column = "year" if year is None else "amount_eur"
        raise InvalidInput(N_("la colonne {column} est vide : elle est nécessaire."), column=column)
    percent = integer(row, "warn_percent")
    return YearlyCap(
        code=required(row, "code"),
        year=year,
        amount_cents=amount,
        warn_percent=100 if percent is None else percent,
        counted_payers=frozenset(words(row, "counted_payers")),
        reference=text(row, "reference"),
        source=required(row, "source"),
        checked=text(row, "checked"),
        note=text(row, "note"),
    )
