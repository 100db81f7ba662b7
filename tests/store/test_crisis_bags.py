"""Crisis bags on the disk: whole or absent, the newest always kept, a second folder touched only where it is ours."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.store import crisis_bags
from app.store.crisis_bags import BagSettings
from app.store.faults import StorageFault
from app.store.folder import DataFolder
from tests.builders import THURSDAY, a_store

FILES = {"valise.html": b"<p>", "effectifs.pdf": b"%PDF-"}


def names(into: Path) -> list[str]:
    return [one.name for one in crisis_bags.bags(into)]


def test_a_copy_is_named_by_its_wall_time_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    """Two in one minute stand side by side; the newest is the last made."""
    home = tmp_path / "valise"
    made = crisis_bags.put(home, THURSDAY, FILES)
    assert (made.name, made.at) == ("valise-2026-11-26-17h00", THURSDAY)
    assert crisis_bags.files_of(made) == FILES
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home, made.path)} == {0o700}
    assert stat.S_IMODE((made.path / "valise.html").stat().st_mode) == 0o600
    again = crisis_bags.put(home, THURSDAY, FILES)
    assert names(home) == ["valise-2026-11-26-17h00", "valise-2026-11-26-17h00-2"]
    assert crisis_bags.newest(home) == again
    assert sorted(path.name for path in home.iterdir()) == names(home)


@pytest.mark.parametrize("at", [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)])
def test_the_hour_that_comes_twice_is_no_fault(tmp_path: Path, at: datetime) -> None:
    """The night the clocks go back."""
    assert crisis_bags.put(tmp_path, at, FILES).name == "valise-2026-10-25-02h30"


def test_a_crash_leaves_the_last_copy_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever file it stops at; what a crash left is taken away later."""
    crisis_bags.put(tmp_path, THURSDAY, FILES)
    written: list[str] = []

    def full(path: Path, content: bytes) -> None:
        written.append(path.name)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(crisis_bags, "_write", full)
    with pytest.raises(StorageFault):
        crisis_bags.put(tmp_path, THURSDAY + timedelta(days=1), FILES)
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["valise-2026-11-26-17h00"]
    left = tmp_path / ".en-cours-abc"
    (left / "prete").mkdir(parents=True)
    os.utime(left, (0, 0))
    crisis_bags.put(tmp_path, THURSDAY + timedelta(days=1), FILES)
    assert not left.exists()


def test_older_copies_go_but_never_the_newest(tmp_path: Path) -> None:
    """Whatever its age; a folder that is none of ours stays."""
    for days in range(5):
        crisis_bags.put(tmp_path, THURSDAY + timedelta(days=days), FILES)
    (tmp_path / "valise-photos").mkdir()
    gone = crisis_bags.forget_older(tmp_path, THURSDAY + timedelta(days=2))
    assert gone == ["valise-2026-11-26-17h00", "valise-2026-11-27-17h00"]
    assert crisis_bags.forget_older(tmp_path, THURSDAY + timedelta(days=900)) == [
        "valise-2026-11-28-17h00",
        "valise-2026-11-29-17h00",
    ]
    assert names(tmp_path) == ["valise-2026-11-30-17h00"]
    assert (tmp_path / "valise-photos").is_dir()
    assert crisis_bags.newest(tmp_path / "ailleurs") is None


def test_settings_are_kept_and_unknown_ones_ignored(tmp_path: Path) -> None:
    """Defaults until something is decided."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        assert crisis_bags.read_settings(conn) == BagSettings()
        crisis_bags.write_settings(conn, BagSettings(second_folder="/media/cle", kept_days=3))
        conn.execute("UPDATE setting SET value = json_set(value, '$.autre', 1) WHERE key = 'crisis_bag'")
        assert crisis_bags.read_settings(conn) == BagSettings(second_folder="/media/cle", kept_days=3)


@pytest.mark.parametrize(
    "typed", ["cle", "/nulle/part", "{data}", "{data}/content", "{parent}", "/etc/passwd", "/a\0b"]
)
def test_a_second_folder_that_can_not_serve_is_refused(tmp_path: Path, typed: str) -> None:
    """Relative, absent, a file, the data folder, inside it or around it."""
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    path = typed.format(data=folder.path, parent=tmp_path)
    with pytest.raises(InvalidInput, match="Second dossier"):
        crisis_bags.checked(folder, BagSettings(second_folder=path))


def test_a_second_folder_is_there_or_not(tmp_path: Path) -> None:
    """Our own folder inside it; None while the stick is out."""
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    settings = BagSettings(second_folder=str(tmp_path / "cle"))
    assert crisis_bags.second_home(settings) is None
    (tmp_path / "cle").mkdir()
    assert crisis_bags.checked(folder, settings) == settings
    assert crisis_bags.second_home(settings) == tmp_path / "cle" / "valise-releve"
    assert crisis_bags.second_home(BagSettings()) is None
    for days in (0, 91):
        with pytest.raises(InvalidInput, match="de 1 à 90 jours"):
            crisis_bags.checked(folder, BagSettings(kept_days=days))
