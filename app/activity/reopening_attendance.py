"""A line reopened: what its closing wrote on the sheet is taken back, field by field; what was noted since stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.activity.attendance import AttendanceRow, Origin, Stamp, standing

if TYPE_CHECKING:
    from app.activity.reopening_line import Return
    from app.core.ids import PersonId, SeatId


def rows_after_reopening(
    rows: Iterable[AttendanceRow],
    written: Collection[str],
    back: Collection[str],
    moved: Iterable[Return],
    stamp: Callable[[], Stamp],
) -> tuple[AttendanceRow, ...]:
    """The correction rows of a reopening. ``rows``: every row of the session; ``written``: ids of the closing's.

    ``back``: keys of the attendees who get their place back; who signed meanwhile where the closing had ``moved`` them
    takes that row back to their own seat.
    """
    every = list(rows)
    by_id = {row.stamp.id: row for row in every}
    homes = {(one.person, one.source.id if one.source else None): one for one in moved}
    found = []
    for row in standing(every):
        if row.attendee.key not in back:
            continue
        closing = _ancestor(row, written, by_id)
        new = _undone(row, closing, by_id) if closing is not None else _at_home(row, homes)
        if new != row:
            found.append(replace(new, stamp=stamp(), replaces=row.stamp.id))
    return tuple(found)


def _ancestor(row: AttendanceRow, written: Collection[str], by_id: dict[str, AttendanceRow]) -> AttendanceRow | None:
    """The closing's row that this one is, or corrects."""
    at: AttendanceRow | None = row
    while at is not None and at.stamp.id not in written:
        at = by_id.get(at.replaces)
    return at


def _undone(row: AttendanceRow, closing: AttendanceRow, by_id: dict[str, AttendanceRow]) -> AttendanceRow:
    """``row`` with whatever the closing changed, and nobody since, as it was before."""
    before = by_id[closing.replaces]
    if (row.seat_id, row.role, row.line) == (closing.seat_id, closing.role, closing.line):
        row = replace(row, seat_id=before.seat_id, role=before.role, line=before.line)
    if (row.absent, row.note) == (closing.absent, closing.note):
        row = replace(row, absent=before.absent, note=before.note)
    if (row.arrived_at, row.left_at) == (closing.arrived_at, closing.left_at):
        row = replace(row, arrived_at=before.arrived_at, left_at=before.left_at)
    return row


def _at_home(row: AttendanceRow, homes: dict[tuple[PersonId, SeatId | None], Return]) -> AttendanceRow:
    """At their own seat: who signed where the closing had sent them, and who was freed and came all the same (« en plus »)."""
    person = row.attendee.person_id
    home = homes.get((person, row.seat_id)) if person is not None else None
    if home is None:
        return row
    return replace(row, origin=Origin.EXPECTED, seat_id=home.seat.id, role=home.seat.role, line=home.seat.line)
