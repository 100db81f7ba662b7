"""Tests of app/web/flash_page.py: three questions over plain HTTP, one answer, then what the figures say; EXERCICE throughout."""

from __future__ import annotations

import http.client
import threading
from pathlib import Path

import pytest

from app.access.links import LinkScope, Subject, flash_subject, token_of
from app.core.ids import PersonId
from app.services.laboratory.read_flash import read_flashes
from app.store import flashes, links
from app.store.database import Store
from app.web.site import OwnAddresses, Site
from tests.bench.calendars import served
from tests.builders import READER, MovingClock
from tests.services.laboratory.test_flash import CROWD, ID, best, sent, store  # noqa: F401
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

BAND = "EXERCICE – EXERCICE – EXERCICE"


@pytest.fixture
def client(store: Store) -> Client:  # noqa: F811
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store, person: PersonId = CROWD[0]) -> str:  # noqa: F811
    key, subject = store.folder.key("links"), flash_subject(ID, person)
    with store.transaction() as conn:
        return f"/flash/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def test_three_questions_then_what_the_figures_say(store: Store, client: Client) -> None:  # noqa: F811
    """GET writes nothing and gives nothing away; the answer is 303, then the page tells the figures and asks no more."""
    sent(store)
    page, right = address(store), best(store)
    shown = client.get(page)
    assert shown.status_code == 200
    assert BAND in shown.text
    assert shown.text.count("<fieldset") == 3
    assert "Ce que disent les chiffres" not in shown.text
    assert read_flashes(READER, store).exercises[0].answered == 0
    done = client.post(page, {f"question_{rank}": str(one) for rank, one in enumerate(right)})
    assert (done.status_code, done.headers["location"]) == (303, "?fait=counted")
    after = client.get(f"{page}?fait=counted").text
    assert "Ce que disent les chiffres" in after
    assert "<fieldset" not in after
    assert "comptées sans votre nom" in after
    assert read_flashes(READER, store).exercises[0].answered == 1
    again = client.post(page, {f"question_{rank}": "0" for rank in range(3)})
    assert again.status_code in (409, 422)
    assert read_flashes(READER, store).exercises[0].answered == 1


def test_a_question_left_out_is_said_and_the_others_stay_chosen(store: Store, client: Client) -> None:  # noqa: F811
    sent(store)
    page = address(store)
    refused = client.post(page, {"question_0": "1"})
    assert refused.status_code == 422
    assert "Choisissez une réponse à chaque question" in refused.text
    assert 'name="question_0" value="1" required checked' in refused.text
    assert read_flashes(READER, store).exercises[0].answered == 0


def test_a_closed_one_says_the_figures_and_then_nothing(
    store: Store, client: Client, clock: MovingClock, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    """After its last day it asks nothing; a week later the link opens nothing."""
    sent(store)
    page = address(store)
    clock.forward(days=8)
    closed = client.get(page).text
    assert "Cet exercice est clos" in closed
    assert "<form" not in closed
    clock.forward(days=8)
    assert client.get(page).status_code in (404, 410)


def test_the_address_after_an_answer_does_not_tell_how_good_it_was(store: Store, client: Client) -> None:  # noqa: F811
    """It holds the person's token and goes into the host's logs: the best answers and the worst lead to the same one."""
    sent(store)
    right = best(store)
    wrong = [(rank + 1) % 2 for rank in right]
    said = [
        client.post(address(store, person), {f"question_{rank}": str(one) for rank, one in enumerate(given)})
        for person, given in ((CROWD[0], right), (CROWD[1], wrong))
    ]
    assert [one.status_code for one in said] == [303, 303]
    assert len({one.headers["location"] for one in said}) == 1


@pytest.mark.parametrize("said", ["-1", "4", "99999999999999999999", "²", "0x1", "1.0", " ", "\u0661"])
def test_a_rank_that_is_not_offered_is_refused(store: Store, client: Client, said: str) -> None:  # noqa: F811
    """Neither a fault nor an answer."""
    sent(store)
    refused = client.post(address(store), {"question_0": said, "question_1": "0", "question_2": "0"})
    assert refused.status_code in (400, 422)
    assert read_flashes(READER, store).exercises[0].answered == 0


def test_a_scanner_that_opens_every_link_answers_nothing(store: Store, client: Client) -> None:  # noqa: F811
    """GET and HEAD, with an answer in the query even: the exercise stays unanswered, and a POST from elsewhere is refused."""
    sent(store)
    page = address(store)
    for query in ("", "?question_0=0&question_1=0&question_2=0", "?fait=counted"):
        assert client.get(page + query).status_code == 200
    assert client.ask("HEAD", page).status_code == 200
    elsewhere = client.post(
        page, dict.fromkeys(("question_0", "question_1", "question_2"), "0"), sec_fetch_site="cross-site"
    )
    assert elsewhere.status_code >= 400
    assert read_flashes(READER, store).exercises[0].answered == 0


def test_a_link_of_another_kind_or_a_false_one_says_the_same_as_a_lost_one(store: Store, client: Client) -> None:  # noqa: F811
    """A calendar's token, somebody it was not sent to, a token one letter off: the same page, byte for byte."""
    sent(store, *CROWD[:2])
    page = address(store, CROWD[0])
    key, person = store.folder.key("links"), Subject(LinkScope.PERSON, CROWD[0])
    with store.transaction() as conn:
        other = token_of(key, person, links.ensure(conn, key, person, store.now()).generation)
    lost = client.get("/flash/" + "A" * 43)
    for path in (f"/flash/{other}", page[:-1] + ("a" if page[-1] != "a" else "b"), address(store, CROWD[3])):
        got = client.get(path)
        assert (got.status_code, got.content) == (lost.status_code, lost.content)


def test_a_crowd_answers_at_once_and_each_is_counted_once(store: Store) -> None:  # noqa: F811
    """Over real HTTP, six people press twenty times each at the same instant: six answers, nobody's second one."""
    sent(store)
    paths = [address(store, person) for person in CROWD] * 20
    site = Site(store, BASE)
    with served(site) as port:
        codes = pressed(port, paths)
    assert sorted(set(codes)) in ([303, 409], [303, 422])
    assert codes.count(303) == len(CROWD)
    with store.reading() as conn:
        assert sum(one.answers for one in flashes.answers(conn, ID)) == len(CROWD)
        assert all(one.answered_on for one in flashes.people_of(conn, ID))


def pressed(port: int, paths: list[str]) -> list[int]:
    """Everyone at the same instant; the codes."""
    codes: list[int] = []
    ready = threading.Barrier(len(paths))

    def press(path: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.connect()
        ready.wait()
        headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        line.request("POST", path, "question_0=0&question_1=1&question_2=0", headers)
        codes.append(line.getresponse().status)
        line.close()

    threads = [threading.Thread(target=press, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


def test_answers_are_one_under_another(store: Store, client: Client) -> None:  # noqa: F811
    """Sentences side by side, as short choices are drawn, are wider than a phone."""
    sent(store)
    page = client.get(address(store)).text
    assert page.count("<fieldset>") == 3
    assert 'class="choice"' not in page
