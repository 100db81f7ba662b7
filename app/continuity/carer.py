"""Who can take a need over: a practice, an establishment or a remote service, with what it can do, how far, for how many."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from app.core.ids import PracticeId

CarerId = NewType("CarerId", str)
"""« practice:<id> », « site:<id> » or « remote:<id> »: the same subjects as a « point cabinets »."""


class CarerKind(StrEnum):
    """What stands behind a carer."""

    PRACTICE = "practice"
    SITE = "site"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carer:
    """``capacity``: patients it can take on besides its own, over the window. ``radius_minutes`` None: anywhere (remote).

    ``professions``: slugs of those who work there (for a site, the one whose care it takes besides its own: a pharmacy's);
    ``categories``: what a site or a remote service takes (empty for a practice, whose professions decide). ``pairs``: practices that agreed with it, in writing.
    """

    id: CarerId
    kind: CarerKind
    name: str
    commune: str = ""
    professions: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    capacity: int = 0
    radius_minutes: int | None = 0
    pairs: frozenset[PracticeId] = frozenset()
    needs_power: bool = False
    needs_network: bool = False
    site: str = ""
    """The establishment it stands in or is (site id), whose failure takes it along; empty without one."""
    readers: int = 1
    """People who hold a remote service; one alone is a single point of failure."""
    is_assumed: bool = False
    """Its capacity is a hypothesis of ``site_care.csv``: the establishment has not said."""


def practice_carer(practice: PracticeId) -> CarerId:
    """The id of a practice as a carer."""
    return CarerId(f"{CarerKind.PRACTICE}:{practice}")


def practice_of(carer: CarerId) -> PracticeId | None:
    """The practice behind a carer, or None."""
    kind, _colon, id = carer.partition(":")
    return PracticeId(id) if kind == CarerKind.PRACTICE else None
