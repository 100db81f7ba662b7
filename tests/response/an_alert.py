"""Alerts and people of tests: what matters is said, the rest is plausible."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.core.ids import PersonId
from app.response.alert import Alert, AlertKind, Answer, Called, Wanted
from tests.builders import THURSDAY

if TYPE_CHECKING:
    from datetime import datetime

NURSE, DOCTOR, PSYCHOLOGIST = "infirmier", "medecin", "psychologue"


def an_alert(*wanted: Wanted, **fields: Any) -> Alert:
    """An alert launched on Thursday at 17:00 in Paris."""
    alert = Alert(
        id="alerte",
        kind=AlertKind.ALERT,
        title="accident de car",
        text="L’ARS demande des renforts.",
        launched_at=THURSDAY,
        actor_id="maiwenn",
        frame="ars_call",
        wanted=wanted,
    )
    return replace(alert, **fields)


def asked(name: str, rank: int = 1, **fields: Any) -> Called:
    """Somebody who has not answered."""
    one = Called(alert_id="alerte", person=PersonId(name), rank=rank, due_at=after(20))
    return replace(one, **fields)


def coming(name: str, *, after_minutes: float = 5, hours: float | None = None, until: float | None = None) -> Called:
    """Somebody who answers after some minutes: there from now, or from T + ``hours`` to T + ``until``."""
    at = after(after_minutes)
    starts = at if hours is None else THURSDAY + timedelta(hours=hours)
    return asked(
        name,
        answered_at=at,
        seen_at=at,
        answer=Answer.AVAILABLE if hours is None else Answer.LATER,
        from_at=starts,
        until_at=None if until is None else THURSDAY + timedelta(hours=until),
    )


def refusing(name: str, after_minutes: float = 5) -> Called:
    at = after(after_minutes)
    return asked(name, answered_at=at, seen_at=at, answer=Answer.NO)


def after(minutes: float) -> datetime:
    """So many minutes after the launch."""
    return THURSDAY + timedelta(minutes=minutes)
