"""One's own account as a browser without JavaScript changes it: password, codes of six figures, browsers signed in."""

from __future__ import annotations

import re
from dataclasses import replace

import pyotp
import pytest

from app.access.account import Account
from app.access.actor import Role
from app.services.accounts.who_acts import COOKIE, who_acts
from app.store import accounts, community
from app.store.database import Store
from app.web.csrf import STALE
from app.web.forms import NOT_A_BUTTON
from tests.services.an_account import use_light_hashes
from tests.web.a_browser import Browser
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.an_account import PASSWORD, a_login, an_account

NEW = "canard bleu sous la pluie"
CHANGE = {"changer": "oui", "present": PASSWORD, "nouveau": NEW, "encore": NEW}


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(centre: PublishedCentre) -> Store:
    return centre.store


@pytest.fixture
def account(store: Store) -> Account:
    return an_account(store, login="maiwenn@exemple.fr", email="maiwenn@exemple.fr")


@pytest.fixture
def browser(client: Client, store: Store, account: Account) -> Browser:
    """Maïwenn's, signed in."""
    return Browser(client, {COOKIE: a_login(store, account, "Firefox, Linux")})


def begun(browser: Browser) -> str:
    """The page with the secret to scan, once the password was typed."""
    browser.open("/compte/code")
    return browser.send("/compte/code", {"commencer": "oui", "present": PASSWORD}).text


def test_the_page_says_who_one_is(browser: Browser) -> None:
    """Name, login, role in words, address; no code, no id of the account."""
    page = browser.open("/compte").text
    for words in ("Maïwenn Kerdruc", "maiwenn@exemple.fr", "Coordination", "Firefox, Linux", "celui-ci"):
        assert words in page
    assert "compte-coordination" not in page


def test_strangers_are_led_to_sign_in_and_back(browser: Browser) -> None:
    """Looking and sending alike."""
    stranger = Browser(browser.client)
    led = [stranger.open("/compte"), stranger.open("/compte/code"), stranger.send("/compte", CHANGE)]
    assert [(one.status_code, one.headers["location"]) for one in led] == [
        (303, "/connexion?suite=%2Fcompte"), (303, "/connexion?suite=%2Fcompte%2Fcode"), (303, "/connexion?suite=%2Fcompte"),
    ]  # fmt: skip


def test_a_changed_password_signs_the_others_out(browser: Browser, store: Store, account: Account) -> None:
    """This browser stays; the old password opens nothing any more."""
    other = a_login(store, account)
    browser.open("/compte")
    answer = browser.send("/compte", CHANGE)
    assert answer.headers["location"] == "/compte?fait=mot_de_passe"
    assert "Mot de passe changé." in browser.open(answer.headers["location"]).text
    assert (who_acts(store, other), who_acts(store, browser.cookies[COOKIE]) is None) == (None, False)
    stranger = Browser(browser.client)
    assert [stranger.sign_in(account.login, word).status_code for word in (PASSWORD, NEW)] == [422, 303]


@pytest.mark.parametrize(
    "changed", [{"present": "faux"}, {"encore": "autre"}, {"nouveau": "zut!7", "encore": "zut!7"}, {"changer": ""}]
)
def test_a_refused_change_changes_nothing(browser: Browser, account: Account, changed: dict[str, str]) -> None:
    """Said on the page, without any password in it."""
    browser.open("/compte")
    answer = browser.send("/compte", {**CHANGE, **changed})
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert [word in answer.text for word in (PASSWORD, NEW)] == [False, False]
    assert Browser(browser.client).sign_in(account.login, PASSWORD).status_code == 303


def test_one_browser_is_signed_out_from_another(browser: Browser, store: Store, account: Account) -> None:
    """By its button; the others stay. One that is someone else's is refused."""
    lost, kept = a_login(store, account, "Chrome, Android"), a_login(store, account, "Safari, iPad")
    stranger = a_login(store, an_account(store, Role.READING))
    page = browser.open("/compte").text
    ids = re.findall(r'name="fermer" value="([^"]+)" aria-label="([^"]+)"', page)
    assert len(ids) == 2
    lost_id = next(id for id, label in ids if "Chrome, Android" in label)
    assert browser.send("/compte", {"fermer": lost_id}).headers["location"] == "/compte?fait=ferme"
    found = who_acts(store, stranger)
    assert found is not None
    refused = browser.send("/compte", {"fermer": found.login.id})
    assert (refused.status_code, who_acts(store, stranger) is None) == (422, False)
    assert [who_acts(store, token) is None for token in (lost, kept)] == [True, False]


def test_all_others_are_signed_out_at_once(browser: Browser, store: Store, account: Account) -> None:
    """All but this one, and nobody else's."""
    others = [a_login(store, account) for _one in range(3)]
    stranger = a_login(store, an_account(store, Role.READING))
    browser.open("/compte")
    assert browser.send("/compte", {"autres": "oui"}).headers["location"] == "/compte?fait=autres"
    assert [who_acts(store, token) for token in others] == [None] * 3
    assert [who_acts(store, token) is None for token in (stranger, browser.cookies[COOKIE])] == [False, False]
    assert "autres" not in browser.open("/compte").text.partition("Code à six chiffres")[0].partition("appareils")[2]


def test_a_code_is_set_up_proven_and_given_up(browser: Browser, store: Store, account: Account) -> None:
    """A wrong code leaves the same drawing; the right one shows ten recovery codes, this once; the password gives it up."""
    page = begun(browser)
    letters = re.search(r"<strong>([A-Z2-7 ]+)</strong>", page)
    assert letters is not None
    wrong = browser.send("/compte/code", {"code": "000000"})
    assert (wrong.status_code, letters[1] in wrong.text, "<svg" in wrong.text) == (422, True, True)
    secret = letters[1].replace(" ", "")
    shown = browser.send("/compte/code", {"code": pyotp.TOTP(secret).at(store.now())})
    codes = re.findall(r"<li><strong>([^<]+)</strong>", shown.text)
    assert (shown.status_code, len(set(codes)), shown.headers["cache-control"]) == (200, 10, "private, no-store")
    again = browser.open("/compte/code").text
    assert [code in again for code in codes] == [False] * 10
    assert ("10 codes de secours" in again, letters[1] in again) == (True, False)
    stranger = Browser(browser.client)
    assert stranger.sign_in(account.login, PASSWORD).headers["location"] == "/connexion/code"
    stranger.open("/connexion/code")
    assert stranger.send("/connexion/code", {"code": codes[0]}).headers["location"] == "/"
    assert "9 codes de secours" in browser.open("/compte/code").text
    assert browser.send("/compte/code", {"retirer": "oui", "present": "faux"}).status_code == 422
    done = browser.send("/compte/code", {"retirer": "oui", "present": PASSWORD})
    assert done.headers["location"] == "/compte?fait=sans_code"
    assert Browser(browser.client).sign_in(account.login, PASSWORD).headers["location"] == "/"


def test_a_secret_to_scan_asks_for_the_password(browser: Browser, store: Store) -> None:
    """Looking shows none, a wrong password shows none, and an account without a password is not asked for one."""
    wrong = {"commencer": "oui", "present": "faux"}
    shown = [browser.open("/compte/code"), browser.send("/compte/code", wrong)]
    assert [one.status_code for one in shown] == [200, 422]
    assert [(word in one.text) for one in shown for word in ("<svg", "billet")] == [False] * 4
    guest = an_account(store, Role.READING)
    with store.transaction() as conn:
        accounts.set_password_hash(conn, guest.id, "", store.now())
    page = Browser(browser.client, {COOKIE: a_login(store, guest)}).open("/compte/code").text
    assert ("commencer" in page, "n’a pas de mot de passe" in page) == (False, True)


def test_the_first_form_sent_twice_changes_nothing_the_second_time(browser: Browser, store: Store) -> None:
    """The recovery codes shown stay good: the page says that a code is set already."""
    page = begun(browser)
    secret = re.findall(r"<strong>([A-Z2-7 ]+)</strong>", page)[0].replace(" ", "")
    fields = {**browser.hidden, "code": pyotp.TOTP(secret).at(store.now())}
    first = browser.send("/compte/code", fields)
    again = browser.send("/compte/code", fields)
    assert (first.status_code, again.status_code, "déjà réglé" in again.text) == (200, 422, True)
    assert re.findall(r"<li><strong>([^<]+)</strong>", again.text) == []


def test_new_recovery_codes_ask_for_the_password(browser: Browser, store: Store) -> None:
    """Whoever finds an open browser does not leave with codes."""
    page = begun(browser)
    secret = re.findall(r"<strong>([A-Z2-7 ]+)</strong>", page)[0].replace(" ", "")
    first = browser.send("/compte/code", {"code": pyotp.TOTP(secret).at(store.now())}).text
    browser.open("/compte/code")
    assert browser.send("/compte/code", {"secours": "oui", "present": ""}).status_code == 422
    new = browser.send("/compte/code", {"secours": "oui", "present": PASSWORD}).text
    codes = [re.findall(r"<li><strong>([^<]+)</strong>", text) for text in (first, new)]
    assert (len(codes[1]), set(codes[0]) & set(codes[1])) == (10, set())


def test_an_administrator_is_asked_for_a_code_where_the_community_wants_one(
    browser: Browser, store: Store, client: Client
) -> None:
    """The page begins with it, and the code can't be given up."""
    with store.transaction() as conn:
        community.write(conn, community.Community(administration_totp=True))
    chief = Browser(client, {COOKIE: a_login(store, an_account(store, Role.ADMINISTRATION))})
    assert "vous pouvez seulement lire" in chief.open("/compte").text
    secret = re.findall(r"<strong>([A-Z2-7 ]+)</strong>", begun(chief))[0].replace(" ", "")
    chief.send("/compte/code", {"code": pyotp.TOTP(secret).at(store.now())})
    assert "vous pouvez seulement lire" not in chief.open("/compte").text
    chief.open("/compte/code")
    assert chief.send("/compte/code", {"retirer": "oui", "present": PASSWORD}).status_code == 422


def test_a_professional_keeps_their_account_too(store: Store, client: Client) -> None:
    """With the way to their own page and none to screens."""
    zoe = Browser(client, {COOKIE: a_login(store, an_account(store, Role.PROFESSIONAL, person_id=ZOE))})
    page = zoe.open("/compte").text
    assert ("Ma page" in page, "Les écrans" in page) == (True, False)
    assert zoe.send("/compte", CHANGE).headers["location"] == "/compte?fait=mot_de_passe"


def test_an_account_without_password_is_offered_none_to_change(store: Store, client: Client) -> None:
    """Someone who only signs in through a provider."""
    account = an_account(store, Role.READING)
    with store.transaction() as conn:
        accounts.set_password_hash(conn, account.id, "", store.now())
    assert 'name="changer"' not in Browser(client, {COOKIE: a_login(store, account)}).open("/compte").text


FORMS = [
    ("/compte", CHANGE),
    ("/compte", {"autres": "oui"}),
    ("/compte/code", {"retirer": "oui", "present": PASSWORD}),
    ("/compte/code", {"commencer": "oui", "present": PASSWORD}),
]


@pytest.mark.parametrize(("path", "fields"), FORMS)
def test_no_form_of_another_site_acts(
    browser: Browser, store: Store, account: Account, path: str, fields: dict[str, str]
) -> None:
    """Without the value, with the value of another login, or sent from elsewhere with the right one: nothing is done."""
    other = a_login(store, account)
    elsewhere = Browser(browser.client, {COOKIE: other})
    elsewhere.open("/compte")
    browser.open("/compte")
    for value in ("", elsewhere.hidden["jeton"]):
        answer = browser.send(path, {**fields, "jeton": value})
        assert (answer.status_code, STALE in answer.text) == (422, True)
        browser.open("/compte")
    for headers in ({"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "", "origin": "https://evil.example"}):
        assert browser.send(path, fields, **headers).status_code == 403
    assert who_acts(store, other) is not None
    assert Browser(browser.client).sign_in(account.login, PASSWORD).status_code == 303


def test_a_button_that_does_not_exist_is_said(browser: Browser) -> None:
    """An empty form does nothing."""
    for path in ("/compte", "/compte/code"):
        browser.open("/compte")
        assert NOT_A_BUTTON in browser.send(path, {}).text


def test_a_closed_account_opens_nothing(browser: Browser, store: Store, account: Account) -> None:
    """From one request to the next."""
    an_account(store, Role.ADMINISTRATION)
    assert browser.open("/compte").status_code == 200
    with store.transaction() as conn:
        accounts.change(conn, replace(account, disabled_at=store.now()))
    assert browser.open("/compte").status_code == 303


def test_a_language_is_chosen_for_every_page(browser: Browser, store: Store, account: Account) -> None:
    """Whatever the browser prefers; the address still wins; what it said is dropped when the choice is kept."""
    browser.open("/compte?lang=fr")
    sent = browser.send("/compte", {"souhaits": "oui", "langue": "en"})
    assert sent.headers["location"] == "/compte?fait=souhaits"
    with store.reading() as conn:
        kept = accounts.find(conn, account.id)
    assert kept is not None
    assert (kept.language, kept.key_alone) == ("en", False)
    languages = {
        (path, accepted): browser.open(path, **{"accept-language": accepted}).headers["content-language"]
        for path, accepted in (
            ("/compte", "fr"), ("/compte?lang=fr", "en"), ("/compte/code", "fr"), ("/accessibilite", "fr"),
        )
    }  # fmt: skip
    assert list(languages.values()) == ["en", "fr", "en", "en"]
    stranger = Browser(browser.client)
    assert stranger.open("/accessibilite", **{"accept-language": "fr"}).headers["content-language"] == "fr"


def test_an_unknown_language_is_refused(browser: Browser, store: Store, account: Account) -> None:
    """Said on the page; the account stays as it was."""
    browser.open("/compte")
    assert browser.send("/compte", {"souhaits": "oui", "langue": "br"}).status_code == 422
    with store.reading() as conn:
        kept = accounts.find(conn, account.id)
    assert kept is not None
    assert (kept.language, kept.key_alone) == ("", True)


def test_a_key_alone_is_only_asked_about_where_there_are_screens(browser: Browser, store: Store) -> None:
    """A professional has no screens: choosing a language leaves the rest as it was."""
    assert 'type="checkbox" name="touche"' in browser.open("/compte").text
    zoe = an_account(store, Role.PROFESSIONAL, login="zoe", person_id=ZOE)
    hers = Browser(browser.client, {COOKIE: a_login(store, zoe)})
    assert 'type="checkbox" name="touche"' not in hers.open("/compte").text
    hers.send("/compte", {"souhaits": "oui", "langue": "en"})
    with store.reading() as conn:
        kept = accounts.find(conn, zoe.id)
    assert kept is not None
    assert (kept.language, kept.key_alone) == ("en", True)
