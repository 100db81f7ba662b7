"""What the main courante of an exercise's event is told: one line a thing played, its fictional hour first. EXERCICE on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.said import spoken_fictional, spoken_minutes
from app.services.crisis.the_event import marked
from app.services.crisis.write_log import LONGEST, LONGEST_SOURCE, note_in_log
from app.store import events
from app.store.log import LogKind
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection
    from app.store.log import LogStatus


def tell(
    conn: Connection, now: datetime, actor: Actor, exercise: Exercise, minutes: float, text: str,
    *, kind: LogKind = LogKind.INFORMATION, status: LogStatus | None = None, source: str = "",
) -> int | None:  # fmt: skip
    """Write a line « EXERCICE — T+1 h 40 (lundi 30 novembre, 9 h 40) : … »; its number, None while there is no event."""
    event = events.find(conn, exercise.event_id) if exercise.event_id else None
    if event is None:
        return None
    said = _("{minutes} ({fictional}) : {text}").format(
        minutes=spoken_minutes(minutes), fictional=spoken_fictional(exercise.t0, minutes), text=text
    )
    return note_in_log(
        conn, now, actor, _shortened(marked(event, said), LONGEST), kind=kind, status=status,
        source=_shortened(source, LONGEST_SOURCE), event_id=event.id,
    )  # fmt: skip


def _shortened(text: str, most: int) -> str:
    """The inject itself is kept whole in its row; a line of the main courante holds so much."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
