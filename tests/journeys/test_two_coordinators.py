"""Two coordinators on the same session in two browsers: the second is told what changed and by whom, and loses nothing typed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.access.actor import Role
from app.core.clock import PARIS
from app.core.ids import SeatId
from app.scheduling.session import SessionState
from app.services.demo.build_demo import build_demo
from app.store import centres, people, seats, sessions
from app.store.database import Store, open_store
from tests.builders import COORDINATOR
from tests.journeys.conftest import OpenPage, ServeApp, sign_in
from tests.journeys.settled import READY, settled
from tests.web.an_account import PASSWORD, an_account

pytestmark = pytest.mark.browser

FIRST, SECOND = "Maïwenn Kerdruc", "Denez Le Goff"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration as of today, with two coordinators."""
    store = open_store(tmp_path_factory.mktemp("two") / "data")
    build_demo(COORDINATOR, store, datetime.now(PARIS).date())
    for login, name in (("maiwenn", FIRST), ("denez", SECOND)):
        an_account(store, Role.COORDINATION, login=login, name=name)
    return store


@pytest.fixture(scope="module")
def address(serve_for_all: ServeApp, store: Store) -> str:
    return serve_for_all(folder=store.folder.path).rstrip("/")


def a_held_seat(store: Store, day: int) -> SeatId:
    """A seat that somebody holds in the nth published session to come."""
    with store.reading() as conn:
        centre = centres.every(conn)[0]
        coming = [
            one
            for one in sessions.of_centre(conn, centre.id)
            if one.state is SessionState.PUBLISHED and one.day > datetime.now(PARIS).date() + timedelta(days=1)
        ]
        return next(one.id for one in seats.of_session(conn, coming[day].id) if one.holder.person_id)


def both(open_page: OpenPage, address: str, path: str) -> tuple[Page, Page]:
    """Two browsers, each signed in, on the same place."""
    pages = []
    for login in ("maiwenn", "denez"):
        page = open_page(f"{address}/connexion")
        sign_in(page, login, PASSWORD)
        page.goto(f"{address}/{path}")
        page.get_by_role("heading", level=1).wait_for(timeout=READY)
        settled(page)
        pages.append(page)
    return pages[0], pages[1]


def type_hours(page: Page, starts: str, ends: str) -> None:
    page.get_by_role("button", name="Déplacer cette séance").click()
    for label, hour in (("Début", starts), ("Fin", ends)):
        page.get_by_role("spinbutton", name=f"heure, {label}").click()
        page.keyboard.type(hour.replace(":", ""))


def typed_hours(page: Page) -> tuple[str, str]:
    """What the two fields of hours show."""
    said = []
    for label in ("Début", "Fin"):
        parts = [page.get_by_role("spinbutton", name=f"{part}, {label}") for part in ("heure", "minute")]
        said.append(":".join(f"{int(part.get_attribute('aria-valuenow') or 0):02}" for part in parts))
    return said[0], said[1]


def move(page: Page) -> None:
    """Press « Déplacer », and again where it would put somebody at two places."""
    form = page.get_by_test_id("stPopoverBody")
    form.get_by_role("button", name="Déplacer", exact=True).click()
    settled(page)
    anyway = form.get_by_role("button", name="Déplacer quand même")
    if anyway.is_visible():
        anyway.click()
        settled(page)


def test_moving_a_session_that_somebody_moved(open_page: OpenPage, store: Store, address: str) -> None:
    """The second mover reads what, who and when; the hours they typed are still there, and a second press moves it."""
    seat = a_held_seat(store, 0)
    first, second = both(open_page, address, f"planning?poste={seat}")
    type_hours(first, "08:15", "12:15")
    type_hours(second, "10:45", "12:45")
    move(first)
    expect(first.get_by_text("déplacée au")).to_be_visible(timeout=READY)
    move(second)
    told = second.get_by_role("alert").filter(has_text="Entre-temps")
    expect(told).to_contain_text(f"séance déplacée par {FIRST}", timeout=READY)
    assert hours_of(store, seat) == ("08:15", "12:15")
    assert typed_hours(second) == ("10:45", "12:45")
    move(second)
    expect(second.get_by_text("déplacée au")).to_be_visible(timeout=READY)
    assert hours_of(store, seat) == ("10:45", "12:45")


def test_cancelling_a_session_that_somebody_moved(open_page: OpenPage, store: Store, address: str) -> None:
    """The question is asked again with the reason that was typed, under what the other one did."""
    seat = a_held_seat(store, 1)
    first, second = both(open_page, address, f"planning?poste={seat}")
    second.get_by_role("button", name="Annuler cette séance").click()
    reason = second.get_by_label("Motif, gardé au journal")
    reason.fill("Livraison de doses reportée")
    reason.press("Tab")
    settled(second)
    type_hours(first, "14:15", "18:15")
    move(first)
    expect(first.get_by_text("déplacée au")).to_be_visible(timeout=READY)
    second.get_by_role("button", name="Annuler la séance").click()
    settled(second)
    dialog = second.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text(f"séance déplacée par {FIRST}", timeout=READY)
    expect(dialog.get_by_label("Motif, gardé au journal")).to_have_value("Livraison de doses reportée")
    assert state_of(store, seat) is SessionState.PUBLISHED
    dialog.get_by_role("button", name="Annuler la séance").click()
    expect(second.get_by_text("Ses calendriers le disent")).to_be_visible(timeout=READY)
    assert state_of(store, seat) is SessionState.CANCELLED


def test_changing_a_sheet_that_somebody_changed(open_page: OpenPage, store: Store, address: str) -> None:
    """Each changed another field of the same person: the second is told which, and both are kept in the end."""
    with store.reading() as conn:
        person = people.every(conn)[0]
    name = f"{person.given_name} {person.family_name.title()}"
    first, second = both(open_page, address, "effectifs")
    for page in (first, second):
        open_sheet(page, name)
    second.get_by_label("E-mail", exact=True).fill("nouvelle.adresse@exemple.fr")
    first.get_by_label("Route acceptée (minutes)").fill("35")
    for page in (first, second):
        page.get_by_role("button", name="Enregistrer la fiche").click()
        settled(page)
    told = second.get_by_role("alert").filter(has_text="Entre-temps")
    expect(told).to_contain_text(f"fiche modifiée (rayon de déplacement) par {FIRST}", timeout=READY)
    expect(second.get_by_label("E-mail", exact=True)).to_have_value("nouvelle.adresse@exemple.fr")
    expect(second.get_by_label("Route acceptée (minutes)")).to_have_value("35")
    second.get_by_role("button", name="Enregistrer la fiche").click()
    expect(second.get_by_text("Fiche enregistrée.")).to_be_visible(timeout=READY)
    with store.reading() as conn:
        kept = people.find(conn, person.id)
    assert kept is not None
    assert (kept.email, kept.radius_minutes) == ("nouvelle.adresse@exemple.fr", 35)


def open_sheet(page: Page, name: str) -> None:
    """The first row of the table, which is that person's."""
    page.locator("[data-testid=stDataFrame] .dvn-scroller").first.click(position={"x": 16, "y": 56})
    page.get_by_role("dialog").wait_for(timeout=READY)
    settled(page)


def hours_of(store: Store, seat: SeatId) -> tuple[str, str]:
    with store.reading() as conn:
        held = seats.find(conn, seat)
        session = sessions.find(conn, held.session_id) if held else None
    assert session is not None
    return f"{session.starts:%H:%M}", f"{session.ends:%H:%M}"


def state_of(store: Store, seat: SeatId) -> SessionState:
    with store.reading() as conn:
        held = seats.find(conn, seat)
        session = sessions.find(conn, held.session_id) if held else None
    assert session is not None
    return session.state
