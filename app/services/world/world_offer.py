"""One provider of the live world as it is being built, and the words for kinds of place that no establishment has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.drills.supply import SupplyRow
from app.drills.territory import Provider, ProviderKind
from app.drills.world import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTHING = SupplyRow(
    code="", is_profession=True, skills=frozenset(), acts=0, per_100_places=None, reach_minutes=0,
    saturday_percent=0, sunday_percent=0, night_percent=0,
)  # fmt: skip
"""What a profession or a kind of place of which no row speaks gives."""

POWER, IT, SUPPLIER, PRACTICE, CENTRE, REMOTE, DUTY, TRANSPORT, NEIGHBOUR = (
    "power", "it", "supplier", "practice", "centre", "remote", "duty", "transport", "neighbour"
)  # fmt: skip
"""Kinds of place beyond those of establishments (``Known.site_kind``)."""

SLOT_SKILL = "minor_emergency"
"""What an unscheduled-care slot gives, and whoever is on duty."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One provider, what it gives in each slice, and how it is called."""

    provider: Provider
    given: tuple[int, ...]
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What a place is built of. ``usual``: acts of an ordinary half-day; ``depends``: dependence id → hours it goes on without."""

    id: str
    where: str
    name: str
    role: str
    kind: str
    skills: frozenset[str]
    reach_minutes: int
    usual: int
    given: Sequence[int]
    depends: Mapping[str, int]
    practice: str = ""


def place_offer(stand: Stand) -> Offer:
    """A place as a provider."""
    return Offer(
        Provider(
            id=stand.id, kind=ProviderKind.SITE, place=stand.where, capacity=stand.usual, skills=stand.skills,
            reach_minutes=Fraction(stand.reach_minutes), depends_on=tuple(sorted(stand.depends)),
        ),
        tuple(stand.given),
        Known(
            name=stand.name, role=stand.role, commune=stand.where, practice=stand.practice, site_kind=stand.kind,
            autonomy_hours=autonomy(stand.depends),
        ),
    )  # fmt: skip


def depends_at(on: Mapping[str, int], where: str) -> dict[str, int]:
    """A table's dependences as ids: the power is that of the commune."""
    return {(f"{POWER}:{where}" if one == POWER else one): hours for one, hours in on.items()}


def autonomy(depends: Mapping[str, int]) -> dict[str, int]:
    """Those that something outlasts for a while."""
    return {on: hours for on, hours in depends.items() if hours}
