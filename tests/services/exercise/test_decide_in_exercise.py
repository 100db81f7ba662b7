"""Tests of app/services/exercise/decide_in_exercise.py: actions of the plan put to work, other decisions, cancelled ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, RuleRefusal, StaleRevision
from app.services.exercise.decide_in_exercise import DecisionDraft, cancel_decision, decide
from app.services.exercise.send_injects import send_inject
from app.store.log import LogKind, LogStatus
from tests.builders import COORDINATOR
from tests.services.a_conducted_exercise import EXERCISE, Played, a_conducted_exercise

NOW, LATER = 1, 0
"""Ranks of the plan's actions: ready at once, ready an hour after T0."""


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Nurses are away and new needs came: half an hour went by."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    found.forward(30)
    for number in (2, 3):
        send_inject(COORDINATOR, found.store, f"inject-{number}", 1)
    return found


def test_an_action_of_the_plan_serves_people_and_is_a_decision_of_the_main_courante(played: Played) -> None:
    """Pressed twice, it is decided once."""
    before = played.cockpit.coverage
    for _press in range(2):
        decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=NOW, by_whom="Cellule"))
    found = played.cockpit
    (one,) = found.decisions
    assert (one.text, one.minutes) == (
        "Volontaires appelés : 2 infirmiers, là où ils habitent.".replace(" :", "\xa0:"),
        30.0,
    )
    assert [action.decision for action in found.plan] == [None, one]
    assert before is not None
    assert found.coverage is not None
    assert found.coverage.played.unmet < before.played.unmet
    assert found.coverage.without == before.played
    assert found.coverage.impacts["d1"].gained > 0
    entries = [line for line in played.lines() if line.number == one.log_number]
    assert [(line.kind, line.status, line.source) for line in entries] == [
        (LogKind.DECISION, LogStatus.OPEN, "Cellule")
    ]


def test_what_the_plan_has_ready_in_an_hour_says_what_it_will_gain_then(played: Played) -> None:
    before = played.cockpit.coverage
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=LATER))
    found = played.cockpit.coverage
    assert before is not None
    assert found is not None
    assert found.played == before.played
    assert (found.impacts["d1"].minutes, found.impacts["d1"].gained > 0) == (60.0, True)
    played.forward(45)
    later = played.cockpit.coverage
    assert later is not None
    assert later.played.unmet < before.played.unmet


def test_a_cancelled_decision_gives_back_what_it_gained_and_says_so(played: Played) -> None:
    before = played.cockpit.coverage
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=NOW))
    with pytest.raises(StaleRevision):
        cancel_decision(COORDINATOR, played.store, EXERCISE, "d1", 7)
    for _press in range(2):
        cancel_decision(COORDINATOR, played.store, EXERCISE, "d1", 1, "personne ne répond")
    found = played.cockpit
    assert before is not None
    assert found.coverage is not None
    assert found.coverage.played == before.played
    entry = next(line for line in played.lines() if line.number == found.decisions[0].log_number)
    assert [(one.status, one.text) for one in entry.later] == [(LogStatus.CANCELLED, "personne ne répond")]
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d2", plan_rank=NOW))
    assert [action.decision is None for action in played.cockpit.plan] == [True, False]


def test_anything_else_may_be_decided_and_changes_no_care(played: Played) -> None:
    before = played.cockpit
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", text="Ne déplacer personne.", by_whom="Cellule"))
    found = played.cockpit
    assert [one.text for one in found.decisions] == ["Ne déplacer personne."]
    assert found.moments == before.moments


def test_what_can_not_be_decided_is_refused(played: Played, tmp_path: Path) -> None:
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=NOW))
    with pytest.raises(RuleRefusal, match="déjà décidée"):
        decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d2", plan_rank=NOW))
    with pytest.raises(InvalidInput, match="ce qui est décidé"):
        decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d2", text=" "))
    with pytest.raises(NotFound):
        decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d2", plan_rank=9))
    with pytest.raises(NotFound):
        cancel_decision(COORDINATOR, played.store, EXERCISE, "autre", 1)
    ready = a_conducted_exercise(tmp_path / "pret")
    with pytest.raises(RuleRefusal, match="en préparation"):
        decide(COORDINATOR, ready.store, EXERCISE, DecisionDraft(id="d1", text="Tenir."))
