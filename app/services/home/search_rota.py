"""Sessions to come and who holds their seats, as a search finds them; names as the rota writes them for the role."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.core.clock import PARIS, monday_of, paris_date
from app.services.home.search_found import Hit
from app.services.world.read_horizon import FOREVER
from app.store import centres, seats, sessions, staffing_requests
from app.words import _
from app.words.dates import spoken_session
from app.words.people import full_name, short_name
from app.words.sought import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.scheduling.session import Seat, Session
    from app.services.home.search_found import Scene


def seats_found(scene: Scene) -> Iterator[Hit]:
    """A session whose centre, day or half-day are named; else its seats whose role or holder make up for the rest."""
    conn, today = scene.conn, paris_date(scene.store.now())
    start = datetime.combine(today, time(), tzinfo=PARIS)
    played = staffing_requests.played_centres(conn)
    names = {one.id: one.name for one in centres.every(conn) if one.id not in played}
    # Whoever staffs looks at the draft; the others at what people live by.
    draft = {one.seat_id: one.holder for one in seats.draft(conn)} if may(scene.actor, Action.STAFF_ROTA) else {}
    held: dict[str, list[Seat]] = {}
    for seat in seats.between(conn, start, FOREVER):
        drafted = replace(seat, holder=draft[seat.id]) if seat.id in draft else seat
        held.setdefault(seat.session_id, []).append(drafted)
    words = _Words(scene)
    for session in sessions.between(conn, start, FOREVER):
        if session.centre_id in names:
            yield from _of_session(scene, session, names[session.centre_id], held.get(session.id, []), words)


def _of_session(scene: Scene, session: Session, centre: str, held: list[Seat], words: _Words) -> Iterator[Hit]:
    when = spoken_session(session.starts_at, session.ends_at)
    left = scene.sought.missing(bare(f"{centre} {when}"))
    way = {
        "centre": session.centre_id, "week": monday_of(session.day).isoformat(), "session": session.id,
        "today": "1" if session.day == paris_date(scene.store.now()) else "",
    }  # fmt: skip
    if not left:
        yield Hit(session.id, when, centre, {**way, "seat": held[0].id if held else ""})
        return
    for seat in held:
        said, read = words.of(seat)
        if not scene.sought.missing(read, left):
            holder = (seat.holder.person_id,) if seat.holder.person_id else ()
            yield Hit(seat.id, said, f"{when} · {centre}", {**way, "seat": seat.id}, holder)


class _Words:
    """What a seat is called and found by, worked out once for each role and holder."""

    def __init__(self, scene: Scene) -> None:
        is_named = may(scene.actor, Action.READ_ROSTER)
        name = full_name if is_named else short_name
        self._people = {one.id: name(one.given_name, one.family_name) for one in scene.people}
        self._partners = {id: one.name for id, one in centres.partners(scene.conn).items()}
        self._roles: Mapping[str, str] = {role.code: role.label for role in scene.library.roles}
        self._known: dict[tuple[str, str | None, str | None], tuple[str, str]] = {}

    def of(self, seat: Seat) -> tuple[str, str]:
        """« Clarisse P., injecteur » and its bare words; « à pourvoir » where nobody holds it."""
        key = (seat.role, seat.holder.person_id, seat.holder.partner_id)
        if key not in self._known:
            person, partner = seat.holder.person_id, seat.holder.partner_id
            who = self._people.get(person, "") if person else self._partners.get(partner, "") if partner else ""
            said = f"{who or _('à pourvoir')}, {self._roles.get(seat.role, seat.role)}"
            self._known[key] = (said, bare(said))
        return self._known[key]
