"""When a poll should close: late enough to be answered, early enough for a rota to be proposed, read and published."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date, paris_instant
from app.mobilisation.quiet import FAR, QuietHours, next_allowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.scheduling.session import Session

EVENING, NOON = time(18), time(12)
A_DAY = timedelta(days=1)
USUAL_QUIET = QuietHours()
SETTLING = timedelta(hours=36)
"""A rota is proposed, read and published between the poll's close and the first session: a day and a half when possible."""


def proposed_closing(now: datetime, sessions: Iterable[Session], quiet: QuietHours = USUAL_QUIET) -> datetime:
    """A sensible closing: within three days at 18:00 in Paris, a day at least after people may first be disturbed.

    Before the first session by :data:`SETTLING` where that leaves the day; else the first evening that does, as long as
    some session is still to come; else halfway to the last one, on a full quarter of an hour. Needs a session.
    """
    starts = sorted(session.starts_at for session in sessions)
    today = paris_date(now)
    asked_from = next_allowed(now, (quiet,)) or now
    evenings = [paris_instant(today + timedelta(days=days), EVENING) for days in range(FAR)]
    near = (*reversed(evenings[1:4]), paris_instant(today + timedelta(days=1), NOON))
    in_time = (at for at in near if asked_from + A_DAY <= at <= starts[0] - SETTLING)
    late = (at for at in evenings if asked_from + A_DAY <= at < starts[-1])
    return next(in_time, None) or next(late, None) or _halfway(min(asked_from, starts[-1]), starts[-1])


def _halfway(start: datetime, end: datetime) -> datetime:
    middle = (start + (end - start) / 2).astimezone(PARIS)
    return middle.replace(minute=middle.minute // 15 * 15, second=0, microsecond=0)
