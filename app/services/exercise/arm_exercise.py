"""Arm an exercise: from then on its messages really leave. Asked twice, written in the journal, over with the exercise.

A pause leaves it armed, and the cockpit keeps saying so in red: nothing is sent while nobody sends, and asking again after
each pause would teach to confirm without reading. Its end always disarms it, and cancels what has not left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.links import exercise_subject
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.exercise.messages import armed_phrase, is_phrase
from app.mobilisation.message import MessageState
from app.services.crisis.close_alert import end_alert
from app.services.crisis.write_to_partner import cancel_letters_to
from app.services.exercise.exercise_guard import CLOSING
from app.services.exercise.the_exercise import held, held_at
from app.services.messages.send_messages import withdraw
from app.store import alerts, exercise_people, exercise_reach, exercises, journal, messages, partner_letters

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store

TO_LEAVE = (MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.FAILED)
"""States in which a message may still be withdrawn; one that is being sent is left to its fate."""


def arm_exercise(actor: Actor, store: Store, exercise_id: str, revision: int, confirmed: str) -> None:
    """From now on injects and alerts of this exercise really leave. ``confirmed``: its stop word (its title without one), typed.

    Raises InvalidInput when what was typed is another text, RuleRefusal unless it is under way, StaleRevision, NotFound.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = held_at(conn, exercise_id, revision)
        if not present.is_played or not present.is_under_way:
            raise RuleRefusal(N_("Un exercice s’arme une fois commencé : d’ici là rien ne part."))
        if present.is_armed:
            return
        if not is_phrase(present, confirmed):
            raise InvalidInput(
                N_("Pour armer, tapez exactement « {phrase} » : ses messages partiront vraiment."),
                phrase=armed_phrase(present),
            )  # fmt: skip
        exercises.update(conn, replace(present, armed_at=store.now(), armed_by=actor.id))
        journal.write(conn, store.now(), actor.id, "exercise_armed", present.id, {"number": present.number})


def disarm_exercise(actor: Actor, store: Store, exercise_id: str, revision: int) -> int:
    """Messages are simulated again; those that have not left are cancelled. Returns how many.

    Raises RuleRefusal when it is not armed, StaleRevision, NotFound.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = held_at(conn, exercise_id, revision)
        if not present.is_armed:
            raise RuleRefusal(N_("Cet exercice n’est pas armé : rien n’en part."))
        exercises.update(conn, replace(present, armed_at=None, armed_by=""))
        cancelled = cancel_unsent(conn, present, store.now())
        journal.write(conn, store.now(), actor.id, "exercise_disarmed", present.id, {"cancelled": cancelled})
    return cancelled


def put_to_rest(conn: Connection, store: Store, actor: Actor, exercise: Exercise, at: datetime) -> int:
    """Cancel whatever of an exercise has not left (injects, alerts, letters of its event, invitations), disarm it (its row is written: read it
    again) and close its alerts: those who were really written to, and they alone, are told that it is over. How many were
    cancelled; in the caller's transaction.

    For « finish » and for « FIN D’EXERCICE — SITUATION RÉELLE », before its event is stood down.
    """
    if not exercise.is_played:
        return 0
    guests = [exercise_subject(exercise.id, one.id) for one in exercise_people.of_exercise(conn, exercise.id)]
    cancelled = cancel_unsent(conn, exercise, at) + cancel_letters_to(conn, guests, at)
    if exercise.armed_at is not None:
        exercises.update(conn, replace(held(conn, exercise.id), armed_at=None, armed_by=""))
    for alert in alerts.of_event(conn, exercise.event_id) if exercise.event_id else ():
        if alert.is_running:
            end_alert(conn, store, actor, alert, at)
    if cancelled:
        journal.write(conn, at, actor.id, "exercise_messages_cancelled", exercise.id, {"cancelled": cancelled})
    return cancelled


def cancel_unsent(conn: Connection, exercise: Exercise, at: datetime) -> int:
    """Cancel what waits to leave about an exercise's event, « it is over » excepted; how many. In the caller's transaction."""
    if not exercise.event_id:
        return 0
    return _cancel_messages(conn, exercise.event_id, at) + _cancel_letters(conn, exercise.event_id, at)


def _cancel_messages(conn: Connection, event_id: str, at: datetime) -> int:
    waiting = [one.message for one in messages.waiting(conn, TO_LEAVE) if one.message.kind not in CLOSING]
    subjects = _of_event(conn, {one.about for one in waiting}, event_id)
    found = [one for one in waiting if one.about in subjects]
    for one in found:
        withdraw(conn, one, at)
    return len(found)


def _cancel_letters(conn: Connection, event_id: str, at: datetime) -> int:
    waiting = partner_letters.in_states(conn, (MessageState.QUEUED, MessageState.FAILED))
    subjects = _of_event(conn, {one.about for one in waiting}, event_id)
    found = [one for one in waiting if one.about in subjects]
    for one in found:
        partner_letters.update(conn, replace(one, state=MessageState.CANCELLED), at)
    return len(found)


def _of_event(conn: Connection, abouts: set[str], event_id: str) -> frozenset[str]:
    return frozenset(one for one in abouts if one and event_id in exercise_reach.events_of(conn, one))
