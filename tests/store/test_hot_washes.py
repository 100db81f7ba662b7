"""Tests of app/store/hot_washes.py: what goes in comes out, under ids that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.hot_wash import HotWashAnswer
from app.store import exercises, hot_washes
from tests.builders import a_store
from tests.exercise.an_improvement import an_ended_exercise

if TYPE_CHECKING:
    from pathlib import Path


def test_answers_come_back_as_given_in_no_order_of_theirs(tmp_path: Path) -> None:
    """Forty answers: all there, and not in the order they came (one chance in 40! to fail)."""
    store, given = a_store(tmp_path), [HotWashAnswer({"aims": n % 5 + 1}, f"ligne {n}", "") for n in range(40)]
    with store.transaction() as conn:
        exercises.insert(conn, an_ended_exercise())
        for one in given:
            hot_washes.add(conn, "joue", one)
        found = hot_washes.of_exercise(conn, "joue")
        assert len(hot_washes.of_exercise(conn, "joue")) == 40
        assert hot_washes.of_exercise(conn, "autre") == []
    assert sorted(found, key=repr) == sorted(given, key=repr)
    assert found != given
