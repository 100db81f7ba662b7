"""A national-size RPPS extract, a workbook of 10,000 people and the answers they give: time against merely reading the file.

The extract is invented (numbers in 99…), the same on every machine, in the layout and proportions of the real one: 57
columns, about 450 bytes a line, one line in some 900 on the Pays d'Auray. ``run(quick)`` gives rows for the bench runner; the
workbooks are those of ``tests.bench.lists``.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.library import Library, content_file
from app.roster.importing.known import KnownRoster
from app.roster.importing.roster_file import read_people
from app.roster.importing.tables import ImportTables
from tests.bench import lists
from tests.bench.rows import Row

NATIONAL, QUICK = 2_400_000, 200_000
"""Lines of the full and of the quick form."""

SECTION = "imports"
MOST_RATIO, MOST_MB = 6.0, 300.0
"""What the product promises: at most 6 × the time of reading the lines, under 300 MB."""


def run(quick: bool) -> list[Row]:
    """Generate each file in a temporary folder, read it in a process of its own, and report."""
    return [*_extract(quick), *_lists(*((2000, 4000) if quick else (10_000, 20_000)))]


def _extract(quick: bool) -> list[Row]:
    lines = QUICK if quick else NATIONAL
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rpps.txt"
        kept = generate(path, lines)
        output = subprocess.run(
            [sys.executable, "-m", "tests.bench.imports", str(path)], capture_output=True, text=True, check=True
        )
        measured = json.loads(output.stdout)
        size = path.stat().st_size
    if measured["people"] != kept:
        raise AssertionError(f"{measured['people']} people read, {kept} written")
    return [
        _row("rpps_lines", lines, "lines", f"{size >> 20} MB"),
        _row("rpps_people_kept", measured["people"], "people", "Pays d'Auray"),
        _row("rpps_read_seconds", measured["read"], "s", "CPU, iterating over the lines, best of 2"),
        _row("rpps_import_seconds", measured["import"], "s", "CPU: filter, decode, match, best of 2"),
        _row("rpps_ratio", round(measured["import"] / measured["read"], 2), "×", "", at_most=MOST_RATIO),
        _row(
            "rpps_ratio_three_departments",
            round(measured["import_three"] / measured["read"], 2),
            "×",
            "the Pays de Redon: 39 communes of 35, 44 and 56",
        ),
        _row("rpps_peak_memory", measured["peak_mb"], "MB", "whole process", at_most=MOST_MB),
        _row("roster_import_seconds", measured["roster"], "s", "132 people, CSV, best of 3"),
        _row("duplicates_600_seconds", measured["duplicates"], "s", "600 people read against 600 known, best of 2"),
    ]


def _lists(people: int, answers: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        lists.write(Path(folder), people, answers)
        command = [sys.executable, "-m", "tests.bench.lists", folder, str(people), str(answers)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    refused = len(lists.refused(people))
    return [
        _row("xlsx_people", people, "people", f"{len(lists.HEADER)} columns, {refused} cells to refuse"),
        _row("xlsx_people_seconds", found["people_s"], "s", "CPU, into an empty roster, best of 2"),
        _row("xlsx_people_again_seconds", found["people_again_s"], "s", "CPU, against these same people"),
        _row("xlsx_people_changed_again", found["people_changed_again"], "people", "the same file twice", at_most=0),
        _row("xlsx_people_ratio", round(found["people_s"] / found["people_read_s"], 2), "×", "openpyxl merely reading it", at_most=8),
        _row("xlsx_people_cells_told_otherwise", found["people_differ"], "cells", f"of {refused} to refuse", at_most=0),
        _row("xlsx_people_peak_memory", found["people_peak_mb"], "MB", f"whole process, {found['people_added_mb']:.0f} more than before", at_most=400),
        _row("xlsx_answers_seconds", found["answers_s"], "s", f"CPU, {answers} answers of {people} people"),
        _row("xlsx_answers_ratio", round(found["answers_s"] / found["answers_read_s"], 2), "×", "openpyxl merely reading it", at_most=6),
        _row("xlsx_answers_told_otherwise", found["answers_differ"], "answers", f"of {answers}", at_most=0),
    ]  # fmt: skip


def generate(path: Path, lines: int) -> int:
    """Write an extract of ``lines`` lines; returns how many of them lie in the Pays d'Auray."""
    draw = random.Random(20260512)
    communes = sorted(Library().communes("auray").codes)
    header = (
        content_file("data/demo/PS_LibreAcces_Personne_activite_202611210000_FICTIF.txt").read_bytes().split(b"\n")[0]
    )
    elsewhere = [f"{draw.randrange(1, 96):02}{draw.randrange(1, 900):03}" for _ in range(4000)]
    elsewhere = [code for code in elsewhere if code not in communes]
    kept = 0
    with path.open("wb", buffering=1 << 20) as stream:
        stream.write(header.rstrip(b"\r\n") + b"\n")
        for number in range(lines):
            here = number % 907 == 13
            kept += here
            code = communes[number % len(communes)] if here else elsewhere[number % len(elsewhere)]
            stream.write(_line(number, code))
    return kept


def _line(number: int, code: str) -> bytes:
    profession = ("60", "Infirmier") if number % 3 else ("10", "Médecin")
    cells = [
        "8", f"99{number:09}", f"899{number:09}", "", "", "MME", "Madame", f"NOM{_letters(number)}", "Prénom", profession[0],
        profession[1], "C", "Civil", "", "", "", "", "L", "Lib,indép,artis,com", "", "", "", "", f"R9{number:013}",
        f"CABINET FICTIF {number}", "", "", "", str(number % 90), "", "R", "Rue", "DES EXEMPLES FICTIFS", "",
        f"{code[:2]}000 VILLE FICTIVE", f"{code[:2]}000", code, "Ville fictive", "", "", f"01990{number % 100000:05}", "", "",
        f"p{number}@example.org", code[:2], "Département fictif", "", "CNOI/CNOI/ARS", "SA07", "Cabinet individuel", "", "",
        "FON-01", "Titulaire de cabinet", "GENR01", "Activité de soin et de pharmacie", "",
    ]  # fmt: skip
    return "|".join(cells).encode() + b"\n"


def _letters(number: int) -> str:
    """A number as letters, so that invented names differ by more than one of them."""
    return "".join(chr(65 + int(digit)) * 2 for digit in f"{number:07}")


def measure(path: Path) -> dict[str, float]:
    """CPU times in seconds (best of several) and peak memory of this process in MB, importing into an empty roster."""
    library = Library()
    tables = library.import_tables(library.communes("auray"))
    wider = library.import_tables(library.communes("redon"))
    reading, importing, importing_three = [], [], []
    people = 0
    for _ in range(2):
        began = time.process_time()
        with path.open("rb") as stream:
            for _line in stream:
                pass
        reading.append(time.process_time() - began)
        began = time.process_time()
        people = read_people(path, known=KnownRoster(), tables=tables).accepted
        importing.append(time.process_time() - began)
        importing_three.append(_timed(lambda: read_people(path, known=KnownRoster(), tables=wider)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    roster = content_file("data/demo/roster_demo_auray_132.csv").read_bytes()
    return {
        "people": people,
        "read": round(min(reading), 3),
        "import": round(min(importing), 3),
        "import_three": round(min(importing_three), 3),
        "peak_mb": round(peak, 1),
        "roster": round(
            min(_timed(lambda: read_people(roster, known=KnownRoster(), tables=tables)) for _ in range(3)), 3
        ),
        "duplicates": round(min(_against_600(tables) for _ in range(2)), 3),
    }


def _against_600(tables: ImportTables) -> float:
    """Seconds to read 600 new people against 600 known ones, names drawn from a small pool so that many are near."""
    draw = random.Random(600)
    pool = ["PANTEL", "PENTEL", "PANDEL", "MOREAU", "MORVAN", "LEGALL", "LEGAL", "RIOU", "BRIAND", "BRIENT"]

    def a_list(start: int) -> bytes:
        rows = [
            f"{draw.choice(pool)}{_letters(start + n)[-4:]};P{_letters(n)[-4:]};IDE;p{start + n}@example.org"
            for n in range(600)
        ]
        return ("nom;prenom;profession;email\n" + "\n".join(rows)).encode()

    known = KnownRoster([row.person for row in read_people(a_list(0), known=KnownRoster(), tables=tables).rows])
    fresh = a_list(600)
    return _timed(lambda: read_people(fresh, known=known, tables=tables))


def _timed(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def _row(name: str, value: object, unit: str, note: str, *, at_most: float | None = None) -> Row:
    row: Row = {"section": SECTION, "name": name, "value": value, "unit": unit, "note": note}
    if at_most is not None:
        row["at_most"] = at_most
    return row


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
