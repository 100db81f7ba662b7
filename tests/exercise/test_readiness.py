"""What an exercise still lacks: each rule, and the place where it is mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.drills.scenario import Expected
from app.exercise.chronogramme import InjectState, PlayedInject
from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.readiness import Facts, Point, Weight, Where, points
from tests.drills.a_scenario import a_scenario

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
EXERCISE = Exercise(
    id="ex", number=1, title="Essai", kind=ExerciseKind.TABLETOP, scenario=a_scenario(), starts_at=LATER,
    ends_at=LATER + timedelta(hours=3), t0=LATER, instructions="Parler.", stop_word="GRANIT", plan_version="2",
    created_at=NOW,
)  # fmt: skip
FACTS = Facts(now=NOW, plan_versions=frozenset({"1", "2"}))
INJECT = PlayedInject(
    id="i1", exercise_id="ex", number=1, minutes=10, planned_minutes=10, sender="SAMU", recipient="Cellule",
    channel="radio", text="Alerte.", expected=(Expected(text="Ouvrir.", within_minutes=5),), objectives=("O1",),
)  # fmt: skip


def someone(id: str, role: ParticipantRole, function: str = "cellule") -> Participant:
    return Participant(id=id, exercise_id="ex", role=role, function=function)


PEOPLE = (
    someone("d", ParticipantRole.DIRECTOR), someone("p", ParticipantRole.PLAYER),
    *(someone(f"o{n}", ParticipantRole.OBSERVER) for n in range(3)),
)  # fmt: skip


def found(
    exercise: Exercise = EXERCISE, people: tuple[Participant, ...] = PEOPLE, injects: tuple[PlayedInject, ...] = (INJECT,),
    facts: Facts = FACTS,
) -> tuple[Point, ...]:  # fmt: skip
    return points(exercise, people, injects, facts)


def codes(*args: Any, **parts: Any) -> list[str]:
    return [one.code for one in found(*args, **parts)]


def test_an_exercise_that_lacks_nothing_has_no_point() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("changes", "code", "weight"),
    [
        ({"ends_at": NOW, "starts_at": NOW - timedelta(hours=3)}, "met_already", Weight.MUST),
        ({"t0": NOW - timedelta(minutes=1)}, "t0_past", Weight.SHOULD),
        ({"stop_word": ""}, "no_stop_word", Weight.SHOULD),
        ({"instructions": ""}, "no_instructions", Weight.SHOULD),
        ({"plan_version": ""}, "no_plan", Weight.SHOULD),
        ({"plan_version": "9"}, "unknown_plan", Weight.SHOULD),
        ({"ends_at": LATER + timedelta(minutes=9)}, "too_long", Weight.SHOULD),
        ({"scenario": a_scenario(effects=[], plan=[], injects=[])}, "no_effect", Weight.SHOULD),
    ],
)
def test_the_frame(changes: dict[str, Any], code: str, weight: Weight) -> None:
    assert [(one.code, one.weight, one.where) for one in found(replace(EXERCISE, **changes))] == [
        (code, weight, Where.FRAME)
    ]


def test_a_faster_clock_lets_more_be_played() -> None:
    """Ten fictional minutes fit in nine real ones at speed 2."""
    assert codes(replace(EXERCISE, ends_at=LATER + timedelta(minutes=9), speed=2)) == []


def test_who_is_missing() -> None:
    """Nobody at all; then fewer evaluators than three; then those nobody can reach."""
    assert codes(people=()) == ["no_player", "no_observer", "no_animator"]
    assert codes(people=PEOPLE[:4]) == ["few_evaluators"]
    assert "2 sur 3" in found(people=PEOPLE[:4])[0].said
    assert codes(facts=replace(FACTS, unreached=2)) == ["no_contact"]


def test_an_objective_that_no_inject_tries_is_told_with_its_words() -> None:
    (point,) = found(injects=(replace(INJECT, objectives=()),))
    assert (point.code, point.where) == ("untried", Where.OBJECTIVES)
    assert "O1" in point.said
    assert "Tenir." in point.said


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expected": (Expected(text="Ouvrir."),)}, "no_deadline"),
        ({"expected": ()}, "nothing_expected"),
        ({"minutes": 24 * 60 + 1}, "too_late"),
    ],
)
def test_an_inject_is_told_with_its_number(changes: dict[str, Any], code: str) -> None:
    """And leads to itself; one that has left is left alone."""
    exercise = replace(EXERCISE, speed=60)
    (point,) = found(exercise, injects=(replace(INJECT, **changes),))
    assert (point.code, point.where, point.inject_id, point.weight) == (code, Where.INJECTS, "i1", Weight.SHOULD)
    assert point.said.startswith("Inject 1")
    assert codes(exercise, injects=(replace(INJECT, state=InjectState.SENT, **changes),)) == []


def test_two_injects_at_one_minute_to_one_player_are_told_whatever_the_spelling() -> None:
    other = replace(INJECT, id="i2", number=2, recipient="cellule")
    assert codes(injects=(INJECT, other)) == ["same_minute"]
    assert codes(injects=(INJECT, replace(other, minutes=11))) == []


def test_a_function_that_nobody_holds_is_told_once_with_its_injects() -> None:
    """And is mended among the people; what has left is left alone."""
    named = [replace(INJECT, id=f"i{n}", number=n, minutes=n, recipient="Préfecture") for n in (1, 2)]
    (point,) = found(injects=tuple(named))
    assert (point.code, point.where, point.weight) == ("to_nobody", Where.PEOPLE, Weight.SHOULD)
    assert "Préfecture" in point.said
    assert "1, 2" in point.said
    assert codes(injects=tuple(replace(one, state=InjectState.SENT) for one in named)) == []


def test_an_empty_chronogramme_must_be_filled() -> None:
    assert codes(injects=()) == ["no_inject", "untried"]


def test_effects_that_strike_nothing_are_told_where_they_stand() -> None:
    """Each with its inject, or among objectives when from T0; all in one sentence when the places are another territory's."""
    facts = replace(FACTS, idle={"i1": ("Route coupée",), "": ("Poste de soins",)}, lost=("« 99999 » n’existe pas",))
    assert [(one.code, one.where, one.inject_id) for one in found(facts=facts)] == [
        ("idle", Where.OBJECTIVES, ""), ("lost", Where.OBJECTIVES, ""), ("idle", Where.INJECTS, "i1"),
    ]  # fmt: skip
    (point,) = found(facts=replace(facts, is_here=False, lost=()))
    assert (point.code, "2" in point.said) == ("elsewhere", True)


def test_what_must_be_mended_comes_first() -> None:
    weights = [one.weight for one in found(replace(EXERCISE, stop_word=""), people=(), injects=())]
    assert weights == sorted(weights, key=lambda one: one is not Weight.MUST)
    assert weights[0] is Weight.MUST
