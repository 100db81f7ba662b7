"""An event as a person reads it: its state and how it got there, what is to do, who is asked for. No volunteer's name is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.ids import SessionId
from app.core.intervals import is_within
from app.mobilisation.frames import frame_in_force
from app.response.alert import AlertKind
from app.response.checklist import Progress, in_order, progress
from app.response.event import furthest
from app.response.sheet import DELAYS_HOURS
from app.response.staffing_request import Filled, RequestState, filled, soonest_first
from app.scheduling.session import SessionState
from app.services.crisis.read_alert import board_of
from app.services.keeping.reference import read_library
from app.services.plans.plan_shelf import shelf_of
from app.services.plans.read_directory import department_names
from app.store import alerts, checklists, community, events, people, seats, sessions, staffing_requests, traced
from app.words.changes import Change, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.access.actor import Actor
    from app.library import Library
    from app.mobilisation.frames import MissionFrame
    from app.response.alert import Alert
    from app.response.alert_board import AlertBoard
    from app.response.checklist import ChecklistItem
    from app.response.event import ActivatedPlan, Event, Step
    from app.response.staffing_request import StaffingRequest
    from app.roster.practice import Site
    from app.scheduling.session import Seat, Session
    from app.services.plans.plan_shelf import PlanShelf
    from app.store.database import Connection, Store
    from app.store.traced import Named

AUTHORITIES = ("ars_alert", "ars_branch", "prefecture", "samu", "town_hall")
"""Functions of ``data/contact_functions.csv`` proposed when a screen asks on whose word: any other name may be typed."""

USUAL_ROLES = (
    "reinforcement_physician",
    "reinforcement_nurse",
    "care",
    "psychological_support",
    "logistics",
    "reception",
    "driver",
)
"""Roles that establishments are asked about, in this order."""

NO_INSTANT = datetime.min.replace(tzinfo=UTC)
"""Stands where only who acted is said."""

KINDS = ("reinforcement", "mobile")
"""Kinds of centre a staffing request becomes."""


@dataclass(frozen=True, slots=True)
class RequestRead:
    """One request for people with how far it is staffed; ``session`` None until it is."""

    request: StaffingRequest
    filled: Filled
    session: Session | None
    open_seats: tuple[str, ...]
    """Seats of its session that nobody holds: what a call-out asks for."""

    @property
    def is_cancelled(self) -> bool:
        """Whether its session was cancelled since."""
        return self.session is not None and self.session.state is SessionState.CANCELLED

    def is_over(self, now: datetime) -> bool:
        """Whether its session has ended."""
        return self.session is not None and self.session.ends_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event, or none yet, with what the screen offers around it. Instants are UTC; things to do late first."""

    now: datetime
    event: Event | None
    events: tuple[Event, ...]
    """All of them, the newest first."""
    steps: tuple[Step, ...]
    plans: tuple[ActivatedPlan, ...]
    items: tuple[ChecklistItem, ...]
    requests: tuple[RequestRead, ...]
    """Those of the event and those of none: an establishment may ask before anything has a name."""
    shelf: PlanShelf
    communes: Mapping[str, str]
    """INSEE code → name, the territory's own."""
    departments: Mapping[str, str]
    """Code → name, the territory's own; all of them where no territory is set."""
    authorities: tuple[str, ...]
    who: Mapping[str, str]
    """Account → its name, or « la coordination » for a reader who may not see names."""
    frames: tuple[MissionFrame, ...]
    """In force today."""
    payers: tuple[str, ...]
    roles: Mapping[str, str]
    """What may be asked for: code → name."""
    sites: Mapping[str, Site]
    may_run: bool
    board: AlertBoard | None = None
    """Who answered the event's last alert, hour by hour; None before any."""
    running_alert: str = ""
    """That alert while it still runs; empty before any and once it is closed."""

    @property
    def needs(self) -> dict[int, int]:
        """How many people its plans want within each of the hours of the board (T+1, 3, 12, 24 h)."""
        sheets = [self.shelf.sheets[one.slug] for one in self.plans if one.slug in self.shelf.sheets]
        wanted = [need for sheet in sheets for need in sheet.needs]
        return {hours: sum(one.quantity for one in wanted if one.within_hours <= hours) for hours in DELAYS_HOURS}

    @property
    def under_way(self) -> tuple[Event, ...]:
        """The events that go on."""
        return tuple(one for one in self.events if one.is_open)

    @property
    def progress(self) -> Progress:
        """How far the whole checklist is."""
        return progress(self.items, self.now)

    @property
    def by_function(self) -> dict[str, Progress]:
        """How far each function of the cell is, in the order of the cell; those with nothing to do left out."""
        held = {code: [one for one in self.items if one.function == code] for code in self._functions}
        return {code: progress(items, self.now) for code, items in held.items() if items}

    @property
    def _functions(self) -> list[str]:
        return list(dict.fromkeys([*self.shelf.functions, *(one.function for one in self.items)]))

    def role(self, code: str) -> str:
        """The name of a role, or its code where the table lost it."""
        return self.roles.get(code, code)

    def frame(self, code: str) -> MissionFrame | None:
        """A mission frame in force."""
        return next((one for one in self.frames if one.code == code), None)


def read_event(actor: Actor, store: Store, event_id: str = "") -> EventView:
    """The event of this id; else the one that matters most now, else the last one; else none. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        library, every = read_library(store, conn), events.every(conn)
        event = next((one for one in every if one.id == event_id), None) or furthest(every)
        return _view(conn, store, actor, library, every, event)


def _view(
    conn: Connection, store: Store, actor: Actor, library: Library, every: list[Event], event: Event | None
) -> EventView:
    now, id = store.now(), event.id if event else ""
    steps = events.steps(conn, id)
    plans, items = events.plans(conn, id), checklists.of_event(conn, id)
    territory = community.read(conn).territory
    inside = [one for one in library.communes(territory) if one.in_territory] if territory else []
    actors = {one.actor_id for one in steps} | {one.actor_id for one in plans} | {one.done_by for one in items} - {""}
    return EventView(
        now=now,
        event=event,
        events=tuple(every),
        steps=tuple(steps),
        plans=tuple(plans),
        items=tuple(in_order(items, now)),
        requests=requests_read(conn, id),
        shelf=shelf_of(library),
        communes={one.insee: one.name for one in sorted(inside, key=lambda one: one.name)},
        departments=_departments(library, {one.department for one in inside}),
        authorities=_authorities(library),
        who=_names(conn, actors, named=may(actor, Action.READ_ROTA)),
        frames=_frames(library, now),
        payers=_payers(library, now),
        roles=staffed_roles(library),
        sites={one.id: one for one in people.sites(conn)},
        may_run=may(actor, Action.RUN_EVENT),
        board=board_of(conn, alert.id, now) if (alert := _last_alert(conn, id)) else None,
        running_alert=alert.id if alert and alert.is_running else "",
    )


def requests_read(conn: Connection, event_id: str) -> tuple[RequestRead, ...]:
    """The requests of an event and those of none, to take up first before settled, each with its session as it stands now."""
    held = [*staffing_requests.of_event(conn, event_id), *(staffing_requests.of_event(conn, "") if event_id else [])]
    return tuple(request_read(conn, one) for one in soonest_first(held))


def waiting_requests(actor: Actor, store: Store) -> frozenset[str]:
    """The requests nobody took up yet, whatever their event: what a screen asks again and again. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        held = staffing_requests.every(conn)
    return frozenset(one.id for one in held if one.state is RequestState.RECEIVED)


def request_read(conn: Connection, request: StaffingRequest) -> RequestRead:
    """One request with its session as it stands now."""
    session = sessions.find(conn, SessionId(request.session_id)) if request.session_id else None
    places: list[Seat] = seats.of_session(conn, session.id) if session else []
    wanting = [one.id for one in places if one.state != "cancelled" and not one.holder.filled]
    return RequestRead(request, filled(request, places), session, tuple(wanting))


def staffed_roles(library: Library) -> dict[str, str]:
    """What may be asked for in a crisis, code → name: what is asked for most first, then the other roles of such sessions."""
    found = {one.code: one for kind in KINDS for one in library.roles.of_centre(kind)}
    usual = [code for code in USUAL_ROLES if code in found]
    others = sorted((one for one in found.values() if one.code not in usual), key=lambda one: (one.sort, one.code))
    return {code: found[code].label for code in (*usual, *(one.code for one in others))}


def _names(conn: Connection, ids: Iterable[str], *, named: bool) -> dict[str, str]:
    wanted = sorted(ids)
    rows = traced.named(conn, wanted, traced.ACTORS)
    return {id: _name(id, rows.get(id), named=named) for id in wanted}


def _name(id: str, row: Named | None, *, named: bool) -> str:
    if named:
        return who(id, row.given_name if row else "", row.name if row else "")
    return Change(id, "", NO_INSTANT, kind=row.kind if row else "").discreet


def _last_alert(conn: Connection, event_id: str) -> Alert | None:
    """The event's last alert, tests of the call tree left out."""
    held = [one for one in alerts.of_event(conn, event_id) if one.kind is AlertKind.ALERT] if event_id else []
    return max(held, key=lambda one: (one.launched_at, one.id), default=None)


def _departments(library: Library, codes: set[str]) -> dict[str, str]:
    names = department_names(library)
    return {code: names.get(code, code) for code in sorted(codes or names)}


def _authorities(library: Library) -> tuple[str, ...]:
    labels = {one.code: one.label for one in library.contact_functions}
    return tuple(labels[code] for code in AUTHORITIES if code in labels)


def _frames(library: Library, now: datetime) -> tuple[MissionFrame, ...]:
    codes = dict.fromkeys(one.code for one in library.mission_frames)
    found = (frame_in_force(library.mission_frames, code, paris_date(now)) for code in codes)
    return tuple(one for one in found if one is not None)


def _payers(library: Library, now: datetime) -> tuple[str, ...]:
    day = paris_date(now)
    inside = (one.payer for one in library.payers if is_within(day, one.valid_from, one.valid_to))
    return tuple(dict.fromkeys(inside))
