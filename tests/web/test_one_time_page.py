"""One-time links as a browser opens them: the first set-up, an invitation, a new password, and links that open nothing."""

from __future__ import annotations

import pyotp
import pytest

from app.access.account import Account
from app.access.actor import Actor, Role
from app.services.accounts.recover_access import GONE, first_link, invite
from app.services.accounts.set_up_second_factor import begin, confirm
from app.services.accounts.who_acts import COOKIE, accounts_exist, who_acts
from app.store.database import Store
from app.web.cookies import TICKET_COOKIE
from app.web.one_time_page import NOT_THE_SAME
from tests.services.an_account import use_light_hashes
from tests.web.a_browser import Browser
from tests.web.a_centre import Client, PublishedCentre
from tests.web.an_account import PASSWORD, a_login, an_account

NEW = "canard bleu sous la pluie"
TWICE = {"nouveau": NEW, "encore": NEW}
FIRST = {"nom": "Maïwenn Kerdruc", "identifiant": "Maiwenn@exemple.fr", **TWICE}


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(centre: PublishedCentre) -> Store:
    return centre.store


@pytest.fixture
def browser(client: Client) -> Browser:
    return Browser(client)


@pytest.fixture
def administrator(store: Store) -> Actor:
    return an_account(store, Role.ADMINISTRATION).actor


def path_of(token: str | None) -> str:
    assert token is not None
    return f"/connexion/lien/{token}"


def test_the_first_account_is_made_by_the_console_s_link(browser: Browser, store: Store) -> None:
    """It administers, is signed in at once, and the link opens nothing afterwards."""
    path = path_of(first_link(store))
    assert "Créer le premier compte" in browser.open(path).text
    answer = browser.send(path, FIRST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    found = who_acts(store, browser.cookies[COOKIE])
    assert found is not None
    assert (found.account.login, found.account.name, found.account.role) == (
        "maiwenn@exemple.fr", "Maïwenn Kerdruc", Role.ADMINISTRATION,
    )  # fmt: skip
    gone = browser.open(path)
    assert (gone.status_code, GONE in gone.text) == (404, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"encore": "autre chose encore"}, NOT_THE_SAME),
        ({"nouveau": "zut!7", "encore": "zut!7"}, "trop court"),
        ({"identifiant": ""}, "identifiant"),
        ({"nom": ""}, "nom"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_but_the_password(
    browser: Browser, store: Store, changed: dict[str, str], said: str
) -> None:
    """Nothing is made; the link still opens."""
    path = path_of(first_link(store))
    browser.open(path)
    typed = {**FIRST, **changed}
    answer = browser.send(path, typed)
    assert (answer.status_code, said in answer.text, accounts_exist(store)) == (422, True, False)
    assert [f'value="{typed[name]}"' in answer.text for name in ("nom", "identifiant")] == [True, True]
    assert [typed[name] in answer.text for name in ("nouveau", "encore")] == [False, False]
    assert browser.send(path, FIRST).status_code == 303


def test_looking_uses_nothing_up(browser: Browser, store: Store, administrator: Actor) -> None:
    """A mail program that opens the link, twice and with HEAD, leaves it whole."""
    guest = an_account(store, Role.READING, login="lecteur", name="Gwenaël")
    path = path_of(invite(administrator, store, guest.id))
    assert [browser.open(path).status_code, browser.open(path).status_code] == [200, 200]
    assert browser.client.ask("HEAD", path).status_code == 200
    assert browser.send(path, TWICE).status_code == 303
    found = who_acts(store, browser.cookies[COOKIE])
    assert found is not None
    assert found.account.id == guest.id


def test_a_new_password_replaces_the_old_one_everywhere(browser: Browser, store: Store, administrator: Actor) -> None:
    """Other browsers are signed out, the old password opens nothing, the new one does."""
    guest = an_account(store, Role.READING, login="lecteur")
    elsewhere = a_login(store, guest)
    path = path_of(invite(administrator, store, guest.id))
    page = browser.open(path)
    assert ("nouveau mot de passe" in page.text, 'value="lecteur"' in page.text) == (True, True)
    browser.send(path, {**TWICE, "identifiant": "autre", "nom": "Autre"})
    assert who_acts(store, elsewhere) is None
    codes = [Browser(browser.client).sign_in("lecteur", word).status_code for word in (PASSWORD, NEW)]
    assert codes == [422, 303]


def test_a_link_does_not_go_around_the_code(browser: Browser, store: Store, administrator: Actor) -> None:
    """Whoever has a code of six figures is still asked for it."""
    guest: Account = an_account(store, Role.READING, login="lecteur")
    enrolment = begin(guest.actor, store, PASSWORD)
    confirm(guest.actor, store, enrolment.ticket, pyotp.TOTP(enrolment.secret).at(store.now()))
    path = path_of(invite(administrator, store, guest.id))
    browser.open(path)
    answer = browser.send(path, TWICE)
    assert (answer.headers["location"], COOKIE in browser.cookies) == ("/connexion/code", False)
    assert TICKET_COOKIE in browser.cookies


def test_whoever_was_signed_in_here_is_not_any_more(browser: Browser, store: Store, administrator: Actor) -> None:
    """A link opened on a shared machine: the browser changes hands, and the earlier login ends."""
    earlier = a_login(store, an_account(store))
    browser.cookies[COOKIE] = earlier
    guest = an_account(store, Role.READING, login="lecteur")
    path = path_of(invite(administrator, store, guest.id))
    browser.open(path)
    browser.send(path, TWICE)
    found = who_acts(store, browser.cookies[COOKIE])
    assert found is not None
    assert (found.account.id, who_acts(store, earlier)) == (guest.id, None)


def test_links_that_open_nothing_are_one_page_and_guessing_is_slow(browser: Browser) -> None:
    """Unknown, malformed or sent a form: 404 and what to do next, then 503 once a client has tried too many."""
    codes = [browser.open(f"/connexion/lien/{'x' * n}").status_code for n in range(1, 30)]
    assert codes == [404] * 29
    assert browser.send("/connexion/lien/inconnu", TWICE).status_code == 404
    assert browser.open("/connexion/lien/inconnu").status_code == 503
    assert browser.open("/connexion").status_code == 200
    assert Browser(Client(browser.client.app, "192.0.2.8")).open("/connexion").status_code == 200
