"""``releve backup`` and ``releve restore``: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import releve
from app.core.clock import system_clock
from app.store import community
from app.store.community import Community
from app.store.database import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A community by the machine's clock."""
    named(tmp_path / "data", "avant")
    return tmp_path / "data"


def named(folder: Path, name: str) -> None:
    with open_store(folder, system_clock).transaction() as conn:
        community.write(conn, Community(name=name))


def name_of(folder: Path) -> str:
    with open_store(folder).reading() as conn:
        return community.read(conn).name


def run(*words: str | Path, typed: str = "") -> Result:
    """The command, with what is typed at its questions."""
    return CliRunner().invoke(releve, [str(word) for word in words], input=typed)


def copied(folder: Path) -> Path:
    """A copy made by the command."""
    done = run("backup", "--data", folder, "--json")
    assert done.exit_code == 0, done.output
    return Path(json.loads(done.stdout)["file"])


def test_a_copy_is_made_and_told(folder: Path, tmp_path: Path) -> None:
    """In words, in JSON, and on a stick; a stick that is not there is refused."""
    done = run("backup", "--data", folder)
    assert (done.exit_code, "faite et prouvée" in done.stdout) == (0, True)
    told = json.loads(run("backup", "--data", folder, "--to", tmp_path, "--json").stdout)
    assert (Path(told["file"]).parent, told["proven"], told["problems"]) == (tmp_path, True, [])
    assert Path(told["file"]).stat().st_size == told["bytes"]
    assert run("backup", "--data", folder, "--to", tmp_path / "absente").exit_code == 2


def test_a_restoration_asks_first(folder: Path) -> None:
    """It says what the copy holds and asks in French; without a yes it says that nothing changed; --check changes nothing."""
    copy = copied(folder)
    named(folder, "après")
    no = run("restore", copy, "--data", folder, typed="n\n")
    assert (no.exit_code, "avant" in no.stdout, name_of(folder)) == (1, True, "après")
    assert "? [o/N]:" in no.stdout
    assert no.stderr.strip() == "Rien n’a été changé."
    assert [run("restore", copy, "--data", folder, typed=typed).exit_code for typed in ("\n", "", "non\n")] == [1, 1, 1]
    assert name_of(folder) == "après"
    checked = run("restore", copy, "--data", folder, "--check")
    assert (checked.exit_code, "prouvée" in checked.stdout, name_of(folder)) == (0, True, "après")
    done = run("restore", copy, "--data", folder, "--yes")
    assert (done.exit_code, name_of(folder)) == (0, "avant")
    assert "est gardé dans" in done.stdout
    for yes in ("o\n", "Oui\n", "y\n"):
        named(folder, "après")
        assert run("restore", copy, "--data", folder, typed=yes).exit_code == 0
        assert name_of(folder) == "avant"


def test_a_folder_that_is_served_and_a_file_that_is_no_copy_are_exit_2(folder: Path, tmp_path: Path) -> None:
    """One sentence each on standard error, and nothing changed."""
    copy = copied(folder)
    named(folder, "après")
    with open_store(folder).folder.locked():
        busy = run("restore", copy, "--data", folder, "--yes")
    short = tmp_path / "court.zip"
    short.write_bytes(copy.read_bytes()[:-100])
    cut = run("restore", short, "--data", folder, "--yes")
    for refused in (busy, cut, run("restore", tmp_path / "absent.zip", "--data", folder, "--yes")):
        assert (refused.exit_code, refused.stderr.count("\n"), refused.stdout) == (2, 1, "")
    assert name_of(folder) == "après"


def test_keys_are_saved_apart_and_put_back(folder: Path, tmp_path: Path) -> None:
    """Under a passphrase typed twice; lost, they come back with it, and with no other."""
    key = open_store(folder).folder.key("links")
    target, phrase = tmp_path / "cles.json", "quatre menhirs sous la pluie"
    saved = run("backup", "--data", folder, "--keys", target, typed=f"{phrase}\n{phrase}\n")
    assert (saved.exit_code, target.is_file(), phrase in saved.output) == (0, True, False)
    assert key not in target.read_bytes()
    (folder / "keys" / "links.key").unlink()
    wrong = run("restore", "--keys", target, "--data", folder, typed="autre chose entièrement\n")
    assert (wrong.exit_code, (folder / "keys" / "links.key").exists()) == (2, False)
    back = run("restore", "--keys", target, "--data", folder, typed=f"{phrase}\n")
    assert (back.exit_code, (folder / "keys" / "links.key").read_bytes()) == (0, key)
