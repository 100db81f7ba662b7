"""Tests of app/services/exercise/read_participant_page.py: each role reads what is theirs, and nobody reads another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed
from app.core.ids import PersonId, new_id
from app.exercise.chronogramme import Delivery, InjectState
from app.services.exercise.rate_by_link import respond_by_link
from app.services.exercise.read_participant_page import ParticipantPage, read_participant_page
from app.store import exercise_injects
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people
from tests.services.a_played_exercise import (
    BY_SMS,
    GUEST,
    TO_TELL,
    WATCHING,
    an_exercise,
    an_inject,
    finished,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.database import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    held = a_store(tmp_path)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held)
    return held


def page(store: Store, who: str) -> ParticipantPage:
    found = read_participant_page(volunteer(who, ""), store, who)
    assert found is not None
    return found


def sent(store: Store, recipient: str, number: int) -> str:
    return an_inject(
        store, recipient, number, state=InjectState.SENT, sent_at=store.now(), sent_minutes=float(number)
    ).id


def test_a_player_is_told_what_names_their_function_or_was_delivered_to_them(store: Store) -> None:
    """And what was delivered to them though it names another; never what is to come nor the chronogramme."""
    sent(store, "Cellule", 1)
    sent(store, "cadre d’astreinte", 2)
    extra = sent(store, "cadre d’astreinte", 3)
    an_inject(store, "Cellule", 4)
    with store.transaction() as conn:
        exercise_injects.add_deliveries(conn, [Delivery(extra, GUEST, store.now())])
    told = {who: [one.inject.number for one in page(store, who).told] for who in (GUEST, BY_SMS, TO_TELL, WATCHING)}
    assert told == {GUEST: [3, 1], BY_SMS: [3, 2, 1], TO_TELL: [1], WATCHING: []}
    assert page(store, GUEST).chronogramme == ()
    assert [one.number for one in page(store, WATCHING).chronogramme] == [1, 2, 3, 4]


def test_one_reads_ones_own_answers_only(store: Store) -> None:
    inject = sent(store, "Cellule", 1)
    respond_by_link(volunteer(GUEST, ""), store, GUEST, inject, "Oui", id=new_id())
    assert [len(page(store, who).told[0].answers) for who in (GUEST, BY_SMS)] == [1, 0]


def test_the_questions_come_once_it_has_ended(store: Store) -> None:
    assert page(store, GUEST).questions == ()
    finished(store)
    assert len(page(store, GUEST).questions) == 6
    assert not page(store, GUEST).may_answer


def test_only_oneself_or_whoever_runs_exercises_reads_a_page(store: Store) -> None:
    assert read_participant_page(COORDINATOR, store, GUEST) is not None
    for actor in (READER, volunteer(BY_SMS, "")):
        with pytest.raises(NotAllowed):
            read_participant_page(actor, store, GUEST)
