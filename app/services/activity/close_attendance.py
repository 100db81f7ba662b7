"""Closing the attendance of a session: seats worked or absent, the session done, pay and indicators fed at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.activity.closing import close
from app.scheduling.session import SessionState
from app.services.activity.attendance_sheet import read_sheet, restate_seats
from app.services.activity.day_rights import require_session, run_session
from app.store import attendance, centres, journal, sessions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.activity.closing import Closing
    from app.core.ids import SessionId
    from app.store.database import Store


def close_attendance(actor: Actor, store: Store, session_id: SessionId) -> Closing:
    """Close the sheet as it stands and write every row of it down; the session is done. Twice is harmless.

    It can still be corrected afterwards. Raises InvalidInput before the session begins, NotFound, NotAllowed.
    """
    require_session(actor, session_id)
    now = store.now()
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        sheet = read_sheet(conn, session, now)
        closing = close(session, sheet.settled, now)
        if sheet.closed_at is not None:
            return closing
        attendance.add(conn, sheet.unwritten)
        restate_seats(conn, sheet, now)
        attendance.close(conn, session_id, now, actor.id)
        sessions.update(conn, replace(session, state=SessionState.DONE), now)
        centres.touch_rota(conn, session.centre_id)
        payload = {"expected": closing.tally.expected, "present": closing.tally.present}
        journal.write(conn, now, actor.id, "attendance_closed", session_id, payload)
    return closing
