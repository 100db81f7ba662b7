"""The demonstration's alerts: a communication test of a month ago, closed, with the answers it had."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.ids import new_id
from app.mobilisation.preferences import is_reachable
from app.response.alert import Alert, AlertKind, Answer, Called
from app.services.crisis.alert_muster import places_of
from app.services.keeping.reference import read_library
from app.store import alerts, journal, people
from app.words import _

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.response.call_tree import Place
    from app.store.database import Store

SEED = 20261026
DAYS_AGO, LASTED = 31, timedelta(hours=3)
REACHED, ANSWERED = 0.94, 0.72
"""Parts of those asked whom the message reached, and of those who then answered (invented)."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Write the test as it would have been kept: no message is queued, nobody is asked anything. Raises NotAllowed."""
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        launched_at = (store.now() - timedelta(days=DAYS_AGO)).replace(hour=10, minute=0, second=0, microsecond=0)
        known = [one for one in people.every(conn) if one.is_contactable_on(today) and is_reachable(one)]
        if not known:
            return
        places = places_of(conn, read_library(store, conn), known, ())
        alert = Alert(
            id=new_id(),
            kind=AlertKind.TEST,
            title=_("arbre d’appel"),
            text=_("Nous vérifions que chacun peut être joint. Répondez comme si c’était vrai."),
            launched_at=launched_at,
            actor_id=actor.id,
        )
        drawn = Random(SEED)
        called = [_called(alert, place, drawn) for place in places]
        alerts.insert(conn, alert, called)
        alerts.keep_past(conn, called)
        alerts.close(conn, alert.id, launched_at + LASTED)
        said = {"people": len(called), "demonstration": True, "day": paris_date(launched_at).isoformat()}
        journal.write(conn, store.now(), actor.id, "alert_launched", alert.id, {"kind": "test", **said})
        journal.write(conn, store.now(), actor.id, "alert_closed", alert.id, said)


def _called(alert: Alert, place: Place, drawn: Random) -> Called:
    asked = Called(alert_id=alert.id, person=place.person.id, rank=place.rank, due_at=place.due_at(alert.launched_at))
    if drawn.random() > REACHED:
        return asked
    reached = replace(asked, sent_at=alert.launched_at + timedelta(seconds=drawn.randint(5, 90)))
    # Physicians in surgery answer later than nurses on their rounds.
    slowness = 3.2 if place.person.profession == "medecin" else 2.6
    minutes = drawn.lognormvariate(slowness, 0.9)
    if drawn.random() > ANSWERED or minutes > LASTED.total_seconds() / 60:
        return reached
    at = alert.launched_at + timedelta(minutes=minutes)
    answer = drawn.choices((Answer.AVAILABLE, Answer.LATER, Answer.NO), weights=(5, 3, 4))[0]
    return _answered(reached, answer, at.replace(microsecond=0), drawn)


def _answered(reached: Called, answer: Answer, at: datetime, drawn: Random) -> Called:
    starts = {Answer.AVAILABLE: at, Answer.LATER: at + timedelta(hours=drawn.choice((1, 2, 6)))}.get(answer)
    return replace(
        reached,
        answered_at=at,
        seen_at=at,
        answer=answer,
        from_at=starts,
        vehicle=True if starts is not None and drawn.random() < 0.7 else None,
        by_phone=drawn.random() < 0.1,
    )
