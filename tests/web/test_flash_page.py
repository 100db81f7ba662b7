"""Tests of app/web/flash_page.py: three questions over plain HTTP, one answer, then what the figures say; EXERCICE throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.links import flash_subject, token_of
from app.services.read_flash import read_flashes
from app.store import links
from app.store.database import Store
from app.web.site import OwnAddresses, Site
from tests.builders import READER, MovingClock
from tests.services.test_flash import CROWD, ID, best, clock, sent, store  # noqa: F401
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

BAND = "EXERCICE – EXERCICE – EXERCICE"


@pytest.fixture
def client(store: Store) -> Client:  # noqa: F811
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store) -> str:  # noqa: F811
    key, subject = store.folder.key("links"), flash_subject(ID, CROWD[0])
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
    assert (done.status_code, done.headers["location"]) == (303, "?fait=high")
    after = client.get(f"{page}?fait=high").text
    assert "Ce que disent les chiffres" in after
    assert "<fieldset" not in after
    assert "Vous avez vu juste" in after
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
