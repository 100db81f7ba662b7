"""Places of the territory: a practice (cabinet) where people work, and a site (establishment) with its FINESS number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.ids import PracticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice. ``reference`` is the national identifier of the structure when known (RPPS technical id, FINESS or SIRET)."""

    id: PracticeId
    name: str
    commune_insee: str = ""
    reference: str = ""
    address: str = ""
    phone: str = ""


class SiteKind(StrEnum):
    """Kinds of establishment, from the FINESS category code (``data/site_categories.csv``)."""

    HOSPITAL = "hospital"
    NURSING_HOME = "nursing_home"
    PHARMACY = "pharmacy"
    LABORATORY = "laboratory"
    HOME_NURSING = "home_nursing"
    HOSPITAL_AT_HOME = "hospital_at_home"
    DIALYSIS = "dialysis"
    HEALTH_HOUSE = "health_house"
    HEALTH_CENTRE = "health_centre"
    SENIOR_RESIDENCE = "senior_residence"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An establishment. ``id`` is stable over imports: the FINESS number, or the slug of name and commune without one.

    ``latitude``/``longitude`` are WGS84 degrees; ``places`` None means not known.
    """

    id: str
    kind: SiteKind
    name: str
    finess: str = ""
    commune_insee: str = ""
    places: int | None = None
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
