"""Observations: written once, tied to what was played, changed and taken back by whom they belong to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.exercise.exercise import ExerciseState
from app.exercise.rating import Element, ObservationKind
from app.services.exercise.observe import ObservationDraft, observe, remove_observation
from app.store import exercise_ratings
from app.store.database import Store
from tests.builders import COORDINATOR, a_store
from tests.services.a_reviewed_exercise import reviewed

GUEST, OTHER = volunteer(PersonId("e1-o0"), "référente qualité"), volunteer(PersonId("e1-o1"), "médecin")
DRAFT = ObservationDraft(
    id="vu",
    kind=ObservationKind.IMPROVEMENT,
    text=" Personne ne répond. ",
    inject_id="e1-i4",
    objective="O2",
    element=Element.TRAINING,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = a_store(tmp_path)
    reviewed(made)
    return made


def texts(store: Store) -> dict[str, tuple[str, int]]:
    with store.reading() as conn:
        return {one.id: (one.text, one.revision) for one in exercise_ratings.observations(conn, "e1") if one.id == "vu"}


def test_sent_twice_it_is_written_once_and_taken_back_it_stays_away(store: Store) -> None:
    """The id is made before the form is shown: a bad line doubles nothing, nor brings back what was removed."""
    assert [observe(GUEST, store, "e1", DRAFT, participant_id="e1-o0") for _time in range(2)] == [True, False]
    assert texts(store) == {"vu": ("Personne ne répond.", 1)}
    remove_observation(GUEST, store, "e1", "vu", 1, participant_id="e1-o0")
    assert observe(GUEST, store, "e1", DRAFT, participant_id="e1-o0") is False
    assert texts(store) == {}


def test_it_is_changed_at_the_revision_that_was_seen(store: Store) -> None:
    """Who saw it and when stay; whoever comes second is told."""
    observe(GUEST, store, "e1", DRAFT, participant_id="e1-o0")
    assert observe(COORDINATOR, store, "e1", replace(DRAFT, text="Deux ne répondent pas."), revision=1)
    with pytest.raises(StaleRevision):
        observe(COORDINATOR, store, "e1", replace(DRAFT, text="Trois."), revision=1)
    assert texts(store) == {"vu": ("Deux ne répondent pas.", 2)}
    with store.reading() as conn:
        found = exercise_ratings.find_observation(conn, "vu")
    assert found is not None
    assert found.participant_id == "e1-o0"


def test_an_evaluator_touches_their_own_alone(store: Store) -> None:
    """Neither in another's name, nor what another wrote, nor as the animation."""
    observe(GUEST, store, "e1", DRAFT, participant_id="e1-o0")
    with pytest.raises(NotFound):
        remove_observation(OTHER, store, "e1", "vu", 1, participant_id="e1-o1")
    with pytest.raises(NotAllowed):
        remove_observation(OTHER, store, "e1", "vu", 1, participant_id="e1-o0")
    with pytest.raises(NotAllowed):
        observe(GUEST, store, "e1", replace(DRAFT, id="autre"))
    assert texts(store) == {"vu": ("Personne ne répond.", 1)}


def test_evidence_of_another_exercise_is_refused(store: Store) -> None:
    """So is an empty text; and nothing is written once signed."""
    reviewed(store, "e2", 2, state=ExerciseState.REVIEWED)
    with pytest.raises(NotFound):
        observe(COORDINATOR, store, "e1", replace(DRAFT, inject_id="e2-i4"))
    with pytest.raises(NotFound):
        observe(COORDINATOR, store, "e1", replace(DRAFT, objective="O99"))
    with pytest.raises(InvalidInput):
        observe(COORDINATOR, store, "e1", replace(DRAFT, text="  "))
    with pytest.raises(RuleRefusal):
        observe(COORDINATOR, store, "e2", replace(DRAFT, inject_id=""))
    assert texts(store) == {}
