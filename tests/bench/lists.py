"""A list of people as a workbook, and the answers they give: long ones, read in a process of its own.

``python -m tests.bench.lists FOLDER PEOPLE ANSWERS`` prints what :func:`measure` finds. Everybody is invented (numbers in 99…, e-mails at
example.org). Faults stand at known lines: what is refused is compared cell by cell, not counted.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from app.core.ids import PersonId, SessionId
from app.library import Library
from app.roster.importing.answers import person_finder, read_answers, when_of
from app.roster.importing.known import KnownRoster
from app.roster.importing.roster_file import read_people
from app.roster.person import Person, PersonKind
from tests.bench.rows import cpu

if TYPE_CHECKING:
    from app.roster.answer import AnswerValue
    from app.roster.importing.tables import ImportTables

HEADER = ("Nom", "Prénom", "RPPS", "Profession", "Commune", "E-mail", "Tél. mobile", "Statut", "Formation vaccination", "Demi-journées max", "Jours", "Mode d'exercice", "Adhérent", "Rôles")  # fmt: skip
_FAMILIES = ("LAN", "KER", "MOR", "BRI", "GOU", "PEN", "TRE", "HEL", "COZ", "ROZ", "DUF", "VAL")
_GIVEN = (
    "Anaïs",
    "Bleuenn",
    "Corentin",
    "Denez",
    "Énora",
    "Fañch",
    "Gwenaël",
    "Hervé",
    "Iseult",
    "Jakez",
    "Katell",
    "Loïc",
)
_FAULTS = (
    (97, 2, "9900"),
    (101, 5, "personne(arobase)example.org"),
    (103, 3, "Magicien"),
    (107, 10, "jamais le jeudi"),
)
"""Every so many rows, the cell of this column is that."""
PEOPLE, ANSWERS = "people.xlsx", "answers.xlsx"
SESSIONS = 40
FIRST_DAY = date(2026, 12, 1)


def person(rank: int) -> list[str]:
    """The cells of somebody, faults included."""
    first, second, third = rank % 12, rank // 12 % 12, rank // 144 % 12
    family, given = _FAMILIES[first] + _FAMILIES[second] + _FAMILIES[third] + "-FICTIF", _GIVEN[rank // 1728 % 12]
    cells = [
        family, given, f"99{rank:09}", ("Infirmier", "Médecin", "Pharmacien")[rank % 3], ("Auray", "Carnac", "Baden")[rank % 3],
        f"p{rank}@example.org", f"06 39 98 {rank // 100 % 100:02} {rank % 100:02}", "actif", "oui" if rank % 5 else "non", str(rank % 6),
        "lun|mar-am|sam", "L", "oui", "injection|surveillance",
    ]  # fmt: skip
    for every, column, said in _FAULTS:
        if rank % every == 7:
            cells[column] = said
    return cells


def refused(people: int) -> list[tuple[int, str, str]]:
    """Line, column and cell of all that must be refused, in order."""
    return sorted(
        (rank + 2, HEADER[column], said)
        for rank in range(people)
        for every, column, said in _FAULTS
        if rank % every == 7
    )


def write(folder: Path, people: int, answers: int) -> None:
    """Both workbooks, texts shared between cells as spreadsheets write them."""
    write_people(folder / PEOPLE, people)
    write_answers(folder / ANSWERS, people, answers)


def write_people(path: Path, people: int) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    for rank in range(people):
        sheet.append(person(rank))
    book.save(path)


def write_answers(path: Path, people: int, answers: int) -> None:
    """As a form's export gives them; every 113th person is nobody, every 127th answer no word."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Personne", "Séance", "Réponse"))
    for rank in range(answers):
        family, given, *_rest = person(rank % people)
        day = FIRST_DAY + timedelta(days=rank // people % SESSIONS)
        who = "Inconnue Personne" if rank % 113 == 7 else f"{given} {family}"
        said = "bof" if rank % 127 == 7 else ("oui", "non", "si besoin")[rank % 3]
        sheet.append((who, f"{day:%d/%m/%Y} matin", said))
    book.save(path)


def measure(folder: Path, people: int, answers: int, runs: int = 2) -> dict[str, float]:
    """CPU seconds, best of ``runs``, of reading the rows only and of the import; MB of the process at its peak."""
    library = Library()
    tables = library.import_tables(library.communes("auray"))
    roster, form = folder / PEOPLE, folder / ANSWERS
    start = _peak()
    report, spent = cpu(lambda: read_people(roster, known=KnownRoster(), tables=tables))
    found = {"people_peak_mb": _peak(), "people_added_mb": _peak() - start}
    found["people_differ"] = len(
        {(one.line, one.column, one.value) for one in report.rejected} ^ set(refused(people))
    ) + abs(report.accepted + len({line for line, _column, _cell in refused(people)}) - people)
    found["people_s"] = min(spent, *(cpu(lambda: read_people(roster, known=KnownRoster(), tables=tables))[1] for _ in range(runs - 1)))  # fmt: skip
    found["people_read_s"] = min(cpu(lambda: _rows(roster))[1] for _ in range(runs))
    again = KnownRoster([row.person for row in report.rows], [one for row in report.rows for one in row.competences])
    second, found["people_again_s"] = cpu(lambda: read_people(roster, known=again, tables=tables))
    found["people_changed_again"] = second.accepted + second.updated
    known = [Person(id=PersonId(f"P{rank}"), kind=PersonKind.PROFESSIONAL, family_name=person(rank)[0], given_name=person(rank)[1]) for rank in range(people)]  # fmt: skip
    taken, found["answers_s"] = cpu(lambda: _answers(form, known, tables))
    found["answers_read_s"] = min(cpu(lambda: _rows(form))[1] for _ in range(runs))
    wrong = sum(rank % 113 == 7 or rank % 127 == 7 for rank in range(answers))
    found["answers_differ"] = abs(taken[1] - wrong) + abs(taken[0] + wrong - answers)
    return {name: round(value, 3) for name, value in found.items()}


def _answers(form: Path, people: list[Person], tables: ImportTables) -> tuple[int, int]:
    """Answers accepted and lines refused; the sessions are so many mornings."""
    sessions = {FIRST_DAY + timedelta(days=rank): f"S{rank}" for rank in range(SESSIONS)}

    def session_of(text: str) -> tuple[str, ...]:
        when = when_of(tables.words, text)
        return (sessions[when.day],) if when and when.day in sessions else ()

    nothing: dict[tuple[PersonId, SessionId], AnswerValue] = {}
    report = read_answers(form, person_of=person_finder(people), session_of=session_of, known=nothing, tables=tables)
    return report.accepted, report.rejected_lines


def _rows(path: Path) -> int:
    """What any program that uses openpyxl must do first: open the workbook, go through its values."""
    book = load_workbook(path, read_only=True, data_only=True)
    count = sum(1 for sheet in book.worksheets for _row in sheet.iter_rows(values_only=True))
    book.close()
    return count


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
