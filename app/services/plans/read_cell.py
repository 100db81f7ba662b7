"""The crisis cell as it is read: its members by function, where it meets, who is on duty, what does not hold in its rotation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, NotFound
from app.response.cell import DRY_RUN, by_function, gaps
from app.response.rotation import Trouble, on_duty, relieved_by, troubles
from app.roster.person import Mission
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.reference import read_library
from app.services.plans.staff_cell import limits_on
from app.store import checklists, crisis_cell, events, log, people
from app.store.log import LogStatus
from app.words import _
from app.words.dates import spoken_hour, spoken_instant
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.cell import CellLimits, CellPlace, Member, Shift
    from app.response.event import Event
    from app.response.references import CellFunction
    from app.response.rotation import Found
    from app.store.database import Connection, Store

MOST_WAITING = 8
"""Lines of what waits that a handover text begins with; the rest is counted."""


@dataclass(frozen=True, slots=True)
class CellView:
    """The cell at an instant, for one event or for the dry run (``event`` None)."""

    functions: Mapping[str, CellFunction]
    members: Mapping[str, tuple[Member, ...]]
    """Function → its people, holder first."""
    names: Mapping[str, str]
    """Key of a member or a shift → who it is; empty for who may not read names."""
    phones: Mapping[str, str]
    """Key → telephone in E.164; empty for who may not read contacts."""
    offered: Mapping[str, str]
    """Id → name of those of the roster who may be chosen, volunteers for the cell first."""
    place: CellPlace
    place_revision: int
    limits: CellLimits
    shifts: tuple[Shift, ...]
    troubles: tuple[Found, ...]
    event: Event | None
    events: tuple[Event, ...]
    """Those under way, the newest first."""
    now: datetime

    @property
    def gaps(self) -> tuple[tuple[str, bool], ...]:
        """(function, whether its holder misses; else a deputy does)."""
        return gaps([one for some in self.members.values() for one in some], list(self.functions))

    @property
    def on_duty(self) -> Mapping[str, Shift]:
        """Who holds each function now."""
        return on_duty(self.shifts, self.now)

    def function(self, code: str) -> str:
        """« Pilotage de la crise »; the code itself where the table lost it."""
        return self.functions[code].label if code in self.functions else code

    def who(self, key: str) -> str:
        """« Clarisse Palude »; somebody, for who may not read names."""
        return self.names.get(key, _("quelqu’un")) if key else _("personne")

    def covered_hours(self) -> tuple[float, float]:
        """(hours held, hours to hold) over all functions, between the first and the last hour of the rotation."""
        if not self.shifts:
            return 0.0, 0.0
        first, last = min(s.starts_at for s in self.shifts), max(s.ends_at for s in self.shifts)
        whole = (last - first).total_seconds() / 3600 * len(self.functions)
        open_hours = sum(one.hours for one in self.troubles if one.trouble is Trouble.OPEN)
        return whole - open_hours, whole


def read_cell(actor: Actor, store: Store, event_id: str | None = None) -> CellView:
    """The cell for an event; None: the one that matters now, else the dry run; empty: the dry run. Raises NotFound.

    Names are for those who may read the rota, telephones for those who may read the roster; that reading is noted.
    """
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        view = cell_view(store, conn, event_id)
    if may(actor, Action.READ_ROSTER):
        reached = {one.person_id for some in view.members.values() for one in some if one.person_id}
        note_reading(actor, store, Read.CONTACTS, reached)
        return view
    return _masked(view, shows_names=may(actor, Action.READ_ROTA))


def cell_view(store: Store, conn: Connection, event_id: str | None = None) -> CellView:
    """:func:`read_cell` on a connection with every name and telephone, for plans and documents made of it."""
    library, roster = read_library(store, conn), people.every(conn)
    event = _event(conn, event_id)
    functions = {one.code: one for one in library.cell_functions}
    members = crisis_cell.members(conn)
    shifts = tuple(crisis_cell.shifts(conn, event.id if event else DRY_RUN))
    limits = limits_on(library, paris_date(store.now()))
    place, revision = crisis_cell.place(conn)
    names: dict[str, str] = {one.id: full_name(one.given_name, one.family_name) for one in roster}
    named = {one.key: one.name for one in members if one.name} | {one.key: one.name for one in shifts if one.name}
    today = paris_date(store.now())
    offered = sorted(
        (one for one in roster if one.is_contactable_on(today)),
        key=lambda one: (Mission.CRISIS_CELL not in one.missions, list_order(one.family_name, one.given_name)),
    )
    return CellView(
        functions=functions,
        members=by_function(members),
        names={**named, **names},
        phones={
            **{one.key: one.phone for one in members if one.phone},
            **{one.id: one.mobile or one.phone for one in roster if one.mobile or one.phone},
        },
        offered={one.id: names[one.id] for one in offered},
        place=place,
        place_revision=revision,
        limits=limits,
        shifts=shifts,
        troubles=troubles(shifts, list(functions), limits, members),
        event=event,
        events=tuple(events.under_way(conn)),
        now=store.now(),
    )


def draft_handover(actor: Actor, store: Store, shift_id: str) -> str:
    """What a handover text begins with: who leaves and who comes, what is open in the main courante and on the list.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.reading() as conn:
        shift = crisis_cell.find_shift(conn, shift_id)
        if shift is None:
            raise NotFound(N_("Cette présence n’existe plus. Rechargez la page."))
        view = cell_view(store, conn, shift.event_id)
        waiting = _waiting(conn, shift)
    after = relieved_by(view.shifts, shift)
    hour = spoken_instant(shift.ends_at)
    lines = [
        _("Relève « {function} », {hour}").format(function=view.function(shift.function), hour=hour),
        _("Part : {name}. Prend la suite : {next}.").format(
            name=view.who(shift.key), next=view.who(after.key) if after else _("personne pour l’instant")
        ),
        "",
        _("Où l’on en est :"),
        "",
        _("Ce qui attend :"),
        *(f"– {one}" for one in waiting[:MOST_WAITING]),
        *([_("– et {n} autres lignes").format(n=len(waiting) - MOST_WAITING)] if len(waiting) > MOST_WAITING else []),
        "",
        _("À surveiller :"),
        "",
        _("Qui rappeler, à quelle heure :"),
    ]
    return "\n".join(lines)


def _waiting(conn: Connection, shift: Shift) -> list[str]:
    """What is open: the function's own actions of the checklist, late first, then the main courante's."""
    if shift.event_id == DRY_RUN:
        return []
    mine = [one for one in checklists.of_event(conn, shift.event_id) if one.function == shift.function and one.is_open]
    listed = [
        _("{text} (pour {hour})").format(text=one.text, hour=spoken_hour(one.due_at.astimezone(PARIS).time()))
        for one in sorted(mine, key=lambda one: (one.due_at, one.id))
    ]
    written = [one.text for one in log.every(conn, shift.event_id) if one.status is LogStatus.OPEN]
    return listed + written


def _event(conn: Connection, event_id: str | None) -> Event | None:
    if event_id is None:
        return events.current(conn)
    if event_id == DRY_RUN:
        return None
    found = events.find(conn, event_id)
    if found is None:
        raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))
    return found


def _masked(view: CellView, *, shows_names: bool) -> CellView:
    """Without telephones, and without names for who may not read them. The meeting's link opens the room: it goes too."""
    place = replace(view.place, phone="", video="")
    keys = {one.key for some in view.members.values() for one in some} | {one.key for one in view.shifts}
    names = {key: name for key, name in view.names.items() if key in keys}
    masked = replace(view, names=names, phones={}, offered={}, place=place)
    if shows_names:
        return masked
    someone = _("quelqu’un")
    members = {
        code: tuple(replace(one, name=someone if one.name else "", phone="") for one in some)
        for code, some in view.members.items()
    }
    shifts = tuple(replace(one, name=someone if one.name else "", handed_over="") for one in view.shifts)
    found = tuple(
        replace(one, key=f"name:{someone}" if one.key.startswith("name:") else one.key) for one in view.troubles
    )
    return replace(masked, names={}, members=members, shifts=shifts, troubles=found)
