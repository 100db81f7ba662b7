"""Tests of app/web/projector_page.py and app/services/exercise/read_projector.py: the room's screen; EXERCICE, no name, few not told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.access.links import projector_subject, token_of
from app.core.errors import NotAllowed
from app.core.ids import PersonId
from app.exercise.chronogramme import CoverageMoment, Decision, InjectState
from app.exercise.exercise import ExerciseState
from app.services.exercise.read_projector import SHOWN_INJECTS, SHOWN_MOMENTS, read_projector
from app.store import exercise_injects, exercises, links
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import READER, MovingClock, a_person, some_people
from tests.services.a_played_exercise import EXERCISE, STOP, an_exercise, an_inject, finished
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

if TYPE_CHECKING:
    from pathlib import Path

BAND = "EXERCICE – EXERCICE – EXERCICE"


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    held = open_store(tmp_path, clock)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held)
    return held


@pytest.fixture
def client(store: Store) -> Client:
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store, exercise: str = EXERCISE) -> str:
    key, subject = store.folder.key("links"), projector_subject(exercise)
    with store.transaction() as conn:
        return f"/salle/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def sent(store: Store, number: int) -> str:
    minutes = 10.0 * number
    return an_inject(store, "Cellule", number, state=InjectState.SENT, sent_at=store.now(), sent_minutes=minutes).id


def moments(store: Store, *them: CoverageMoment) -> None:
    with store.transaction() as conn:
        for one in them:
            exercise_injects.add_moment(conn, EXERCISE, one)


def test_the_room_reads_the_clock_the_last_messages_and_the_coverage(
    store: Store, client: Client, clock: MovingClock
) -> None:
    """Newest first, so many and no more; what moved the coverage is said by number or by the decision, never by an id."""
    ids = [sent(store, number) for number in range(1, 7)]
    an_inject(store, "Cellule", 7)
    decided = Decision(id="decision-1", text="Ouvrir le centre", at=store.now(), minutes=50)
    with store.transaction() as conn:
        exercise_injects.add_decision(conn, EXERCISE, decided)
    moments(
        store,
        *(CoverageMoment(store.now(), 10.0 * n, 1_000, 300, ids[n - 1]) for n in range(1, 7)),
        CoverageMoment(store.now(), 70.0, 1_000, 115, "decision-1"),
    )
    clock.forward(minutes=75)
    page = client.get(address(store))
    assert page.status_code == 200
    assert BAND in page.text
    assert 'http-equiv="refresh" content="5"' in page.text
    assert "T+1\u00a0h\u00a015" in page.text
    assert STOP in page.text
    assert "88\u00a0% · 115 demandes sans personne" in page.text
    assert "décision\u00a0: Ouvrir le centre" in page.text
    assert "message n° 6" in page.text
    assert not any(one in page.text for one in (*ids, "decision-1", "gael@example.org", "Noa"))
    assert "<form" not in page.text
    assert len(page.text.encode()) < 40_000
    read = read_projector(READER, store, EXERCISE)
    assert read is not None
    assert [one.number for one in read.injects] == [6, 5, 4, 3][:SHOWN_INJECTS]
    assert len(read.moments) == SHOWN_MOMENTS
    assert client.post(address(store), {"x": "1"}).status_code == 405


@pytest.mark.parametrize(
    ("demand", "unmet", "said"),
    [
        (1_000, 0, (100, 0)),
        (1_000, 1, (None, None)),
        (1_000, 4, (None, None)),
        (0, 0, (None, None)),
        (3, 3, (None, None)),
    ],
)
def test_what_only_a_few_ask_is_not_told(
    store: Store, demand: int, unmet: int, said: tuple[int | None, int | None]
) -> None:
    """Below the masking threshold neither the number nor the percentage that would give it."""
    moments(store, CoverageMoment(store.now(), 1.0, demand, unmet))
    read = read_projector(READER, store, EXERCISE)
    assert read is not None
    assert (read.moments[0].percent, read.moments[0].unmet) == said


def test_a_real_situation_turns_the_room_red(store: Store, client: Client) -> None:
    sent(store, 1)
    with store.transaction() as conn:
        held = exercises.find(conn, EXERCISE)
        assert held is not None
        now = store.now()
        exercises.update(conn, replace(held, state=ExerciseState.FINISHED, finished_at=now, stopped_for_real_at=now))
    page = client.get(address(store)).text
    assert "FIN D’EXERCICE — SITUATION RÉELLE" in page
    assert "Vingt blessés" not in page
    assert BAND not in page


def test_the_screen_goes_out_a_day_after_the_end(store: Store, client: Client, clock: MovingClock) -> None:
    page = address(store)
    finished(store)
    clock.forward(hours=23)
    assert "L’exercice est terminé." in client.get(page).text
    clock.forward(hours=2)
    assert client.get(page).status_code == 404
    assert client.get(address(store, "inconnu")).status_code == 404


def test_a_link_opens_its_own_room_only(store: Store) -> None:
    with pytest.raises(NotAllowed):
        read_projector(volunteer("un-autre", ""), store, EXERCISE)
