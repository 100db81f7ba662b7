"""Who takes part in an exercise: added once, written to with their own link, EXERCICE first, never a fictional hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.access.links import LinkScope
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import new_id
from app.exercise.exercise import ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.response.cell import Member
from app.services.invite_participants import (
    add_participant,
    candidates,
    change_participant,
    exercise_links,
    remove_participant,
    renew_link,
    send_invitations,
    set_attended,
)
from app.services.prepare_exercise import change_exercise, frame_of
from app.services.staff_cell import set_function
from app.store import exercise_people, exercises, journal, partner_letters
from app.store.database import Store
from app.store.partner_letters import LetterKind
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people
from tests.services.a_prepared_exercise import EMAIL, NAMES, PHONE, a_prepared_exercise, with_people


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def id(store: Store) -> str:
    return a_prepared_exercise(store)


def a_guest(exercise_id: str, **parts: Any) -> Participant:
    given: dict[str, Any] = {"role": ParticipantRole.PLAYER, "function": "cadre d’astreinte", "organisation": "CHBA"}
    return Participant(id=new_id(), exercise_id=exercise_id, **(given | parts))


def held(store: Store, id: str) -> list[Participant]:
    with store.reading() as conn:
        return exercise_people.of_exercise(conn, id)


def letters(store: Store, about: str) -> list[partner_letters.PartnerLetter]:
    with store.reading() as conn:
        return partner_letters.about(conn, about)


def test_a_guest_is_written_once_with_the_number_as_it_is_dialled(store: Store, id: str) -> None:
    one = a_guest(id, name="  Yann  Delafable ", phone="06 39 98 00 42", email=EMAIL)
    add_participant(COORDINATOR, store, one)
    add_participant(COORDINATOR, store, one)
    (kept,) = held(store, id)
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
    assert held(store, id) == []


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


def test_people_of_the_cell_come_first_among_those_proposed_and_leave_once_added(store: Store, id: str) -> None:
    some_people(store, a_person("Azenor"), chief := a_person("Bleuenn"))
    set_function(COORDINATOR, store, "steering", [Member(function="steering", rank=0, person_id=chief.id)], [])
    found = candidates(COORDINATOR, store, id)
    assert [(one.label, one.source) for one in found[:2]] == [
        ("Bleuenn Fictif", "cellule de crise"), ("Azenor Fictif", "effectifs"),
    ]  # fmt: skip
    first = found[0]
    add_participant(COORDINATOR, store, a_guest(id, person_id=first.person_id, function=first.function or "direction"))
    assert "Bleuenn Fictif" not in {one.label for one in candidates(COORDINATOR, store, id)}


def test_a_participant_is_changed_at_their_revision_and_marked_present(store: Store, id: str) -> None:
    add_participant(COORDINATOR, store, one := a_guest(id))
    change_participant(COORDINATOR, store, replace(one, role=ParticipantRole.OBSERVER, function="observatrice"))
    with pytest.raises(StaleRevision):
        change_participant(COORDINATOR, store, one)
    set_attended(COORDINATOR, store, one.id, True, 2)
    (kept,) = held(store, id)
    assert (kept.role, kept.function, kept.attended, kept.revision) == (
        ParticipantRole.OBSERVER,
        "observatrice",
        True,
        3,
    )


def test_an_invitation_says_when_people_meet_and_nothing_fictional(store: Store, id: str) -> None:
    """EXERCICE first, the stop word, the link; who has no address is passed a letter by hand; asked again, replaced."""
    with_people(store, id)
    people = held(store, id)
    assert send_invitations(COORDINATOR, store, id, [one.id for one in people], "À bientôt.") == 4
    (letter,) = letters(store, people[1].id)
    text = letter.body.replace("\xa0", " ").replace("\u202f", " ")
    assert letter.subject.startswith("EXERCICE – EXERCICE – EXERCICE, invitation")
    assert text.startswith("EXERCICE – EXERCICE – EXERCICE")
    for said in (
        "jeudi 3 décembre, 14 h–17 h",
        "Salle du Menhir fictif",
        "GRANIT",
        "Parler fort.",
        "À bientôt.",
        "{lien}",
    ):
        assert said in text
    assert "30 novembre" not in text
    assert letter.link is not None
    assert (letter.kind, letter.channel, letter.link.scope) == (LetterKind.EXERCISE, Channel.EMAIL, LinkScope.EXERCISE)
    assert letters(store, people[0].id)[0].channel is Channel.HAND
    assert all(one.invited_at is not None for one in held(store, id))
    send_invitations(COORDINATOR, store, id, [people[1].id])
    assert [one.state for one in letters(store, people[1].id)] == [MessageState.CANCELLED, MessageState.QUEUED]
    with store.reading() as conn:
        assert not any(name in str(entry.payload) for entry in journal.recent(conn, 20) for name in (*NAMES, EMAIL))


def test_nobody_chosen_is_refused(store: Store, id: str) -> None:
    with pytest.raises(InvalidInput, match="Choisissez"):
        send_invitations(COORDINATOR, store, id, [])


def test_whoever_is_taken_out_is_no_longer_written_to(store: Store, id: str) -> None:
    add_participant(COORDINATOR, store, one := a_guest(id, email=EMAIL))
    send_invitations(COORDINATOR, store, id, [one.id])
    remove_participant(COORDINATOR, store, one.id, 2)
    assert held(store, id) == []
    assert [each.state for each in letters(store, one.id)] == [MessageState.CANCELLED]
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM exercise_contact").fetchone()[0] == 0
    with pytest.raises(NotFound):
        remove_participant(COORDINATOR, store, one.id, 3)


def test_each_has_a_link_of_their_own_the_same_at_every_call(store: Store, id: str) -> None:
    """Until it is renewed; the journal counts those made, once."""
    with_people(store, id)
    first = exercise_links(COORDINATOR, store, id, base_url="https://r.example/")
    assert first == exercise_links(COORDINATOR, store, id, base_url="https://r.example")
    assert len(set(first.pages.values())) == 4
    assert all(one.startswith("https://r.example/exercice/") for one in first.pages.values())
    assert first.projector.startswith("https://r.example/salle/")
    lost = held(store, id)[0].id
    fresh = renew_link(COORDINATOR, store, lost, base_url="https://r.example")
    again = exercise_links(COORDINATOR, store, id, base_url="https://r.example").pages
    assert again == {**first.pages, lost: fresh}
    assert fresh != first.pages[lost]
    with store.reading() as conn:
        made = [entry.payload for entry in journal.recent(conn, 20) if entry.type == "exercise_links_made"]
    assert made == [{"links": 1, "renewed": 1}, {"links": 4}]


def test_who_may_not_is_refused(store: Store, id: str) -> None:
    for refused in (
        lambda: add_participant(READER, store, a_guest(id)),
        lambda: exercise_links(READER, store, id, base_url=""),
        lambda: candidates(READER, store, id),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_frame_moved_after_the_invitation_writes_to_nobody(store: Store, id: str) -> None:
    """Letters are asked for, never sent by a change."""
    add_participant(COORDINATOR, store, one := a_guest(id, email=EMAIL))
    with store.reading() as conn:
        found = exercises.find(conn, id)
    assert found is not None
    later = replace(frame_of(found), ends_at=datetime(2026, 12, 3, 17, tzinfo=UTC))
    change_exercise(COORDINATOR, store, id, later, 1)
    assert letters(store, one.id) == []
