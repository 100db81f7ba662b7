"""An event as its tests use it: opened with a plan, an establishment near by, a request for tonight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.core.ids import SessionId
from app.response.event import EventKind
from app.response.staffing_request import RequestState, StaffingRequest, Wanted
from app.roster.practice import Site, SiteKind
from app.services.crisis.open_event import open_event
from app.services.crisis.receive_request import Asked, receive_request
from app.store import events, people, staffing_requests
from app.store.database import Store
from tests.builders import COORDINATOR

PLAN, OTHER_PLAN = "typologie_1", "cybersecurite"
SITE = Site(
    id="560000001", kind=SiteKind.NURSING_HOME, name="EHPAD des Ajoncs (fictif)", commune_insee="56007", places=60
)
TONIGHT = datetime(2026, 11, 26, 18, tzinfo=UTC), datetime(2026, 11, 26, 22, tzinfo=UTC)
"""From 19:00 to 23:00 in Paris."""


def an_event(store: Store, title: str = "Crue (fictive)", **fields: Any) -> str:
    return open_event(COORDINATOR, store, title, **fields)


def a_site(store: Store, site: Site = SITE) -> Site:
    with store.transaction() as conn:
        people.put_site(conn, site)
    return site


def asked(**fields: Any) -> Asked:
    starts_at, ends_at = TONIGHT
    usual: dict[str, Any] = {
        "asked_by": SITE.name,
        "text": "20 lits ce soir : 9 pansements",
        "place": "Entrée de service",
        "commune_insee": "56007",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "wanted": (Wanted("reinforcement_physician", 1), Wanted("reinforcement_nurse", 2)),
        "contact": "Cadre de nuit, 02 61 91 00 01",
    }
    return Asked(**{**usual, **fields})


def a_request(store: Store, event_id: str = "", **fields: Any) -> StaffingRequest:
    id = receive_request(COORDINATOR, store, event_id, asked(**fields))
    return the(store, id)


def played(store: Store, *sessions: SessionId) -> None:
    """These sessions were opened for an exercise."""
    event_id, now = an_event(store, kind=EventKind.EXERCISE), store.now()
    for session_id in sessions:
        request = a_request(store, event_id, starts_at=now, ends_at=now + timedelta(hours=4))
        with store.transaction() as conn:
            staffing_requests.update(conn, replace(request, session_id=session_id, state=RequestState.STAFFING))


def the(store: Store, request_id: str) -> StaffingRequest:
    with store.reading() as conn:
        found = staffing_requests.find(conn, request_id)
    assert found is not None
    return found


def states(store: Store, event_id: str) -> list[str]:
    with store.reading() as conn:
        return [one.state.value for one in events.steps(conn, event_id)]
