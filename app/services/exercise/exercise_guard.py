"""Nothing of an exercise leaves unless it was armed: every message and letter passes here before the outbox, and again as it
leaves. An event of kind exercise that no exercise conducts keeps to its band: what it sends leaves, begun by EXERCICE."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.access.permissions import Action, require
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.mobilisation.sms import gsm_text
from app.response.alert import EXERCISE_BAND
from app.store import exercise_people, exercise_reach, exercises, messages
from app.words import _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.access.links import Subject
    from app.exercise.exercise import Exercise
    from app.mobilisation.message import Message
    from app.store.database import Connection, Store

CLOSING = frozenset({MessageKind.ALERT_CLOSED, MessageKind.CALL_OUT_CLOSED})
"""« It is over »: whoever was really written to is told, even once the exercise has ended."""

HAS_LEFT = frozenset(
    {MessageState.SENT, MessageState.BY_HAND_DONE, MessageState.SENDING, MessageState.UNCERTAIN}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaving:
    """What becomes of whatever is sent for an event that an exercise conducts."""

    exercise: Exercise
    is_simulated: bool


def read_leaving(actor: Actor, store: Store, about: str) -> Leaving | None:
    """Whether messages about an event (or an alert, a survey, a call-out … its id) leave or are simulated; None when no exercise
    conducts it. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        held = (exercises.of_event(conn, one) for one in sorted(exercise_reach.events_of(conn, about)) if about)
        found = next((one for one in held if one is not None and one.is_played), None)
        return Leaving(found, is_simulated=is_simulated(conn, found.event_id)) if found else None


def is_simulated(conn: Connection, event_id: str) -> bool:
    """Whether what is about this event stays within: it is that of an exercise which is not armed."""
    return bool(event_id) and event_id in exercise_reach.simulated_events(conn)


def stays_within(conn: Connection, about: str) -> bool:
    """The same for what is about an alert, a survey, a report, a request, a call-out, a session, a seat, an inject (its id)."""
    return bool(exercise_reach.staying(conn, (about,)))


def leads_nowhere(conn: Connection, link: Subject | None) -> bool:
    """Whether a letter that waits leads to the page of somebody who no longer takes part in an exercise, or of one that is over:
    it had begun to leave when the others were withdrawn."""
    if link is None or link.scope is not LinkScope.EXERCISE:
        return False
    exercise = exercises.find(conn, link.whole)
    return exercise is None or exercise.is_ended or exercise_people.find(conn, link.part) is None


def told_as(conn: Connection, event_id: str, text: str) -> str:
    """« ARS Bretagne (simulé) »: what is written of a sending that stays within; the text itself otherwise."""
    return _("{text} (simulé)").format(text=text) if text and is_simulated(conn, event_id) else text


def leaving(conn: Connection, written: Iterable[Message]) -> list[Message]:
    """Those of these messages that may leave, in their order; what is about an exercise begins with the three words."""
    held = list(written)
    abouts = {one.about for one in held}
    staying, played = exercise_reach.staying(conn, abouts), exercise_reach.played(conn, abouts)
    return [
        banded(one) if one.about in played else one for one in held if one.about not in staying or _follows(conn, one)
    ]


def banded(message: Message) -> Message:
    """The message begun by « EXERCICE – EXERCICE – EXERCICE », in its subject as in its body; once."""
    with use_language(message.language):
        band = _(EXERCISE_BAND)
    if message.channel is Channel.SMS:
        first = gsm_text(band)
        return message if message.body.startswith(first) else replace(message, body=f"{first} {message.body}")
    if message.body.startswith(band):
        return message
    return replace(message, subject=f"{band} {message.subject}".strip(), body=f"{band}\n\n{message.body}")


def marked_for(conn: Connection, subjects: Iterable[str], written: Iterable[Message]) -> list[Message]:
    """These messages, begun by the three words when one of those subjects (sessions) belongs to an exercise."""
    return list(map(banded, written)) if exercise_reach.played(conn, subjects) else list(written)


def may_leave(conn: Connection, message: Message) -> bool:
    """Whether a message that waits may still leave, as it is about to."""
    return bool(leaving(conn, (message,)))


def _follows(conn: Connection, message: Message) -> bool:
    """Whether it ends what its recipient was really asked."""
    if message.kind not in CLOSING:
        return False
    earlier = (one.message for one in messages.about(conn, message.about))
    return any(
        one.recipient == message.recipient and one.kind not in CLOSING and one.state in HAS_LEFT for one in earlier
    )
