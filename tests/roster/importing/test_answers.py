"""Answers imported as a list."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.ids import PersonId, SessionId
from app.roster.answer import Answer, AnswerValue
from app.roster.importing.answers import AnswerRow, When, person_finder, read_answers, when_of
from app.roster.importing.report import Change, ImportReport
from app.roster.importing.tables import ImportTables
from app.roster.person import HalfDayPart, Person, PersonKind

PEOPLE = [
    Person(id=PersonId("P1"), kind=PersonKind.PROFESSIONAL, family_name="LE GOFF", given_name="Énora", rpps="99009500028", email="e@example.org"),
    Person(id=PersonId("P2"), kind=PersonKind.HELPER, family_name="RIOU", given_name="Zoé"),
    Person(id=PersonId("P3"), kind=PersonKind.HELPER, family_name="RIOU", given_name="Zoé", email="z@example.org"),
]  # fmt: skip
SESSIONS = {"S1": ("2026-12-01", "am"), "S2": ("2026-12-01", "pm"), "S3": ("2026-12-02", "am")}
YES, IF_NEEDED, NO = AnswerValue.YES, AnswerValue.IF_NEEDED, AnswerValue.NO


def read(
    content: str, tables: ImportTables, known: dict[tuple[PersonId, SessionId], AnswerValue] | None = None
) -> ImportReport[AnswerRow]:
    def session_of(text: str) -> tuple[str, ...]:
        if text in SESSIONS:
            return (text,)
        when = when_of(tables.words, text)
        return tuple(
            one for one, (day, part) in SESSIONS.items()
            if when and day == when.day.isoformat() and when.part in (None, part)
        )  # fmt: skip

    return read_answers(
        content.encode(), person_of=person_finder(PEOPLE), session_of=session_of, known=known or {}, tables=tables
    )


def test_people_and_sessions_by_every_name(tables: ImportTables) -> None:
    """RPPS, e-mail, name in either order; id, day and half, French date and hour; and the words of an answer."""
    report = read(
        "Personne;Séance;Réponse\n99009500028;S1;Oui\nE@example.org;01/12/2026 après-midi;si besoin\nenora le goff;mercredi 2026-12-02 (9 h);NON\n",
        tables,
    )
    assert [row.answer for row in report.rows] == [
        Answer(PersonId("P1"), SessionId("S1"), YES), Answer(PersonId("P1"), SessionId("S2"), IF_NEEDED),
        Answer(PersonId("P1"), SessionId("S3"), NO),
    ]  # fmt: skip
    assert report.rejected == ()


def test_what_cannot_be_told_is_refused(tables: ImportTables) -> None:
    """Two people of one name, someone unknown, two sessions in a day, no such day, an unknown word, an empty cell."""
    report = read(
        "personne,seance,reponse\nZoé Riou,S1,oui\nInconnu,S1,oui\nz@example.org,2026-12-01,oui\nz@example.org,2027-01-01,oui\nz@example.org,S1,bof\nz@example.org,S1,\n",
        tables,
    )
    assert [(one.line, one.column) for one in report.rejected] == [
        (2, "personne"), (3, "personne"), (4, "seance"), (5, "seance"), (6, "reponse"), (7, "reponse"),
    ]  # fmt: skip
    assert [one.reason for one in report.rejected[:3]] == [
        "Plusieurs personnes portent ce nom.", "Personne inconnue de l’annuaire.", "Plusieurs séances ce jour-là.",
    ]  # fmt: skip


def test_new_changed_unchanged_and_contradicted(tables: ImportTables) -> None:
    """Against what is known each answer is new, updated or unchanged; a second, different answer in the file is refused."""
    known = {(PersonId("P1"), SessionId("S1")): YES, (PersonId("P1"), SessionId("S2")): YES}
    report = read("personne;seance;reponse\nP1;S1;oui\nP1;S2;non\nP1;S3;oui\nP1;S3;oui\nP1;S1;non\n", tables, known)
    assert [row.change for row in report.rows] == [Change.UNCHANGED, Change.UPDATED, Change.NEW]
    assert (report.accepted, report.updated, report.unchanged) == (1, 1, 2)
    assert [(one.line, one.value) for one in report.rejected] == [(6, "non")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01 matin", When(date(2026, 12, 1), HalfDayPart.AM)),
        ("mardi 01/12/2026 après-midi", When(date(2026, 12, 1), HalfDayPart.PM)),
        ("1/12/26 14h", When(date(2026, 12, 1), HalfDayPart.PM)),
        ("2026-12-01", When(date(2026, 12, 1), None)),
        ("2026-12-01T09:00", When(date(2026, 12, 1), HalfDayPart.AM)),
        ("2026-12-01 journée", When(date(2026, 12, 1), None)),
        ("2026-12-01 minuit", None),
        ("32/12/2026 matin", None),
        ("demain", None),
    ],
)
def test_a_day_and_its_half(tables: ImportTables, text: str, expected: When | None) -> None:
    """As people write them; anything else is nothing."""
    assert when_of(tables.words, text) == expected
