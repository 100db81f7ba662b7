"""The messages of an alert: the request, its one reminder by another way, and the word that ends it.

Nothing here opens a transaction, nor decides whom to ask.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.mobilisation.frames import frame_in_force
from app.mobilisation.message import MessageKind, recipient_of
from app.mobilisation.preferences import NO_WISH, Channel
from app.mobilisation.quiet import next_allowed
from app.mobilisation.writing import write
from app.response.alert import EXERCISE_BAND, USEFUL
from app.services.crisis.writing_desk import read_desk, read_goodwill
from app.services.exercise.exercise_guard import banded
from app.store import alerts, preferences
from app.words import _, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.core.ids import PersonId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.response.alert import Alert
    from app.roster.person import Person
    from app.store.database import Connection


def frame_text(library: Library, code: str, on: date) -> str:
    """« appel du directeur général de l’ARS (CSP L.3131-10-1). Soutien volontaire à … », in the current language."""
    frame = frame_in_force(library.mission_frames, code, on)
    if frame is None:
        return _("à préciser par la coordination avant toute mission")
    named = _("{frame} ({reference})").format(frame=frame.label, reference=frame.reference)
    return f"{named if frame.reference else frame.label}. {frame.covers}".strip()


def requests(
    conn: Connection,
    library: Library,
    alert: Alert,
    people: Sequence[Person],
    now: datetime,
    *,
    by: Mapping[PersonId, Channel] | None = None,
) -> list[Message]:
    """The request of each of these people, due at once whatever the hour: quiet hours and budgets do not hold an alert.

    ``by``: another way than the one they wish, for a reminder.
    """
    desk = read_desk(conn, library, people)
    if by is not None:
        wishes = preferences.every(conn)
        ways = {one.id: recipient_of(one, wishes.get(one.id, NO_WISH), by.get(one.id)) for one in people}
        desk = replace(desk, recipients=ways)
    kind = MessageKind.ALERT_TEST if alert.is_test else MessageKind.ALERT
    written = []
    for person in people:
        with use_language(desk.recipient(person.id).language):
            values = {"quoi": alert.title, "texte": bare(alert.text)}
            if not alert.is_test:
                values["cadre"] = frame_text(library, alert.frame, paris_date(now))
        made = write(desk, kind, person.id, values, now, about=alert.id, useless_after=alert.launched_at + USEFUL)
        written.append(banded(made) if alert.is_exercise else made)
    return written


def closing_notes(
    conn: Connection, library: Library, alert: Alert, people: Sequence[Person], now: datetime
) -> list[Message]:
    """« C’est clos, merci »: at once to who said yes and may be on the way, after their quiet hours to the others."""
    desk, goodwill = read_desk(conn, library, people), read_goodwill(conn, library, now)
    coming = frozenset(one.person for one in alerts.people(conn, alert.id) if one.is_coming)
    goodwill = replace(goodwill, awake=coming)
    written = []
    for person in people:
        due_at = next_allowed(now, goodwill.quiet(person.id, urgent=False)) or now
        made = write(
            desk, MessageKind.ALERT_CLOSED, person.id, {"quoi": alert.title}, now, due_at=due_at, about=alert.id
        )
        written.append(banded(made) if alert.is_exercise else made)
    return written


def bare(text: str) -> str:
    """The text without the band of an exercise, which begins the whole message instead."""
    return text.removeprefix(EXERCISE_BAND).lstrip(" .\n")
