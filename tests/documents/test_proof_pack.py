"""The proof pack of a period."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.documents.imprint import Band
from app.documents.proof_pack import ProofFile, ProofPack, proof_pack
from app.words import use_language
from tests.documents.samples import PRINTED_AT

ATTENDANCE = ProofFile.table(
    "presences.csv", "une ligne par personne et séance", ["Nom", "Présent"], [["=Œil", "oui"], ["Le Goff", "non"]]
)
ROTA = ProofFile("planning/version-3.json", b"{}\n", "le planning tel que publié")
PACK = ProofPack(
    community="CPTS du Pays d’Auray",
    first=date(2026, 10, 1),
    last=date(2026, 12, 31),
    generated_at=PRINTED_AT,
    software="0.1.0",
    journal_head="ab" * 32,
    journal_entries=1234,
    files=(ATTENDANCE, ROTA),
)


def unpacked(pack: ProofPack) -> dict[str, bytes]:
    """Names and contents in the order of the ZIP."""
    with zipfile.ZipFile(io.BytesIO(proof_pack(pack))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_holds_the_fingerprint_of_each_file_and_the_head_of_the_journal() -> None:
    """Written once here, compared whole."""
    files = unpacked(PACK)
    assert list(files) == ["planning/version-3.json", "presences.csv", "manifest.json", "README.txt", "SHA256SUMS"]
    assert json.loads(files["manifest.json"]) == {
        "format": "releve.proof-pack/1",
        "community": "CPTS du Pays d’Auray",
        "period": {"first": "2026-10-01", "last": "2026-12-31"},
        "generated_at": "2026-11-26T16:05:00Z",
        "software": {"name": "Relève", "version": "0.1.0"},
        "bands": [],
        "journal": {"head": "ab" * 32, "entries": 1234},
        "files": [
            {
                "name": file.name,
                "bytes": len(file.content),
                "sha256": hashlib.sha256(file.content).hexdigest(),
                "about": file.about,
            }
            for file in (ROTA, ATTENDANCE)
        ],
    }


def test_anyone_can_check_the_pack_without_us() -> None:
    """``sha256sum -c`` reads the list, which covers the manifest and the page too."""
    files = unpacked(PACK)
    listed = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }


def test_tables_open_in_a_french_spreadsheet_and_run_nothing() -> None:
    """Byte order mark, semicolons, no formula."""
    assert unpacked(PACK)["presences.csv"] == "Nom;Présent\r\n'=Œil;oui\r\nLe Goff;non\r\n".encode("utf-8-sig")


def test_the_page_says_in_french_what_is_there_and_how_to_check() -> None:
    """Period and journal as spoken, one line a file."""
    said = unpacked(PACK)["README.txt"].decode("utf-8-sig")
    for text in (
        "CPTS du Pays d’Auray", "du 1er octobre 2026 au 31 décembre 2026", "- presences.csv\u00a0: une ligne par personne et séance",
        "sha256sum -c SHA256SUMS", "certutil -hashfile", f"{'ab' * 32} (1234 entrées)",
    ):  # fmt: skip
        assert text in said
    assert "EXERCICE" not in said


def test_an_exercise_says_so_on_the_first_line_and_in_the_manifest() -> None:
    """No one can show it as proof."""
    files = unpacked(replace(PACK, bands=(Band.EXERCISE,)))
    assert files["README.txt"].decode("utf-8-sig").startswith("EXERCICE\u00a0: ")
    assert json.loads(files["manifest.json"])["bands"] == ["exercise"]


def test_the_same_values_give_the_same_bytes() -> None:
    """Whatever the order of the files; one byte more changes the pack."""
    assert proof_pack(PACK) == proof_pack(replace(PACK, files=(ROTA, ATTENDANCE)))
    assert proof_pack(PACK) != proof_pack(replace(PACK, files=(replace(ROTA, content=b"{} \n"), ATTENDANCE)))


@pytest.mark.parametrize(
    "name",
    ["../x.csv", "/x.csv", "manifest.json", "README.txt", "a\\b.csv", "Présences.csv", "c:x.csv", "x", "x.csv\n", ""],
)
def test_a_name_that_unpacks_elsewhere_is_refused(name: str) -> None:
    """In one sentence that names it."""
    with pytest.raises(InvalidInput, match="nom de fichier possible"):
        proof_pack(replace(PACK, files=(replace(ROTA, name=name),)))


def test_two_files_of_one_name_are_refused() -> None:
    """One would hide the other."""
    with pytest.raises(InvalidInput, match="deux fichiers"):
        proof_pack(replace(PACK, files=(ROTA, ROTA)))


def test_an_empty_period_is_still_a_pack() -> None:
    """In either language: what is proven is that there was nothing."""
    with use_language("en"):
        assert json.loads(unpacked(replace(PACK, files=()))["manifest.json"])["files"] == []
