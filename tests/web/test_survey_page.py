"""Tests of app/web/survey_page.py: two questions over plain HTTP, once each, without a name."""

from __future__ import annotations

from datetime import date

from app.access.links import page_subject
from app.store import surveys
from tests.web.a_centre import ALI, ZOE, Client, PublishedCentre

QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def _address(centre: PublishedCentre) -> str:
    return f"/p/{centre.link(page_subject(ZOE))}/avis"


def test_one_tap_and_one_form_are_answered_once(centre: PublishedCentre, client: Client) -> None:
    """303 to a page that says thanks; the question is gone; a second answer is refused with a sentence."""
    address = _address(centre)
    assert "c’est trop" in client.get(address).text
    tapped = client.post(address, {"fatigue": "much"})
    assert (tapped.status_code, tapped.headers["location"]) == (303, "?fait=fatigue")
    assert client.post(address, {"note": "4", "mieux": ["notice", "inventé"]}).status_code == 303
    shown = client.get(f"{address}?fait=avis").text
    assert "votre avis est compté, sans votre nom" in shown
    assert "<form" not in shown
    again = client.post(address, {"fatigue": "fine"})
    assert again.status_code == 422
    assert "déjà répondu" in again.text
    with centre.store.reading() as conn:
        period = surveys.answers(conn, surveys.SATISFACTION, *QUARTER)
        assert period == [{"mark": 4, "wishes": ["notice"]}]
        assert surveys.answers(conn, surveys.FATIGUE, *QUARTER) == ["much"]


def test_a_mark_that_is_none_is_refused_and_the_page_is_reached_from_ones_own(
    centre: PublishedCentre, client: Client
) -> None:
    """« 9 », « ² » and nothing: a sentence, nothing written; Ali's own page leads to his."""
    address = _address(centre)
    for fields in ({"note": "9"}, {"note": "²"}, {}):
        assert client.post(address, fields).status_code == 422
    ali = f"/p/{centre.link(page_subject(ALI))}"
    assert f"{ali}/avis" in client.get(ali).text
    with centre.store.reading() as conn:
        assert surveys.answers(conn, surveys.SATISFACTION, *QUARTER) == []
