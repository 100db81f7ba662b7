"""Tests of app/services/exercise/read_cockpit.py: what whoever conducts reads, in one go, at any moment."""

from __future__ import annotations

from pathlib import Path

from app.exercise.chronogramme import Outcome
from app.services.exercise.decide_in_exercise import DecisionDraft, decide
from app.services.exercise.record_response import record_response, settle_expected
from app.services.exercise.send_injects import hold_inject, send_inject, skip_inject
from tests.builders import COORDINATOR
from tests.services.a_conducted_exercise import EXERCISE, a_conducted_exercise


def test_what_is_late_what_comes_what_left_and_what_was_answered(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    ready = played.cockpit
    assert (ready.minutes, [one.inject.number for one in ready.to_come], ready.sent) == (0, [1, 2, 3, 4], ())
    played.start()
    played.forward(16)
    send_inject(COORDINATOR, played.store, "inject-2", 1)
    record_response(COORDINATOR, played.store, "inject-2", id="r1", text="Reçu.", by_whom="Cellule")
    settle_expected(COORDINATOR, played.store, "inject-2", 1, Outcome.MISSED)
    hold_inject(COORDINATOR, played.store, "inject-3", 1)
    found = played.cockpit
    assert [one.inject.number for one in found.overdue] == [1]
    assert [one.inject.number for one in found.to_come] == [1, 3, 4]
    assert found.next is not None
    assert found.next.inject.number == 1
    assert [one.inject.number for one in found.sent] == [2]
    gone = found.sent[0]
    assert (len(gone.responses), gone.settled, gone.done, gone.real, gone.can_undo) == (1, 1, 0, 0, False)
    assert gone.effects == ("Absents\xa0: infirmiers, 50\xa0% (dès l’envoi)",)
    skip_inject(COORDINATOR, played.store, "inject-1", 1)
    assert [one.inject.number for one in played.cockpit.skipped] == [1]
    assert found.functions == ("Cellule", "observatrice")
    assert found.find("inject-4") == found.injects[3]
    assert found.find("autre") is None


def test_each_action_of_the_plan_says_whether_it_is_at_work(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    played.start()
    decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=0))
    found = played.cockpit
    assert [(one.rank, one.decision is not None) for one in found.plan] == [(0, True), (1, False)]
    assert found.plan[1].words == "Volontaires appelés\xa0: 2 infirmiers, là où ils habitent."


def test_two_animators_read_the_same(tmp_path: Path) -> None:
    """What one wrote, the other reads at the next refresh, and so does a process started again."""
    played = a_conducted_exercise(tmp_path)
    played.start()
    send_inject(COORDINATOR, played.store, "inject-2", 1)
    first = played.cockpit
    played.again()
    assert played.cockpit == first
