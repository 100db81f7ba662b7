"""What a session has and gives: lots, counts, groups, standby list, sharps, and the advice that goes with them.

A read side over an open connection; sentences are in the current language.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from app.activity.doses import inconsistencies, reconciled
from app.activity.sharps import waiting_sentence
from app.activity.vial_advice import VialQuestion, allotment_warning, vial_advice
from app.core.clock import PARIS, monday_of, paris_date, paris_instant
from app.scheduling.spoken import half_day_of
from app.services.activity.day_rights import RUN
from app.store import centres, doses, opening, sessions, sharps_containers
from app.words import language
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.activity.doses import DoseCount
    from app.library import Library
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session
    from app.store.database import Connection
    from app.store.doses import KeptLot, SessionCount
    from app.store.sharps_containers import KeptContainer

SEEN_AFTER = timedelta(days=14)
"""How long a collected sharps container is still shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDoses:
    """The doses of one session. ``left_vials``: lot → vials nobody opened; ``groups``: slug → label and injections."""

    lots: tuple[KeptLot, ...]
    counts: Mapping[str, SessionCount]
    left_vials: Mapping[str, int]
    groups: Mapping[str, tuple[str, int]]
    products: Mapping[str, str]
    """Vaccines that may be used on the day: slug → label."""
    standby: int
    containers: tuple[KeptContainer, ...]
    summary: str
    to_look_at: tuple[str, ...]
    """What does not add up, what expires, what exceeds: told, never refused."""
    advice: str
    """On opening one more vial; empty when nothing is known of the bookings or no lot is there."""


def read_doses(conn: Connection, library: Library, centre: Centre, session: Session, now: datetime) -> SessionDoses:
    """What is known of the doses of a session at ``now``."""
    lots = doses.lots_of(conn, centre.id)
    counts = {one.lot_id: one for one in doses.counts_of(conn, session.id)}
    opened = doses.opened_vials(conn, centre.id)
    usable = tuple(
        one
        for one in lots
        if one.id in counts or (one.lot.is_usable_on(session.day) and one.lot.vials > opened.get(one.id, 0))
    )
    containers = tuple(sharps_containers.of_centre(conn, centre.id, session.day - SEEN_AFTER))
    over = now >= session.ends_at
    told = [told for one in counts.values() if over or _is_wrong(one.count) for told in inconsistencies(one.count)]
    waiting = waiting_sentence((one.container for one in containers), paris_date(now))
    standby = doses.standby_of(conn, session.id)
    return SessionDoses(
        lots=usable,
        counts=counts,
        left_vials={one.id: max(0, one.lot.vials - opened.get(one.id, 0)) for one in usable},
        groups=_groups(conn, library, session),
        products={v.slug: v.label for v in library.vaccines.values() if v.is_valid_on(session.day)},
        standby=standby,
        containers=containers,
        summary=reconciled(one.count for one in counts.values()),
        to_look_at=tuple(filter(None, [*told, _allotment(conn, centre, session), waiting])),
        advice=_advice(conn, centre, session, now, usable, list(counts.values()), standby),
    )


def _is_wrong(count: DoseCount) -> bool:
    """Whether figures can't be right even while the session runs; doses left in an open vial are no fault until its end."""
    return count.gap < 0 or (count.vials_opened > 0 and not count.lot.is_usable_on(count.day))


def _groups(conn: Connection, library: Library, session: Session) -> dict[str, tuple[str, int]]:
    injected = doses.groups_of(conn, session.id)
    column = "label_en" if language() == "en" else "label_fr"
    rows = [record.cells for record in library.file("target_groups.csv")]
    return {row["slug"]: (row[column], injected.get(row["slug"], 0)) for row in rows}


def _advice(
    conn: Connection, centre: Centre, session: Session, now: datetime, lots: tuple[KeptLot, ...],
    counts: list[SessionCount], standby: int,
) -> str:  # fmt: skip
    """Advice on the next vial of the lot in use, while the session runs."""
    if session.appointments is None or not lots or now >= session.ends_at:
        return ""
    injected = sum(one.count.injected for one in counts)
    drawn = sum(one.count.vials_opened * one.count.lot.doses_per_vial for one in counts)
    used = sum(one.count.injected + one.count.lost + one.count.left for one in counts)
    lot = next((one.count.lot for one in counts), lots[0].lot)
    lines = session.lines - len(opening.closings_of(conn, session.id))
    left = session.ends_at - max(now, session.starts_at)
    asked = VialQuestion(
        appointments_left=max(0, session.appointments - injected),
        standby=standby,
        doses_per_vial=lot.doses_per_vial,
        minutes_left=int(left.total_seconds()) // 60,
        open_doses=max(0, drawn - used),
        doses_per_hour=centre.injections_per_hour * max(0, lines),
    )
    return vial_advice(asked).sentence


def _allotment(conn: Connection, centre: Centre, session: Session) -> str:
    """A warning when the centre's next session would take more than its week has left."""
    following = sessions.between(conn, session.ends_at, session.ends_at + timedelta(days=14), centre.id)
    coming = next((one for one in following if one.state in RUN), None)
    if coming is None:
        return ""
    monday = monday_of(coming.day)
    start = paris_instant(monday, time())
    taken = doses.counts_between(conn, start, coming.starts_at, centre.id)
    used = sum(one.count.injected + one.count.lost for one in taken)
    hours = Fraction(int((coming.ends_at - coming.starts_at).total_seconds()), 3600)
    room = math.floor(centre.injections_per_hour * coming.lines * hours)
    planned = room if coming.appointments is None else coming.appointments
    found = allotment_warning(centres.allotments(conn, centre.id).get(monday), used, planned)
    return found.sentence(capitalised(half_day_of(coming))) if found else ""


def minute_of(at: datetime) -> time:
    """The wall time of an instant in Paris, to the minute."""
    return at.astimezone(PARIS).time().replace(second=0, microsecond=0)
