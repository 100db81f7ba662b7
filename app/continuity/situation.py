"""What is missing, and when: practices closed or thinned out, power, water and network cuts, roads, sites and suppliers down.

A situation is supposed (« if Fégréac closes tomorrow ») or read from what is under way; the engine does not know which.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.continuity.carer import CarerId
    from app.core.ids import PracticeId

WHOLE = Fraction(1)


class ClosureKind(StrEnum):
    """Why a practice is closed. « Indisponible » says no more: an illness is nobody's business."""

    PLANNED = "planned"
    UNAVAILABLE = "unavailable"
    CRISIS = "crisis"
    FOR_GOOD = "for_good"


CLOSURE_WORDS = {
    ClosureKind.PLANNED: N_("prévue"),
    ClosureKind.UNAVAILABLE: N_("indisponible"),
    ClosureKind.CRISIS: N_("crise"),
    ClosureKind.FOR_GOOD: N_("définitive"),
}


class OutageKind(StrEnum):
    """What else fails."""

    POWER = "power"
    NETWORK = "network"
    WATER = "water"
    ROAD = "road"
    SITE = "site"
    SUPPLIER = "supplier"
    MEDICINE = "medicine"
    REMOTE = "remote"


OUTAGE_WORDS = {
    OutageKind.POWER: N_("coupure d’électricité"),
    OutageKind.NETWORK: N_("coupure de réseau"),
    OutageKind.WATER: N_("coupure d’eau"),
    OutageKind.ROAD: N_("route ou pont coupé"),
    OutageKind.SITE: N_("établissement arrêté"),
    OutageKind.SUPPLIER: N_("prestataire défaillant"),
    OutageKind.MEDICINE: N_("rupture de médicament"),
    OutageKind.REMOTE: N_("service à distance arrêté"),
}


@dataclass(frozen=True, slots=True)
class Absence:
    """A practice without ``share`` of its people (1: closed) from ``starts_at`` to ``ends_at`` (UTC; None: no end known)."""

    practice: PracticeId
    starts_at: datetime
    ends_at: datetime | None
    share: Fraction = WHOLE


@dataclass(frozen=True, slots=True)
class Cut:
    """Anything else that fails, over the same kind of interval. ``communes``: where (INSEE codes; empty for a site or a road).

    ``roads``: pairs of neighbouring communes, in either order. ``site``: the establishment or supplier down. ``carer``: the
    remote service down. ``categories``: those a medicine or a supplier's failure touches; empty: all that depend on it.
    """

    kind: OutageKind
    starts_at: datetime
    ends_at: datetime | None
    communes: frozenset[str] = frozenset()
    roads: frozenset[frozenset[str]] = frozenset()
    site: str = ""
    carer: CarerId | None = None
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    """What fails within a window ``starts_at`` ≤ … < ``ends_at`` (UTC)."""

    starts_at: datetime
    ends_at: datetime
    absences: tuple[Absence, ...] = ()
    cuts: tuple[Cut, ...] = ()
