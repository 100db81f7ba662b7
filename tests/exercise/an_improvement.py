"""Builders of actions and of exercises that have ended: what matters is said, the rest is plausible."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.drills.scenario import Scenario
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.exercise.improvement import Improvement
from app.exercise.rating import Element
from tests.builders import THURSDAY

SCENARIO = Scenario.model_validate(
    {
        "format": "releve.scenario/1", "code": "panne_d_eau", "title": "Panne d’eau", "kind": "own",
        "territory": "any", "typology": 1, "story": "L’eau manque (fictif).", "starts": "un lundi, 8 h", "hours": 6,
        "objectives": [{"code": "O1", "text": "Ouvrir la cellule", "measure": "en 45 min"}],
    }
)  # fmt: skip


def an_action(**fields: Any) -> Improvement:
    """Written on Thursday 26 November 2026, due in ninety days, nobody reminded yet."""
    usual: dict[str, Any] = {
        "id": "action", "action": "Tenir à jour la liste d’astreinte", "element": Element.ORGANISATION,
        "owner": "cadre de santé", "starts_on": THURSDAY.date(), "due_on": date(2027, 2, 24), "created_at": THURSDAY,
        "changed_at": THURSDAY, "actor_id": "maiwenn",
    }  # fmt: skip
    return Improvement(**(usual | fields))


def an_ended_exercise(id: str = "joue", number: int = 1, days_ago: int = 1, **fields: Any) -> Exercise:
    """Played so many days before Thursday, in three hours."""
    start = THURSDAY - timedelta(days=days_ago)
    usual: dict[str, Any] = {
        "id": id, "number": number, "title": "Panne d’eau", "kind": ExerciseKind.TABLETOP, "scenario": SCENARIO,
        "starts_at": start, "ends_at": start + timedelta(hours=3), "t0": start, "state": ExerciseState.FINISHED,
        "started_at": start, "finished_at": start + timedelta(hours=3), "created_at": start, "actor_id": "maiwenn",
    }  # fmt: skip
    return Exercise(**(usual | fields))
