"""A session as « fermer » and « rouvrir une ligne » find it: its team, its sheet, where people stand now. Read once, in the transaction."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, NotFound
from app.scheduling.session import NOBODY, Holder, SeatState
from app.services.activity.attendance_sheet import is_of_holder, read_sheet
from app.services.activity.day_rights import run_session
from app.services.keeping.naming import naming_of
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_words import label_of
from app.services.world.read_horizon import read_horizon
from app.store import centres, seats

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import SeatId, SessionId
    from app.library import Library
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat, Session
    from app.scheduling.spoken import RoleLabel
    from app.services.activity.attendance_sheet import Sheet
    from app.services.keeping.naming import Naming
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One state of a session and its team; instants are UTC."""

    centre: Centre
    session: Session
    held: tuple[Seat, ...]
    sheet: Sheet
    horizon: Horizon
    library: Library
    naming: Naming
    label: RoleLabel
    now: datetime

    @property
    def begun(self) -> bool:
        return self.now > self.session.starts_at

    @property
    def stood(self) -> dict[str, Seat]:
        """Row → the seat its person stands on now, when a line closed before sent them elsewhere during the session."""
        seats_by_id, taken = {seat.id: seat for seat in self.held}, set[str]()
        found = {}
        for row in self.sheet.rows:
            own = seats_by_id.get(row.seat_id) if row.seat_id else None
            if own is None or (row.role, row.line) == (own.role, own.line):
                continue
            free = (s for s in self.held if (s.role, s.line) == (row.role, row.line) and s.id not in taken)
            target = next((s for s in free if s.id not in taken and s.state is not SeatState.CANCELLED), None)
            if target is not None:
                taken.add(target.id)
                found[row.stamp.id] = target
        return found

    @property
    def places(self) -> tuple[Seat, ...]:
        """The seats as people stand on them now."""
        rows = {row.stamp.id: row for row in self.sheet.rows}
        held = {target.id: rows[id].attendee.person_id for id, target in self.stood.items()}
        left = {rows[id].seat_id for id in self.stood}
        return tuple(
            replace(seat, holder=Holder(held[seat.id]), state=SeatState.ACKNOWLEDGED)
            if seat.id in held
            else (replace(seat, holder=NOBODY, state=SeatState.OPEN) if seat.id in left else seat)
            for seat in self.held
        )


OVER = N_("La séance est terminée : il n’y a plus de ligne à fermer.")


def read_scene(conn: Connection, store: Store, session_id: SessionId, *, over: str = OVER) -> Scene:
    """The session now. Raises NotFound, and InvalidInput when it is cancelled, not published, or ``over`` (the sentence)."""
    session, now = run_session(conn, session_id), store.now()
    centre = centres.find(conn, session.centre_id)
    if centre is None:
        raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
    if now >= session.ends_at:
        raise InvalidInput(over)
    horizon, library = read_horizon(store, conn), read_library(store, conn)
    return Scene(
        centre=centre,
        session=session,
        held=tuple(seats.of_session(conn, session_id)),
        sheet=read_sheet(conn, session, now),
        horizon=horizon,
        library=library,
        naming=naming_of(horizon, library, centres.partners(conn).values()),
        label=label_of(library),
        now=now,
    )


def away(scene: Scene) -> frozenset[SeatId]:
    """Seats whose holder is absent or gone; nobody sent elsewhere is away from where they stand now."""
    stood, places = scene.stood, {seat.id: seat for seat in scene.places}
    found = set()
    for row in scene.sheet.rows:
        at = stood[row.stamp.id].id if row.stamp.id in stood else row.seat_id
        gone = row.absent or (row.left_at is not None and row.left_at <= scene.now)
        if at is not None and gone and is_of_holder(row, places[at]):
            found.add(at)
    return frozenset(found)


def appointments_left_of(session: Session, now: datetime) -> int | None:
    """Appointments still to come if they are spread evenly over the session; None when bookings are not known."""
    if session.appointments is None:
        return None
    return math.ceil(session.appointments * part_left(session, now))


def part_left(session: Session, now: datetime) -> Fraction:
    """The part of the session still to come, from 0 to 1."""
    whole = int((session.ends_at - session.starts_at).total_seconds())
    left = int((session.ends_at - max(now, session.starts_at)).total_seconds())
    return Fraction(max(0, left), whole)
