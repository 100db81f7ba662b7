"""Tests of app/services/exercise/rate_by_link.py: who may say what from their link, and that nothing counts twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal
from app.core.ids import PersonId, new_id
from app.exercise.chronogramme import InjectState
from app.exercise.exercise import ExerciseState
from app.exercise.rating import ObservationKind
from app.services.exercise.observe import ObservationDraft
from app.services.exercise.rate_by_link import Kept, observe_by_link, rate_by_link, respond_by_link, take_back_by_link
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises
from tests.builders import a_person, a_store, some_people
from tests.services.a_played_exercise import EXERCISE, GUEST, WATCHING, an_exercise, an_inject, finished

if TYPE_CHECKING:
    from pathlib import Path

    from app.exercise.chronogramme import Response
    from app.store.database import Store

ME, OBSERVER = volunteer(GUEST, "cadre de santé"), volunteer(WATCHING, "observatrice")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    held = a_store(tmp_path)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held)
    return held


def sent(store: Store, recipient: str = "Cellule") -> str:
    return an_inject(store, recipient, state=InjectState.SENT, sent_at=store.now(), sent_minutes=3.0).id


def responses(store: Store) -> list[Response]:
    with store.reading() as conn:
        return exercise_injects.responses(conn, EXERCISE)


def test_the_last_rating_stands_and_says_whether_it_replaced_one(store: Store) -> None:
    said = [rate_by_link(OBSERVER, store, WATCHING, "O1", letter) for letter in ("P", "P", "U", "U")]
    assert said == [Kept.FIRST, Kept.SAME, Kept.OVER, Kept.SAME]
    with store.reading() as conn:
        assert [one.letter for one in exercise_ratings.of_exercise(conn, EXERCISE)] == ["U"]


def test_an_answer_is_kept_once_with_its_function_and_no_name(store: Store) -> None:
    inject, id = sent(store), new_id()
    assert [respond_by_link(ME, store, GUEST, inject, "Oui", id=id) for _time in range(2)] == [True, False]
    [kept] = responses(store)
    assert (kept.text, kept.by_whom, kept.actor_id) == ("Oui", "cadre de santé, CHBA (fictif)", GUEST)


def test_an_answer_that_arrives_just_after_the_end_is_not_lost(store: Store) -> None:
    """A bad line at the last minute: it is kept, at the minute where the clock stopped."""
    inject = sent(store)
    finished(store)
    assert respond_by_link(ME, store, GUEST, inject, "Oui", id=new_id())


def test_once_it_is_real_nothing_is_answered_any_more(store: Store) -> None:
    inject = sent(store)
    with store.transaction() as conn:
        held = exercises.find(conn, EXERCISE)
        assert held is not None
        exercises.update(
            conn,
            replace(held, state=ExerciseState.FINISHED, finished_at=store.now(), stopped_for_real_at=store.now()),
        )
    with pytest.raises(RuleRefusal):
        respond_by_link(ME, store, GUEST, inject, "Oui", id=new_id())
    assert responses(store) == []


def test_only_a_player_whom_it_reached_answers(store: Store) -> None:
    theirs = sent(store, "cadre d’astreinte")
    for actor, who in ((ME, GUEST), (OBSERVER, WATCHING)):
        with pytest.raises(RuleRefusal):
            respond_by_link(actor, store, who, theirs, "Oui", id=new_id())
    with pytest.raises(NotAllowed):
        respond_by_link(ME, store, "astreinte", theirs, "Oui", id=new_id())
    assert responses(store) == []


def test_nothing_is_answered_for_somebody_taken_out(store: Store) -> None:
    inject = sent(store)
    with store.transaction() as conn:
        held = exercise_people.find(conn, GUEST)
        assert held is not None
        exercise_people.update(conn, replace(held, removed_at=store.now()))
    with pytest.raises(NotFound):
        respond_by_link(ME, store, GUEST, inject, "Oui", id=new_id())


@pytest.mark.parametrize("text", ["", "  ", "x" * 2_001])
def test_nothing_said_or_too_much_is_refused(store: Store, text: str) -> None:
    inject = sent(store)
    with pytest.raises(InvalidInput):
        respond_by_link(ME, store, GUEST, inject, text, id=new_id())


def test_an_observer_notes_and_takes_back_a_player_does_neither(store: Store) -> None:
    draft = ObservationDraft(id=new_id(), kind=ObservationKind.STRENGTH, text="Cellule ouverte vite")
    observe_by_link(OBSERVER, store, WATCHING, draft)
    with pytest.raises(RuleRefusal):
        observe_by_link(ME, store, GUEST, replace(draft, id=new_id()))
    with pytest.raises(RuleRefusal):
        rate_by_link(ME, store, GUEST, "O1", "P")
    take_back_by_link(OBSERVER, store, WATCHING, draft.id, 1)
    with store.reading() as conn:
        assert exercise_ratings.observations(conn, EXERCISE) == []
