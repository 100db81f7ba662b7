"""Tests of app/web/desk_page.py: one tap over plain HTTP, changed until it closes; nothing of anybody else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from app.access.links import desk_subject, token_of
from app.response.desk_replies import DeskReply
from app.response.desk_survey import DeskState, QuestionKind, SurveyKind
from app.response.event import EventKind
from app.services.continuity.close_survey_desk import close_survey_desk
from app.services.crisis.open_event import open_event
from app.store import desk_surveys, links
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR, MovingClock
from tests.services.a_desk import ALONE, PHARMACY, PORT, a_territory, asked
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    opened = open_store(tmp_path / "data", clock)
    a_territory(opened)
    return opened


@pytest.fixture
def client(store: Store) -> Client:
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store, survey: str, desk: str) -> str:
    key, subject = store.folder.key("links"), desk_subject(survey, desk)
    with store.transaction() as conn:
        return f"/point/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def reply(store: Store, survey: str, desk: str) -> DeskReply:
    with store.reading() as conn:
        held = desk_surveys.reply(conn, survey, desk)
    assert held is not None
    return held


def test_one_tap_is_an_answer_and_the_details_come_after(store: Store, client: Client) -> None:
    """GET writes nothing; a tap is 303 to a page that says it; details leave the state, a new tap leaves the details."""
    survey = asked(store)
    page = address(store, survey, PORT)
    shown = client.get(page)
    assert shown.status_code == 200
    assert all(
        word in shown.text for word in ("Pluie-inondation", "Cabinet du Port", "Ouvert", "En service réduit", "Fermé")
    )
    assert 'name="presents"' not in shown.text
    assert not reply(store, survey, PORT).has_answered
    tapped = client.post(page, {"etat": "degraded"})
    assert (tapped.status_code, tapped.headers["location"]) == (303, "?fait=degraded")
    assert "C’est noté\u00a0: en service réduit" in client.get(f"{page}?fait=degraded").text
    assert client.post(page, {"presents": "1", "attendus": "3", "besoin": "un relais <ce soir>"}).status_code == 303
    assert client.post(page, {"etat": "closed"}).status_code == 303
    kept = reply(store, survey, PORT)
    assert (kept.state, kept.answer.present, kept.answer.expected, kept.by_phone) == (DeskState.CLOSED, 1, 3, False)
    assert "un relais &lt;ce soir&gt;" in client.get(page).text


def test_a_tap_sent_twice_is_one_answer(store: Store, client: Client, clock: MovingClock) -> None:
    """A phone with one bar sends again: the hour of the first stays."""
    survey = asked(store)
    page = address(store, survey, PORT)
    client.post(page, {"etat": "open"})
    first = reply(store, survey, PORT)
    clock.forward(minutes=3)
    assert client.post(page, {"etat": "open"}).status_code == 303
    assert reply(store, survey, PORT) == first


def test_what_does_not_fit_is_said_and_not_written(store: Store, client: Client) -> None:
    """An unknown button, details before any state, words for a number: 422 with a sentence, nothing kept."""
    survey = asked(store)
    page = address(store, survey, PORT)
    for fields, why in (({"etat": "haunted"}, "bouton"), ({"presents": "2"}, "Dites d’abord")):
        refused = client.post(page, fields)
        assert refused.status_code == 422
        assert why in refused.text
    client.post(page, {"etat": "open"})
    refused = client.post(page, {"presents": "deux"})
    assert refused.status_code == 422
    assert "en chiffres" in refused.text
    assert reply(store, survey, PORT).answer.present is None


def test_a_flash_survey_asks_its_questions_alone(store: Store, client: Client) -> None:
    """Yes or no, a number, a few words; no state is asked."""
    questions = (("De l’oxygène ?", QuestionKind.YES_NO), ("Combien de lits ?", QuestionKind.NUMBER))
    survey = asked(store, kind=SurveyKind.FLASH, questions=questions)
    page = address(store, survey, PHARMACY)
    shown = client.get(page).text
    assert "De l’oxygène ?" in shown
    assert 'name="etat"' not in shown
    assert client.post(page, {"q1": "yes", "q2": "7"}).status_code == 303
    assert reply(store, survey, PHARMACY).answer.answers == {"q1": "yes", "q2": "7"}
    assert client.post(page, {"q1": "yes", "q2": "sept"}).status_code == 422
    assert client.post(page, {"etat": "open"}).status_code == 303
    assert reply(store, survey, PHARMACY).state is None


def test_a_closed_survey_says_what_was_answered_then_nothing(store: Store, client: Client, clock: MovingClock) -> None:
    """Closed: no button, a refusal with the way to reach us; a week later the link opens nothing."""
    survey = asked(store)
    page = address(store, survey, PORT)
    client.post(page, {"etat": "open"})
    close_survey_desk(COORDINATOR, store, survey, 1)
    shown = client.get(page).text
    assert "Ce point est clos." in shown
    assert "<form" not in shown
    assert "cpts@example.org" in shown
    assert client.post(page, {"etat": "closed"}).status_code == 422
    assert reply(store, survey, PORT).state is DeskState.OPEN
    clock.forward(days=7)
    assert client.get(page).status_code == 404


def test_a_link_opens_its_own_practice_alone(store: Store, client: Client) -> None:
    """Of the others the page says nothing; a token of another page opens nothing here, an unknown one neither."""
    survey = asked(store)
    alone = address(store, survey, ALONE)
    shown = client.get(alone).text
    assert "Yann Fictif" in shown
    assert "Cabinet du Port" not in shown
    assert client.get(alone.replace("/point/", "/p/")).status_code == 404
    assert client.get(alone.replace("/point/", "/reponse/")).status_code == 404
    assert client.get("/point/inconnu").status_code == 404
    assert client.get(address(store, survey, "practice:jamais")).status_code == 404


def test_an_exercise_says_so(store: Store, client: Client) -> None:
    """« EXERCICE – EXERCICE – EXERCICE » stands above everything."""
    event = open_event(COORDINATOR, store, "Exercice de novembre", kind=EventKind.EXERCISE)
    page = address(store, asked(store, event_id=event), PORT)
    assert "EXERCICE – EXERCICE – EXERCICE" in client.get(page).text
    assert "EXERCICE" not in client.get(address(store, asked(store), PORT)).text


def test_all_of_them_answering_at_once_are_all_written(store: Store) -> None:
    """Forty taps at the same moment through one server: forty 303, forty answers, as many journal entries of one each."""
    survey = asked(store)
    with store.transaction() as conn:
        held = desk_surveys.reply(conn, survey, PORT)
        assert held is not None

        desk_surveys.put_replies(conn, [replace(held, subject=f"practice:n{n}") for n in range(40)])
    pages = [address(store, survey, f"practice:n{n}") for n in range(40)]

    async def everyone() -> list[int]:
        app = OwnAddresses(streamlit_like, Site(store, BASE))
        transport = httpx.ASGITransport(app, client=("192.0.2.9", 50_000))
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "sec-fetch-site": "same-origin",
            "origin": "null",
        }
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as browser:
            sent = [browser.post(page, content=urlencode({"etat": "open"}), headers=headers) for page in pages]
            return [answer.status_code for answer in await asyncio.gather(*sent)]

    assert asyncio.run(everyone()) == [303] * 40
    with store.reading() as conn:
        states = [one.state for one in desk_surveys.replies(conn, survey) if one.subject.startswith("practice:n")]
    assert states == [DeskState.OPEN] * 40


def test_what_was_written_stays_when_a_figure_is_refused(store: Store, client: Client) -> None:
    """« trois » is no figure: the paragraph typed beside it is not typed again, and survives even the end of the survey."""
    survey = asked(store)
    page = address(store, survey, PORT)
    client.post(page, {"etat": "degraded"})
    typed = {"presents": "trois", "attendus": "5", "stock": "plus de <masques>", "besoin": "un relais ce soir"}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    for shown in ('value="trois"', 'value="5"', "plus de &lt;masques&gt;", "un relais ce soir"):
        assert shown in refused.text
    assert "un relais ce soir" not in client.get(page).text
    close_survey_desk(COORDINATOR, store, survey, 1)
    late = client.post(page, typed | {"presents": "3"})
    assert (late.status_code, "un relais ce soir" in late.text) == (422, True)
    assert reply(store, survey, PORT).answer.needs == ""
