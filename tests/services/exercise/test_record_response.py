"""Tests of app/services/exercise/record_response.py: answers with their delay, what became of what was expected, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, RuleRefusal, StaleRevision
from app.exercise.chronogramme import Outcome
from app.services.crisis.under_way import the_inject
from app.services.exercise.finish_exercise import finish_exercise
from app.services.exercise.record_response import keep_response, record_response, settle_expected
from app.services.exercise.send_injects import send_inject
from tests.builders import COORDINATOR
from tests.services.a_conducted_exercise import EXERCISE, Played, a_conducted_exercise
from tests.services.a_territory import CELL


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """The first inject has left ten minutes after T0; seven more went by."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    found.forward(10)
    send_inject(COORDINATOR, found.store, "inject-1", 1)
    found.forward(7)
    return found


def test_an_answer_is_kept_once_with_its_delay_and_stands_in_the_main_courante(played: Played) -> None:
    """Sent again on a bad line, under the same id, it is not doubled."""
    for _press in range(2):
        record_response(COORDINATOR, played.store, "inject-1", id="r1", text=" Reçu. ", by_whom="Cellule")
    one = played.one(1)
    assert [(each.text, each.by_whom, one.delay(each)) for each in one.responses] == [("Reçu.", "Cellule", 7.0)]
    assert [line.source for line in played.lines() if "Réponse à l’inject" in line.text] == ["Cellule"]


def test_an_answer_that_comes_after_the_end_is_kept_where_the_clock_stopped(played: Played) -> None:
    finish_exercise(COORDINATOR, played.store, EXERCISE, played.exercise.revision)
    played.forward(600)
    with played.store.transaction() as conn:
        inject = the_inject(conn, "inject-1")
        assert keep_response(conn, played.store, CELL, played.exercise, inject, id="tard", text="Reçu.")
        assert not keep_response(conn, played.store, CELL, played.exercise, inject, id="tard", text="Reçu.")
    assert [each.minutes for each in played.one(1).responses] == [17.0]


def test_what_was_expected_is_judged_and_judged_again_over_what_was_seen(played: Played) -> None:
    settle_expected(COORDINATOR, played.store, "inject-1", 0, Outcome.PARTIAL)
    settle_expected(COORDINATOR, played.store, "inject-1", 0, Outcome.PARTIAL)
    with pytest.raises(StaleRevision):
        settle_expected(CELL, played.store, "inject-1", 0, Outcome.MISSED)
    settle_expected(CELL, played.store, "inject-1", 0, Outcome.DONE, revision=1, minutes=15.0, note="à l’heure")
    one = played.one(1)
    seen = one.outcomes[0]
    assert (seen.outcome, seen.minutes, seen.note, seen.revision) == (Outcome.DONE, 15.0, "à l’heure", 2)
    assert (one.settled, one.done) == (1, 1)
    assert sum("Attendu de l’inject" in line.text for line in played.lines()) == 2


def test_what_can_not_be_is_refused(played: Played) -> None:
    with pytest.raises(InvalidInput, match="Écrivez"):
        record_response(COORDINATOR, played.store, "inject-1", id="r", text=" ")
    with pytest.raises(InvalidInput, match="2000"):
        record_response(COORDINATOR, played.store, "inject-1", id="r", text="a" * 2001)
    with pytest.raises(RuleRefusal, match="pas encore envoyé"):
        record_response(COORDINATOR, played.store, "inject-2", id="r", text="Reçu.")
    with pytest.raises(RuleRefusal, match="pas encore envoyé"):
        settle_expected(COORDINATOR, played.store, "inject-2", 0, Outcome.DONE)
    with pytest.raises(InvalidInput, match="attendu n’existe plus"):
        settle_expected(COORDINATOR, played.store, "inject-1", 2, Outcome.DONE)
    with pytest.raises(InvalidInput, match="depuis T0"):
        settle_expected(COORDINATOR, played.store, "inject-1", 0, Outcome.DONE, minutes=-1)
