"""What is believed of a provider: the national number, the address, the level; and where a browser is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.provider import (
    Identity,
    Provider,
    account_of_address,
    identity_of,
    rpps_of,
    says_level,
    wants_code,
)
from app.access.provider_flow import Metadata, authorization_address, challenge_of, end_address, issuer_said

PSC = Provider(
    name="psc",
    label="Pro Santé Connect",
    issuer="https://psc.exemple.fr/realms/wallet",
    client_id="releve",
    client_secret="secret",
    scope="openid scope_all",
    acr_values="eidas1",
    rpps_claim="SubjectNameID",
)
METADATA = Metadata(
    authorization_endpoint="https://wallet.exemple.fr/auth?kc=1", token_endpoint="t", jwks_uri="j"
)  # fmt: skip
NOW = datetime(2026, 11, 26, tzinfo=UTC)
ACCOUNT = Account(id=AccountId("a"), login="zoe", name="Zoé", role=Role.COORDINATION, created_at=NOW, email="Zoe@Exemple.fr")  # fmt: skip


@pytest.mark.parametrize(
    ("said", "rpps"),
    [
        ("899700000017", "99700000017"),
        ("99700000017", "99700000017"),
        (" 899700000017 ", "99700000017"),
        ("099700000017", ""),
        ("ANS20231122132732", ""),
        ("8997000000178", ""),
        ("٨٩٩٧٠٠٠٠٠٠١٧", ""),
        (899700000017, ""),
        (None, ""),
    ],
)
def test_a_national_number_is_eight_and_the_rpps_number(said: object, rpps: str) -> None:
    """ADELI numbers, test identities and anything else have none."""
    assert rpps_of(said) == rpps


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())))
def test_whatever_is_said_is_eleven_digits_or_nothing(said: object) -> None:
    """A number is never cut out of something longer."""
    found = rpps_of(said)
    assert found == "" or (isinstance(said, str) and said.strip() in (found, f"8{found}") and len(found) == 11)


def test_userinfo_completes_the_token_and_only_what_is_believed_is_kept() -> None:
    """The number only by the claim the settings name; the address only verified."""
    claims = {"sub": "f:1:zoe", "email": "vieille@exemple.fr", "email_verified": True}
    userinfo = {"sub": "f:1:zoe", "SubjectNameID": "899700000017", "email": " Zoe@Exemple.fr "}
    assert identity_of(PSC, claims, userinfo) == Identity(
        issuer=PSC.issuer, subject="f:1:zoe", rpps="99700000017", email="zoe@exemple.fr"
    )
    doubtful = {**userinfo, "email_verified": "true"}
    assert identity_of(replace(PSC, rpps_claim=""), claims, doubtful) == Identity(issuer=PSC.issuer, subject="f:1:zoe")


def test_a_level_is_looked_at_once_it_was_asked_for() -> None:
    """One of several is enough; none asked, any is."""
    two = replace(PSC, acr_values="eidas2 eidas3")
    assert [says_level(two, {"acr": acr}) for acr in ("eidas3", "eidas1", None, "")] == [True, False, False, False]
    assert says_level(replace(PSC, acr_values=""), {})


def test_an_address_names_one_account_or_none() -> None:
    """In any case of letters; two accounts with one address are nobody's."""
    assert account_of_address([ACCOUNT], "zoe@exemple.fr") == ACCOUNT
    assert account_of_address([ACCOUNT, replace(ACCOUNT, id=AccountId("b"))], "zoe@exemple.fr") is None
    assert account_of_address([replace(ACCOUNT, email="")], "") is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("zoe@strasse.exemple", "zoe@straße.exemple"),
        ("kim@exemple.fr", "\u212aim@exemple.fr"),
        ("sos@exemple.fr", "\u017fos@exemple.fr"),
        ("zoe@exemple.fr", "zoe@exemple.fr\u3000"),
        ("zoe@exemple.fr", "zoe@exemple.fr\u00a0"),
        ("zoe@exemple.fr", "zoe@exemple.fr\n"),
        ("zoe@exemple.fr", "zoe@exempl\uff45.fr"),
    ],
)
def test_an_address_that_only_folding_makes_alike_is_nobodys(ours: str, theirs: str) -> None:
    """Neither what a provider says nor what an account holds is believed outside ASCII: two domains stay two."""
    for said, held in ((theirs, ours), (ours, theirs), (theirs, theirs)):
        identity = identity_of(PSC, {"sub": "s"}, {"email": said, "email_verified": True})
        assert account_of_address([replace(ACCOUNT, email=held)], identity.email) is None
        assert account_of_address([replace(ACCOUNT, email=held)], said) is None


def test_a_code_is_wanted_of_who_chose_it_and_of_administrators_when_the_setting_says_so() -> None:
    """Everyone else enters without."""
    admin = replace(ACCOUNT, role=Role.ADMINISTRATION)
    assert [wants_code(one, asked) for one in (ACCOUNT, admin) for asked in (False, True)] == [
        False,
        False,
        False,
        True,
    ]
    assert wants_code(replace(ACCOUNT, totp_since=NOW), False)


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_addresses_keep_what_the_provider_already_asks_and_never_hold_the_secret() -> None:
    """The query of the provider's own address stays; levels go only when they are set."""
    asked = authorization_address(PSC, METADATA, state="s", nonce="n", verifier="v", redirect_uri="https://r/é?a=1&b")
    fields = dict(parse_qsl(urlsplit(asked).query))
    assert (fields["kc"], fields["acr_values"], fields["redirect_uri"]) == ("1", "eidas1", "https://r/é?a=1&b")
    assert "secret" not in asked
    plain = replace(PSC, acr_values="")
    address = authorization_address(plain, METADATA, state="s", nonce="n", verifier="v", redirect_uri="r")
    assert "acr_values" not in address
    assert end_address(PSC, METADATA, "jeton", "https://r") == ""


@given(st.text())
def test_whatever_a_login_holds_names_an_issuer_or_nothing(text: str) -> None:
    """A proof that is no token is no fault."""
    assert isinstance(issuer_said(text), str)


def test_the_issuer_of_a_token_is_read() -> None:
    """{"iss": "https://a"} between two dots."""
    assert issuer_said("e30.eyJpc3MiOiAiaHR0cHM6Ly9hIn0.x") == "https://a"


def test_a_provider_describes_itself_after_its_issuer_unless_the_settings_say_where() -> None:
    """Pro Santé Connect has its own place."""
    assert PSC.discovery_address == "https://psc.exemple.fr/realms/wallet/.well-known/openid-configuration"
    assert replace(PSC, discovery="https://psc.exemple.fr/autre").discovery_address == "https://psc.exemple.fr/autre"
