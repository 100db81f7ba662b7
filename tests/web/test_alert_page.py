"""``/reponse/<token>``: one tap to answer an alert, changed until the end, without an account or a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.links import alert_subject, page_subject, token_of
from app.core.clock import instant_text
from app.core.ids import PersonId
from app.response.alert import AlertKind, Answer
from app.response.event import EventKind
from app.services.crisis.close_alert import close_alert
from app.store import links
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, Alerted, an_alerted
from tests.web.a_centre import BASE, Client
from tests.web.a_volunteer import plain
from tests.web.conftest import streamlit_like


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


@pytest.fixture
def phone(alerted: Alerted) -> Iterator[Client]:
    site = Site(alerted.store, BASE)
    yield Client(OwnAddresses(streamlit_like, site))
    site.close()


def path_of(alerted: Alerted, alert_id: str, person: PersonId = NURSE) -> str:
    """Where this person's link leads."""
    key = alerted.store.folder.key("links")
    with alerted.store.transaction() as conn:
        link = links.ensure(conn, key, alert_subject(alert_id, person), alerted.store.now())
    return f"/reponse/{token_of(key, link.subject, link.generation)}"


def tap(phone: Client, path: str, **fields: str) -> str:
    """One tap, and the page that follows."""
    answer = phone.post(path, fields)
    assert answer.status_code == 303, re.findall('role="alert">(.*?)<', answer.text)
    return plain(phone.get(path + answer.headers["location"]).text)


def test_everything_is_said_before_the_answer(alerted: Alerted, phone: Client) -> None:
    """Who asks, what for, under which frame, that one does not set off; available stands first."""
    found = phone.get(path_of(alerted, alerted.launch()))
    text = plain(found.text)
    for words in (
        "Alerte : pouvez-vous venir ?", "CPTS d’essai", "Accident de car", "L’ARS demande des renforts à Auray.",
        "CSP L.3131-10-1", "restez à votre poste", "Disponible maintenant Non, pas disponible",
    ):  # fmt: skip
        assert words in text
    assert "menhir" not in text, "the agreed word proves messages: a page must not teach it"
    assert found.text.index('value="available"') < found.text.index('value="no"') < found.text.index('value="later"')
    assert "<script" not in found.text
    assert len(found.content) < 40_000


def test_looking_writes_nothing(alerted: Alerted, phone: Client) -> None:
    """Mail scanners open links: nobody is told as having answered for that."""
    id = alerted.launch()
    phone.get(path_of(alerted, id))
    assert alerted.called(id, NURSE).seen_at is None


def test_one_tap_is_enough(alerted: Alerted, phone: Client) -> None:
    """Available from this minute; the page says so, thanks, and may be completed."""
    id = alerted.launch()
    path = path_of(alerted, id)
    text = tap(phone, path, answer="available")
    assert "C’est noté : disponible" in text
    assert "Votre réponse : disponible, à partir de 17 h" in text
    assert "Compléter ma réponse" in text
    held = alerted.called(id, NURSE)
    assert (held.answer, held.from_at, held.by_phone) == (Answer.AVAILABLE, alerted.store.now(), False)


def test_later_until_with_a_car_and_a_word(alerted: Alerted, phone: Client) -> None:
    """The hours offered are those of the page; what was chosen is shown again."""
    id = alerted.launch()
    path = path_of(alerted, id)
    offered = re.findall(r'<option value="(2026[^"]+)"', phone.get(path).text)
    assert offered[0] == instant_text(alerted.store.now() + timedelta(hours=1))
    text = tap(
        phone, path, answer="later", until=offered[-1], vehicle="oui", skills="pansements", note="par l’est",
        **{"from": offered[1]},
    )  # fmt: skip
    assert "disponible plus tard, à partir de 19 h, jusqu’à samedi 28 novembre à 17 h" in text
    held = alerted.called(id, NURSE)
    assert (held.skills, held.vehicle, held.note) == ("pansements", True, "par l’est")
    alerted.clock.forward(minutes=20)
    again = phone.get(path).text
    assert f'value="{offered[1]}" selected' in again
    assert " checked" in again


def test_an_answer_changes_and_may_be_pressed_twice(alerted: Alerted, phone: Client) -> None:
    """Back and forth; the last one stands."""
    id = alerted.launch()
    path = path_of(alerted, id)
    for said in ("available", "available", "no", "no"):
        tap(phone, path, answer=said)
    assert alerted.called(id, NURSE).answer is Answer.NO
    assert "Votre réponse : pas disponible." in plain(phone.get(path).text)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"answer": "peut-être"}, "Dites si vous êtes disponible"),
        ({}, "Dites si vous êtes disponible"),
        ({"answer": "later"}, "à partir de quelle heure"),
        ({"answer": "later", "from": "demain"}, "n’a pas été comprise"),
        ({"answer": "available", "until": "2031-01-01T00:00:00Z"}, "n’a pas été comprise"),
        ({"answer": "no", "note": "x" * 201}, "trop long"),
    ],
)
def test_what_does_not_hold_is_said_on_the_page(
    alerted: Alerted, phone: Client, fields: dict[str, str], why: str
) -> None:
    """422, the sentence, nothing written."""
    id = alerted.launch()
    answer = phone.post(path_of(alerted, id), fields)
    assert answer.status_code == 422
    assert why in plain(answer.text)
    assert not alerted.called(id, NURSE).has_answered


def test_once_closed_it_thanks_and_takes_nothing_more(alerted: Alerted, phone: Client) -> None:
    """For sixty days; then the link is unknown."""
    id = alerted.launch()
    path = path_of(alerted, id)
    close_alert(COORDINATOR, alerted.store, id, 1)
    text = phone.get(path).text
    assert "plus besoin de répondre" in plain(text)
    assert "<button" not in text
    assert phone.post(path, {"answer": "available"}).status_code == 422
    alerted.clock.forward(days=61)
    assert phone.get(path).status_code == 404


def test_a_test_says_that_it_is_one(alerted: Alerted, phone: Client) -> None:
    """Before and after the tap."""
    path = path_of(alerted, alerted.launch(kind=AlertKind.TEST, frame=""))
    assert "personne n’est attendu nulle part" in plain(phone.get(path).text)
    assert "l’essai vous a bien atteint" in tap(phone, path, answer="available")


def test_an_exercise_begins_with_its_band(alerted: Alerted, phone: Client) -> None:
    """In the title as in the heading, and once only."""
    path = path_of(alerted, alerted.launch(event_id=alerted.event(EventKind.EXERCISE)))
    text = phone.get(path).text
    assert "<title>EXERCICE – EXERCICE – EXERCICE" in text
    assert "<h1>EXERCICE – EXERCICE – EXERCICE" in text
    assert text.count("EXERCICE – EXERCICE – EXERCICE") == 2


def test_the_page_is_said_in_english_too(alerted: Alerted, phone: Client) -> None:
    """The link to the other language stays on the page."""
    found = phone.get(path_of(alerted, alerted.launch()) + "?lang=en")
    assert found.status_code == 200
    assert 'lang="en"' in found.text


def test_a_link_opens_its_own_alert_alone(alerted: Alerted, phone: Client) -> None:
    """Not under another address, nor for somebody who was not asked; unknown tokens are 404."""
    id = alerted.launch()
    path = path_of(alerted, id)
    assert phone.get(path.replace("/reponse/", "/appel/")).status_code == 404
    assert phone.get(path.replace("/reponse/", "/p/")).status_code == 404
    assert phone.get("/reponse/" + "x" * 43).status_code == 404
    assert phone.get(path_of(alerted, id, PersonId("oscar"))).status_code == 404
    key = alerted.store.folder.key("links")
    with alerted.store.transaction() as conn:
        own = links.ensure(conn, key, page_subject(NURSE), alerted.store.now())
    assert phone.get(f"/reponse/{token_of(key, own.subject, own.generation)}").status_code == 404
    assert alerted.called(id, DOCTOR).answer is Answer.NONE


def test_whoever_completes_after_their_hour_is_not_put_off(alerted: Alerted, phone: Client) -> None:
    """« À partir de 19 h », and it is 19 h 30: saying that one has a car must not say « à partir de 20 h 30 »."""
    id = alerted.launch()
    path = path_of(alerted, id)
    first = re.findall(r'<option value="(2026[^"]+)"', phone.get(path).text)[0]
    tap(phone, path, answer="later", **{"from": first})
    alerted.clock.forward(minutes=90)
    page = phone.get(path).text
    (completes,) = re.findall(r'value="(\w+)">Compléter', page)
    offered = re.findall(r'<option value="(2026[^"]+)"', page)
    tap(phone, path, answer=completes, vehicle="oui", **{"from": offered[0]})
    held = alerted.called(id, NURSE)
    assert held.vehicle is True
    assert held.is_there_at(alerted.store.now())


def test_a_word_stays_when_the_hour_is_refused(alerted: Alerted, phone: Client) -> None:
    """The page was left open too long: its hour has passed, not what was typed under it."""
    id = alerted.launch()
    path = path_of(alerted, id)
    first = re.findall(r'<option value="(2026[^"]+)"', phone.get(path).text)[0]
    alerted.clock.forward(minutes=90)
    late = phone.post(
        path, {"answer": "later", "from": first, "note": "par l’est", "skills": "plaies", "vehicle": "oui"}
    )
    assert late.status_code == 422
    assert all(typed in late.text for typed in ("par l’est", "plaies", " checked", "<details open>"))
    assert not alerted.called(id, NURSE).has_answered
