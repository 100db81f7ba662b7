"""An event with a plan at work, for what is told of it; and whoever may only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Actor, Role
from app.response.event import EventKind, EventState
from app.services.crisis.open_event import Said, open_event
from app.services.plans.read_plans import read_plans
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from app.store.database import Store

CELL = Actor("denez", "Denez Le Goff", Role.CRISIS_CELL)
OBSERVER = Actor("nolwenn", "Nolwenn", Role.OBSERVER)
TITLE = "Crue de la Vilaine"


def a_crisis(store: Store, *, played: bool = False, plans: int = 0) -> str:
    """The id of an event qualified by the ARS, with so many plans activated."""
    slugs = list(read_plans(COORDINATOR, store).sheets)[:plans] if plans else []
    return open_event(
        COORDINATOR,
        store,
        TITLE,
        kind=EventKind.EXERCISE if played else EventKind.REAL,
        state=EventState.QUALIFIED,
        said=Said(authority="ARS Bretagne", department="56", reference="2026-114"),
        plans=slugs,
    )


def plain(text: str) -> str:
    """Every space a plain one."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
