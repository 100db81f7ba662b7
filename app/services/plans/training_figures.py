"""What was done to train and make aware over a period: the figures that indicators, the plan and the proof pack read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.response.number_check import Outcome, last_outcomes
from app.response.training import TrainingFigures, figures_of
from app.store import awareness, contacts, people, trainings

if TYPE_CHECKING:
    from datetime import date

    from app.store.database import Connection

__all__ = ["TrainingFigures", "training_figures"]


def training_figures(conn: Connection, first: date, last: date) -> TrainingFigures:
    """The figures of two civil days in Paris and all between, ends included. Reads only; nobody's name is in them."""
    held = trainings.all_participants(conn)
    professions = {one.id: one.profession for one in people.every(conn)}
    called = last_outcomes(one for one in contacts.calls(conn) if first <= paris_date(one.at) <= last)
    return figures_of(
        [(one, held.get(one.id, ())) for one in trainings.every(conn, first, last)],
        professions,
        awareness.every(conn, first, last),
        numbers_called=len(called),
        numbers_answered=sum(one.outcome is Outcome.ANSWERED for one in called.values()),
    )
