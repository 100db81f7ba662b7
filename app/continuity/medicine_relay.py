"""Who can replace a medicine that lacks by another, since when and under what condition. Rows of ``data/medicine_relays.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.intervals import is_within
from app.roster.cells import Cells, day, flag, required, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineRelay:
    """One profession (slug) and the civil days on which a text lets it, ends included; ``replaces`` False: not any more."""

    profession: str
    replaces: bool = True
    condition: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = "recalled"


def medicine_relay_of(row: Cells) -> MedicineRelay:
    """One row of ``medicine_relays.csv``. Raises InvalidInput."""
    return MedicineRelay(
        profession=required(row, "profession"),
        replaces=flag(row, "replaces"),
        condition=text(row, "condition"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=required(row, "checked"),
    )


def who_replaces(rows: Iterable[MedicineRelay], on: date) -> frozenset[str]:
    """The professions in force on a civil day; none where no text is: nothing is guessed."""
    return frozenset(one.profession for one in rows if one.replaces and is_within(on, one.valid_from, one.valid_to))
