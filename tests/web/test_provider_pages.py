"""Signing in at a real provider (npm oidc-provider on this machine) and coming back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.actor import Role
from app.core.ids import PersonId
from app.services.accounts.sign_in_with_provider import end_session_address, offered
from app.services.accounts.who_acts import COOKIE, end_login, who_acts
from app.store import accounts, people
from app.store.database import Store, open_store
from app.web.provider_pages import BROWSER_COOKIE
from tests.builders import a_person
from tests.web.a_provider import (
    RETURN,
    START,
    Browser,
    an_account,
    asked,
    provider_app,
    real_provider,
    said_of,
    set_provider,
)

pytestmark = pytest.mark.node
RPPS = "99700000017"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """One provider for the module."""
    with real_provider() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path, issuer: str) -> Store:
    """A folder with Zoé, a nurse known by her RPPS number, and an administration."""
    opened = open_store(tmp_path / "data")
    with opened.transaction() as conn:
        people.put(conn, a_person("Zoé", id=PersonId("p-zoe"), rpps=RPPS), opened.now())
    an_account(opened, "maiwenn", Role.ADMINISTRATION, email="maiwenn@exemple.fr")
    set_provider(opened, issuer)
    return opened


@pytest.fixture
def browser(store: Store) -> Browser:
    return Browser(provider_app(store))


def a_professional(store: Store) -> None:
    an_account(store, "zoe", Role.PROFESSIONAL, person_id=PersonId("p-zoe"))


def test_an_rpps_number_opens_the_account_of_its_person(store: Store, browser: Browser) -> None:
    """There with every safeguard of the code flow; back with a login like any other, then again by the link made."""
    a_professional(store)
    address = browser.leave("?suite=%2Fplanning%3Fx%3D1")
    sent = asked(address)
    assert {**sent, "state": "", "nonce": "", "code_challenge": ""} == {
        "response_type": "code",
        "client_id": "releve",
        "redirect_uri": RETURN,
        "scope": "openid email scope_all",
        "acr_values": "eidas1",
        "code_challenge_method": "S256",
        "state": "",
        "nonce": "",
        "code_challenge": "",
    }
    assert all(len(sent[name]) == 43 for name in ("state", "nonce", "code_challenge"))
    back = browser.get(browser.authorised(address))
    assert (back.status_code, back.headers["location"]) == (303, "/planning?x=1")
    given = next(line for line in back.headers.get_list("set-cookie") if line.startswith(COOKIE))
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(given.split("; "))
    found = who_acts(store, browser.cookies[COOKIE])
    assert found is not None
    assert (found.account.id, found.login.how, found.login.device) == ("compte-zoe", "provider", "Firefox, Android")
    assert found.actor.id == "p-zoe"
    with store.transaction() as conn:
        people.put(conn, a_person("Zoé", id=PersonId("p-zoe"), rpps=None), store.now())
    assert Browser(browser.app).sign_in().status_code == 303


def test_a_verified_address_opens_its_account_and_a_doubtful_one_does_not(store: Store, browser: Browser) -> None:
    """In any case of letters; the provider must say that it verified it."""
    an_account(store, "zoe", Role.COORDINATION, email="zoe@Exemple.fr")
    refused = browser.sign_in("doubtful")
    assert refused.status_code == 422
    assert "aucun compte ne vous correspond ici" in said_of(refused)
    assert COOKIE not in browser.cookies
    assert browser.sign_in("zoe").status_code == 303


def test_nobody_enters_by_a_number_from_a_provider_not_believed_on_it(
    store: Store, browser: Browser, issuer: str
) -> None:
    """Without ``rpps_claim`` in the settings, whatever the provider calls a number is not read."""
    a_professional(store)
    set_provider(store, issuer, rpps_claim="")
    assert "aucun compte" in said_of(browser.sign_in())


def test_a_number_never_opens_an_account_that_is_not_a_professionals(store: Store, browser: Browser) -> None:
    """A coordinator who is also a nurse of the roster gives their password, or has their address verified."""
    an_account(store, "zoe", Role.COORDINATION, person_id=PersonId("p-zoe"))
    assert "n’est pas celui d’un professionnel" in said_of(browser.sign_in())


def test_a_person_of_the_roster_gets_an_account_only_when_the_settings_say_so(
    store: Store, browser: Browser, issuer: str
) -> None:
    """Professional, bound to that person, without password; someone unknown gets none."""
    assert "aucun compte" in said_of(browser.sign_in())
    set_provider(store, issuer, provision=True)
    assert browser.sign_in().status_code == 303
    found = who_acts(store, browser.cookies[COOKIE])
    assert found is not None
    made = found.account
    assert (made.login, made.name, made.role, made.person_id) == (f"rpps-{RPPS}", "Zoé Fictif", Role.PROFESSIONAL, "p-zoe")  # fmt: skip
    assert not made.has_password
    assert "aucun compte" in said_of(Browser(browser.app).sign_in("ali"))


def test_nobody_becomes_the_first_account(tmp_path: Path, issuer: str) -> None:
    """A folder without accounts is set up on its own machine: a professional would lock everyone else out."""
    empty = open_store(tmp_path / "empty")
    with empty.transaction() as conn:
        people.put(conn, a_person("Zoé", rpps=RPPS), empty.now())
    set_provider(empty, issuer, provision=True)
    assert "aucun compte" in said_of(Browser(provider_app(empty)).sign_in())
    with empty.reading() as conn:
        assert accounts.every(conn) == []


def test_an_answer_serves_once_and_only_the_browser_that_asked(store: Store, browser: Browser) -> None:
    """Another browser is refused and burns nothing; a replay is refused; so is a state nobody gave."""
    a_professional(store)
    back = browser.authorised(browser.leave())
    stranger = Browser(browser.app)
    for cookies in ({}, {BROWSER_COOKIE: "x" * 43}):
        stranger.cookies = dict(cookies)
        assert "autre navigateur" in said_of(stranger.get(back))
    assert "autre navigateur" in said_of(browser.get(re.sub("state=[^&]+", "state=autre", back)))
    assert browser.get(back).status_code == 303
    held = dict(browser.cookies)
    browser.cookies[BROWSER_COOKIE] = "x" * 43
    replay = browser.get(back)
    assert (replay.status_code, browser.cookies[COOKIE]) == (422, held[COOKIE])


def test_an_answer_comes_within_ten_minutes(store: Store, browser: Browser) -> None:
    """Later, the whole way is begun again."""
    a_professional(store)
    back = browser.authorised(browser.leave())
    with store.transaction() as conn:
        conn.execute("UPDATE provider_request SET created_at = '2026-01-01T00:00:00Z'")
    assert "a expiré" in said_of(browser.get(back))


def test_the_provider_refuses_a_replayed_or_expired_code(store: Store, browser: Browser) -> None:
    """Under a fresh state that would have been taken."""
    a_professional(store)
    back = browser.authorised(browser.leave())
    assert browser.get(back).status_code == 303
    fresh = browser.authorised(browser.leave())
    used = re.search("code=([^&]+)", back)
    assert used is not None
    assert "elle a expiré ou a déjà servi" in said_of(browser.get(re.sub("code=[^&]+", used[0], fresh)))
    short = browser.authorised(browser.leave(), code_seconds=1)
    time.sleep(2.1)
    assert "elle a expiré ou a déjà servi" in said_of(browser.get(short))


def test_the_provider_refuses_a_code_without_its_verifier(store: Store, browser: Browser) -> None:
    """PKCE: whoever stole the code alone can do nothing with it."""
    a_professional(store)
    back = browser.authorised(browser.leave())
    with store.transaction() as conn:
        conn.execute("UPDATE provider_request SET verifier = ?", ("v" * 43,))
    assert "elle a expiré ou a déjà servi" in said_of(browser.get(back))


def test_a_nonce_that_is_not_ours_is_refused(store: Store, browser: Browser) -> None:
    """The id token answers another request than this browser's."""
    a_professional(store)
    back = browser.authorised(browser.leave())
    with store.transaction() as conn:
        conn.execute("UPDATE provider_request SET nonce = 'autre'")
    assert "elle répond à une autre demande" in said_of(browser.get(back))


def test_a_level_below_the_one_asked_for_is_refused(store: Store, browser: Browser, issuer: str) -> None:
    """``acr_values`` is only a wish for a provider: its answer is looked at."""
    a_professional(store)
    for acr in ("", "faible"):
        assert "le niveau d’authentification demandé n’a pas été atteint" in said_of(browser.sign_in(acr=acr))
    set_provider(store, issuer, acr_values="")
    assert browser.sign_in(acr="").status_code == 303


def test_an_answer_from_another_issuer_is_refused(store: Store, browser: Browser, issuer: str) -> None:
    """By the ``iss`` beside the code, present or taken away; and a provider that speaks for another one is not asked."""
    a_professional(store)
    for changed in ("&iss=https%3A%2F%2Fautre.exemple.fr", ""):
        fresh = browser.authorised(browser.leave())
        assert "elle vient d’un autre fournisseur" in said_of(browser.get(re.sub("&iss=[^&]+", changed, fresh)))
    assert browser.get(browser.authorised(browser.leave())).status_code == 303
    set_provider(store, issuer.replace("127.0.0.1", "localhost"))
    assert "(issuer)" in said_of(browser.get(START))


def test_a_secret_that_is_not_ours_opens_nothing(store: Store, browser: Browser, issuer: str) -> None:
    """A public client needs none, thanks to PKCE."""
    a_professional(store)
    set_provider(store, issuer, client_secret="autre")
    assert "n’a pas été acceptée" in said_of(browser.sign_in())
    set_provider(store, issuer, client_id="public", client_secret="")
    assert browser.sign_in().status_code == 303


def test_declining_at_the_provider_is_said_kindly(store: Store, browser: Browser) -> None:
    """With both ways on: again, or by password."""
    page = browser.sign_in("")
    assert "n’a pas confirmé votre connexion" in said_of(page)
    assert f'href="{START}"' in page.text
    assert 'href="/connexion"' in page.text


def test_an_account_that_asks_for_a_code_is_not_entered_on_a_mere_word(
    store: Store, browser: Browser, issuer: str
) -> None:
    """A level asked for and checked stands for the code; without one, the password and the code are wanted."""
    an_account(store, "zoe", Role.ADMINISTRATION, email="zoe@exemple.fr")
    with store.transaction() as conn:
        conn.execute("UPDATE account SET totp_since = '2026-01-01T00:00:00Z' WHERE login = 'zoe'")
    set_provider(store, issuer, acr_values="")
    assert "un code à six chiffres" in said_of(browser.sign_in())
    set_provider(store, issuer)
    assert browser.sign_in().status_code == 303


def test_a_closed_account_stays_closed(store: Store, browser: Browser) -> None:
    """Nothing is linked, nothing is opened."""
    a_professional(store)
    with store.transaction() as conn:
        conn.execute("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z' WHERE login = 'zoe'")
    assert "Ce compte est fermé" in said_of(browser.sign_in())
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM identity").fetchone()[0] == 0


def test_signing_out_may_go_on_to_the_provider(store: Store, browser: Browser, issuer: str) -> None:
    """With the id token that opened the login, until it ends; a login by password leads nowhere."""
    a_professional(store)
    browser.sign_in()
    address = end_session_address(store, browser.cookies[COOKIE], "https://releve.exemple.fr/connexion")
    assert address.startswith(f"{issuer}/session/end?")
    assert asked(address)["post_logout_redirect_uri"] == "https://releve.exemple.fr/connexion"
    assert browser_takes(address)
    end_login(store, browser.cookies[COOKIE])
    assert end_session_address(store, browser.cookies[COOKIE], "https://releve.exemple.fr/connexion") == ""


def browser_takes(address: str) -> bool:
    """Whether the provider shows its sign-out page for this address."""
    import httpx

    return httpx.get(address).status_code == 200


def test_the_sign_in_page_offers_what_is_set(store: Store) -> None:
    """By name and label; a file that can't be read offers nothing and closes nothing."""
    assert [(one.name, one.label) for one in offered(store)] == [("psc", "Pro Santé Connect")]
    (store.folder.path / "secrets.toml").write_text("[oidc.psc]\nissuer = 3\n")
    assert offered(store) == ()


def test_other_addresses_open_nothing_and_only_get_is_known(store: Store, browser: Browser) -> None:
    """HEAD included: a preview of a link must not begin a sign-in."""
    for path in ("/connexion/p/autre", "/connexion/p/", "/connexion/p/psc/ailleurs", "/connexion/p/autre/retour"):
        assert browser.get(path).status_code == 404
    from tests.web.a_centre import Client

    for method in ("HEAD", "POST", "PUT"):
        answered = Client(browser.app).ask(method, START)
        assert (answered.status_code, answered.headers["allow"]) == (405, "GET")
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM provider_request").fetchone()[0] == 0


def test_departures_without_end_are_slowed(store: Store, browser: Browser) -> None:
    """Ten at once, then no more for a while; nothing more is written."""
    answers = [browser.get(START).status_code for _time in range(12)]
    assert answers == [303] * 10 + [422] * 2
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM provider_request").fetchone()[0] == 10


def test_nobody_is_sent_to_another_site(store: Store, browser: Browser) -> None:
    """Whatever ``suite`` says."""
    a_professional(store)
    assert browser.sign_in(query="?suite=%2F%2Fautre.exemple.fr").headers["location"] == "/"
