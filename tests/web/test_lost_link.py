"""``/p``: a lost link is asked for again, and no answer tells whether an address is known."""

from __future__ import annotations

import pytest

from app.store import messages
from app.web import lost_link
from tests.web.a_centre import Client, PublishedCentre


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waiting is noted instead of done."""
    waited: list[float] = []
    monkeypatch.setattr(lost_link.time, "sleep", waited.append)
    return waited


def waiting(centre: PublishedCentre) -> int:
    with centre.store.reading() as conn:
        return len(messages.waiting(conn))


def test_known_and_unknown_addresses_get_the_same_answer(client: Client, centre: PublishedCentre) -> None:
    """Same status, headers and sentence; only the outbox knows."""
    known = client.post("/p", {"contact": "zoe@exemple.fr"})
    unknown = client.post("/p", {"contact": "personne@exemple.fr"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (303, b"")
    assert known.headers == unknown.headers
    assert waiting(centre) == 1
    assert "Si nous connaissons cette adresse" in client.get(f"/p{known.headers['location']}").text


def test_both_answers_are_held_back_until_the_same_time(client: Client, quick: list[float]) -> None:
    """What is left to wait completes the same duration, whatever the work took."""
    client.post("/p", {"contact": "zoe@exemple.fr"})
    client.post("/p", {"contact": "personne@exemple.fr"})
    assert len(quick) == 2
    assert all(0 < left < lost_link.SECONDS for left in quick)


def test_one_client_asks_for_a_few_addresses_only(client: Client, centre: PublishedCentre) -> None:
    """The sixth request in a row is told to wait, known or not; another client still may."""
    codes = [client.post("/p", {"contact": f"x{n}@exemple.fr"}).status_code for n in range(6)]
    assert codes == [303] * 5 + [422]
    assert client.post("/p", {"contact": "zoe@exemple.fr"}).status_code == 422
    other = Client(client.app, peer="192.0.2.99")
    assert other.post("/p", {"contact": "zoe@exemple.fr"}).status_code == 303
    assert waiting(centre) == 1


def test_the_page_reads_and_writes_nothing(client: Client, centre: PublishedCentre) -> None:
    """GET shows the form; another site's page can't send it."""
    assert client.get("/p").status_code == 200
    assert client.post("/p", {"contact": "zoe@exemple.fr"}, sec_fetch_site="cross-site").status_code == 403
    assert waiting(centre) == 0


def test_what_is_no_address_is_said(client: Client) -> None:
    """422 and the form again."""
    found = client.post("/p", {"contact": "Zoé"})
    assert found.status_code == 422
    assert "adresse e-mail ou le numéro" in found.text


def test_requests_that_rest_leave_room_for_everybody_else(client: Client, centre: PublishedCentre) -> None:
    """Once as many rest as may, from any number of clients, the next is told to come back; then all goes on."""
    places = [lost_link._places.acquire(blocking=False) for _place in range(lost_link.AT_ONCE)]
    try:
        assert all(places)
        assert client.post("/p", {"contact": "zoe@exemple.fr"}).status_code == 422
        assert waiting(centre) == 0
    finally:
        for _place in places:
            lost_link._places.release()
    assert client.post("/p", {"contact": "personne"}).status_code == 422
    assert client.post("/p", {"contact": "zoe@exemple.fr"}).status_code == 303
