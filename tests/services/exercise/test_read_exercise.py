"""An exercise and the shelf as each may read them: names, addresses and what is to come go to those who run it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotFound
from app.core.ids import new_id
from app.exercise.exercise import ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.services.accounts.manage_accounts import Details, create_account
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.prepare_exercise import change_exercise, frame_of
from app.services.exercise.read_exercise import Reached, read_exercise
from app.services.exercise.read_exercises import read_exercises
from app.store import exercises
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people
from tests.services.a_prepared_exercise import EMAIL, NAMES, PHONE, a_prepared_exercise, with_people

ADMINISTRATOR = Actor("admin", "Admin Fictif", Role.ADMINISTRATION)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def id(store: Store) -> str:
    made = a_prepared_exercise(store)
    with_people(store, made)
    return made


def observer(store: Store, exercise_id: str, role: ParticipantRole) -> Actor:
    """Somebody with an account who takes part."""
    create_account(ADMINISTRATOR, store, Details(login="admin@example.org", name="Admin", role=Role.ADMINISTRATION))
    made = create_account(
        ADMINISTRATOR, store, Details(login="oeil@example.org", name="Œil Fictif", role=Role.OBSERVER)
    ).account
    one = Participant(id=new_id(), exercise_id=exercise_id, role=role, function="œil", account_id=made.id)
    add_participant(COORDINATOR, store, one)
    return made.actor


def changed(store: Store, id: str, **parts: object) -> None:
    with store.transaction() as conn:
        one = exercises.find(conn, id)
        assert one is not None
        exercises.update(conn, replace(one, **parts))  # type: ignore[arg-type]


def test_whoever_runs_it_reads_all(store: Store, id: str) -> None:
    view = read_exercise(COORDINATOR, store, id)
    assert (view.may_run, view.reads_injects, len(view.injects), len(view.participants)) == (True, True, 12, 4)
    assert view.reached[view.participants[1].id] == Reached(NAMES[1], EMAIL, PHONE)
    assert (view.page.exercise_id, view.page.own and view.page.own.revision) == (id, 1)


def test_the_others_read_functions_and_nothing_of_what_is_to_come(store: Store, id: str) -> None:
    """Neither a name, an address, a message, nor the story: not anywhere in what they are handed."""
    view = read_exercise(READER, store, id)
    text = repr(view)
    assert not any(one in text for one in (*NAMES, EMAIL, PHONE))
    told = read_exercise(COORDINATOR, store, id)
    assert not any(one.text in text for one in told.injects)
    assert told.exercise.scenario.story not in text
    assert [one.who for one in view.participants][1] == "cadre d’astreinte, CHBA (fictif)"
    shelf = repr(read_exercises(READER, store))
    assert not any(one.text in shelf for one in told.injects)


def test_once_played_the_chronogramme_is_everybody_s(store: Store, id: str) -> None:
    changed(store, id, state=ExerciseState.FINISHED)
    view = read_exercise(READER, store, id)
    assert (len(view.injects), view.reached, view.page.may_write) == (12, {}, False)


@pytest.mark.parametrize(("role", "reads"), [(ParticipantRole.OBSERVER, 12), (ParticipantRole.PLAYER, 0)])
def test_an_observer_reads_what_is_to_come_and_a_player_does_not(
    store: Store, id: str, role: ParticipantRole, reads: int
) -> None:
    view = read_exercise(observer(store, id, role), store, id)
    assert (len(view.injects), view.reached) == (reads, {})


def test_a_confidential_one_is_there_for_its_own_until_it_has_ended(store: Store, id: str) -> None:
    eye = observer(store, id, ParticipantRole.PLAYER)
    one = read_exercise(COORDINATOR, store, id).exercise
    change_exercise(COORDINATOR, store, id, replace(frame_of(one), is_confidential=True), 1)
    with pytest.raises(NotFound):
        read_exercise(READER, store, id)
    assert [len(read_exercises(who, store).exercises) for who in (READER, eye, COORDINATOR)] == [0, 1, 1]
    changed(store, id, state=ExerciseState.FINISHED)
    assert len(read_exercises(READER, store).exercises) == 1


def test_addresses_of_the_roster_and_of_accounts_are_read_where_they_stand(store: Store, id: str) -> None:
    """They are never copied into the exercise."""
    person = a_person("Bleuenn", email="b@example.org", mobile=PHONE)
    some_people(store, person)
    add_participant(
        COORDINATOR, store,
        Participant(id="p", exercise_id=id, role=ParticipantRole.PLAYER, function="infirmière", person_id=person.id),
    )  # fmt: skip
    observer(store, id, ParticipantRole.OBSERVER)
    view = read_exercise(COORDINATOR, store, id)
    assert view.reached["p"] == Reached("Bleuenn Fictif", "b@example.org", PHONE)
    assert view.reached[view.participants[-1].id].name == "Œil Fictif"
    with store.reading() as conn:
        assert "b@example.org" not in str([tuple(row) for row in conn.execute("SELECT * FROM exercise_contact")])


def test_the_shelf_counts_the_latest_first(store: Store, id: str) -> None:
    shelf = read_exercises(COORDINATOR, store)
    assert [(one.participants, one.injects, one.sent) for one in shelf.counts.values()] == [(4, 12, 0)]
    with pytest.raises(NotFound):
        read_exercise(COORDINATOR, store, "jamais")
