"""Signing in, the code of six figures, a forgotten password and the way out, as a browser without JavaScript does them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from app.access.account import Account
from app.access.actor import COMMAND_LINE, Role
from app.services.accounts.set_up_second_factor import begin, confirm
from app.services.accounts.sign_in_account import REFUSED
from app.services.accounts.who_acts import COOKIE, who_acts
from app.store import accounts, community
from app.store.database import Store
from app.web import login_page
from app.web.cookies import FORM_COOKIE, TICKET_COOKIE
from app.web.csrf import STALE
from app.web.guesses import Guesses
from app.web.site import OwnAddresses, Site
from tests.services.an_account import use_light_hashes
from tests.web.a_browser import Browser
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.an_account import PASSWORD, a_login, an_account
from tests.web.conftest import streamlit_like


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(centre: PublishedCentre) -> Store:
    return centre.store


@pytest.fixture
def account(store: Store) -> Account:
    return an_account(store, login="maiwenn@exemple.fr")


@pytest.fixture
def browser(client: Client) -> Browser:
    return Browser(client)


@pytest.fixture(autouse=True)
def _nobody_asked_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_page, "_asked", Guesses())
    monkeypatch.setattr(login_page, "RECOVERY_SECONDS", 0.0)


def test_the_right_password_leads_where_one_was_going(browser: Browser, store: Store, account: Account) -> None:
    """And the cookie is kept from scripts, from other sites and from a network without TLS."""
    page = browser.open("/connexion?suite=/planning%3Fsemaine%3D2")
    assert (page.status_code, page.headers["cache-control"]) == (200, "private, no-store")
    answer = browser.send(
        "/connexion?suite=/planning%3Fsemaine%3D2", {"identifiant": " Maiwenn@Exemple.fr ", "mot_de_passe": PASSWORD}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/planning?semaine=2")
    token = browser.cookies[COOKIE]
    assert f"{COOKIE}={token}; HttpOnly; Path=/; SameSite=lax; Secure" in answer.headers.get_list("set-cookie")
    found = who_acts(store, token)
    assert found is not None
    assert (found.account.id, found.login.how) == (account.id, "password")
    assert set(browser.cookies) == {COOKIE}


def test_whoever_is_signed_in_is_not_asked_again(browser: Browser, store: Store, account: Account) -> None:
    """The page of signing in leads on at once, to a local address only."""
    browser.cookies[COOKIE] = a_login(store, account)
    led = [browser.open(path).headers["location"] for path in ("/connexion", "/connexion?suite=//evil.example")]
    assert led == ["/", "/"]


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("maiwenn@exemple.fr", "faux"),
        ("maiwenn@exemple.fr", PASSWORD + " "),
        ("personne@exemple.fr", PASSWORD),
        ("ferme", PASSWORD),
    ],
)
def test_a_refusal_says_the_same_whatever_is_wrong(
    browser: Browser, store: Store, account: Account, login: str, password: str
) -> None:
    """Wrong password, a blank too many, unknown login, closed account: one sentence; the login stays typed, the password never."""
    closed = an_account(store, login="ferme")
    with store.transaction() as conn:
        accounts.change(conn, replace(closed, disabled_at=store.now()))
    answer = browser.sign_in(login, password)
    assert answer.status_code == 422
    assert f'role="alert">{REFUSED}<' in answer.text
    assert f'value="{login}"' in answer.text
    assert password not in answer.text
    assert COOKIE not in browser.cookies


def test_missing_words_are_asked_for(browser: Browser, account: Account) -> None:
    """An empty field is said, and no try is counted."""
    answer = browser.sign_in("maiwenn@exemple.fr", "")
    assert (answer.status_code, "Écrivez votre identifiant et votre mot de passe." in answer.text) == (422, True)


def test_tries_are_slowed_and_said(browser: Browser, account: Account) -> None:
    """After some wrong passwords the page says how long to wait, and a right one in between does not enter."""
    for _time in range(12):
        browser.sign_in("maiwenn@exemple.fr", "faux")
    answer = browser.sign_in("maiwenn@exemple.fr", PASSWORD)
    assert (answer.status_code, "Trop d’essais. Réessayez dans" in answer.text) == (422, True)


def test_a_code_is_asked_for_after_the_password(browser: Browser, store: Store, account: Account) -> None:
    """Without it nothing opens; a wrong one is said; the right one leads where one was going, in the language chosen."""
    enrolment = begin(account.actor, store, PASSWORD)
    totp = pyotp.TOTP(enrolment.secret)
    confirm(account.actor, store, enrolment.ticket, totp.at(store.now()))
    answer = browser.sign_in("maiwenn@exemple.fr", PASSWORD, "/connexion?suite=/planning&lang=en")
    assert answer.headers["location"] == "/connexion/code?suite=%2Fplanning&lang=en"
    assert (COOKIE in browser.cookies, TICKET_COOKIE in browser.cookies) == (False, True)
    browser.open(answer.headers["location"])
    wrong = browser.send(answer.headers["location"], {"code": "000000"})
    assert wrong.status_code == 422
    store.clock.forward(seconds=30)  # type: ignore[attr-defined]
    right = browser.send(answer.headers["location"], {"code": totp.at(store.now())})
    assert (right.status_code, right.headers["location"]) == (303, "/planning")
    assert set(browser.cookies) == {COOKIE}


def test_the_code_comes_too_late(browser: Browser, store: Store, account: Account) -> None:
    """Minutes after the password, one begins again, and is told so; without a ticket the page leads there."""
    enrolment = begin(account.actor, store, PASSWORD)
    confirm(account.actor, store, enrolment.ticket, pyotp.TOTP(enrolment.secret).at(store.now()))
    browser.sign_in("maiwenn@exemple.fr", PASSWORD)
    browser.open("/connexion/code")
    store.clock.forward(minutes=6)  # type: ignore[attr-defined]
    late = browser.send("/connexion/code", {"code": pyotp.TOTP(enrolment.secret).at(store.now())})
    assert (late.status_code, "Le temps est passé" in late.text, TICKET_COOKIE in browser.cookies) == (422, True, False)
    assert Browser(browser.client).open("/connexion/code?suite=/jour-j").headers["location"] == (
        "/connexion?suite=%2Fjour-j"
    )


def test_a_form_that_is_not_ours_does_nothing(browser: Browser, store: Store, account: Account) -> None:
    """Without the page's own value, with another browser's, twice, or without its cookie: said, and nobody is signed in."""
    stranger = Browser(browser.client)
    stranger.open("/connexion")
    fields = {"identifiant": "maiwenn@exemple.fr", "mot_de_passe": PASSWORD}
    browser.open("/connexion")
    for value in ("", stranger.hidden["jeton"], "x.y"):
        answer = browser.send("/connexion", {**fields, "jeton": value})
        assert (answer.status_code, STALE in answer.text) == (422, True)
    del browser.cookies[FORM_COOKIE]
    assert STALE in browser.send("/connexion", fields).text
    elsewhere = browser.send("/connexion", fields, sec_fetch_site="cross-site")
    assert (elsewhere.status_code, COOKIE in browser.cookies) == (403, False)


def test_a_forgotten_password_says_the_same_to_everyone(browser: Browser, store: Store) -> None:
    """A known address, an unknown one: the same page; only the known one has a letter waiting."""
    an_account(store, login="maiwenn@exemple.fr", email="maiwenn@exemple.fr")
    answers = []
    for login in ("maiwenn@exemple.fr", "personne@exemple.fr"):
        browser.open("/connexion/oubli")
        browser.send("/connexion/oubli", {"identifiant": login})
        answers.append(browser.open("/connexion/oubli?fait=demande").text.replace(browser.hidden["jeton"], ""))
    assert answers[0] == answers[1]
    assert "Si ce compte existe" in answers[0]
    with store.reading() as conn:
        waiting = conn.execute("SELECT count(*) AS n FROM account_letter").fetchone()
    assert waiting["n"] == 1


def test_a_page_that_cannot_send_says_so_to_anyone(
    browser: Browser, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No mailbox is set: the same sentence before and after, for a login that exists and for one that does not."""
    found = []
    for login in ("maiwenn", "personne"):
        assert "Relève n’envoie pas encore d’e-mail" in browser.open("/connexion/oubli").text
        answer = browser.send("/connexion/oubli", {"identifiant": login})
        assert answer.headers["location"] == "/connexion/oubli?fait=note"
        found.append(browser.open("/connexion/oubli?fait=note").text.replace(browser.hidden["jeton"], ""))
    assert found[0] == found[1]
    assert "Votre demande est notée, mais Relève n’envoie pas encore" in found[0]
    monkeypatch.setattr(login_page, "letters_leave", lambda *_given: True)
    assert "n’envoie pas encore" not in browser.open("/connexion/oubli").text
    assert browser.send("/connexion/oubli", {"identifiant": "maiwenn"}).headers["location"].endswith("fait=demande")


def test_forgotten_passwords_take_one_time_and_few_tries(
    browser: Browser, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every answer rests until the same time is spent; a client that asks over and over is told to wait."""
    rests: list[float] = []
    monkeypatch.setattr(login_page, "RECOVERY_SECONDS", 5.0)
    monkeypatch.setattr(time, "sleep", rests.append)
    said = []
    for login in ("maiwenn@exemple.fr", "personne@exemple.fr") * 3:
        browser.open("/connexion/oubli")
        said.append(browser.send("/connexion/oubli", {"identifiant": login}).status_code)
    assert said == [303] * 5 + [422]
    assert all(4 < rest <= 5 for rest in rests)
    assert "Trop de demandes" in browser.page.text


def test_signing_out_asks_once_and_ends_the_login(browser: Browser, store: Store, account: Account) -> None:
    """GET shows a button and ends nothing; the form ends this browser's login and forgets its cookie."""
    other = a_login(store, account)
    browser.cookies[COOKIE] = token = a_login(store, account)
    assert "Maïwenn Kerdruc" in browser.open("/deconnexion").text
    assert who_acts(store, token) is not None
    answer = browser.send("/deconnexion", {})
    assert (answer.headers["location"], COOKIE in browser.cookies) == ("/connexion?fait=sorti", False)
    assert (who_acts(store, token), who_acts(store, other) is None) == (None, False)
    assert "Vous êtes déconnecté de ce navigateur." in browser.open(answer.headers["location"]).text


def test_signing_out_from_elsewhere_does_nothing(browser: Browser, store: Store, account: Account) -> None:
    """Another site's form is refused: nobody is signed out by looking at a page."""
    browser.cookies[COOKIE] = token = a_login(store, account)
    assert browser.send("/deconnexion", {}).status_code == 422
    assert browser.send("/deconnexion", {}, sec_fetch_site="cross-site").status_code == 403
    assert who_acts(store, token) is not None


def test_one_s_own_page_is_behind_moi(browser: Browser, store: Store) -> None:
    """A professional reaches the page of their own link; an account that is nobody of the roster, its account."""
    assert browser.open("/moi").headers["location"] == "/connexion?suite=%2Fmoi"
    browser.cookies[COOKIE] = a_login(store, an_account(store, Role.PROFESSIONAL, person_id=ZOE))
    led = browser.open("/moi").headers["location"]
    assert led.startswith("/p/")
    assert "Zoé" in browser.open(led).text
    browser.cookies[COOKIE] = a_login(store, an_account(store))
    assert browser.open("/moi").headers["location"] == "/compte"


@pytest.fixture
def demonstration(store: Store) -> list[dict[str, str]]:
    from app.services.demo import demo_accounts

    with store.transaction() as conn:
        community.write(conn, community.Community(name="CPTS", demonstration=True))
    return demo_accounts.create(COMMAND_LINE, store)


def test_fictional_accounts_are_listed_on_this_machine_only(
    site: Site, store: Store, demonstration: list[dict[str, str]]
) -> None:
    """With the passwords that open them; never through a proxy or from another machine."""
    app = OwnAddresses(streamlit_like, site)
    here = Browser(Client(app, "127.0.0.1", "127.0.0.1:8501"))
    text = here.open("/connexion").text
    assert [one["password"] in text for one in demonstration] == [True] * len(demonstration)
    assert len(demonstration) == len(Role)
    away = [Client(app), Client(app, "127.0.0.1"), Client(app, "192.0.2.7", "127.0.0.1:8501")]
    pages = [client.get("/connexion").text for client in away]
    pages.append(here.open("/connexion", x_forwarded_for="192.0.2.7").text)
    assert [one["password"] in page for page in pages for one in demonstration] == [False] * 4 * len(demonstration)
    for one in demonstration:
        assert Browser(here.client).sign_in(one["login"], one["password"]).status_code == 303


def test_a_real_folder_lists_no_account(site: Site, store: Store, account: Account) -> None:
    """Whoever sits at the machine included."""
    here = Client(OwnAddresses(streamlit_like, site), "127.0.0.1", "127.0.0.1:8501")
    page = here.get("/connexion").text
    assert ("maiwenn@exemple.fr" in page, "fictifs" in page) == (False, False)


def test_without_accounts_the_page_says_how_the_first_is_made(site: Site, store: Store) -> None:
    """And there is nothing to fill; on this machine it leads back to the screens."""
    app = OwnAddresses(streamlit_like, site)
    away, here = Client(app).get("/connexion").text, Client(app, "127.0.0.1", "127.0.0.1").get("/connexion").text
    assert ["<form" in page for page in (away, here)] == [False, False]
    assert ["Continuer sur ce poste" in page for page in (away, here)] == [False, True]


def test_pages_of_signing_in_are_small_and_self_contained(browser: Browser, account: Account) -> None:
    """No script, nothing fetched, under 10 kB; both languages."""
    for path in ("/connexion", "/connexion/oubli", "/deconnexion"):
        page = browser.open(path)
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert ("<script" in page.text, "src=" in page.text, len(page.content) < 10_000) == (False, False, True)
    english = browser.open("/connexion?lang=en&suite=/planning")
    assert (english.headers["content-language"], 'lang="fr"' in english.text) == ("en", True)


def test_an_idle_tab_s_login_is_over(browser: Browser, store: Store, account: Account) -> None:
    """Eight hours later the account's page leads to signing in, and back to itself."""
    browser.cookies[COOKIE] = a_login(store, account)
    assert browser.open("/compte").status_code == 200
    store.clock.at += timedelta(hours=8)  # type: ignore[attr-defined]
    assert browser.open("/compte").headers["location"] == "/connexion?suite=%2Fcompte"


@pytest.fixture
def below(tmp_path: Path) -> Iterator[Browser]:
    """Served below a folder of its host."""
    from tests.web.a_centre import a_published_centre

    site = Site(a_published_centre(tmp_path / "dessous").store, "https://hote.exemple.fr/releve")
    yield Browser(Client(OwnAddresses(streamlit_like, site)))
    site.close()


def test_below_a_folder_every_address_stays_in_it(below: Browser) -> None:
    """Where one goes next and the cookie's path keep the folder; an address outside it is not followed."""
    site_store = below.client.app._site._store  # type: ignore[attr-defined]
    an_account(site_store, login="m")
    answer = below.sign_in("m", PASSWORD, "/connexion?suite=/ailleurs")
    assert answer.headers["location"] == "/releve/"
    assert any("Path=/releve;" in line for line in answer.headers.get_list("set-cookie"))
    assert below.open("/connexion?suite=/releve/planning").headers["location"] == "/releve/planning"
