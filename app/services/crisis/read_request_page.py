"""What an establishment reads on its own page: its requests and where each stands, and what it may ask for. No name of anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.core.clock import paris_date
from app.response.staffing_request import STATE_WORDS, RequestState
from app.services.crisis.event_words import filled_words, wanted_words
from app.services.crisis.read_event import USUAL_ROLES, request_read, staffed_roles
from app.services.keeping.reference import read_library
from app.services.mobilisation.read_contact import read_contact
from app.store import events, people, staffing_requests
from app.words import _
from app.words.dates import spoken_day, spoken_session

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.response.staffing_request import StaffingRequest
    from app.roster.practice import Site
    from app.services.crisis.read_event import RequestRead
    from app.services.mobilisation.read_contact import Contact
    from app.store.database import Store

DAYS = 7
"""Days ahead that the form offers."""
SHOWN = 12
"""Requests shown, the latest first."""
ICONS = {
    RequestState.RECEIVED: ("schedule", "pending"),
    RequestState.STAFFING: ("swap_horiz", "open"),
    RequestState.REFUSED: ("cancel", "alarm"),
    RequestState.DONE: ("task_alt", "confirmed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequest:
    """One request in words; ``icon`` and ``tone`` stand with ``state``, never alone."""

    request: StaffingRequest
    when: str
    people: str
    state: str
    icon: str
    tone: str
    filled: str
    """« 2 sur 4 pourvus »; empty until it is taken up."""

    @property
    def may_change(self) -> bool:
        """Whether nobody has taken it up yet."""
        return self.request.state is RequestState.RECEIVED


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """The page of one establishment."""

    site: Site
    reach: Contact
    requests: tuple[OwnRequest, ...]
    roles: tuple[tuple[str, str], ...]
    days: tuple[tuple[date, str], ...]
    is_exercise: bool
    """Whether the event under way is played."""

    def find(self, request_id: str) -> StaffingRequest | None:
        """One's own request that may still change."""
        return next((one.request for one in self.requests if one.request.id == request_id and one.may_change), None)


def read_request_page(actor: Actor, store: Store, partner_id: str) -> RequestPage | None:
    """The page of the establishment of this id; None when it is no longer in the list. Raises NotAllowed."""
    require_self(actor, partner_id)
    with store.reading() as conn:
        site = next((one for one in people.sites(conn) if one.id == partner_id), None)
        if site is None:
            return None
        roles = staffed_roles(read_library(store, conn))
        held = [request_read(conn, one) for one in staffing_requests.of_subject(conn, partner_id)[:SHOWN]]
        current, today = events.current(conn), paris_date(store.now())
        days = [today + timedelta(days=n) for n in range(DAYS)]
        return RequestPage(
            site=site,
            reach=read_contact(conn),
            requests=tuple(_own(one, roles) for one in held),
            roles=tuple((code, roles[code]) for code in USUAL_ROLES if code in roles),
            days=tuple((day, _day(day, today)) for day in days),
            is_exercise=current is not None and current.is_exercise,
        )


def _own(one: RequestRead, roles: dict[str, str]) -> OwnRequest:
    request, filled = one.request, one.filled
    state = (
        _("complète")
        if request.state is RequestState.STAFFING and filled.is_complete
        else _(STATE_WORDS[request.state])
    )
    icon, tone = ("check_circle", "confirmed") if filled.is_complete else ICONS[request.state]
    return OwnRequest(
        request=request,
        when=spoken_session(request.starts_at, request.ends_at),
        people=wanted_words(request.wanted, lambda code: roles.get(code, code)),
        state=state,
        icon=icon,
        tone=tone,
        filled=filled_words(filled.held, filled.asked) if request.state is RequestState.STAFFING else "",
    )


def _day(day: date, today: date) -> str:
    said = {today: _("aujourd’hui"), today + timedelta(days=1): _("demain")}.get(day)
    return f"{said} ({spoken_day(day)})" if said else spoken_day(day)
