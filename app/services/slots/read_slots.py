"""Unscheduled care as a screen needs it: the slots of some days with their free places, the series, the calls, the figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.continuity.slot_figures import figures, use_of
from app.core.clock import paris_date
from app.core.ids import PersonId
from app.services.continuity.continuity_scene import at_work, scene
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.reference import communes_by_code, read_library
from app.services.slots.redistribute_slots import falls_in_closure
from app.services.slots.slot_rights import own_of
from app.store import community, people, slots
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.slot_figures import SlotFigures, Use
    from app.continuity.slots import Booking, DayCalls, Slot, SlotSeries
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot with what is booked in it. ``name`` says where; ``person`` who receives, for those who may read names."""

    slot: Slot
    name: str
    commune: str
    bookings: tuple[Booking, ...]
    person: str = ""
    closed: bool = False
    """Its practice is closed then, and it was not moved yet."""

    @property
    def use(self) -> Use:
        return use_of(self.slot, self.bookings)

    @property
    def left(self) -> int:
        """Free places; none once cancelled, none in a practice that is closed."""
        return self.use.left if self.slot.is_open and not self.closed else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsView:
    """The slots of civil days ``first`` … ``last`` (Paris), both included, by time, cancelled ones too."""

    now: datetime
    today: date
    first: date
    last: date
    rows: tuple[SlotRow, ...]
    series: tuple[SlotSeries, ...]
    names: Mapping[str, str]
    """Where slots are (« practice:<id> », « site:<id> », « person:<id> ») → its name."""
    appointment_hours: int

    def of_day(self, day: date) -> tuple[SlotRow, ...]:
        return tuple(row for row in self.rows if row.slot.day == day)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotChoices:
    """Where a slot can be and who can receive there: practices by name, with their members."""

    practices: tuple[tuple[PracticeId, str], ...]
    members: Mapping[PracticeId, tuple[tuple[PersonId, str], ...]]
    sites: tuple[tuple[str, str], ...] = ()


def read_slots(actor: Actor, store: Store, first: date, last: date) -> SlotsView:
    """Every slot of these days. Who receives is named for those who may read names. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        return _view(conn, store, first, last, named=may(actor, Action.READ_ROTA))


def read_own_slots(actor: Actor, store: Store, first: date, last: date) -> SlotsView:
    """The slots somebody keeps: those of their own practice for a professional, everyone's for the cell. Raises NotAllowed."""
    require(actor, Action.KEEP_SLOTS)
    with store.reading() as conn:
        view, own = _view(conn, store, first, last, named=True), own_of(conn, actor)
    if own is None:
        return view
    return replace(
        view,
        rows=tuple(row for row in view.rows if own.holds(row.slot)),
        series=tuple(one for one in view.series if own.holds(one)),
    )


def read_choices(actor: Actor, store: Store) -> SlotChoices:
    """The practices and people among whom somebody may keep slots. Raises NotAllowed."""
    require(actor, Action.KEEP_SLOTS)
    with store.reading() as conn:
        own = own_of(conn, actor)
        everyone = [one for one in people.every(conn) if at_work(one) and one.practice]
        practices = [one for one in people.practices(conn) if own is None or one.id == own.practice]
        places = people.sites(conn) if own is None else []
    members: dict[PracticeId, list[tuple[PersonId, str]]] = defaultdict(list)
    for one in everyone:
        if one.practice is not None:
            members[one.practice].append((one.id, full_name(one.given_name, one.family_name)))
    return SlotChoices(
        practices=tuple((one.id, one.name or _("Cabinet sans nom")) for one in practices),
        members={practice: tuple(some) for practice, some in members.items()},
        sites=tuple((one.id, one.name) for one in places),
    )


def read_calls(actor: Actor, store: Store, first: date, last: date) -> tuple[DayCalls, ...]:
    """The calls noted on these civil days, by day then channel. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        return tuple(slots.calls(conn, first, last))


def read_slot_figures(actor: Actor, store: Store, first: date, last: date) -> tuple[SlotFigures, Mapping[str, str]]:
    """The figures of these civil days, and the names of where slots are. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        found, names = slot_figures(conn, store, first, last), _Names.read(conn)
    named = may(actor, Action.READ_ROTA)
    return found, {host: _name(names, host, named=named) for host in found.by_host}


def slot_figures(conn: Connection, store: Store, first: date, last: date) -> SlotFigures:
    """The figures of these civil days within one connection: for indicators and reports. Raises InvalidInput."""
    limit = continuity_rules(read_library(store, conn))["appointment_hours"]
    return figures(
        slots.between(conn, first, last), slots.bookings(conn, first, last), slots.calls(conn, first, last),
        first=first, last=last, now=store.now(), limit_hours=limit,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """Names and communes of all that can hold a slot."""

    places: Mapping[str, tuple[str, str]]
    people: Mapping[PersonId, str]

    @classmethod
    def read(cls, conn: Connection) -> _Names:
        places = {
            f"practice:{one.id}": (one.name or _("Cabinet sans nom"), one.commune_insee)
            for one in people.practices(conn)
        }
        places |= {f"site:{one.id}": (one.name, one.commune_insee) for one in people.sites(conn)}
        return cls(places, {one.id: full_name(one.given_name, one.family_name) for one in people.every(conn)})


def _view(conn: Connection, store: Store, first: date, last: date, *, named: bool) -> SlotsView:
    library, names, now = read_library(store, conn), _Names.read(conn), store.now()
    territory = community.read(conn).territory
    communes = communes_by_code(library, territory)
    taken: dict[str, list[Booking]] = defaultdict(list)
    for one in slots.bookings(conn, first, last):
        taken[one.slot].append(one)
    held, series = slots.between(conn, first, last), slots.series(conn)
    closed = _in_closures(conn, store, held)
    hosts = {one.host for one in held} | {one.host for one in series}
    return SlotsView(
        now=now,
        today=paris_date(now),
        first=first,
        last=last,
        rows=tuple(
            replace(_row(one, taken.get(one.id, ()), names, communes, named=named), closed=one.id in closed)
            for one in held
        ),
        series=tuple(series),
        names={host: _name(names, host, named=named) for host in sorted(hosts)},
        appointment_hours=continuity_rules(library)["appointment_hours"],
    )


def _in_closures(conn: Connection, store: Store, held: Sequence[Slot]) -> frozenset[str]:
    """The slots to come whose practice is closed."""
    now = store.now()
    coming = [one for one in held if one.is_open and one.ends_at > now]
    if not coming:
        return frozenset()
    found = scene(conn, store, now, until=max(one.ends_at for one in coming))
    return frozenset(one.id for one in coming if falls_in_closure(found, one))


def _row(slot: Slot, taken: Sequence[Booking], names: _Names, communes: Mapping[str, str], *, named: bool) -> SlotRow:
    insee = names.places.get(slot.host, ("", ""))[1]
    person = names.people.get(slot.person, "") if slot.person and named else ""
    return SlotRow(slot, _name(names, slot.host, named=named), communes.get(insee, ""), tuple(taken), person)


def _name(names: _Names, host: str, *, named: bool) -> str:
    """Where a slot is, as it is called; somebody without a practice is named only to who may read names."""
    kind, _colon, id = host.partition(":")
    if kind == "person":
        return names.people.get(PersonId(id), "") if named else ""
    return names.places.get(host, ("", ""))[0]
