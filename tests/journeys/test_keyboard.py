"""Without a mouse: a rota proposed and published, a hole called for, a line written in the main courante; keys that act alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from app.store import accounts
from app.store.database import open_store
from tests.journeys.every_screen import at_rest, signed_in
from tests.journeys.hand import Hand, a_roster
from tests.journeys.settled import READY, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.conftest import OpenPage, ServeApp, ServedDemo

pytestmark = pytest.mark.browser

MOST_KEYS = 120
"""Tab presses from the top of a screen to the last gesture asked for here: past it, the gesture counts as out of reach."""
RINGED = """() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  if (held === document.body) return {ringed: true, seen: false, what: "the browser itself, past the last control"};
  const box = held.getBoundingClientRect();
  const near = [held, held.parentElement, held.parentElement?.parentElement].filter(Boolean).map(one => getComputedStyle(one));
  const ringed = near.some(one => (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 1) || one.boxShadow !== "none");
  return {ringed, seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight, what: held.outerHTML.slice(0, 90)};
}"""


def test_a_rota_is_proposed_and_published_without_a_mouse(
    serve_app: ServeApp, open_page: OpenPage, tmp_path: Path
) -> None:
    """« Proposer » and « Publier » are reached with Tab, seen where the keyboard stands, and pressed with Enter."""
    address = serve_app(folder=tmp_path / "data")
    hand = Hand(open_page(address))
    hand.fill("Nom de la communauté", "CPTS fictive")
    hand.click("Enregistrer")
    hand.reads("Il reste 3 étapes")
    hand.go(f"{address}/effectifs")
    hand.attach(a_roster(tmp_path))
    hand.click("Importer 132 lignes")
    hand.reads("132 volontaires")
    hand.go(f"{address}/centre")
    hand.fill("Doses par semaine", "480")
    hand.click("Créer le centre")
    hand.reads(re.compile("peuvent ouvrir"))
    hand.go(f"{address}/planning")
    _press(hand.page, hand.page.get_by_role("button", name="Proposer", exact=True))
    hand.reads("Rien n’est encore publié. Brouillon")
    _press(hand.page, hand.page.get_by_role("button", name="Publier", exact=True))
    hand.reads("Version 1 publiée")


def test_a_hole_is_called_for_and_the_log_is_kept_without_a_mouse(browser: Browser, served_demo: ServedDemo) -> None:
    """A call-out prepared, launched and stopped; then a line of the main courante, typed where Tab leads."""
    page = signed_in(browser, served_demo)
    page.goto(f"{served_demo.address}/appels")
    at_rest(page)
    _press(page, page.get_by_role("button", name=re.compile("^Préparer l’appel")).first)
    _press(page, page.get_by_role("button", name=re.compile("^Lancer l’appel")))
    _press(page, page.get_by_role("button", name=re.compile("^Arrêter")))
    _press(page, page.get_by_role("dialog").get_by_role("button", name=re.compile("^Arrêter|^Oui")))
    expect(page.get_by_test_id("stMain")).to_contain_text(re.compile("arrêté", re.IGNORECASE), timeout=READY)
    page.goto(f"{served_demo.address}/main-courante")
    at_rest(page)
    _reach(page, page.get_by_label("Que s’est-il passé"))
    page.keyboard.type("Groupe électrogène démarré")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_test_id("stMain").get_by_text("Groupe électrogène démarré").first).to_be_visible(timeout=READY)
    page.context.close()


def test_a_key_alone_acts_only_for_who_wants_it(browser: Browser, served_demo: ServedDemo) -> None:
    """« / » goes to the search, unless the account says no: Ctrl + K still does; and the tab says the screen."""
    page = signed_in(browser, served_demo)
    for key, wanted, reached in (("/", True, True), ("/", False, False), ("Control+k", False, True)):
        _wish(served_demo, key_alone=wanted)
        page.goto(f"{served_demo.address}/planning")
        at_rest(page)
        page.keyboard.press(key)
        assert page.get_by_role("searchbox").first.evaluate("one => one.getRootNode().activeElement === one") is reached
    assert page.title() == "Planning · Relève"
    _wish(served_demo, key_alone=True)
    page.context.close()


def _wish(demo: ServedDemo, *, key_alone: bool) -> None:
    store = open_store(demo.folder)
    with store.transaction() as conn:
        account = accounts.by_login(conn, demo.accounts["coordination"][0])
        assert account is not None
        accounts.set_wishes(conn, account.id, language="", key_alone=key_alone)


def _press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Walk there with Tab from the top of the screen, seeing where one stands all along, and press."""
    settled(page)
    wanted.wait_for(timeout=READY)
    _reach(page, wanted)
    page.keyboard.press(key)
    settled(page)


def _reach(page: Page, wanted: Locator) -> None:
    if page.get_by_role("dialog").count() == 0:
        page.evaluate("() => { document.activeElement?.blur(); window.getSelection()?.removeAllRanges(); }")
    for _press in range(MOST_KEYS):
        page.keyboard.press("Tab")
        stands = page.evaluate(RINGED)
        assert stands["ringed"], f"nothing shows where the keyboard stands: {stands['what']}"
        if wanted.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            assert stands["seen"], f"out of sight: {stands['what']}"
            return
    pytest.fail(f"not reached in {MOST_KEYS} presses of Tab")
