"""Who takes part in an exercise: each once, changed at the revision that was seen, taken out with their letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, RuleRefusal, StaleRevision
from app.exercise.exercise import ExerciseState
from app.exercise.participant import ParticipantRole
from app.mobilisation.message import MessageState
from app.services.exercise.invite_participants import send_invitations
from app.services.exercise.keep_participants import (
    add_participant,
    change_participant,
    remove_participant,
    set_attended,
)
from app.store import exercises
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, a_store, some_people
from tests.services.a_prepared_exercise import (
    EMAIL,
    PHONE,
    a_guest,
    a_prepared_exercise,
    letters,
    people_of,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def id(store: Store) -> str:
    return a_prepared_exercise(store)


def test_a_guest_is_written_once_with_the_number_as_it_is_dialled(store: Store, id: str) -> None:
    one = a_guest(id, name="  Yann  Delafable ", phone="06 39 98 00 42", email=EMAIL)
    add_participant(COORDINATOR, store, one)
    add_participant(COORDINATOR, store, one)
    (kept,) = people_of(store, id)
    assert (kept.name, kept.phone, kept.email, kept.who) == ("Yann Delafable", PHONE, EMAIL, "cadre d’astreinte, CHBA")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"function": " "}, "fonction"), ({"email": "pas une adresse"}, "e-mail"), ({"name": "x" * 161}, "trop long"),
        ({"phone": "bonjour"}, "numéro"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(store: Store, id: str, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        add_participant(COORDINATOR, store, a_guest(id, **wrong))
    assert people_of(store, id) == []


def test_nobody_takes_part_twice(store: Store, id: str) -> None:
    """By their place in the roster or their address; nor once the exercise has ended."""
    person = a_person("Bleuenn")
    some_people(store, person)
    add_participant(COORDINATOR, store, a_guest(id, person_id=person.id))
    add_participant(COORDINATOR, store, a_guest(id, email=EMAIL))
    for again in ({"person_id": person.id}, {"email": EMAIL.upper()}):
        with pytest.raises(RuleRefusal, match="prend déjà part"):
            add_participant(COORDINATOR, store, a_guest(id, **again))
    with store.transaction() as conn:
        one = exercises.find(conn, id)
        assert one is not None
        exercises.update(conn, replace(one, state=ExerciseState.FINISHED))
    with pytest.raises(RuleRefusal, match="terminé"):
        add_participant(COORDINATOR, store, a_guest(id))


def test_a_participant_is_changed_at_their_revision_and_marked_present(store: Store, id: str) -> None:
    add_participant(COORDINATOR, store, one := a_guest(id))
    change_participant(COORDINATOR, store, replace(one, role=ParticipantRole.OBSERVER, function="observatrice"))
    with pytest.raises(StaleRevision):
        change_participant(COORDINATOR, store, one)
    set_attended(COORDINATOR, store, one.id, True, 2)
    (kept,) = people_of(store, id)
    assert (kept.role, kept.function, kept.attended, kept.revision) == (
        ParticipantRole.OBSERVER,
        "observatrice",
        True,
        3,
    )


def test_whoever_is_taken_out_is_no_longer_written_to(store: Store, id: str) -> None:
    add_participant(COORDINATOR, store, one := a_guest(id, email=EMAIL))
    send_invitations(COORDINATOR, store, id, [one.id])
    remove_participant(COORDINATOR, store, one.id, 2)
    assert people_of(store, id) == []
    assert [each.state for each in letters(store, one.id)] == [MessageState.CANCELLED]
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM exercise_contact").fetchone()[0] == 0
    with pytest.raises(NotFound):
        remove_participant(COORDINATOR, store, one.id, 3)
