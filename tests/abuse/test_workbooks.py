"""Files meant to harm whoever imports them: each is refused in a sentence, quickly, and nothing is read from elsewhere."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, UnreadableFile
from app.library import Library, content_file
from app.roster.importing.answers import read_answers
from app.roster.importing.known import KnownRoster
from app.roster.importing.roster_file import read_people
from app.roster.importing.sites import read_sites
from app.roster.importing.tables import ImportTables
from app.roster.importing.workbook import sheets_of
from tests.abuse.workbooks import (
    ENTITIES,
    SHEET,
    STYLES,
    a_workbook,
    lying_about_sizes,
    of_many_parts,
    with_part,
    with_rows,
)

ROSTERS = content_file("data/demo/roster_demo_auray_132.csv").parent


@pytest.fixture(scope="module")
def tables() -> ImportTables:
    library = Library()
    return library.import_tables(library.communes("auray"))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "unpacks to a hundred million bytes": (lambda: with_part("xl/media/a.png", lambda _n: b"\x00" * 10**8), "trop grand"),
    "lies about its sizes": (lying_about_sizes, "trop grand|abîmé"),
    "has a great many parts": (lambda: of_many_parts(5000), "trop grand"),
    "has a million styles": (
        lambda: with_part(STYLES, lambda s: s.replace(b"</cellXfs>", b"<xf/>" * 10**6 + b"</cellXfs>")), "trop grand"),
    "has a cell in the last corner": (lambda: with_rows(b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "colonnes"),
    "numbers a row a billion": (lambda: with_rows(b'<row r="999999999"><c><v>1</v></c></row>'), "abîmé"),
    "has a cell beyond the last corner": (lambda: with_rows(b'<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>'), "abîmé"),
    "has a million cells in a row": (lambda: with_rows(b'<row r="3">' + b"<c><v>1</v></c>" * 200_000 + b"</row>"), "colonnes"),
    "calls a file of the machine": (
        lambda: with_part(SHEET, lambda s: b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + s), "déclaration"),
    "calls an address": (
        lambda: with_part("xl/workbook.xml", lambda s: b'<!DOCTYPE w SYSTEM "http://192.0.2.1/x.dtd">' + s), "déclaration"),
    "has entities of entities": (lambda: with_part(SHEET, lambda s: ENTITIES + s), "déclaration"),
    "hides a document type in UTF-16": (
        lambda: with_part(SHEET, lambda _s: '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'.encode("utf-16")), "déclaration"),
    "is nested without end": (lambda: with_part(SHEET, lambda _s: b"<a>" * 100_000), "abîmé"),
    "is a ZIP in a ZIP": (lambda: with_part("a.zip", lambda _n: a_workbook())[:2000], "abîmé"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_meant_to_harm_is_refused(name: str) -> None:
    """One sentence, and no more memory than a roster takes: some 400 MB at most for all of them together."""
    make, said = BOMBS[name]
    content = make()
    with pytest.raises(UnreadableFile, match=said):
        sheets_of(content)


def test_rows_beyond_the_declared_size_are_read() -> None:
    """Some programs write « A1 » as the size of a sheet: its rows are people all the same."""
    small = with_part(SHEET, lambda sheet: sheet.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert sheets_of(small) == [("Sheet", [(1, ["nom", "prenom"]), (2, ["FICTIF", "Anne"])])]


def test_a_row_at_the_very_bottom_is_read_in_its_place() -> None:
    """What some programs leave at the last line of a sheet costs neither minutes nor memory."""
    last = with_rows(b'<row r="1048576"><c r="A1048576"><v>7</v></c></row>')
    assert sheets_of(last)[0][1][-1] == (1_048_576, ["7"])


SPOILT = (b"\x00", b"\xff\xfe", b'"', b";", b"\n", b"1e999", b"9" * 5000, b"=1+1", b"\xc3\x28", b"2026-99-99", b"NaN",
          b"null", b"[", b"\xed\xa0\x80", "²٣".encode(), b"PK\x03\x04", b"A" * 200_000, b"0001-01-01", b"\xe2\x80\xae")  # fmt: skip


def spoilt(content: bytes, draw: random.Random) -> bytes:
    """The file with a few bytes put in, taken out, or its end lost."""
    made = bytearray(content)
    for _change in range(draw.choice([1, 1, 2, 8])):
        at, way = draw.randrange(len(made) + 1), draw.random()
        if way < 0.6:
            made[at:at] = draw.choice(SPOILT)
        elif way < 0.9:
            del made[at : at + draw.randrange(1, 200)]
        else:
            del made[at:]
    return bytes(made)


def test_no_spoilt_file_is_a_fault(tables: ImportTables) -> None:
    """Two thousand files spoilt by chance: each is a report or a refusal, whatever reads it."""
    draw = random.Random(20261122)
    person, session = (lambda _cell: ("p",)), (lambda _cell: ("s",))
    readers: list[tuple[bytes, Callable[[bytes], object]]] = [
        ((ROSTERS / "roster_demo_auray_132.csv").read_bytes()[:3000], lambda c: read_people(c, known=KnownRoster(), tables=tables)),
        ((ROSTERS / "PS_LibreAcces_Personne_activite_202611210000_FICTIF.txt").read_bytes()[:9000], lambda c: read_people(c, known=KnownRoster(), tables=tables)),
        ((ROSTERS / "finess-structures-FICTIF.json").read_bytes()[:6000], lambda c: read_sites(c, known=(), tables=tables)),
        ((ROSTERS / "etalab-cs1100507-stock-20260512-FICTIF.csv").read_bytes()[:3000], lambda c: read_sites(c, known=(), tables=tables)),
        ("personne;séance;réponse\nA B;2026-12-01 matin;oui\n".encode() * 9, lambda c: read_answers(c, person_of=person, session_of=session, known={}, tables=tables)),
        (a_workbook(), lambda c: read_people(c, known=KnownRoster(), tables=tables)),
    ]  # fmt: skip
    outcomes = {"read": 0, "refused": 0}
    for _time in range(2000):
        content, read = draw.choice(readers)
        try:
            read(spoilt(content, draw))
            outcomes["read"] += 1
        except InvalidInput:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 200


def test_a_file_that_may_not_be_read_is_said(tables: ImportTables, tmp_path: Path) -> None:
    """A folder, a name too long, a name that is none: one sentence each."""
    for path in (tmp_path, tmp_path / ("a" * 5000), Path("a\x00b")):
        with pytest.raises(UnreadableFile):
            read_people(path, known=KnownRoster(), tables=tables)


PEAK = """
from pathlib import Path
from app.core.errors import UnreadableFile
from app.roster.importing.workbook import sheets_of
from tests.abuse.test_workbooks import BOMBS
for make, _said in BOMBS.values():
    try:
        sheets_of(make())
    except UnreadableFile:
        pass
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(peak.split()[1])
"""
"""Not ``ru_maxrss``: what the process that starts it has ever held is counted in."""


def test_the_bombs_take_little_memory() -> None:
    """One after the other in a process of their own, making them included, in kilobytes: one that went off would show."""
    ran = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, text=True, timeout=300, check=True)
    assert int(ran.stdout) < 400_000


def test_names_inside_an_archive_are_never_paths(tmp_path: Path) -> None:
    """A workbook whose parts climb out of it writes nothing: archives are read in memory only."""
    file = io.BytesIO(a_workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../../../tmp/releve-abuse.txt", "x")
    before = set(tmp_path.parent.iterdir())
    assert sheets_of(file.getvalue())[0][0] == "Sheet"
    assert set(tmp_path.parent.iterdir()) == before
    assert not Path("/tmp/releve-abuse.txt").exists()
