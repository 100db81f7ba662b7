"""The national extract: found by its header, filtered on the territory, one person for several lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import InvalidInput
from app.library import Library, content_file
from app.roster.importing.known import KnownRoster
from app.roster.importing.report import Change, ImportReport
from app.roster.importing.roster_file import read_people
from app.roster.importing.settling import PersonRow
from app.roster.importing.tables import ImportTables
from app.roster.person import ExerciseMode, PersonStatus
from app.roster.practice import Practice

EXTRACT = content_file("data/demo/PS_LibreAcces_Personne_activite_202611210000_FICTIF.txt")
LINES = EXTRACT.read_text(encoding="utf-8").splitlines()
HEADER = LINES[0].split("|")


def read(content: bytes, tables: ImportTables, known: KnownRoster | None = None) -> ImportReport[PersonRow]:
    return read_people(content, known=known or KnownRoster(), tables=tables)


def a_line(**cells: str) -> str:
    """The first line of the demo with some cells changed, named by the header."""
    base = LINES[1].split("|")
    for name, value in cells.items():
        base[HEADER.index(name.replace("_", " "))] = value
    return "|".join(base)


def test_the_demo_extract_gives_sixty_people_and_the_second_time_nothing_new(redon: ImportTables) -> None:
    """63 lines, 60 people, three of them with two practices; read again, nothing changes."""
    first = read_people(EXTRACT, known=KnownRoster(), tables=redon)
    assert (first.format, first.accepted, first.rejected, first.flags) == ("rpps", 60, (), ())
    practices = [one for row in first.rows for one in row.practices]
    assert sorted(len(row.practices) for row in first.rows)[-4:] == [1, 2, 2, 2]
    again = read_people(EXTRACT, known=KnownRoster([row.person for row in first.rows], (), practices), tables=redon)
    assert (again.accepted, again.updated, again.unchanged, again.to_write) == (0, 0, 60, ())


def test_a_line_of_the_extract_becomes_this_person_and_practice(redon: ImportTables) -> None:
    """Names, profession by its code, mode, commune, contacts, and the practice by its national identifier."""
    row = read_people(EXTRACT, known=KnownRoster(), tables=redon).rows[0]
    person = row.person
    assert (person.family_name, person.given_name, person.civilite, person.profession) == (
        "CORMORAN-DUSABLIER",
        "Riwal",
        "M",
        "medecin",
    )
    assert (person.rpps, person.exercise_mode, person.status) == (
        "99009000011",
        ExerciseMode.LIBERAL,
        PersonStatus.ACTIF,
    )
    assert (person.commune_insee, person.phone, person.email) == (
        "56033",
        "+33199000001",
        "riwal.cormoran-dusablier@example.org",
    )
    assert row.practices == (
        Practice(
            id=row.practices[0].id, name="CABINET FICTIF CORMORAN-DUSABLIER", commune_insee="56033", reference="R99000000000001",
            address="24 Rue DES AJONCS FICTIFS", phone="+33199000001",
        ),
    )  # fmt: skip


def test_only_the_territory_is_kept(redon: ImportTables, tables: ImportTables, library: Library) -> None:
    """The communes of Auray hold none of these people; without a territory the reader asks for one."""
    inside = sum(line.split("|")[36] in redon.communes for line in LINES[1:])
    outside = read_people(EXTRACT, known=KnownRoster(), tables=tables)
    assert (inside, outside.rows, outside.rejected) == (63, (), ())
    with pytest.raises(InvalidInput, match="communes du territoire"):
        read_people(EXTRACT, known=KnownRoster(), tables=library.import_tables())


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252", errors="replace"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("|\n", "\n").encode(),
        lambda text: text.upper().replace("É", "é").encode() if False else text.replace("Nom d'exercice", "NOM D’EXERCICE").encode(),
        lambda text: text.replace("Code commune (coord. structure)", "Code commune").encode(),
        lambda text: "\n".join("|".join(f'"{cell}"' for cell in line.split("|")) for line in text.splitlines()).encode(),
        lambda text: "\n".join(";".join(line.split("|")) for line in text.replace(";", ",").splitlines()).encode(),
        lambda text: "\n".join("|".join(reversed(line.split("|"))) for line in text.splitlines()).encode(),
    ],
)  # fmt: skip
def test_older_and_stranger_variants(redon: ImportTables, disguise: object) -> None:
    """Byte mark, Windows-1252, CRLF, no trailing separator, older names, quotes, another separator, another order: 60 people."""
    report = read(disguise("\n".join(LINES) + "\n"), redon)  # type: ignore[operator]
    assert (report.format, report.accepted, report.rejected) == ("rpps", 60, ())


def test_locums_students_and_unknown_professions(redon: ImportTables) -> None:
    """GENR02 is a locum, category E a student; a code nobody knows is refused with its line, the others stay."""
    report = read(
        "\n".join(
            (
                LINES[0],
                a_line(Identifiant_PP="99009000011", Code_genre_activité="GENR02"),
                a_line(Identifiant_PP="99009000029", Code_catégorie_professionnelle="E"),
                a_line(Identifiant_PP="99009000037", Code_profession="999", Libellé_profession="Rebouteux"),
            )
        ).encode(),
        redon,
    )
    assert [(row.person.status, row.person.profession) for row in report.rows] == [
        (PersonStatus.REMPLACANT, "medecin"), (PersonStatus.ETUDIANT, "etudiant_medecine"),
    ]  # fmt: skip
    assert [(one.line, one.value) for one in report.rejected] == [(4, "999")]


def test_the_register_never_overwrites_what_the_coordinator_wrote(redon: ImportTables) -> None:
    """Contacts, commune and practice stay as the roster has them; only what is empty is filled."""
    first = read_people(EXTRACT, known=KnownRoster(), tables=redon).rows[0]
    kept = replace(first.person, email="perso@example.org", commune_insee="35236", phone="", practice=None)
    (row,) = read("\n".join(LINES[:2]).encode(), redon, KnownRoster([kept], (), first.practices)).rows
    assert (row.change, row.person) == (
        Change.UPDATED, replace(kept, phone="+33199000001", practice=first.practices[0].id),
    )  # fmt: skip


def test_a_member_known_without_number_receives_it(redon: ImportTables) -> None:
    """Same name, profession and commune: the register's line completes the person instead of doubling them."""
    first = read_people(EXTRACT, known=KnownRoster(), tables=redon).rows[0].person
    known = replace(first, rpps=None, practice=None, email="", phone="", family_name="Cormoran-Dusablier")
    (row,) = read("\n".join(LINES[:2]).encode(), redon, KnownRoster([known])).rows
    assert (row.change, row.person.id, row.person.rpps, row.person.family_name) == (
        Change.UPDATED, known.id, "99009000011", "Cormoran-Dusablier",
    )  # fmt: skip
