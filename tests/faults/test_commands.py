"""What the machine may refuse, under every command: one clear sentence, exit 2, and nothing lost or half-written."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE, Role
from app.services.accounts.manage_accounts import Details, create_account
from app.services.keeping.back_up import back_up
from app.services.keeping.check_folder import check_folder
from app.services.keeping.set_up_community import set_up_community
from app.store.community import Community
from app.store.database import connect, open_store
from app.store.folder import DataFolder
from tests.builders import a_person, some_people
from tests.faults.at_work import Outcome, run
from tests.faults.commands import LOGIN, every_command

WRITERS = {"import", "backup", "account create", "account disable", "account enable", "account reset-password", "demo"}
"""Commands that must write: those can't end well on a folder that takes nothing."""

APART = {"staff", "coverage"}
"""They read and write files of their own, and no data folder."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a territory, people, an account and a copy of itself, as it was left in order."""
    folder = tmp_path_factory.mktemp("sain") / "data"
    store = open_store(folder)
    set_up_community(COMMAND_LINE, store, Community(name="CPTS fictive", territory="auray"))
    some_people(store, a_person("Anne", "medecin"), a_person("Bleuenn"))
    create_account(COMMAND_LINE, store, Details(login="premier", name="Premier", role=Role.ADMINISTRATION))
    create_account(COMMAND_LINE, store, Details(login=LOGIN, name="Second", role=Role.COORDINATION))
    made = back_up(COMMAND_LINE, store)
    shutil.copy(made.path, folder.parent / "copie.zip")
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """The same folder, for one fault; what commands read and write elsewhere stands beside it."""
    shutil.copytree(sound, tmp_path / "data")
    shutil.copy(sound.parent / "copie.zip", tmp_path / "copie.zip")
    return tmp_path / "data"


def content(folder: Path) -> dict[str, str]:
    """What each table of the database holds."""
    with closing(connect(folder / "releve.sqlite3")) as conn:
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name: [tuple(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in names}
    return {name: hashlib.sha256(repr(sorted(map(repr, held))).encode()).hexdigest() for name, held in rows.items()}


def unclear(outcomes: dict[str, Outcome]) -> dict[str, str]:
    """Commands whose end a person could not understand: a traceback, several lines, silence, another code."""
    return {
        name: f"{one.code}: {one.err[-600:]}"
        for name, one in outcomes.items()
        if one.code not in (0, 2)
        or "Traceback" in one.err
        or "Usage:" in one.err
        or (one.code == 2 and (one.err.count("\n") != 1 or not one.err.strip().endswith((".", "?"))))
    }


def refused(outcomes: dict[str, Outcome]) -> set[str]:
    return {name for name, one in outcomes.items() if one.code == 2}


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """The folder and what is beside it as a disk mounted for reading, or another person's: nothing may be written."""
    every = [folder.parent, *folder.parent.rglob("*")]
    modes = {path: path.stat().st_mode for path in every}
    for path in every:
        path.chmod(modes[path] & ~0o222)
    try:
        yield
    finally:
        for path in every:
            path.chmod(modes[path])


def commands_on(folder: Path) -> dict[str, list[str]]:
    """Every command but those that have nothing to do with a data folder."""
    found = every_command(folder, folder.parent)
    return {name: words for name, words in found.items() if name not in APART}


def test_the_words_are_right_ones(folder: Path) -> None:
    """On a sound folder each command does its work: what fails below fails of the fault alone."""
    kept = commands_on(folder)
    outcomes = run("none", {name: words for name, words in kept.items() if name not in ("demo", "restore")})
    assert {name: one.err for name, one in outcomes.items() if one.code != 0} == {}


def test_a_full_disk(folder: Path) -> None:
    """Nothing can grow any more: what writes is refused, what only reads may go on, and every row stays."""
    before, commands = content(folder), every_command(folder, folder.parent)
    outcomes = run("disk", commands)
    assert unclear(outcomes) == {}
    assert refused(outcomes) >= WRITERS
    assert content(folder) == before
    assert check_folder(COMMAND_LINE, open_store(folder)) == []
    assert outcomes["staff"].code == 0 or not (folder.parent / "plan.json").exists(), "half of a plan"


def test_a_folder_closed_to_us(folder: Path) -> None:
    """The same under a folder that may be read and not written: no command changes it, and each says so."""
    before, commands = content(folder), commands_on(folder)
    with closed(folder):
        outcomes = run("read_only", commands)
    assert unclear(outcomes) == {}
    assert refused(outcomes) >= WRITERS
    assert {name for name in outcomes if "droit d’écrire" in outcomes[name].err} >= WRITERS
    assert content(folder) == before


def test_a_locked_database(folder: Path) -> None:
    """Another program holds the base: the sentence says to close it, nothing waits for ever, nothing is written."""
    before = content(folder)
    holder = sqlite3.connect(folder / "releve.sqlite3", isolation_level=None)
    with closing(holder):
        holder.execute("BEGIN IMMEDIATE")
        outcomes = run(
            "none", {name: one for name, one in commands_on(folder).items() if name not in ("demo", "restore")}
        )
    assert unclear(outcomes) == {}
    assert WRITERS - {"demo"} <= refused(outcomes)
    assert "retient la base" in outcomes["import"].err
    assert content(folder) == before


def spoil(base: Path, how: str) -> None:
    """Put something else in place of the database."""
    whole = base.read_bytes()
    if how == "a folder":
        base.unlink()
        base.mkdir()
    elif how == "not a database":
        base.write_bytes(b"une liste de courses\n" * 500)
    elif how == "cut short":
        base.write_bytes(whole[: len(whole) // 3])
    else:
        pages = bytearray(whole)
        pages[4096 : len(pages) // 2] = b"\xa5" * (len(pages) // 2 - 4096)
        base.write_bytes(bytes(pages))


def test_a_database_that_is_none(folder: Path, tmp_path: Path) -> None:
    """Whatever stands in its place, no command overwrites it, and each says what to do."""
    spoilt: dict[str, Path] = {}
    commands: dict[str, list[str]] = {}
    for how in ("not a database", "damaged", "cut short", "a folder"):
        spoilt[how] = tmp_path / how.replace(" ", "-") / "data"
        shutil.copytree(folder, spoilt[how])
        spoil(spoilt[how] / "releve.sqlite3", how)
        found = commands_on(spoilt[how])
        commands |= {f"{how}: {name}": words for name, words in found.items() if name not in ("restore", "demo")}
    held = {how: (path / "releve.sqlite3").read_bytes() for how, path in spoilt.items() if how != "a folder"}
    outcomes = run("none", commands)
    assert {name: why for name, why in unclear(outcomes).items() if not name.endswith(": check")} == {}
    assert {name for name, one in outcomes.items() if name.endswith(": check") and one.code not in (1, 2)} == set()
    assert {name for name, one in outcomes.items() if "Traceback" in one.err} == set()
    assert {f"{how}: {name}" for how in spoilt for name in WRITERS - {"demo"}} <= refused(outcomes)
    assert {how: (spoilt[how] / "releve.sqlite3").read_bytes() for how in held} == held


def test_a_second_process_on_the_folder(folder: Path) -> None:
    """While one serves, what would take the folder over is refused; the rest works beside it."""
    before = content(folder)
    with DataFolder(folder).locked():
        outcomes = run("none", {name: one for name, one in commands_on(folder).items() if name in ("serve", "restore")})
    assert unclear(outcomes) == {}
    assert refused(outcomes) == {"serve", "restore"}
    assert "déjà ouvert" in outcomes["serve"].err
    assert content(folder) == before


def test_a_copy_cut_short(folder: Path) -> None:
    """A copy of which a part was lost on the way is refused before anything is replaced."""
    before, copy = content(folder), (folder.parent / "copie.zip").read_bytes()
    words = commands_on(folder)["restore"]
    commands = {}
    for left in (0.0, 0.3, 0.9, 0.999):
        cut = folder.parent / f"copie-{left}.zip"
        cut.write_bytes(copy[: int(len(copy) * left)])
        commands[str(left)] = [str(cut) if word.endswith("copie.zip") else word for word in words]
    outcomes = run("none", commands)
    assert unclear(outcomes) == {}
    assert refused(outcomes) == set(commands)
    assert content(folder) == before
