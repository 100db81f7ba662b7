"""A JSON file is read with its faults named, and a text is written whole or not at all."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, UnreadableFile
from app.core.json_file import Doubled, parse_json, read_json, write_whole


def test_a_document_is_read_with_or_without_its_mark_and_decimals_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b'\xef\xbb\xbf{"a": 0.1}')
    assert read_json(file, "a/1") == {"a": 0.1}
    assert read_json(file, "a/1", read_decimal=Decimal) == {"a": Decimal("0.1")}


def test_a_key_written_twice_becomes_a_mark_that_no_validation_lets_through() -> None:
    assert parse_json('{"a": [{"b": 1, "b": 2}]}', "a.json", "a/1") == {"a": [Doubled("b")]}


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "a.json, ligne 1, colonne 2"), ("9" * 5000, "a.json\xa0: un nombre"), ("[" * 100_000, "un document a/1")],
)
def test_what_is_no_json_is_said(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse_json(text, "a.json", "a/1")
    assert said in str(refused.value)


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves what was there, and no draft."""
    out = tmp_path / "a.json"
    out.write_text("before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.core.json_file.os.fsync", full)
        with pytest.raises(InvalidInput, match=r"a\.json ne peut pas être écrit \(No space left"):
            write_whole(out, "after")
    assert ([file.name for file in tmp_path.iterdir()], out.read_text()) == (["a.json"], "before")
    write_whole(out, "after")
    assert out.read_text() == "after"
    assert out.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
