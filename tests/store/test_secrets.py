"""Tests of app/store/secrets.py: an owner-only file, whole or untouched, one sentence for each bad value."""

from __future__ import annotations

import logging
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.store import secrets
from app.store.database import open_store
from app.store.folder import DataFolder
from app.store.secrets import Secrets, Security, SmtpAccount, Webhook
from app.words.errors import sentence

CANARY = "canari-" + "M" * 30
ACCOUNT = SmtpAccount(
    host="smtp.example.org", port=587, user="cpts@example.org", password=CANARY, from_address="cpts@example.org"
)
WEBHOOK = Webhook(url="https://sms.example.org/envoi", secret=secrets.new_webhook_secret(), sender="CPTS Auray")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A prepared folder."""
    held = DataFolder(tmp_path / "data")
    held.prepare()
    return held


def test_what_is_written_is_read_back_by_its_owner_only(folder: DataFolder) -> None:
    """Both sections, mode 0600, and no other file left behind."""
    assert secrets.read(folder) == Secrets()
    secrets.write(folder, Secrets(ACCOUNT, WEBHOOK))
    assert secrets.read(folder) == Secrets(ACCOUNT, WEBHOOK)
    assert (folder.path / "secrets.toml").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.path.iterdir() if path.is_file()] == ["secrets.toml"]


def test_other_sections_stay(folder: DataFolder) -> None:
    """What another part of the product keeps there is never lost."""
    path = folder.path / "secrets.toml"
    path.write_text('[oidc]\nissuer = "https://sso.example.org"\nscopes = ["openid", "email"]\n', encoding="utf-8")
    path.chmod(0o600)
    secrets.write(folder, Secrets(ACCOUNT))
    secrets.write(folder, Secrets(None, WEBHOOK))
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    assert found["oidc"] == {"issuer": "https://sso.example.org", "scopes": ["openid", "email"]}
    assert set(found) == {"oidc", "webhook"}


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40).filter(str.isprintable)
)
def test_any_password_survives(password: str) -> None:
    """Quotes, backslashes, accents and emoji come back as they were typed."""
    written = secrets._section("smtp", {"password": password})
    assert tomllib.loads(written) == {"smtp": {"password": password}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[smtp]\nhost = "smtp.example.org"', "[smtp] : from_address manque"),
        ('[smtp]\nhost = 3\nfrom_address = "a@example.org"', "[smtp] host : un texte"),
        ('[smtp]\nhost = "a b"\nfrom_address = "a@example.org"', "[smtp] host : « a b »"),
        ('[smtp]\nhost = "a"\nport = "587"\nfrom_address = "a@example.org"', "[smtp] port : un nombre"),
        ('[smtp]\nhost = "a"\nport = 0\nfrom_address = "a@example.org"', "[smtp] port : 0"),
        ('[smtp]\nhost = "a"\nport = true\nfrom_address = "a@example.org"', "[smtp] port : un nombre"),
        ('[smtp]\nhost = "a"\nsecurity = "ssl"\nfrom_address = "a@example.org"', "« ssl » est inconnu"),
        ('[smtp]\nhost = "a"\nsecurity = "none"\nfrom_address = "a@example.org"', "sans chiffrement"),
        ('[smtp]\nhost = "a"\nfrom_address = "a"', "from_address : « a »"),
        ('[smtp]\nhost = "a"\nfrom_address = "a@b\\nBcc: c@d"', "from_address"),
        ('[smtp]\nhost = "a"\nuser = "u"\nfrom_address = "a@example.org"', "vont ensemble"),
        ('[smtp]\nhost = "a"\nca_file = "/nulle/part"\nfrom_address = "a@example.org"', "/nulle/part n’existe pas"),
        ('[smtp]\nhost = "a"\nmot = "x"\nfrom_address = "a@example.org"', "« mot » est inconnu"),
        (
            '[webhook]\nurl = "http://sms.example.org"\nsecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"',
            "[webhook] url",
        ),
        (
            '[webhook]\nurl = "https://sms.example.org/a\\u0007b"\nsecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"',
            "url",
        ),
        ('[webhook]\nurl = "https://u:p@sms.example.org"\nsecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"', "url"),
        ('[webhook]\nurl = "https://sms.example.org"\nsecret = "court"', "[webhook] secret"),
        ('[webhook]\nurl = "https://a"\nsecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"\nsender = "é"', "sender"),
        ("smtp = 3", "sous une section"),
        ("[smtp", "n’est pas du TOML"),
    ],
)
def test_one_sentence_names_the_value_that_does_not_fit(folder: DataFolder, content: str, words: str) -> None:
    """Section, key, and what would fit."""
    path = folder.path / "secrets.toml"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(InvalidInput) as refused:
        secrets.read(folder)
    assert words in sentence(refused.value).replace("\xa0", " ")


def test_a_file_that_others_can_read_is_refused(folder: DataFolder) -> None:
    """Passwords are not used from a file open to every account of the machine."""
    secrets.write(folder, Secrets(ACCOUNT))
    (folder.path / "secrets.toml").chmod(0o640)
    with pytest.raises(InvalidInput, match="chmod 600"):
        secrets.read(folder)


def test_a_bad_value_writes_nothing(folder: DataFolder) -> None:
    """The file before stays whole."""
    secrets.write(folder, Secrets(ACCOUNT))
    before = (folder.path / "secrets.toml").read_bytes()
    with pytest.raises(InvalidInput):
        secrets.write(folder, Secrets(replace(ACCOUNT, security=Security.NONE)))
    assert (folder.path / "secrets.toml").read_bytes() == before


def test_passwords_are_not_drawn_logged_or_backed_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Not in the value's own text, not in the database or a copy of it."""
    store = open_store(tmp_path / "data")
    secrets.write(store.folder, Secrets(ACCOUNT, WEBHOOK))
    logging.getLogger("releve").warning("%r %s", secrets.read(store.folder), ACCOUNT)
    assert CANARY not in caplog.text
    assert WEBHOOK.secret not in caplog.text
    with store.reading() as conn, closing(sqlite3.connect(store.folder.backups / "copie.sqlite3")) as there:
        conn.backup(there)
    holding = [p.name for p in store.folder.path.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()]
    assert holding == ["secrets.toml"]
