"""Tests of app/web/improvement_page.py and app/services/exercise/answer_improvement.py: one action, done or help wanted, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.access.links import improvement_subject, token_of
from app.core.errors import NotAllowed, NotFound
from app.exercise.improvement import Improvement, ImprovementState
from app.exercise.owner_answer import help_wanted
from app.services.exercise.answer_improvement import ask_help, read_owner_page, say_done
from app.store import exercises, improvements, links
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import MovingClock
from tests.exercise.an_improvement import an_action, an_ended_exercise
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

if TYPE_CHECKING:
    from pathlib import Path

ACTION = "Tenir à jour la liste d’astreinte"


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    held = open_store(tmp_path, clock)
    with held.transaction() as conn:
        exercises.insert(conn, an_ended_exercise())
        improvements.insert(conn, an_action(exercise_id="joue", organisation="CHBA (fictif)", email="a@example.org"))
        improvements.insert(conn, an_action(id="autre", action="Une autre action, secrète", section="cell"))
    return held


@pytest.fixture
def client(store: Store) -> Client:
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store, id: str = "action") -> str:
    key, subject = store.folder.key("links"), improvement_subject(id)
    with store.transaction() as conn:
        return f"/action/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def the(store: Store, id: str = "action") -> Improvement:
    with store.reading() as conn:
        found = improvements.find(conn, id)
    assert found is not None
    return found


def put(store: Store, **fields: object) -> None:
    with store.transaction() as conn:
        improvements.update(conn, replace(the(store), **fields))  # type: ignore[arg-type]


def entries(store: Store, type: str) -> int:
    with store.reading() as conn:
        return int(conn.execute("SELECT count(*) FROM journal WHERE type = ?", (type,)).fetchone()[0])


def test_the_owner_reads_their_action_and_nothing_else_of_the_plan(store: Store, client: Client) -> None:
    page = client.get(address(store))
    assert page.status_code == 200
    for shown in (ACTION, "24 février 2027", "cadre de santé, CHBA (fictif)", "Panne d’eau", "à faire"):
        assert shown in page.text
    for hidden in ("secrète", "a@example.org", "maiwenn"):
        assert hidden not in page.text
    assert len(page.text.encode()) < 40_000


def test_done_is_written_once_with_its_proof(store: Store, client: Client) -> None:
    """303, the state, the proof; the same again changes nothing; then there is no button any more."""
    page, fields = address(store), {"dire": "fait", "preuve": "Affichée le 3 décembre"}
    assert {client.post(page, fields).headers.get("location") for _time in range(3)} == {"?fait=fait"}
    kept = the(store)
    assert (kept.state, kept.proof, kept.revision) == (ImprovementState.DONE, "Affichée le 3 décembre", 2)
    assert kept.closed_at == store.now()
    assert entries(store, "improvement_done_by_owner") == 1
    after = client.get(page).text
    assert "Affichée le 3 décembre" in after
    assert "<form" not in after
    assert the(store, "autre").state is ImprovementState.OPEN


def test_done_without_a_proof_is_refused(store: Store, client: Client) -> None:
    assert client.post(address(store), {"dire": "fait", "preuve": " "}).status_code == 422
    assert the(store).revision == 1


def test_help_is_written_once_and_done_may_still_follow(store: Store, client: Client) -> None:
    page, fields = address(store), {"dire": "aide", "besoin": "Qui a la liste ?"}
    assert {client.post(page, fields).headers.get("location") for _time in range(3)} == {"?fait=aide"}
    kept = the(store)
    assert (kept.state, help_wanted(kept), kept.revision) == (ImprovementState.IN_PROGRESS, "Qui a la liste ?", 2)
    assert entries(store, "improvement_help_asked") == 1
    assert "Qui a la liste ?" in client.get(page).text
    assert client.post(page, {"dire": "fait", "preuve": "Faite"}).status_code == 303
    assert the(store).proof == "Faite"


@pytest.mark.parametrize("fields", [{}, {"dire": "verifie"}, {"dire": "aide"}, {"dire": "aide", "besoin": "x" * 2_001}])
def test_what_says_nothing_is_refused_and_stays_typed(store: Store, client: Client, fields: dict[str, str]) -> None:
    refused = client.post(address(store), fields)
    assert refused.status_code == 422
    assert fields.get("besoin", "")[:50] in refused.text
    assert the(store).revision == 1


def test_what_is_overdue_says_so_and_what_was_given_up_says_why(store: Store, client: Client) -> None:
    put(store, starts_on=date(2026, 11, 1), due_on=date(2026, 11, 25))
    assert "en retard" in client.get(address(store)).text
    put(store, state=ImprovementState.DROPPED, proof="Sans objet", closed_at=store.now())
    page = client.get(address(store)).text
    assert "abandonnée" in page
    assert "Sans objet" in page
    assert client.post(address(store), {"dire": "fait", "preuve": "x"}).status_code == 422


def test_the_link_closes_a_month_after_the_action(store: Store, client: Client, clock: MovingClock) -> None:
    page = address(store)
    client.post(page, {"dire": "fait", "preuve": "Affichée"})
    clock.forward(days=29)
    assert client.get(page).status_code == 200
    clock.forward(days=2)
    assert client.get(page).status_code == 404
    assert client.get(address(store, "inconnue")).status_code == 404


def test_nobody_answers_for_another_action(store: Store) -> None:
    owner = volunteer("action", "")
    with pytest.raises(NotAllowed):
        say_done(owner, store, "autre", "x")
    with pytest.raises(NotAllowed):
        ask_help(owner, store, "autre", "x")
    with pytest.raises(NotAllowed):
        read_owner_page(owner, store, "autre")
    with pytest.raises(NotFound):
        say_done(volunteer("inconnue", ""), store, "inconnue", "x")
