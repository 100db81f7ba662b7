"""Tests of app/ui/parts/exercise_choice.py: which exercise a screen opens on when the address names none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.ui.parts import exercise_choice
from tests.drills.a_scenario import a_scenario

FIRST = (ExerciseState.RUNNING, ExerciseState.PAUSED, ExerciseState.PREPARED)
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
ONE = Exercise(
    id="later", number=2, title="Grippe", kind=ExerciseKind.TABLETOP, scenario=a_scenario(), starts_at=NOW,
    ends_at=NOW + timedelta(hours=2), t0=NOW, created_at=NOW,
)  # fmt: skip


def test_the_one_that_runs_comes_before_one_in_preparation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the other is listed first; and the address is stronger than both."""
    offered = {"later": ONE, "now": replace(ONE, id="now", state=ExerciseState.PAUSED)}
    monkeypatch.setattr(exercise_choice, "asked", lambda: "")
    assert exercise_choice._present(offered, FIRST) == "now"
    monkeypatch.setattr(exercise_choice, "asked", lambda: "later")
    assert exercise_choice._present(offered, FIRST) == "later"
