"""``releve account``: the first account, links to hand over, closing and opening, a lost telephone; sentences, exit 2."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.access.account import Account
from app.cli import releve
from app.services.accounts.recover_access import open_link, use_link
from app.services.accounts.sign_in_account import CodeWanted
from app.store import accounts, people
from app.store.database import Store, open_store
from tests.builders import a_person
from tests.services.a_queue import a_community
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, use_light_hashes, with_code


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)
    monkeypatch.delenv("RELEVE_PUBLIC_URL", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def ran(folder: Path, *arguments: str, code: int = 0) -> Result:
    done = CliRunner().invoke(releve, ["account", *arguments, "--data", str(folder)], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def said(folder: Path, *arguments: str) -> str:
    return ran(folder, *arguments).stdout


def refused(folder: Path, *arguments: str) -> str:
    return ran(folder, *arguments, code=2).stderr.strip()


def token_in(output: str) -> str:
    found = re.search(r"^(https?://\S+)/connexion/lien/([\w-]{43})$", output, re.MULTILINE)
    assert found is not None, output
    return found.group(2)


def create(folder: Path, login: str = "boss", role: str = "administration", *more: str) -> str:
    return token_in(
        said(folder, "create", "--login", login, "--name", f"{login.title()} Fictif", "--role", role, *more)
    )


def opened(folder: Path, token: str) -> None:
    """Choose the password behind a link."""
    use_link(open_store(folder), token, password=PASSWORD, client=CLIENT, device=DEVICE)


def held(store: Store, login: str) -> Account:
    with store.reading() as conn:
        found = accounts.by_login(conn, login)
    assert found is not None
    return found


def listed(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(said(folder, "list", "--json"))
    return rows


def test_the_first_account_is_made_and_its_link_opens(folder: Path) -> None:
    """An empty folder says how to begin; the link printed lets its holder choose a password."""
    assert said(folder, "list").strip() == "Aucun compte : « releve account create » fait le premier."
    opened(folder, create(folder))
    assert listed(folder) == [
        {
            "login": "boss", "name": "Boss Fictif", "role": "administration", "person": "", "open": True,
            "password": True, "code": False, "logins": 1,
        }
    ]  # fmt: skip


def test_the_list_is_read_by_a_person(folder: Path) -> None:
    """Who, in which role, in which state."""
    opened(folder, create(folder))
    create(folder, "zoe", "observateur")
    boss, zoe = said(folder, "list").splitlines()
    assert boss.startswith("boss\tBoss Fictif\tadministration\tvu ")
    assert zoe == "zoe\tZoe Fictif\tobservateur\tmot de passe à choisir"


def test_a_professional_is_someone_of_the_roster(folder: Path) -> None:
    """By given and family name; someone unknown is refused in a sentence."""
    store = open_store(folder)
    with store.transaction() as conn:
        people.put(conn, a_person("Zoé"), store.now())
    create(folder)
    create(folder, "zoe", "professionnel", "--person", "zoé fictif")
    assert [row["person"] for row in listed(folder)] == ["", "Zoé Fictif"]
    assert "Personne ne s’appelle « Ali »" in refused(
        folder, "create", "--login", "ali", "--name", "Ali", "--role", "professionnel", "--person", "Ali"
    )


def test_an_invitation_is_made_again(folder: Path) -> None:
    """The earlier one no longer opens; someone with a password is led to the other command."""
    old = create(folder)
    new = token_in(said(folder, "invite", "boss"))
    store = open_store(folder)
    assert [open_link(store, token) is not None for token in (old, new)] == [False, True]
    opened(folder, new)
    assert "releve account reset-password boss" in refused(folder, "invite", "BOSS")


def test_an_account_is_closed_and_opened(folder: Path) -> None:
    """The last administrator is not."""
    opened(folder, create(folder))
    create(folder, "zoe", "lecture")
    assert "fermé" in said(folder, "disable", "zoe")
    assert [row["open"] for row in listed(folder)] == [True, False]
    assert "rouvert" in said(folder, "enable", "zoe")
    assert [row["open"] for row in listed(folder)] == [True, True]
    assert "dernier compte d’administration" in refused(folder, "disable", "boss")


def test_a_forgotten_password_and_a_lost_telephone(folder: Path) -> None:
    """The link alone keeps asking for the code; with --without-code it does not, for whoever lost everything."""
    opened(folder, create(folder))
    store = open_store(folder)
    with_code(store, held(store, "boss"))
    kept = use_link(
        store, token_in(said(folder, "reset-password", "boss")), password=PASSWORD, client=CLIENT, device=DEVICE
    )
    assert isinstance(kept, CodeWanted)
    output = said(folder, "reset-password", "boss", "--without-code")
    assert "pendant 24 h" in output
    opened(folder, token_in(output))
    assert held(store, "boss").totp_since is None


def test_links_stand_under_the_public_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's, else the community's, else this machine's."""
    create_output = said(folder, "create", "--login", "boss", "--name", "Boss", "--role", "administration")
    assert "http://127.0.0.1:8501/connexion/lien/" in create_output
    a_community(open_store(folder))
    assert "https://releve.example.org/connexion/lien/" in said(folder, "invite", "boss")
    monkeypatch.setenv("RELEVE_PUBLIC_URL", "https://ailleurs.example.org/releve")
    assert "https://ailleurs.example.org/releve/connexion/lien/" in said(folder, "invite", "boss")


@pytest.mark.parametrize("command", ["invite", "disable", "enable", "reset-password"])
def test_an_unknown_login_is_said(folder: Path, command: str) -> None:
    """One sentence, exit 2, nothing on the standard output."""
    assert refused(folder, command, "nobody") == "Aucun compte « nobody » : « releve account list » les montre tous."


@pytest.mark.parametrize("role", ["coordination", "cellule_de_crise", "observateur", "lecture"])
def test_no_other_role_comes_first(folder: Path, role: str) -> None:
    """Nobody could make the next account."""
    assert "premier compte est d’administration" in refused(
        folder, "create", "--login", "ada", "--name", "Ada", "--role", role
    )
    assert listed(folder) == []
