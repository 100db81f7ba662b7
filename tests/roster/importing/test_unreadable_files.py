"""Files that are no table: each gets the sentence that helps, and nothing is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.core.errors import UnreadableFile
from app.roster.importing.known import KnownRoster
from app.roster.importing.roster_file import read_people
from app.roster.importing.tables import ImportTables


def an_archive(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, "nom;prenom\nA;B\n")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf\r\n;;;\n", "vide"),
        (b"\x00" * 4000, "vide"),
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls"),
        (b"<!DOCTYPE html><html><body><table>", "page web"),
        (b"PK\x03\x04 broken", "abîmé"),
        (an_archive("liste.csv"), "archive"),
        (an_archive("xl/workbook.xml"), "abîmé"),
        (b"a;b;c\n1;2;3\n", "en-têtes"),
        (b"prenom;profession\nJean;IDE\n", "« nom »"),
        ("Identifiant PP|Code civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code mode exercice|Code genre activité|".encode(), "commune_insee"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list(tables: ImportTables, content: bytes, said: str) -> None:
    """The sentence names what the file is, or what it lacks."""
    with pytest.raises(UnreadableFile, match=said):
        read_people(content, known=KnownRoster(), tables=tables)


def test_a_file_that_is_not_there(tables: ImportTables, tmp_path: Path) -> None:
    """A wrong path is an answer, not a crash."""
    with pytest.raises(UnreadableFile, match=r"absent\.csv"):
        read_people(tmp_path / "absent.csv", known=KnownRoster(), tables=tables)


def test_random_bytes_never_crash(tables: ImportTables) -> None:
    """Whatever the bytes, the outcome is a report or an UnreadableFile."""
    import random

    draw = random.Random(7)
    outcomes = set()
    for _ in range(150):
        content = draw.choice([b"", b"nom;prenom\n", b"PK\x03\x04", b"{"]) + draw.randbytes(draw.randrange(1, 400))
        try:
            outcomes.add(type(read_people(content, known=KnownRoster(), tables=tables)).__name__)
        except UnreadableFile:
            outcomes.add("UnreadableFile")
    assert outcomes == {"ImportReport", "UnreadableFile"}
