"""A site's own content: what leads out of its folder is never read, and what is wrong in it is told, never a fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, ReleveError
from app.library import TABLES, Library, content_file
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.import_roster import import_people
from app.store.community import Community
from tests.builders import COORDINATOR, a_store

SECRET = "code,insee\nSECRET,56007\n"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """``DATA/content`` with a file beside it that is nobody's business."""
    (tmp_path / "content" / "data" / "territories").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text(SECRET, encoding="utf-8")
    return tmp_path / "content"


@pytest.mark.parametrize(
    "name", ["../secret.csv", "../../secret.csv", "territories/../../../secret.csv", "/etc/passwd"]
)
def test_a_name_that_climbs_reads_nothing(overlay: Path, name: str) -> None:
    """Neither in the overlay nor in the package."""
    with pytest.raises((InvalidInput, NotFound)):
        Library(overlay).file(name)


def test_a_link_that_leads_out_is_not_followed(overlay: Path) -> None:
    """Whoever may write in content/ reads no other file of the machine through it: the sentence names the file only."""
    for inside in ("data/fees.csv", "data/territories/communes_auray.csv"):
        (overlay / inside).symlink_to(overlay.parent / "secret.csv")
    for read in (lambda: Library(overlay).table("fees"), lambda: Library(overlay).communes("auray")):
        with pytest.raises(InvalidInput, match="content/") as refusal:
            read()
        assert "SECRET" not in str(refusal.value)


def test_a_link_within_the_folder_is(overlay: Path) -> None:
    """A file that stands elsewhere in content/ is the site's own."""
    kept = overlay / "garde.csv"
    kept.write_bytes(content_file("data/fees.csv").read_bytes())
    (overlay / "data" / "fees.csv").symlink_to(kept)
    assert [one.cells for one in Library(overlay).table("fees")] == [one.cells for one in Library().table("fees")]


@pytest.mark.parametrize("territory", ["../../secret", "x/../../../secret", "auray\x00", "a" * 5000])
def test_a_territory_is_a_name_not_a_path(tmp_path: Path, territory: str) -> None:
    """Whatever wrote the setting, an import says what is wrong and reads no file elsewhere."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="CPTS", territory=territory))
    with pytest.raises(ReleveError) as refusal:
        import_people(COORDINATOR, store, b"nom;prenom\nFICTIF;Anne\n")
    assert "SECRET" not in str(refusal.value)


SPOILT = (b"\x00", b'"', b",", b"\n", b"1e999", b"9" * 40, b"=1+1", b"\xff", b"-1", b"2026-99-99", b"NaN", b"A" * 140_000,
          b"0001-01-01", "²".encode(), b"|", b"{0.__class__}", b"{", b"valid_from")  # fmt: skip


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_spoilt_table_is_told_with_its_line(table: str, overlay: Path) -> None:
    """Sixty times each, spoilt by chance: read, or refused in a sentence; some are refused."""
    told: list[str] = []
    draw, path = random.Random(table), overlay / "data" / f"{table}.csv"
    lines = content_file(f"data/{table}.csv").read_bytes().split(b"\n")
    for _time in range(60):
        made = bytearray(b"\n".join(lines[:1] + draw.sample(lines[1:], min(len(lines) - 1, 4))))
        for _change in range(draw.choice([1, 1, 3])):
            at = draw.randrange(len(made) + 1)
            end = next((place for place in range(at, len(made)) if made[place : place + 1] in b",\n"), at)
            made[at : end if draw.random() < 0.5 else at + draw.randrange(30)] = draw.choice(SPOILT)
        path.write_bytes(bytes(made))
        try:
            Library(overlay).validate(table)
        except ReleveError as error:
            told.append(str(error))
    assert told
    assert all(told)
