"""The chronogramme of an exercise: injects added, rewritten, moved, taken out, all replaced; what has left stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import new_id
from app.drills.scenario import Expected
from app.drills.shock import Absence
from app.exercise.chronogramme import InjectState, PlayedInject
from app.exercise.exercise import ExerciseState
from app.services.exercise.change_chronogramme import add_inject, change_inject, move_inject, remove_inject
from app.services.laboratory.write_scenario import write_scenario
from app.store import exercise_injects, exercises
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_store
from tests.drills.a_scenario import a_scenario
from tests.services.a_prepared_exercise import a_prepared_exercise, injects


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = a_store(tmp_path)
    write_scenario(COORDINATOR, opened, a_scenario())
    return opened


@pytest.fixture
def id(store: Store) -> str:
    """An exercise of two injects, at T0 and T+1 h 30."""
    return a_prepared_exercise(store, "essai")


def an_inject(exercise_id: str, **parts: Any) -> PlayedInject:
    given: dict[str, Any] = {"minutes": 30, "text": "Nouveau message."} | parts
    return PlayedInject(
        id=new_id(), exercise_id=exercise_id, number=0, planned_minutes=None, sender="SAMU", recipient="Cellule",
        channel="radio", **given,
    )  # fmt: skip


def shown(store: Store, id: str) -> list[tuple[int, int, str]]:
    return [(one.number, one.minutes, one.text) for one in injects(store, id)]


def state(store: Store, id: str, wanted: ExerciseState) -> None:
    with store.transaction() as conn:
        found = exercises.find(conn, id)
        assert found is not None
        exercises.update(conn, replace(found, state=wanted))


def test_one_is_added_at_its_minute_once(store: Store, id: str) -> None:
    """Numbers follow the minutes; sent twice, written once; nobody else's form is refused for it."""
    one = an_inject(id)
    add_inject(COORDINATOR, store, one)
    add_inject(COORDINATOR, store, one)
    assert shown(store, id) == [(1, 0, "Fermé."), (2, 30, "Nouveau message."), (3, 90, "Besoin.")]
    assert [(each.planned_minutes, each.revision) for each in injects(store, id)] == [(0, 1), (30, 1), (90, 1)]


def test_one_added_while_it_runs_is_improvised(store: Store, id: str) -> None:
    state(store, id, ExerciseState.RUNNING)
    add_inject(COORDINATOR, store, an_inject(id))
    assert [one.is_improvised for one in injects(store, id)] == [False, True, False]


def test_numbers_stay_once_it_has_begun(store: Store, id: str) -> None:
    """The main courante and the paper in the room name injects by them."""
    state(store, id, ExerciseState.RUNNING)
    add_inject(COORDINATOR, store, an_inject(id))
    assert shown(store, id) == [(1, 0, "Fermé."), (3, 30, "Nouveau message."), (2, 90, "Besoin.")]
    remove_inject(COORDINATOR, store, injects(store, id)[0].id, 1)
    assert [number for number, _minute, _text in shown(store, id)] == [3, 2]


def test_one_is_rewritten_in_place(store: Store, id: str) -> None:
    """Minute, words, what is expected, what it tries and does; the second writer is refused, an unknown objective left out."""
    last = injects(store, id)[-1]
    wanted = replace(last, minutes=15, text=" Autre texte. ", objectives=("O1", "O9"), effects=())
    change_inject(COORDINATOR, store, wanted)
    one = injects(store, id)[-1]
    assert (one.minutes, one.planned_minutes, one.text, one.objectives, one.effects, one.revision) == (
        15, 15, "Autre texte.", ("O1",), (), 2,
    )  # fmt: skip
    with pytest.raises(StaleRevision):
        change_inject(COORDINATOR, store, wanted)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "x"}, "Texte"),
        ({"minutes": 60 * 24 * 61}, "Minutes"),
        ({"expected": (Expected.model_construct(text="x"),)}, "Texte"),
        ({"expected": (Expected.model_construct(text="Ouvrir.", card="jamais_ecrite"),)}, "jamais_ecrite"),
        ({"effects": (Absence(professions=("sorcier",)),)}, "sorcier"),
    ],
)
def test_what_a_scenario_could_not_hold_is_refused(store: Store, id: str, wrong: dict[str, Any], said: str) -> None:
    """Added or rewritten: nothing is half-written."""
    before = injects(store, id)
    with pytest.raises(InvalidInput) as told:
        add_inject(COORDINATOR, store, an_inject(id, **wrong))
    assert said in sentence(told.value)
    with pytest.raises(InvalidInput):
        change_inject(COORDINATOR, store, replace(before[0], **wrong))
    assert injects(store, id) == before


def test_one_is_exchanged_with_its_neighbour(store: Store, id: str) -> None:
    """By their minutes; by their numbers alone at the same minute; not past the end."""
    last = injects(store, id)[-1]
    move_inject(COORDINATOR, store, last.id, earlier=True, revision=1)
    assert shown(store, id) == [(1, 0, "Besoin."), (2, 90, "Fermé.")]
    first, second = injects(store, id)
    change_inject(COORDINATOR, store, replace(second, minutes=0))
    move_inject(COORDINATOR, store, first.id, earlier=False, revision=first.revision)
    assert shown(store, id) == [(1, 0, "Fermé."), (2, 0, "Besoin.")]
    with pytest.raises(RuleRefusal, match="au bout"):
        move_inject(COORDINATOR, store, first.id, earlier=False, revision=first.revision)


def test_one_is_taken_out_and_the_rest_numbered_again(store: Store, id: str) -> None:
    first = injects(store, id)[0]
    remove_inject(COORDINATOR, store, first.id, 1)
    assert shown(store, id) == [(1, 90, "Besoin.")]
    with pytest.raises(NotFound):
        remove_inject(COORDINATOR, store, first.id, 1)


def test_what_has_left_stays_as_it_left(store: Store, id: str) -> None:
    first = injects(store, id)[0]
    with store.transaction() as conn:
        exercise_injects.update(conn, replace(first, state=InjectState.SENT))
    sent = injects(store, id)[0]
    with pytest.raises(RuleRefusal, match="déjà parti"):
        change_inject(COORDINATOR, store, replace(sent, text="Réécrit."))
    with pytest.raises(RuleRefusal, match="déjà parti"):
        remove_inject(COORDINATOR, store, sent.id, sent.revision)
    with pytest.raises(RuleRefusal, match="déjà parti"):
        move_inject(COORDINATOR, store, sent.id, earlier=False, revision=sent.revision)
    state(store, id, ExerciseState.FINISHED)
    with pytest.raises(RuleRefusal, match="terminé"):
        add_inject(COORDINATOR, store, an_inject(id))


def test_who_may_not_is_refused(store: Store, id: str) -> None:
    with pytest.raises(NotAllowed):
        add_inject(READER, store, an_inject(id))
