"""Vaccine products as rows (``data/vaccines.csv``): doses a vial, intervals, live or not, dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.intervals import is_within
from app.roster.cells import Cells, day, flag, integer, required, text, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Vaccine:
    """One product. ``families`` are the words competence rules use (``covid_19``, ``covid_19_arnm``, ``grippe``).

    Intervals are days between first and second dose (None = one dose or not set); ``min_age`` whole years.
    """

    slug: str
    label: str
    families: tuple[str, ...]
    campaign: str
    doses_per_vial: int
    min_interval_days: int | None = None
    max_interval_days: int | None = None
    min_age: int = 0
    is_live: bool = False
    storage: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""

    def is_valid_on(self, on: date) -> bool:
        """Whether the product may be used on ``on``, ends included."""
        return is_within(on, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a centre vaccinates for; competence rules are keyed on its slug."""

    slug: str
    label_fr: str
    label_en: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


def vaccine_of(row: Cells) -> Vaccine:
    """One row of ``data/vaccines.csv`` as a value."""
    return Vaccine(
        slug=required(row, "slug"),
        label=required(row, "label"),
        families=words(row, "families"),
        campaign=required(row, "campaign"),
        doses_per_vial=max(1, integer(row, "doses_per_vial") or 1),
        min_interval_days=integer(row, "min_interval_days"),
        max_interval_days=integer(row, "max_interval_days"),
        min_age=integer(row, "min_age") or 0,
        is_live=flag(row, "live"),
        storage=text(row, "storage"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
    )


def campaign_of(row: Cells) -> Campaign:
    """One row of ``data/campaigns.csv`` as a value."""
    return Campaign(
        slug=required(row, "slug"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
    )
