"""A line closed once the session has begun: its people's rows say where they went on, or when they left. Seats stay as they were.

Before the start nothing is corrected here: seats change hands instead, and the sheet follows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.activity.attendance import AttendanceRow, Stamp, corrected, standing

if TYPE_CHECKING:
    from datetime import datetime

    from app.activity.closing_line import LineClosing


def rows_after_closing(
    closing: LineClosing, rows: Iterable[AttendanceRow], at: datetime, stamp: Callable[[], Stamp]
) -> tuple[AttendanceRow, ...]:
    """The correction rows of a closing at ``at``: moved people on with their new role and line, freed ones left then.

    What they worked until then stays due. Empty before the session starts; people absent, or gone earlier, are left alone.
    """
    session = closing.session
    if at <= session.starts_at or at >= session.ends_at:
        return ()
    targets = {move.source.id: move.target for move in closing.moves}
    freed = {seat.id for seat in closing.cancelled if seat.holder.person_id in closing.free}
    found = []
    for row in standing(rows):
        if row.seat_id is None or row.absent or (row.left_at is not None and row.left_at <= at):
            continue
        target = targets.get(row.seat_id)
        if target is not None:
            found.append(replace(row, stamp=stamp(), replaces=row.stamp.id, role=target.role, line=target.line))
        elif row.seat_id in freed and (row.arrived_at is None or row.arrived_at < at):
            found.append(corrected(row, session, stamp(), arrived_at=row.arrived_at, left_at=at))
    return tuple(found)
