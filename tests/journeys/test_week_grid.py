"""The week grid in a real browser: a coordinator moves people by hand, by keyboard alone, and on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, OpenPage, ServeApp

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(serve_for_all: ServeApp) -> str:
    return serve_for_all(script=Path(__file__).parent / "grid_page.py")


def seat(page: Page, name: str) -> Locator:
    return page.locator(f"[data-seat={name}]")


def happened(page: Page, text: str) -> None:
    """Wait until the server has written the event down."""
    expect(page.get_by_test_id("stText").last).to_contain_text(text)


def focused(page: Page) -> str:
    """What the focused element stands for, inside the component."""
    return str(
        page.evaluate(
            "() => { let a = document.activeElement; while (a && a.shadowRoot) a = a.shadowRoot.activeElement;"
            " return a ? a.dataset.stop || a.dataset.option || a.dataset.act || a.tagName : '' }"
        )
    )


def test_a_person_is_dragged_to_another_place(address: str, open_page: OpenPage) -> None:
    """The chip lands at once, the server is told the seats and the revision, and the old place stands open."""
    page = open_page(address)
    seat(page, "am1-prep").drag_to(seat(page, "am2-prep"))
    expect(seat(page, "am2-prep")).to_contain_text("Yann L.")
    happened(page, "Move(revision=1, from_seat='am1-prep', to_seat='am2-prep')")
    expect(seat(page, "am1-prep")).to_contain_text("à pourvoir")
    expect(seat(page, "am2-prep")).to_contain_text("à confirmer")


def test_someone_available_is_dragged_from_the_bench_only_where_they_may_go(address: str, open_page: OpenPage) -> None:
    """A role they don't hold refuses the drop without asking the server."""
    page = open_page(address)
    enora = page.get_by_role("button", name="Enora W.")
    enora.drag_to(seat(page, "pm1-inject"))
    expect(seat(page, "pm1-inject")).to_contain_text("à pourvoir")
    enora.drag_to(seat(page, "am2-prep"))
    happened(page, "Put(revision=1, person='enora', seat='am2-prep')")
    expect(page.get_by_test_id("stText").last).not_to_contain_text("pm1-inject")


def test_a_refused_change_goes_back_where_it_was(address: str, open_page: OpenPage) -> None:
    """What the server holds is the truth, also when it says no."""
    page = open_page(address)
    seat(page, "am1-inject").drag_to(seat(page, "pm1-inject"))
    happened(page, "refusé")
    expect(seat(page, "pm1-inject")).to_contain_text("à pourvoir")
    expect(seat(page, "am1-inject")).to_contain_text("Anne T.")


def test_the_keyboard_alone_picks_up_drops_chooses_and_frees(address: str, open_page: OpenPage) -> None:
    """Arrows, Enter, Escape and Delete do all that a mouse does, focus stays, and each step is announced."""
    page = open_page(address)
    keys = page.keyboard
    announced = page.locator("[role=status].sr")
    seat(page, "am1-prep").focus()
    keys.press("ArrowRight")
    assert focused(page) == "seat:am1-inject"
    keys.press("ArrowRight")
    assert focused(page) == "cell:am1|desk"
    keys.press("Home")
    keys.press("Enter")
    expect(announced).to_contain_text("Yann L. en main")
    keys.press("Escape")
    expect(announced).to_contain_text("Annulé")
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("Enter")
    happened(page, "Move(revision=1, from_seat='am1-prep', to_seat='am2-prep')")
    assert focused(page) == "seat:am2-prep"
    expect(seat(page, "am2-prep")).to_contain_text("à confirmer")
    keys.press("Delete")
    happened(page, "Free(revision=2, seat='am2-prep')")
    expect(announced).to_contain_text("place libérée")
    expect(seat(page, "am2-prep")).not_to_have_class(re.compile("waiting"))
    keys.press("Enter")
    assert focused(page) == "enora"
    keys.press("Enter")
    happened(page, "Put(revision=3, person='enora', seat='am2-prep')")
    assert focused(page) == "seat:am2-prep"
    keys.press(" ")
    happened(page, "Select(revision=4, seat='am2-prep')")


def test_places_are_said_in_words_and_names_stay_text(address: str, open_page: OpenPage) -> None:
    """A screen reader hears who, state, role, line and day; a name with markup in it is only letters."""
    page = open_page(address)
    place = page.get_by_role(
        "button", name="Yann L. à confirmer : Préparation, Ligne 1, lundi 30 novembre, matin (9 h–13 h)"
    )
    expect(place).to_be_visible()
    expect(page.get_by_role("grid", name="Planning d’Auray")).to_be_visible()
    expect(page.locator(".session").first).to_contain_text("ne peut pas ouvrir")
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    assert page.locator(".releve-grid img").count() == 0
    assert page.locator("[data-stop][tabindex='0']").count() == 1


def test_a_phone_shows_one_day_and_works_by_touch(address: str, open_page: OpenPage) -> None:
    """At 390 px nothing overflows the page; tap a place, tap « Choisir une personne », tap a name."""
    page = open_page(address, size=PHONE, touch=True, dark=True)
    expect(seat(page, "am2-prep")).to_be_visible()
    expect(seat(page, "pm1-prep")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    page.get_by_role("button", name="mar").tap()
    seat(page, "pm1-prep").tap()
    happened(page, "Select(revision=1, seat='pm1-prep')")
    page.get_by_role("button", name="Choisir une personne").tap()
    option = page.get_by_role("option", name="Enora W.")
    assert (option.bounding_box() or {"height": 0})["height"] >= 44
    option.tap()
    happened(page, "Put(revision=1, person='enora', seat='pm1-prep')")
    expect(seat(page, "pm1-prep")).to_contain_text("Enora W.")
