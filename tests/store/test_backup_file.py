"""What a copy may hold and still be written and read back; and what is refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store import backups
from app.store.backup_file import unpack
from app.store.backup_rules import Kind
from app.store.database import Store
from app.store.unproven import Unproven
from tests.builders import a_store
from tests.store.test_backups import a_copy, rezipped


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder that holds nothing yet."""
    return a_store(tmp_path / "data")


def test_names_and_clocks_that_a_zip_can_t_say_stop_no_copy(store: Store, tmp_path: Path) -> None:
    """A name that is no UTF-8, a backslash, a percent, a clock of 1970: all is copied, and comes back byte for byte."""
    names = [b"caf\xe9.txt", b"a\\b.csv", b"100%.txt", b"deux%5Cmots", b"une\nligne"]
    for name in names:
        (Path(os.fsdecode(os.path.join(os.fsencode(store.folder.content), name)))).write_bytes(name)
    with store.reading() as conn:
        made = backups.make(conn, store.folder, datetime(1970, 1, 2, tzinfo=UTC), Kind.BY_HAND)
    unpack(made.path, tmp_path / "relu")
    back = {path: (tmp_path / "relu" / "content" / os.fsdecode(path)).read_bytes() for path in names}
    assert back == {name: name for name in names}


@pytest.mark.parametrize("change", [{"kind": "mystere"}, {"at": "0001-01-01T00:00:00Z"}])
def test_a_manifest_that_says_nonsense_is_refused(store: Store, tmp_path: Path, change: dict[str, str]) -> None:
    """A kind or a year that nobody writes would stop the check later."""

    def said(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps({**json.loads(files["manifest.json"]), **change}).encode()

    with pytest.raises(Unproven, match="n’est pas une sauvegarde"):
        unpack(rezipped(a_copy(store).path, said), tmp_path / "relu")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_copy_of_another_compression_is_refused(store: Store, tmp_path: Path, method: int) -> None:
    """Zipped anew by hand, then damaged: the same sentence as any other."""
    source = a_copy(store).path
    with zipfile.ZipFile(source) as held:
        files = {name: held.read(name) for name in held.namelist()}
    with zipfile.ZipFile(source, "w", method) as held:
        for name, content in files.items():
            held.writestr(name, content)
    whole = source.read_bytes()
    for number, place in enumerate(range(200, len(whole) - 2000, len(whole) // 7)):
        source.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(Unproven):
            unpack(source, tmp_path / f"relu-{number}")


def test_a_file_that_is_a_folder_too_is_refused(store: Store, tmp_path: Path) -> None:
    """A manifest that names content/a and content/a/b says one thing and its contrary."""

    def both(files: dict[str, bytes]) -> None:
        said = json.loads(files["manifest.json"])
        for name in ("content/a", "content/a/b"):
            files[name] = b"x"
            said["files"][name] = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
        files["manifest.json"] = json.dumps(said).encode()

    with pytest.raises(Unproven, match="altéré"):
        unpack(rezipped(a_copy(store).path, both), tmp_path / "relu")
