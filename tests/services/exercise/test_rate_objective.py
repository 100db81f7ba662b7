"""Evaluators rate objectives: once each, the last word stands, by themselves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import Actor, Role, volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.exercise.exercise import LONGEST_TEXT, ExerciseState
from app.exercise.rating import Letter
from app.services.exercise.rate_objective import rate_objective
from app.store import exercise_ratings, journal
from app.store.database import Store
from tests.builders import COORDINATOR, a_store
from tests.services.a_reviewed_exercise import reviewed

GUEST = volunteer(PersonId("e1-o0"), "référente qualité")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = a_store(tmp_path)
    reviewed(made, letters={})
    return made


def kept(store: Store) -> list[tuple[str, str, str, int]]:
    with store.reading() as conn:
        return [
            (one.objective, one.participant_id, one.letter.value, one.revision)
            for one in exercise_ratings.of_exercise(conn, "e1")
        ]


def test_the_last_word_stands_and_the_same_word_writes_nothing(store: Store) -> None:
    """Sent again from a bad line, nothing moves; changed, the one row changes; the journal says each change once."""
    for letter in (Letter.PERFORMED, Letter.PERFORMED, Letter.UNABLE):
        rate_objective(GUEST, store, "e1", "e1-o0", "O1", letter, rationale=" Vu. ")
    assert kept(store) == [("O1", "e1-o0", "U", 2)]
    with store.reading() as conn:
        assert [one.type for one in journal.recent(conn) if one.type == "objective_rated"] == ["objective_rated"] * 2


def test_two_screens_do_not_write_over_each_other(store: Store) -> None:
    """Whoever saw no rating, or an older one, is told; what stands stays."""
    assert rate_objective(COORDINATOR, store, "e1", "e1-o0", "O1", Letter.PERFORMED, revision=0) == 1
    with pytest.raises(StaleRevision):
        rate_objective(COORDINATOR, store, "e1", "e1-o0", "O1", Letter.UNABLE, revision=0)
    assert kept(store) == [("O1", "e1-o0", "P", 1)]


def test_one_rates_in_ones_own_name(store: Store) -> None:
    """A link is its participant's; an observer's account is its own; the cell types the paper sheets of all."""
    with pytest.raises(NotAllowed):
        rate_objective(GUEST, store, "e1", "e1-o1", "O1", Letter.PERFORMED)
    with pytest.raises(NotAllowed):
        rate_objective(Actor("autre", "Autre", Role.OBSERVER), store, "e1", "e1-o1", "O1", Letter.PERFORMED)
    assert kept(store) == []
    rate_objective(COORDINATOR, store, "e1", "e1-o1", "O1", Letter.PERFORMED)
    assert kept(store) == [("O1", "e1-o1", "P", 1)]


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    """A player, an objective or a participant of nowhere, an endless text."""
    player = volunteer(PersonId("e1-p1"), "cadre d’astreinte")
    with pytest.raises(RuleRefusal, match="joueur"):
        rate_objective(player, store, "e1", "e1-p1", "O1", Letter.PERFORMED)
    with pytest.raises(NotFound):
        rate_objective(GUEST, store, "e1", "e1-o0", "O99", Letter.PERFORMED)
    with pytest.raises(NotFound):
        rate_objective(COORDINATOR, store, "e1", "personne", "O1", Letter.PERFORMED)
    with pytest.raises(InvalidInput):
        rate_objective(GUEST, store, "e1", "e1-o0", "O1", Letter.PERFORMED, rationale="x" * (LONGEST_TEXT + 1))
    assert kept(store) == []


@pytest.mark.parametrize("state", [ExerciseState.PREPARED, ExerciseState.REVIEWED])
def test_neither_before_the_start_nor_once_signed(store: Store, state: ExerciseState) -> None:
    reviewed(store, "e2", 2, letters={}, state=state)
    with pytest.raises(RuleRefusal):
        rate_objective(COORDINATOR, store, "e2", "e2-o0", "O1", Letter.PERFORMED)
