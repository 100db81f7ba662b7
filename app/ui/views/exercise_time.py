"""Both times of an exercise in one line of a screen: how long since T0, and the fictional day and hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.said import spoken_fictional, spoken_minutes

if TYPE_CHECKING:
    from datetime import datetime


def clock_line(t0: datetime, minutes: float) -> str:
    """« T+1 h 40 · lundi 30 novembre, 9 h 40 »."""
    return f"{spoken_minutes(minutes)} · {spoken_fictional(t0, minutes)}"
