"""A real event is read again with the means of an exercise, then signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import RuleRefusal, StaleRevision
from app.exercise.delays import DelayStep
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.exercise.rating import Letter
from app.exercise.review import ReviewPart
from app.response.event import EventKind, EventState
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import open_event
from app.services.exercise.open_review import open_review, read_to_review
from app.services.exercise.rate_objective import rate_objective
from app.services.exercise.read_exercise_review import read_review
from app.services.exercise.write_review_text import write_review_text
from app.services.plans.sign_review import reopen_review, sign_review
from app.store import events, log, review_texts
from app.store.database import Store
from tests.builders import COORDINATOR, a_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def an_event(store: Store, *plans: str, kind: EventKind = EventKind.REAL) -> str:
    """Opened, then stood down."""
    event_id = open_event(
        COORDINATOR, store, "Crue de la Vilaine", plans=plans, kind=kind, summary="Trois communes coupées."
    )
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    return event_id


def test_its_objectives_are_those_of_the_plans_put_to_work(store: Store) -> None:
    """In their order, with what shows them; opened twice it is one review; it says nowhere that it is an exercise."""
    event_id = an_event(store, "typologie_3")
    assert [one.id for one in read_to_review(COORDINATOR, store)] == [event_id]
    id = open_review(COORDINATOR, store, event_id)
    assert open_review(COORDINATOR, store, event_id) == id
    assert read_to_review(COORDINATOR, store) == ()
    review = read_review(COORDINATOR, store, id)
    assert (review.exercise.kind, review.exercise.state, review.exercise.is_played) == (ExerciseKind.REAL_EVENT, ExerciseState.FINISHED, False)  # fmt: skip
    assert review.evaluations[0].objective.text.startswith("Ne laisser entrer aucun cas suspect")
    assert {one.objective.typology for one in review.evaluations} == {3}
    assert (review.injects, review.report, review.calls) == ((), None, ())
    detected = review.delay(DelayStep.DETECTION)
    assert detected is not None
    assert detected.is_done


def test_without_a_plan_the_usual_objectives_are_judged(store: Store) -> None:
    """Whoever opens it evaluates at once."""
    id = open_review(COORDINATOR, store, an_event(store))
    review = read_review(COORDINATOR, store, id)
    assert [one.objective.code for one in review.evaluations] == ["O1", "O2", "O3", "O4"]
    rate_objective(COORDINATOR, store, id, review.may_rate[0], "O1", Letter.SOME_CHALLENGES)
    assert read_review(COORDINATOR, store, id).letters == {Letter.SOME_CHALLENGES: 1}


def test_one_that_goes_on_or_that_was_played_is_refused(store: Store) -> None:
    """An exercise's event is read again with its exercise."""
    with pytest.raises(RuleRefusal):
        open_review(COORDINATOR, store, an_event(store, kind=EventKind.EXERCISE))
    with pytest.raises(RuleRefusal):
        open_review(COORDINATOR, store, open_event(COORDINATOR, store, "Canicule"))
    assert read_to_review(COORDINATOR, store) == ()


def test_signed_nothing_changes_and_its_event_is_closed(store: Store) -> None:
    """The main courante tells; a second signature is told; opened again, it can be written."""
    event_id = an_event(store)
    id = open_review(COORDINATOR, store, event_id)
    sign_review(COORDINATOR, store, id, 1)
    with store.reading() as conn:
        event = events.find(conn, event_id)
        entries = [one.text for one in log.every(conn, event_id)]
    assert event is not None
    assert event.state is EventState.REVIEWED
    assert "retour d’expérience fait" in entries[-1]
    for refused, error in ((lambda: sign_review(COORDINATOR, store, id, 1), StaleRevision), (lambda: write_review_text(COORDINATOR, store, id, ReviewPart.LESSONS, "Trop tard.", 0), RuleRefusal)):  # fmt: skip
        with pytest.raises(error):
            refused()
    reopen_review(COORDINATOR, store, id, 2)
    with pytest.raises(RuleRefusal):
        reopen_review(COORDINATOR, store, id, 3)
    assert write_review_text(COORDINATOR, store, id, ReviewPart.LESSONS, " Relire l’annuaire. ", 0) == 1


def test_a_part_is_written_at_the_revision_that_was_seen(store: Store) -> None:
    """The same text writes nothing; whoever comes second is told."""
    id = open_review(COORDINATOR, store, an_event(store))
    assert [
        write_review_text(COORDINATOR, store, id, ReviewPart.CAUSES, text, seen)
        for text, seen in (("Un", 0), ("Un", 0), ("Deux", 1))
    ] == [1, 1, 2]
    with pytest.raises(StaleRevision):
        write_review_text(COORDINATOR, store, id, ReviewPart.CAUSES, "Trois", 1)
    with store.reading() as conn:
        assert {part: one.text for part, one in review_texts.of_exercise(conn, id).items()} == {
            ReviewPart.CAUSES: "Deux"
        }
