"""A coordinator asks what the closed road to Quiberon would break: a scenario, one effect less, kept, compared, read on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.services.keeping.kept_answers import forget_all
from app.services.laboratory.read_laboratory import read_all_saved
from tests.builders import COORDINATOR, a_team
from tests.journeys.conftest import PHONE, OpenPage, ServeApp
from tests.journeys.hand import Hand
from tests.journeys.settled import READY, settled
from tests.services.a_territory import a_territory

pytestmark = pytest.mark.browser


def test_from_a_scenario_to_two_trials_compared(serve_app: ServeApp, open_page: OpenPage, tmp_path: Path) -> None:
    """Begun from a scenario, run and kept; one effect less, run and kept; both side by side. « Back » undoes."""
    store = a_territory(tmp_path / "data")
    a_team(store)
    address = serve_app(folder=tmp_path / "data")
    hand = Hand(open_page(f"{address}/laboratoire?scenario=d768_penthievre"))
    hand.reads(re.compile("chocs? et"))
    hand.click("Voir ce que cela donne")
    hand.reads(re.compile("sans personne"))
    _keep(hand, "Route fermée")
    hand.reads(re.compile("sans personne"))

    hand.go(f"{address}/laboratoire?scenario=d768_penthievre&volet=composer")
    hand.click("Retirer")
    hand.waits()
    less = hand.page.get_by_role("heading", level=1).inner_text()
    hand.page.go_back()
    expect(hand.page.get_by_role("heading", level=1)).not_to_have_text(less, timeout=READY)
    hand.click("Retirer")
    hand.reads(less)
    hand.waits()
    shared = hand.page.url
    hand.click("Voir ce que cela donne")
    hand.reads(re.compile("sans personne"))
    _keep(hand, "Route fermée, un choc de moins")
    hand.go(f"{address}/laboratoire?volet=comparer")
    hand.reads(re.compile("Route fermée"))
    expect(hand.page.get_by_test_id("stPlotlyChart")).to_have_count(4, timeout=READY)
    assert {one.title for one in read_all_saved(COORDINATOR, store)} == {
        "Route fermée", "Route fermée, un choc de moins",
    }  # fmt: skip
    forget_all()

    phone = open_page(shared, size=PHONE, dark=True, touch=True)
    settled(phone)
    expect(phone.get_by_role("note", name="EXERCICE")).to_be_visible(timeout=READY)
    expect(phone.get_by_role("button", name="Voir ce que cela donne")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def _keep(hand: Hand, title: str) -> None:
    hand.click("Garder cet essai")
    hand.page.get_by_label("Sous quel titre").fill(title)
    hand.click("Garder")
    hand.waits()
    expect(hand.page.get_by_text("Rien de ce qui a servi au calcul n’a changé depuis.")).to_be_visible(timeout=READY)
