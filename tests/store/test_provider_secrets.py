"""``[oidc.<name>]`` of secrets.toml: what fits is read, what does not is named, other sections stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.provider import Provider
from app.core.errors import InvalidInput
from app.store import provider_secrets, secrets
from app.store.folder import DataFolder
from app.store.secrets import Secrets, SmtpAccount
from app.words.errors import sentence

FULL = """
[oidc.psc]
label = "Pro Santé Connect"
issuer = "https://psc.exemple.fr/realms/wallet"
discovery = "https://psc.exemple.fr/realms/wallet/.well-known/wallet-openid-configuration"
client_id = "releve"
client_secret = "canari-7c1f"
scope = "openid scope_all"
acr_values = "eidas1"
rpps_claim = "SubjectNameID"
provision = true

[oidc.mairie]
issuer = "http://127.0.0.1:3000"
client_id = "releve"
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    found = DataFolder(tmp_path)
    found.prepare()
    return found


def write(folder: DataFolder, text: str, mode: int = 0o600) -> None:
    path = folder.path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def test_providers_are_read_in_order(folder: DataFolder) -> None:
    """A label is the name when none is written; no file, no provider. A secret is not shown by chance."""
    assert provider_secrets.read(folder) == ()
    write(folder, FULL)
    psc, town_hall = provider_secrets.read(folder)
    assert psc == Provider(
        name="psc",
        label="Pro Santé Connect",
        issuer="https://psc.exemple.fr/realms/wallet",
        discovery="https://psc.exemple.fr/realms/wallet/.well-known/wallet-openid-configuration",
        client_id="releve",
        client_secret="canari-7c1f",
        scope="openid scope_all",
        acr_values="eidas1",
        rpps_claim="SubjectNameID",
        provision=True,
    )
    assert (town_hall.label, town_hall.levels, town_hall.provision) == ("mairie", frozenset(), False)
    assert "canari-7c1f" not in repr(psc)


def test_setting_a_mailbox_keeps_the_providers(folder: DataFolder) -> None:
    """The screen of messages rewrites the file."""
    write(folder, FULL)
    before = provider_secrets.read(folder)
    secrets.write(folder, Secrets(smtp=SmtpAccount(host="127.0.0.1", port=25, security=secrets.Security.NONE, from_address="a@exemple.fr")))  # fmt: skip
    assert provider_secrets.read(folder) == before


@pytest.mark.parametrize(
    ("changed", "to", "said"),
    [
        ('issuer = "https://psc', 'issuer = "http://psc', "[oidc.psc] issuer"),
        ('issuer = "https://psc', 'issuer = "https://moi:mdp@psc', "[oidc.psc] issuer"),
        ("wallet-openid-configuration", "wallet?x=1", "[oidc.psc] discovery"),
        ('client_id = "releve"\nclient_secret', "client_secret", "[oidc.psc] : client_id manque"),
        ('client_id = "releve"\nclient_secret', 'client_id = ""\nclient_secret', "client_id et label"),
        ('label = "Pro', f'label = "{"x" * 40}Pro', "client_id et label"),
        ("canari", "canari\\u0007", "caractère invisible"),
        ('scope = "openid ', 'scope = "', "openid manque"),
        ("provision = true", 'provision = "oui"', "true ou false"),
        ('acr_values = "eidas1"', "acr_values = 1", "un texte entre guillemets"),
        ('rpps_claim = "SubjectNameID"', "", "provision demande rpps_claim"),
        ("provision = true", "provision = true\nautre = 1", "« autre » est inconnu"),
        ("provision = true", 'ca_file = "/nulle/part.pem"', "/nulle/part.pem n’existe pas"),
        ("[oidc.psc]", "[oidc.PSC]", "minuscules"),
        ("[oidc.psc]", "[oidc]\nautre = 3\n[oidc.psc]", "minuscules"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_no_secret_repeated(
    folder: DataFolder, changed: str, to: str, said: str
) -> None:
    """One sentence, with the section."""
    assert changed in FULL
    write(folder, FULL.replace(changed, to, 1))
    with pytest.raises(InvalidInput) as refusal:
        provider_secrets.read(folder)
    told = sentence(refusal.value).replace("\u00a0", " ")
    assert said in told
    assert "canari" not in told


def test_a_file_that_others_can_read_is_refused(folder: DataFolder) -> None:
    """As for passwords of mailboxes."""
    write(folder, FULL, 0o644)
    with pytest.raises(InvalidInput, match="chmod 600"):
        provider_secrets.read(folder)
