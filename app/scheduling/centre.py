"""Centres and what they need: roles per line and per centre, throughput, who carries them. Values only."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from app.core.ids import CentreId


class CentreKind(StrEnum):
    """What a centre is for; each kind has its role template in ``data/reference/centre_templates.csv``."""

    VACCINATION = "vaccination"
    SCREENING = "screening"
    MOBILE = "mobile"
    REINFORCEMENT = "reinforcement"


KIND_WORDS = {
    CentreKind.VACCINATION: N_("centre de vaccination"),
    CentreKind.SCREENING: N_("centre de dépistage"),
    CentreKind.MOBILE: N_("équipe mobile"),
    CentreKind.REINFORCEMENT: N_("renfort d’un établissement"),
}


@dataclass(frozen=True, slots=True)
class RoleNeed:
    """How many people a role takes: ``ceil(per_line × lines) + per_centre`` (DOMAIN §3.2)."""

    role: str
    per_line: Fraction
    per_centre: int
    critical: bool = False
    weight: int = 1

    def count(self, lines: int) -> int:
        """Seats of the role for a session of ``lines`` lines."""
        return math.ceil(self.per_line * lines) + self.per_centre


CPTS = "cpts"
CARRIER_WORDS = {CPTS: N_("CPTS"), "etablissement": N_("établissement de santé")}
"""Kinds of carriers as ``data/payers.csv`` writes them; a community may add its own there."""


@dataclass(frozen=True, slots=True)
class Designation:
    """Who carries the centre and under which act (décret 2021-10: designated by the préfet after ARS advice)."""

    carrier: str = ""
    """Who carries the centre, in words."""
    order_number: str = ""
    order_date: date | None = None
    convention: str = ""
    supplier: str = ""
    insurer: str = ""
    frame: str = ""
    """A code of ``data/mission_frames.csv``; empty: a convention if one is named, else the community's own initiative."""
    payer: str = ""
    """Who pays those who come, in words; empty means that ``data/payers.csv`` decides, or that nobody has said it."""
    carrier_kind: str = CPTS
    """The carrier's kind, by which ``data/payers.csv`` says who pays; see :data:`CARRIER_WORDS`."""

    @property
    def frame_code(self) -> str:
        """The frame under which people come, never empty."""
        return self.frame or ("convention" if self.convention else "initiative")

    @property
    def designated(self) -> bool:
        """A centre is « non désigné » until an order with its number and date is held."""
        return bool(self.order_number and self.order_date)


@dataclass(frozen=True, slots=True)
class Place:
    """Where people go: name, street, commune, coordinates (WGS84 degrees) and how to get in."""

    name: str
    address: str = ""
    commune_insee: str = ""
    commune: str = ""
    latitude: float | None = None
    longitude: float | None = None
    access_note: str = ""


@dataclass(frozen=True, slots=True)
class Centre:
    """One vaccination, screening, mobile or reinforcement operation with its standing needs."""

    id: CentreId
    name: str
    kind: CentreKind
    place: Place
    contact_name: str = ""
    contact_phone: str = ""
    designation: Designation = field(default_factory=Designation)
    campaign: str = ""
    vaccine: str = ""
    injections_per_hour: int = 12
    slot_minutes: int = 5
    observation_minutes: int = 15
    lines: int = 1
    youngest: int = 18
    oldest: int = 150
    """Ages received, whole years, ends included; a session's target group may narrow them."""
    reserved_slots: tuple[tuple[str, int], ...] = ()
    """Slots a session keeps for people with reduced mobility: (commune INSEE code, slots)."""
    roles: tuple[RoleNeed, ...] = ()
    bring: str = ""
    """What to bring, in words (e-CPS, badge, clothes); empty means the usual things."""
    revision: int = 1
