"""What someone answers to an alert: from their link, or by telephone through the cell. It may be changed until the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, NotFound, RuleRefusal
from app.response.alert import Answer, Called, Reply, checked
from app.services.crisis.alert_availability import carry_from_alert
from app.store import alerts, journal
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.response.alert import Alert
    from app.store.database import Connection, Store

RING_AGAIN = timedelta(minutes=15)
"""After an unanswered call (working default)."""

HEARD = {
    Answer.AVAILABLE: N_("Merci ! C’est noté : disponible. On vous dira où aller ; ne partez pas avant."),
    Answer.LATER: N_("Merci ! C’est noté : disponible plus tard. On vous dira où aller ; ne partez pas avant."),
    Answer.NO: N_("Merci d’avoir répondu : pas disponible cette fois."),
}
HEARD_OF_TEST = N_("Merci : l’essai vous a bien atteint. Personne n’est attendu nulle part.")


def answer_alert(
    actor: Actor, store: Store, alert_id: str, person_id: PersonId, reply: Reply, *, by_phone: bool = False
) -> str:
    """Write one answer over any earlier one and return the sentence to read or to say. The same answer twice is harmless.

    Raises NotFound for an alert that does not ask this person, RuleRefusal once it is closed, InvalidInput for hours or a
    text that do not hold, NotAllowed.
    """
    if by_phone:
        require(actor, Action.ALERT)
    else:
        require_self(actor, person_id, for_others=Action.ALERT)
    with store.transaction() as conn:
        now = store.now().replace(microsecond=0)
        alert, held = _asked(conn, alert_id, person_id)
        said = checked(reply, now)
        if not _is_same(held, said):
            written = _written(held, said, now, by_phone=by_phone)
            alerts.write_answer(conn, written)
            if not alert.is_test:
                carry_from_alert(conn, written, alert.event_id, now)
            said_so = {"answer": said.answer.value, "by_phone": by_phone}
            journal.write(conn, now, actor.id, "alert_answered", alert.id, said_so)
    return _(HEARD_OF_TEST if alert.is_test else HEARD[said.answer])


def note_no_reply(actor: Actor, store: Store, alert_id: str, person_id: PersonId) -> datetime:
    """Nobody picked up: ring them again in a quarter of an hour, returned. Raises NotFound, RuleRefusal, NotAllowed."""
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now = store.now().replace(microsecond=0)
        alert, _held = _asked(conn, alert_id, person_id)
        again = now + RING_AGAIN
        alerts.put_off(conn, alert.id, person_id, again)
        journal.write(conn, now, actor.id, "alert_rung", alert.id, {})
    return again


def _asked(conn: Connection, alert_id: str, person_id: PersonId) -> tuple[Alert, Called]:
    alert, held = alerts.find(conn, alert_id), alerts.called(conn, alert_id, person_id)
    if alert is None or held is None:
        raise NotFound(N_("Cette alerte ne vous concerne pas."))
    if not alert.is_running:
        raise RuleRefusal(N_("L’alerte est close : plus besoin de répondre. Merci d’avoir été joignable !"))
    return alert, held


def _is_same(held: Called, said: Reply) -> bool:
    """Whether nothing new is said: « maintenant » pressed again still counts from the first time."""
    starts = said.from_at if said.answer is Answer.LATER else held.from_at
    return (held.answer, held.from_at, held.until_at, held.skills, held.vehicle, held.note) == (
        said.answer,
        starts,
        said.until_at,
        said.skills,
        said.vehicle,
        said.note,
    )


def _written(held: Called, said: Reply, now: datetime, *, by_phone: bool) -> Called:
    """The answer as it is kept. Who is there already, and changes how long or with what, has been there since then."""
    starts = said.from_at
    if said.answer is Answer.AVAILABLE and held.answer is Answer.AVAILABLE and held.from_at is not None:
        starts = held.from_at
    return replace(
        held,
        answered_at=now,
        answer=said.answer,
        from_at=starts,
        until_at=said.until_at,
        skills=said.skills,
        vehicle=said.vehicle,
        note=said.note,
        by_phone=by_phone,
    )
