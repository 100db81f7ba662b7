"""Actions and restitutions as rows: what is written is read back whole, and what a review shows is found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.exercise.exercise import ExerciseState
from app.exercise.improvement import ImprovementState
from app.exercise.milestones import Sign
from app.exercise.rating import Element
from app.store import exercises, improvements, people, restitutions
from app.store.restitutions import Restitution
from tests.builders import THURSDAY, a_person, a_store
from tests.exercise.an_improvement import an_action, an_ended_exercise


def test_every_field_is_read_back(tmp_path: Path) -> None:
    """All of them filled with something of their own, once inserted and once written over; the revision moves by one."""
    store = a_store(tmp_path)
    full = an_action(
        exercise_id="joue", observation_id="vu", finding="constat", cause="cause", section="cell", card="fiche",
        element=Element.TRAINING, priority=1, organisation="CH fictif", person_id="noa", email="a@example.org",
        due_on=date(2026, 12, 24), state=ImprovementState.VERIFIED, proof="PV", closed_at=THURSDAY,
        version_before="1", version_after="2", verified_in="autre", reminded_at=THURSDAY + timedelta(hours=1),
        changed_at=THURSDAY + timedelta(hours=2), sequence=3,
    )  # fmt: skip
    with store.transaction() as conn:
        people.put(conn, a_person("Noa", id="noa"), THURSDAY)
        exercises.insert(conn, an_ended_exercise())
        improvements.insert(conn, full)
        assert improvements.find(conn, full.id) == full
        bare = replace(an_action(), action="autre", sequence=4)
        improvements.update(conn, bare)
        assert improvements.find(conn, full.id) == replace(bare, revision=2)


def test_what_was_removed_is_read_only_when_asked_for(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.transaction() as conn:
        improvements.insert(conn, an_action(id="b", due_on=date(2026, 12, 2)))
        improvements.insert(conn, an_action(id="a", due_on=date(2026, 12, 3)))
        improvements.insert(conn, an_action(id="c", removed_at=THURSDAY))
        assert [one.id for one in improvements.every(conn)] == ["b", "a"]
        assert [one.id for one in improvements.every(conn, removed=True)] == ["b", "a", "c"]
        assert improvements.find(conn, "c") is None
        assert improvements.find(conn, "c", removed=True) is not None


def test_what_shows_that_milestones_are_reached(tmp_path: Path) -> None:
    """An action without its owner is no plan; a review is signed when its exercise says so; another shows nothing."""
    store = a_store(tmp_path)
    told = Restitution(id="r", exercise_id="joue", on_day=THURSDAY.date(), to_whom="CA", at=THURSDAY, actor_id="x")
    with store.transaction() as conn:
        exercises.insert(conn, an_ended_exercise(state=ExerciseState.REVIEWED, reviewed_at=THURSDAY))
        exercises.insert(conn, an_ended_exercise("nu", 2))
        improvements.insert(conn, an_action(id="a", exercise_id="joue"))
        improvements.insert(conn, an_action(id="b", exercise_id="joue", owner=" "))
        assert restitutions.add(conn, told)
        assert not restitutions.add(conn, told)
        assert restitutions.signs(conn) == {"joue": {Sign.SIGNED, Sign.RESTITUTION}}
        improvements.update(conn, an_action(id="b", exercise_id="joue"))
        assert restitutions.signs(conn)["joue"] == {Sign.SIGNED, Sign.RESTITUTION, Sign.PLAN}
        assert restitutions.every(conn) == [told]
        assert restitutions.remove(conn, "r", THURSDAY)
        assert not restitutions.remove(conn, "r", THURSDAY)
        assert restitutions.every(conn) == []
