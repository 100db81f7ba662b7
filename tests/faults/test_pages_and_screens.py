"""People in front of a machine that fails: what was there is still shown, what was sent is said not to be kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.access.actor import COMMAND_LINE
from app.core.errors import ReleveError
from app.services.accounts.who_acts import who_acts
from app.services.keeping.check_folder import check_folder
from app.services.roster.import_roster import import_people
from app.store import community, database, people
from app.store.faults import Fault, StorageFault
from app.store.folder import DataFolder
from tests.abuse.a_world import Address, Stranger, World, a_world, addresses
from tests.abuse.forms_of import forms_of
from tests.builders import COORDINATOR, MovingClock, a_store

MANY = "nom;prenom;profession\n" + "".join(f"FICTIF-{n};Anne;infirmière\n" for n in range(3000))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Zoé and her full page."""
    with a_world("semaine", tmp_path) as made:
        yield made


@pytest.fixture
def home(world: World) -> Address:
    return next(one for one in addresses(world) if one.page == "p/page/")


def with_pragma(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Every connection from now on; nobody waits long."""
    kept = tuple(one.replace("=5000", "=50") for one in database.PRAGMAS)
    monkeypatch.setattr(database, "PRAGMAS", (*kept, pragma))


def confirmation(world: World, home: Address) -> bytes:
    """The first form of Zoé's page with its first button, as she would press it."""
    form = forms_of(Stranger(world).ask("GET", home).text)[0]
    return urlencode([*form.fields, *form.buttons[:1]]).encode()


def test_a_page_shows_and_says_that_nothing_was_kept(
    world: World, home: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be written: 503, her page with one kind sentence, without a path of the machine; then it works again."""
    pressed, before = confirmation(world, home), world.digest()
    with monkeypatch.context() as fault:
        with_pragma(fault, "PRAGMA query_only=ON")
        answer = Stranger(world).post(home, pressed)
        assert Stranger(world).ask("GET", home).status_code == 200
    assert (answer.status_code, "n’a rien pu enregistrer" in answer.text) == (503, True)
    assert str(world.store.folder.path) not in answer.text
    assert world.digest() == before
    assert Stranger(world).post(home, pressed).status_code == 303
    assert world.digest() != before


def test_a_page_under_a_locked_base(world: World, home: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same while another program holds the base, and the log says which fault, without names."""
    pressed = confirmation(world, home)
    with_pragma(monkeypatch, "PRAGMA cache_size=100")
    with closing(sqlite3.connect(world.store.folder.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        answer = Stranger(world).post(home, pressed)
    assert (answer.status_code, "n’a rien pu enregistrer" in answer.text) == (503, True)
    assert world.faults == ["nothing written: locked"]


def test_a_folder_that_vanishes_is_told_plainly(world: World, home: Address) -> None:
    """An unplugged disk: 503 in plain text everywhere, and never an empty calendar."""
    paths = [home, next(one for one in addresses(world) if one.path.endswith(".ics"))]
    folder = world.store.folder.path
    folder.rename(folder.with_name("ailleurs"))
    answers = [Stranger(world).ask("GET", one) for one in paths]
    assert [(one.status_code, one.headers["content-type"].partition(";")[0]) for one in answers] == [
        (503, "text/plain")
    ] * 2


def test_an_import_that_fills_the_disk_is_undone_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three thousand people on a disk with room for a few: the sentence says the disk, and not one of them is there."""
    store = a_store(tmp_path)
    with monkeypatch.context() as fault:
        with_pragma(fault, "PRAGMA max_page_count=1")
        with pytest.raises(StorageFault, match="plein") as refusal:
            import_people(COORDINATOR, store, MANY.encode())
    assert refusal.value.fault is Fault.FULL
    with store.reading() as conn:
        assert people.every(conn) == []
    assert import_people(COORDINATOR, store, MANY.encode()).accepted == 3000


def test_a_clock_put_back_loses_nothing(world: World, home: Address) -> None:
    """Two days back, by a dead battery: pages, logins and the journal go on, and the check says what is wrong."""
    with world.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=False))
    clock = world.store.clock
    assert isinstance(clock, MovingClock)
    assert Stranger(world).post(home, confirmation(world, home)).status_code == 303
    clock.at -= timedelta(days=2)
    for address in addresses(world):
        assert Stranger(world).ask("GET", address).status_code < 500
    assert who_acts(world.store, world.login) is not None
    problems = check_folder(COMMAND_LINE, world.store)
    assert len(problems) == 1
    assert "horloge" in problems[0]
    clock.at += timedelta(days=2)
    assert check_folder(COMMAND_LINE, world.store) == []


@pytest.mark.parametrize("held", [b"", b"\x00" * 31, b"court"])
def test_a_key_cut_short_is_never_used(tmp_path: Path, held: bytes) -> None:
    """A key that anyone could guess opens nothing: the sentence says to put the true one back."""
    folder = DataFolder(tmp_path)
    folder.prepare()
    (folder.keys / "links.key").write_bytes(held)
    with pytest.raises(ReleveError, match="abîmée"):
        folder.key("links")
    assert (folder.keys / "links.key").read_bytes() == held


def test_a_key_is_put_in_place_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails while a key is written: no key, no rest of it, and the next call makes one."""
    folder = DataFolder(tmp_path)

    def fails(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as fault:
        fault.setattr("os.fsync", fails)
        with pytest.raises(StorageFault, match="plein"):
            folder.key("links")
    assert list(folder.keys.iterdir()) == []
    assert len(folder.key("links")) == 32
