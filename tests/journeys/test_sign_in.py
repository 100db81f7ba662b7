"""A coordinator signs in: from the console's link to an open tab that learns it was signed out, in a real browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.access.actor import COMMAND_LINE, Role
from app.services.accounts.recover_access import first_link
from app.services.accounts.who_acts import COOKIE, end_login
from app.services.demo import demo_accounts
from app.store import community
from app.store.database import Store, open_store
from tests.journeys.conftest import LAPTOP, PHONE, OpenPage, ServeApp, sign_in
from tests.journeys.settled import READY, settled
from tests.web.a_centre import ZOE, a_published_centre
from tests.web.an_account import PASSWORD, an_account

pytestmark = pytest.mark.browser

AXE = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute() / "axe-core" / "axe.min.js"

NEW = "canard bleu sous la pluie"

FRAGMENT = """
import streamlit as st
from app.ui.session import current_actor, current_store

st.title("Salle de crise")
st.text("au travail : " + current_actor().name)

@st.fragment(run_every=0.5)
def clock():
    st.text("il est " + str(current_store().now().second))

clock()
"""

HAND_OUT = """
import streamlit as st
from app.ui.session import current_actor

st.download_button("Télécharger", current_actor().name, file_name="nom.txt")
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Zoé's centre, on the machine's own clock."""
    a_published_centre(tmp_path / "data")
    return open_store(tmp_path / "data")


def token_of(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)


def test_the_first_account_is_made_and_everyone_signs_in_from_then_on(
    serve_app: ServeApp, open_page: OpenPage, store: Store
) -> None:
    """Before: this machine alone. The console's link makes the account; reloads stay in; out is out, in every tab."""
    address = serve_app(folder=store.folder.path)
    page = open_page(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=READY)
    before = open_page(f"{address}/planning")
    expect(before.get_by_role("heading", level=1)).to_be_visible(timeout=READY)

    page.goto(f"{address}/connexion/lien/{first_link(store)}")
    page.get_by_label("Votre nom").fill("Maïwenn Kerdruc")
    page.get_by_label("Identifiant").fill("maiwenn@exemple.fr")
    page.get_by_label("Nouveau mot de passe").fill(NEW)
    page.get_by_label("Le même").fill(NEW)
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.locator(".releve-account summary")).to_contain_text("Maïwenn Kerdruc", timeout=READY)

    before.reload()
    expect(before).to_have_url(re.compile(r"/connexion\?suite=%2Fplanning$"))
    sign_in(before, "maiwenn@exemple.fr", NEW)
    expect(before).to_have_url(f"{address}/planning")
    for _time in range(3):
        before.reload()
        expect(before.locator(".releve-account summary")).to_be_visible(timeout=READY)

    before.locator(".releve-account summary").click()
    before.get_by_role("link", name="Se déconnecter").click()
    before.get_by_role("button", name="Se déconnecter").click()
    expect(before.get_by_role("status")).to_have_text("Vous êtes déconnecté de ce navigateur.")
    before.goto(f"{address}/effectifs")
    expect(before).to_have_url(re.compile(r"/connexion\?suite=%2Feffectifs$"))
    page.reload()
    expect(page.locator(".releve-account summary")).to_be_visible(timeout=READY)


def test_a_login_ended_elsewhere_is_told_at_the_next_gesture(
    serve_app: ServeApp, open_page: OpenPage, store: Store
) -> None:
    """The tab stays open, its websocket too: one gesture, and the page says so with the way back to where one was."""
    account = an_account(store, Role.COORDINATION)
    address = serve_app(folder=store.folder.path)
    page = open_page(f"{address}/planning")
    sign_in(page, account.login, PASSWORD)
    expect(page.get_by_role("button", name="Proposer")).to_be_visible(timeout=READY)
    # Ended while the screen is still being drawn, it would be told then: there would be no gesture to make.
    settled(page)
    end_login(store, token_of(page))
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_text("Session expirée.")).to_be_visible(timeout=READY)
    expect(page.get_by_role("heading", level=1)).to_have_count(0)
    page.get_by_role("link", name="Se connecter").click()
    expect(page).to_have_url(f"{address}/connexion?suite=%2Fplanning")
    assert len(page.context.pages) == 1


def test_a_part_that_runs_alone_takes_the_whole_page_down(
    serve_app: ServeApp, open_page: OpenPage, store: Store, tmp_path: Path
) -> None:
    """Nobody touches the page: its clock asks again, and nothing of the screen stays readable."""
    account = an_account(store, Role.COORDINATION)
    (tmp_path / "main.py").write_text(FRAGMENT, encoding="utf-8")
    address = serve_app(folder=store.folder.path, script=tmp_path / "main.py")
    page = open_page(address)
    sign_in(page, account.login, PASSWORD)
    expect(page.get_by_text("au travail : Maïwenn Kerdruc")).to_be_visible(timeout=READY)
    expect(page.get_by_text(re.compile("il est"))).to_be_visible(timeout=READY)
    end_login(store, token_of(page))
    expect(page.get_by_text("Session expirée.")).to_be_visible(timeout=READY)
    expect(page.get_by_text("au travail")).to_have_count(0)
    expect(page.get_by_text(re.compile("il est"))).to_have_count(0)


def test_what_a_screen_hands_out_is_behind_the_same_gate(
    serve_app: ServeApp, open_page: OpenPage, store: Store, tmp_path: Path
) -> None:
    """A file made by a screen downloads for whoever is signed in; its address alone opens nothing."""
    account = an_account(store, Role.COORDINATION)
    (tmp_path / "main.py").write_text(HAND_OUT, encoding="utf-8")
    address = serve_app(folder=store.folder.path, script=tmp_path / "main.py")
    page = open_page(address)
    sign_in(page, account.login, PASSWORD)
    with page.expect_download(timeout=READY) as download:
        page.get_by_role("button", name="Télécharger").click(timeout=READY)
    assert download.value.path().read_text(encoding="utf-8") == "Maïwenn Kerdruc"
    media = download.value.url
    cookies = {COOKIE: token_of(page)}
    assert "/media/" in media
    assert [httpx.get(media).status_code, httpx.get(media, cookies=cookies).status_code] == [401, 200]
    end_login(store, token_of(page))
    assert httpx.get(media, cookies=cookies).status_code == 401


def test_a_professional_lands_on_their_own_page(serve_app: ServeApp, open_page: OpenPage, store: Store) -> None:
    """On a phone, whatever screen they asked for."""
    an_account(store, Role.PROFESSIONAL, person_id=ZOE)
    address = serve_app(folder=store.folder.path)
    page = open_page(f"{address}/planning", size=PHONE, touch=True)
    sign_in(page, "professionnel", PASSWORD)
    expect(page).to_have_url(re.compile(f"^{re.escape(address)}/p/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoé")


def test_a_demonstration_signs_in_with_what_it_shows(serve_app: ServeApp, open_page: OpenPage, store: Store) -> None:
    """Whoever sits at the machine reads the fictional accounts on the page; the bands say they are fictional."""
    with store.transaction() as conn:
        community.write(conn, community.Community(name="CPTS fictive", demonstration=True))
    shown = demo_accounts.create(COMMAND_LINE, store, ZOE)
    address = serve_app(folder=store.folder.path)
    page = open_page(address)
    chosen = next(one for one in shown if one["role"] == Role.OBSERVER.value)
    expect(page.get_by_text(chosen["password"])).to_be_visible()
    sign_in(page, chosen["login"], chosen["password"])
    expect(page.get_by_text("comptes fictifs")).to_be_visible(timeout=READY)


@pytest.mark.parametrize(("locale", "dark", "size"), [("fr-FR", False, LAPTOP), ("en-GB", True, PHONE)])
def test_axe_finds_nothing(
    serve_app: ServeApp, open_page: OpenPage, store: Store, locale: str, dark: bool, size: tuple[int, int]
) -> None:
    """Every page of signing in, in both languages and lights; no page is wider than its screen."""
    if not AXE.is_file():
        reason = "no axe-core (npm install, then RELEVE_NODE_MODULES)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    guest = open_page(serve_app(folder=store.folder.path), size=size, dark=dark, locale=locale, bypass_csp=True)
    address = guest.url.rstrip("/")
    guest.goto(f"{address}/connexion/lien/{first_link(store)}")
    found = {"first": violations(guest)}
    account = an_account(store, Role.COORDINATION, email="m@exemple.fr")
    for path in ("connexion", "connexion/oubli", "connexion/lien/inconnu", "deconnexion"):
        guest.goto(f"{address}/{path}")
        found[path] = violations(guest)
    guest.goto(f"{address}/connexion")
    guest.locator("#login").fill(account.login)
    guest.locator("#password").fill(PASSWORD)
    guest.locator("button.primary").click()
    for path in ("compte", "compte/code", "deconnexion"):
        guest.goto(f"{address}/{path}")
        found[f"{path}, signed in"] = violations(guest)
    assert {name: faults for name, faults in found.items() if faults} == {}


def violations(page: Page) -> list[str]:
    """What axe holds against a page, and whether it overflows."""
    page.add_script_tag(path=AXE)
    report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in report["violations"]] + (["too wide"] if wide else [])
