"""What an establishment of each kind can take over, how far and for how many when it has not said. Rows of ``data/site_care.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, choice, flag, integer, required, text, words
from app.roster.practice import SiteKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.continuity.category import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCare:
    """One kind of establishment. ``profession``: it takes as well what such a professional can relay (a pharmacist's).

    ``share_percent`` of its places, else ``room`` patients, is what it takes on besides its own.
    """

    kind: SiteKind
    categories: frozenset[str]
    profession: str
    share_percent: int
    room: int
    radius_minutes: int
    needs_power: bool
    needs_network: bool

    def takes(self, categories: Iterable[Category]) -> frozenset[str]:
        """The categories it can hold, among those in force."""
        return frozenset(one.code for one in categories if one.code in self.categories or self.profession in one.carers)

    def capacity(self, places: int | None, said: int | None) -> int:
        """Patients it can take on: what was said, else its share of places rounded down, else the usual room."""
        if said is not None:
            return said
        if self.share_percent and places is not None:
            return self.share_percent * places // 100
        return self.room


def site_care_of(row: Cells) -> SiteCare:
    """One row of ``site_care.csv``. Raises InvalidInput."""
    required(row, "source")
    share = _number(row, "share_percent")
    if share > 100:
        raise InvalidInput(N_("share_percent : écrivez une part de 0 à 100."))
    return SiteCare(
        kind=SiteKind(choice(row, "kind", frozenset(SiteKind))),
        categories=frozenset(words(row, "categories")),
        profession=text(row, "profession"),
        share_percent=share,
        room=_number(row, "room"),
        radius_minutes=_number(row, "radius_minutes"),
        needs_power=flag(row, "needs_power"),
        needs_network=flag(row, "needs_network"),
    )


def _number(row: Cells, column: str) -> int:
    found = integer(row, column)
    if found is None or found > 100_000:
        raise InvalidInput(N_("{column} : écrivez un nombre entier."), column=column)
    return found
