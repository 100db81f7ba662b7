"""Who pays a vacation: by who carries the centre and how the person works, as dated rows (``data/payers.csv``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.intervals import is_within
from app.roster.cells import Cells, day, required, text


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRule:
    """One row: ``carrier`` (cpts, etablissement…) × ``exercise`` → payer and the claim form, if any."""

    carrier: str
    exercise: str
    payer: str
    claim: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


def payer_in_force(rules: Iterable[PayerRule], *, carrier: str, exercise: str, on: date) -> PayerRule | None:
    """The row in force on the civil day ``on``, the most precise first; None when no text says who pays."""
    found = [
        rule
        for rule in rules
        if rule.carrier == carrier
        and rule.exercise in (exercise, "*")
        and is_within(on, rule.valid_from, rule.valid_to)
    ]
    return min(found, key=lambda rule: rule.exercise == "*") if found else None


def payer_rule_of(row: Cells) -> PayerRule:
    """One row of ``data/payers.csv`` as a value."""
    return PayerRule(
        carrier=required(row, "carrier"),
        exercise=required(row, "exercise"),
        payer=required(row, "payer"),
        claim=text(row, "claim"),
        note=text(row, "note"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
    )
