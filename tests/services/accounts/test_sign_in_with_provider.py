"""What is believed of a provider: every part of an honest answer changed in turn opens nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, ReleveError
from app.services.accounts.sign_in_with_provider import Arrival, arrive, depart, offered
from app.services.accounts.who_acts import who_acts
from app.store import accounts, journal
from app.store.database import Store, open_store
from app.words.errors import sentence
from tests.services.lying_provider import (
    CODE,
    SECRET,
    LyingProvider,
    by_another_key,
    by_the_secret,
    half_hash,
    lying_provider,
    unsigned,
)

BACK = "https://releve.exemple.fr/connexion/p/autre/retour"


@pytest.fixture
def provider() -> Iterator[LyingProvider]:
    with lying_provider() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path, provider: LyingProvider) -> Store:
    """A folder with one coordinator, known by her address."""
    opened = open_store(tmp_path / "data")
    with opened.transaction() as conn:
        accounts.add(
            conn,
            Account(
                id=AccountId("compte"),
                login="zoe",
                name="Zoé",
                role=Role.COORDINATION,
                created_at=opened.now(),
                email="zoe@exemple.fr",
            ),
        )
    path = opened.folder.path / "secrets.toml"
    path.touch(0o600)
    path.write_text(f'[oidc.autre]\nissuer = "{provider.issuer}"\nclient_id = "releve"\nclient_secret = "{SECRET}"\n')
    return opened


def come_and_go(store: Store, provider: LyingProvider) -> Arrival:
    """Leave, and come back with whatever the provider says."""
    leaving = depart(store, "autre", next="/", redirect_uri=BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving.address).query).items()}
    provider.nonce = asked["nonce"]
    said = {"state": asked["state"], "code": CODE, "iss": provider.issuer}
    return arrive(store, "autre", said, browser=leaving.browser, redirect_uri=BACK)


def why(store: Store, provider: LyingProvider) -> str:
    """The sentence of a refusal, with plain spaces; nothing was opened nor linked."""
    with pytest.raises(ReleveError) as refusal:
        come_and_go(store, provider)
    with store.reading() as conn:
        counts = [conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("login", "identity")]
    assert counts == [0, 0]
    return sentence(refusal.value).replace("\u00a0", " ")


def test_an_honest_answer_opens_a_login_and_is_journaled(store: Store, provider: LyingProvider) -> None:
    """The code went once, with its verifier and where it came back; the secret in a header alone."""
    arrived = come_and_go(store, provider)
    found = who_acts(store, arrived.token)
    assert found is not None
    assert found.account.login == "zoe"
    with store.reading() as conn:
        types = [entry.type for entry in reversed(journal.recent(conn))]
        written = "".join(str(entry.payload) for entry in journal.recent(conn))
    assert types == ["identity.linked", "login.opened"]
    exchanged = [body for method, path, body in provider.asked if (method, path) == ("POST", "/token")]
    fields = parse_qs(exchanged[0])
    assert (len(exchanged), sorted(fields)) == (1, ["code", "code_verifier", "grant_type", "redirect_uri"])
    assert not any(secret in written for secret in (SECRET, CODE, arrived.token, "zoe@exemple.fr"))


IN_AN_HOUR = int(time.time()) + 3600
AN_HOUR_AGO = int(time.time()) - 3600
CLAIMS: dict[str, tuple[dict[str, object], str]] = {
    "another audience": ({"aud": "autre"}, "elle est destinée à un autre service"),
    "no audience": ({"aud": None}, "elle est destinée à un autre service"),
    "several audiences without a party": ({"aud": ["releve", "autre"]}, "elle est destinée à un autre service"),
    "another party": ({"aud": ["releve", "autre"], "azp": "autre"}, "elle est destinée à un autre service"),
    "another issuer": ({"iss": "https://autre.exemple.fr"}, "elle vient d’un autre fournisseur"),
    "an issuer among others": ({"iss": ["https://autre.exemple.fr"]}, "elle vient d’un autre fournisseur"),
    "another nonce": ({"nonce": "autre"}, "elle répond à une autre demande"),
    "no nonce": ({"nonce": None}, "elle répond à une autre demande"),
    "expired": ({"exp": AN_HOUR_AGO}, "elle a expiré"),
    "never expiring": ({"exp": None}, "elle a expiré"),
    "of the future": ({"iat": IN_AN_HOUR}, "sa date est dans le futur"),
    "not yet": ({"nbf": IN_AN_HOUR}, "sa date est dans le futur"),
    "nobody": ({"sub": None}, "elle ne dit pas qui vous êtes"),
    "a subject that is no text": ({"sub": 7}, "elle"),
    "an endless subject": ({"sub": "x" * 256}, "elle ne dit pas qui vous êtes"),
    "another access token": ({"at_hash": half_hash("autre")}, "ses deux parties ne vont pas ensemble"),
}


@pytest.mark.parametrize("lie", CLAIMS)
def test_a_claim_that_does_not_hold_opens_nothing(store: Store, provider: LyingProvider, lie: str) -> None:
    """Each is refused with its own reason."""
    changed, reason = CLAIMS[lie]
    provider.claims = changed
    said = why(store, provider)
    assert said.startswith("La réponse de autre n’a pas été acceptée : ")
    assert reason in said


def test_an_issuer_in_a_list_with_others_is_not_ours(store: Store, provider: LyingProvider) -> None:
    """Even when ours is in it."""
    provider.claims = {"iss": [provider.issuer, "https://autre.exemple.fr"]}
    assert "elle vient d’un autre fournisseur" in why(store, provider)


@pytest.mark.parametrize("sign", [unsigned, by_the_secret, by_another_key, lambda _claims: "pas.un.jeton"])
def test_a_signature_that_is_not_the_providers_opens_nothing(
    store: Store, provider: LyingProvider, sign: object
) -> None:
    """Algorithm « none », the shared secret, a stranger's key, no token at all."""
    provider.sign = sign  # type: ignore[assignment]
    assert "sa signature n’est pas celle du fournisseur" in why(store, provider)


def test_userinfo_of_someone_else_is_not_taken(store: Store, provider: LyingProvider) -> None:
    """Its subject must be the token's (OpenID Connect Core 1.0 §5.3.2)."""
    for said in ({"sub": "autre"}, {"sub": None}):
        provider.userinfo = said
        assert "elle parle de deux personnes différentes" in why(store, provider)


def test_an_address_counts_only_when_the_provider_verified_it(store: Store, provider: LyingProvider) -> None:
    """The truth, not a text that says so; and never when two accounts share it."""
    for doubt in (False, None, "true", 1):
        provider.claims = {"email_verified": doubt}
        assert "aucun compte ne vous correspond" in why(store, provider)
    provider.claims = {}
    with store.transaction() as conn:
        conn.execute("INSERT INTO account (id, login, name, role, email, created_at) SELECT 'b', 'b', 'B', role, upper(email), created_at FROM account")  # fmt: skip
    assert "aucun compte ne vous correspond" in why(store, provider)


BROKEN: dict[str, tuple[str, tuple[int, bytes], str]] = {
    "no JSON": ("/token", (200, b"<html>"), "(token)"),
    "a list": ("/token", (200, b"[]"), "(token)"),
    "no token": ("/token", (200, b"{}"), "(id_token)"),
    "an error": ("/token", (500, b"{}"), "ne répond pas"),
    "a code refused": ("/token", (400, b'{"error": "invalid_grant"}'), "elle a expiré ou a déjà servi"),
    "a redirect": ("/token", (307, b""), "ne répond pas"),
    "an endless answer": ("/token", (200, b"[" * 300_000), "ne répond pas"),
    "no keys": ("/jwks", (200, b"{}"), "sa signature n’est pas celle du fournisseur"),
    "broken keys": ("/jwks", (200, b'{"keys": [{"kty": "EC"}, 3]}'), "sa signature n’est pas celle du fournisseur"),
    "no userinfo": ("/me", (401, b""), "ne répond pas"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_an_answer_that_is_no_answer_is_one_sentence(store: Store, provider: LyingProvider, fault: str) -> None:
    """Never a traceback, and nothing of what was said is repeated."""
    path, answer, reason = BROKEN[fault]
    provider.bodies[path] = answer
    assert reason in why(store, provider)
    assert not any(path == "/ailleurs" for _method, path, _body in provider.asked)


def test_a_provider_that_describes_itself_strangely_is_not_gone_to(store: Store, provider: LyingProvider) -> None:
    """Another issuer, an address missing, an address in clear: the part is named."""
    for name, value in (
        ("issuer", "https://autre.exemple.fr"),
        ("token_endpoint", None),
        ("jwks_uri", "http://autre.exemple.fr/jwks"),
        ("userinfo_endpoint", "file:///etc/passwd"),
        ("authorization_endpoint", "http://[::1"),
    ):
        provider.metadata = {name: value}
        with pytest.raises(InvalidInput) as refusal:
            depart(store, "autre", next="/", redirect_uri=BACK)
        assert f"({name})" in str(refusal.value)


def test_each_departure_draws_its_own_value_for_the_browser(store: Store, provider: LyingProvider) -> None:
    """What an earlier departure gave does not answer a later one, and nobody chooses it."""
    first, second = (depart(store, "autre", next="/", redirect_uri=BACK) for _each in range(2))
    assert len({first.browser, second.browser}) == 2
    state = parse_qs(urlsplit(second.address).query)["state"][0]
    with pytest.raises(NotAllowed, match="autre navigateur"):
        arrive(store, "autre", {"state": state, "code": CODE}, browser=first.browser, redirect_uri=BACK)


def test_a_provider_that_is_not_there_is_one_sentence(store: Store, provider: LyingProvider) -> None:
    """Whatever listens on that port, or nothing."""
    text = (store.folder.path / "secrets.toml").read_text().replace(provider.issuer, "http://127.0.0.1:9")
    (store.folder.path / "secrets.toml").write_text(text)
    with pytest.raises(InvalidInput, match="ne répond pas pour l’instant"):
        depart(store, "autre", next="/", redirect_uri=BACK)


def test_without_the_extra_one_sentence_says_what_to_install(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way in is still shown: whoever set it up learns why it does not open."""
    monkeypatch.setitem(sys.modules, "authlib", None)
    assert [one.label for one in offered(store)] == ["autre"]
    with pytest.raises(InvalidInput, match=r"pip install releve-cpts\[sso\]"):
        depart(store, "autre", next="/", redirect_uri=BACK)


def test_a_name_that_is_not_set_opens_nothing(store: Store) -> None:
    """On the way there and on the way back."""
    with pytest.raises(NotFound):
        depart(store, "ailleurs", next="/", redirect_uri=BACK)
    with pytest.raises(NotFound):
        arrive(store, "ailleurs", {}, browser="", redirect_uri=BACK)


def test_an_answer_without_a_request_is_refused_before_anything_is_asked(store: Store, provider: LyingProvider) -> None:
    """No state, an unknown one, or no browser: the provider hears nothing of it."""
    for said in ({}, {"state": "x", "code": CODE}):
        with pytest.raises(NotAllowed):
            arrive(store, "autre", said, browser="", redirect_uri=BACK)
    assert provider.asked == []
