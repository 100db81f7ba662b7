"""Who takes part in an exercise: added once, written to with their own link, EXERCICE first, never a fictional hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.access.links import LinkScope
from app.core.errors import InvalidInput, NotAllowed
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.services.exercise.invite_participants import exercise_links, renew_link, send_invitations
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.prepare_exercise import change_exercise, frame_of
from app.services.exercise.read_candidates import candidates
from app.store import exercises, journal
from app.store.database import Store
from app.store.partner_letters import LetterKind
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_prepared_exercise import (
    EMAIL,
    NAMES,
    a_guest,
    a_prepared_exercise,
    letters,
    people_of,
    with_people,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def id(store: Store) -> str:
    return a_prepared_exercise(store)


def test_an_invitation_says_when_people_meet_and_nothing_fictional(store: Store, id: str) -> None:
    """EXERCICE first, the stop word, the link; who has no address is passed a letter by hand; asked again, replaced."""
    with_people(store, id)
    people = people_of(store, id)
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
    assert all(one.invited_at is not None for one in people_of(store, id))
    send_invitations(COORDINATOR, store, id, [people[1].id])
    assert [one.state for one in letters(store, people[1].id)] == [MessageState.CANCELLED, MessageState.QUEUED]
    with store.reading() as conn:
        assert not any(name in str(entry.payload) for entry in journal.recent(conn, 20) for name in (*NAMES, EMAIL))


def test_nobody_chosen_is_refused(store: Store, id: str) -> None:
    with pytest.raises(InvalidInput, match="Choisissez"):
        send_invitations(COORDINATOR, store, id, [])


def test_each_has_a_link_of_their_own_the_same_at_every_call(store: Store, id: str) -> None:
    """Until it is renewed; the journal counts those made, once."""
    with_people(store, id)
    first = exercise_links(COORDINATOR, store, id, base_url="https://r.example/")
    assert first == exercise_links(COORDINATOR, store, id, base_url="https://r.example")
    assert len(set(first.pages.values())) == 4
    assert all(one.startswith("https://r.example/exercice/") for one in first.pages.values())
    assert first.projector.startswith("https://r.example/salle/")
    lost = people_of(store, id)[0].id
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
