"""Lists of people, as coordinators receive them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.library import Library, content_file
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.importing.known import KnownRoster
from app.roster.importing.people import summary
from app.roster.importing.report import Change, ImportReport
from app.roster.importing.roster_file import read_people
from app.roster.importing.settling import PersonRow
from app.roster.importing.tables import ImportTables
from app.roster.person import ExerciseMode, HalfDay, HalfDayPart, Mission, Person, PersonKind, PersonStatus

DEMO = content_file("data/demo/roster_demo_auray_132.csv")
AM, PM = HalfDayPart.AM, HalfDayPart.PM


def read(content: str | bytes, tables: ImportTables, known: KnownRoster | None = None) -> ImportReport[PersonRow]:
    source = content.encode() if isinstance(content, str) else content
    return read_people(source, known=known or KnownRoster(), tables=tables)


def written(report: ImportReport[PersonRow], known: KnownRoster | None = None) -> KnownRoster:
    """The roster once a report was written."""
    before = known or KnownRoster()
    persons = {**before.persons, **{row.person.id: row.person for row in report.rows}}
    held = [one for person in persons for one in before.competences_of(person)]
    for row in report.to_write:
        held = [one for one in held if one.person != row.person.id or one.code not in row.withdrawn] + list(
            row.competences
        )
    practices = [*before.practices.values(), *(one for row in report.rows for one in row.practices)]
    return KnownRoster(persons.values(), held, practices)


def refused(report: ImportReport[PersonRow]) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.value) for one in report.rejected]


def test_the_demo_roster_enters_whole_and_the_second_time_changes_nothing(tables: ImportTables) -> None:
    """132 people, no line refused or doubtful; reading the same file again finds 132 unchanged."""
    first = read(DEMO.read_bytes(), tables)
    assert (first.accepted, first.updated, first.unchanged, first.rejected, first.flags) == (132, 0, 0, (), ())
    again = read(DEMO.read_bytes(), tables, written(first))
    assert (again.accepted, again.updated, again.unchanged, again.rejected, again.to_write) == (0, 0, 132, (), ())


def test_a_line_of_the_demo_roster_becomes_this_person(tables: ImportTables) -> None:
    """Every cell of the file finds its place."""
    row = next(row for row in read(DEMO.read_bytes(), tables).rows if row.line == 3)
    both = frozenset(HalfDay(day, part) for day in (2, 4, 5, 6) for part in (AM, PM))
    assert row.person == Person(
        id=row.person.id, kind=PersonKind.PROFESSIONAL, family_name="MENHIR-DELARIA", given_name="Lénaïg", civilite="MME",
        profession="infirmier", specialty="IDEL", rpps="99009500333", commune_insee="56175", exercise_mode=ExerciseMode.LIBERAL,
        member=True, email="lenaig.menhir-delaria@example.org", mobile="+33639980033", phone="+33199001033",
        roles=frozenset({"injector", "dose_preparer", "observation"}), max_half_days_per_week=1, usual_half_days=both,
        delay_to_mobilise_hours=2,
    )  # fmt: skip
    assert row.competences == (Competence(person=row.person.id, code=VACCINATION_TRAINING, source="import"),)


LIST = """Liste des volontaires;;;;;;;
CPTS Pays d’Auray – mise à jour du 12/11;;;;;;;
;;;;;;;
NOM;Prénom(s);Métier;Tél. portable;E-mail;Code INSEE;N° RPPS;Disponibilités
LE GOFF;Énora;Infirmière libérale;639980001;Enora.LeGoff@example.org;56007;99009500028;lundi matin, jeudi
;;;;;;;
MARTIN;Jean;Secrétaire;06.39.98.00.02;;56007;;tous les jours;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_one_list_in_every_encoding_and_delimiter(tables: ImportTables, encoding: str, delimiter: str) -> None:
    """Titles above, an empty row, a trailing separator, a phone that lost its zero: the same two people each time."""
    report = read(LIST.replace(";", delimiter).encode(encoding), tables)
    nurse, secretary = (row.person for row in report.rows)
    assert [row.line for row in report.rows] == [5, 7]
    assert (nurse.family_name, nurse.given_name, nurse.profession, nurse.mobile) == (
        "LE GOFF",
        "Énora",
        "infirmier",
        "+33639980001",
    )
    assert nurse.usual_half_days == {HalfDay(0, AM), HalfDay(3, AM), HalfDay(3, PM)}
    assert (secretary.kind, secretary.profession, len(secretary.usual_half_days)) == (PersonKind.HELPER, None, 14)
    assert (report.rejected, report.ignored_columns) == ((), ())


def test_a_file_saved_twice_in_the_wrong_encoding_is_put_right(tables: ImportTables) -> None:
    """« PrÃ©nom » is read as « Prénom »."""
    report = read("nom;prénom\nRIOU;Éloïse\n".encode().decode("cp1252").encode(), tables)
    assert [row.person.given_name for row in report.rows] == ["Éloïse"]


def test_an_excel_workbook_with_what_excel_does_to_it(tables: ImportTables) -> None:
    """Merged title, numbers for phones and RPPS, real dates, booleans, an empty row: read as a person sees them."""
    book = Workbook()
    empty, sheet = book.active, book.create_sheet("Volontaires")
    assert empty is not None
    empty["A1"] = "Notes"
    sheet["A1"] = "Volontaires 2026"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(
        ["Nom", "Prénom", "Portable", "RPPS", "Profession", "Informé le", "Demi-journées par semaine", "Membre CPTS"]
    )
    sheet.append(["LE GOFF", "Énora", 639980001, 99009500028.0, "IDE", date(2026, 11, 1), 2.0, True])
    sheet.append([])
    sheet.append(["PETIT", "Jo", "06 39 98 00 03", "9,90E+10", "MG", 46357, "2,5", False])
    content = io.BytesIO()
    book.save(content)
    report = read(content.getvalue(), tables)
    (row,) = report.rows
    assert row.line == 4
    assert row.person == Person(
        id=row.person.id, kind=PersonKind.PROFESSIONAL, family_name="LE GOFF", given_name="Énora", profession="infirmier",
        rpps="99009500028", mobile="+33639980001", notice_given_on=date(2026, 11, 1), max_half_days_per_week=2, member=True,
    )  # fmt: skip
    assert refused(report) == [(6, "Demi-journées par semaine", "2,5"), (6, "RPPS", "9,90E+10")]


def test_each_refused_cell_says_what_to_do(tables: ImportTables) -> None:
    """One line with nine faults: each cell is named as in the file, with its value, a reason and a next step."""
    report = read(
        "NOM;Prénom;Métier;Portable;E-mail;INSEE;N° RPPS;Dispos;Demi-journées max;Rôles\n"
        "X;;infirmmier;12;foo@;5600;990095;zz;beaucoup;voltige\n",
        tables,
    )
    assert refused(report) == [
        (2, "Demi-journées max", "beaucoup"), (2, "Dispos", "zz"), (2, "E-mail", "foo@"), (2, "Métier", "infirmmier"),
        (2, "N° RPPS", "990095"), (2, "Portable", "12"), (2, "Prénom", ""), (2, "Rôles", "voltige"),
    ]  # fmt: skip
    assert all(one.reason.endswith((".", "»")) and one.hint.endswith(".") for one in report.rejected)
    assert next(one.hint for one in report.rejected if one.column == "Métier") == (
        "Vouliez-vous dire « infirmier » ? Corrigez la cellule."
    )
    assert (report.rows, report.rejected_lines) == ((), 1)


def test_a_postal_code_is_not_taken_for_an_insee_code(tables: ImportTables) -> None:
    """56400 is refused with the codes of its communes; beside the commune's name it is understood."""
    report = read("nom;prenom;INSEE;commune\nA;B;56400;\nC;D;56400;AURAY\nE;F;;Ste-Anne-d’Auray\n", tables)
    assert refused(report) == [(2, "INSEE", "56400")]
    assert "Auray 56007" in report.rejected[0].hint
    assert [row.person.commune_insee for row in report.rows] == ["56007", "56263"]


def test_formulas_stay_text(tables: ImportTables) -> None:
    """Cells that start with = + - @ are names like others: nothing is computed."""
    report = read("nom;prenom;organisation\n=1+1;@SUM(A1);+cmd\n-x;+y;Mairie\n", tables)
    assert [(row.person.family_name, row.person.given_name, row.person.organisation) for row in report.rows] == [
        ("=1+1", "@SUM(A1)", "+cmd"), ("-x", "+y", "Mairie"),
    ]  # fmt: skip


def test_quoted_line_ends_and_unclosed_quotes(tables: ImportTables) -> None:
    """A cell may hold a line end; a quote nobody closed costs nobody."""
    closed = read('nom,prenom,organisation\n"DU\nPONT",Léa,"Mairie, Auray"\nPETIT,Jo,\n', tables)
    assert [(row.line, row.person.family_name) for row in closed.rows] == [(2, "DU PONT"), (4, "PETIT")]
    unclosed = read('nom;prenom\n"DUPONT;Léa\nMARTIN;Jo\n', tables)
    assert [(row.line, row.person.family_name) for row in unclosed.rows] == [(2, "DUPONT"), (3, "MARTIN")]


def test_huge_cells_and_doubled_headers(tables: ImportTables) -> None:
    """A cell of 200,000 letters is refused and shown short; of two columns with one name, the first filled one is read."""
    huge = read("nom;prenom\n" + "A" * 200_000 + ";Léa\n", tables)
    assert [(one.line, one.column, len(one.value)) for one in huge.rejected] == [(2, "nom", 80)]
    doubled = read("nom;prenom;téléphone;Téléphone\nA;B;;01 99 00 10 02\n", tables)
    assert doubled.rows[0].person.phone == "+33199001002"
    assert doubled.flags[0].lines == (1,)


def test_a_single_column_of_full_names(tables: ImportTables) -> None:
    """The capitals are the family name, in either order; without capitals the line says what to do."""
    report = read('Nom et prénom\nLE GOFF Marie\nMarie-Anne LE GOFF\n"RIOU, Zoé"\nMarie Le Goff\n', tables)
    assert [(row.person.family_name, row.person.given_name) for row in report.rows] == [
        ("LE GOFF", "Marie"), ("LE GOFF", "Marie-Anne"), ("RIOU", "Zoé"),
    ]  # fmt: skip
    assert refused(report) == [(5, "Nom et prénom", "Marie Le Goff")]


def test_students_retired_and_helpers(tables: ImportTables) -> None:
    """A student gets the student's profession and year; a clerk of the town hall keeps the post, whatever its name."""
    report = read(
        "nom;prenom;profession;statut;organisation;missions\nA;B;infirmier;Étudiante 3e année;;\nC;D;médecin;retraitée;;EHPAD, équipe mobile\n"
        "E;F;Directrice des services techniques;;Mairie d’Auray;logistique\n",
        tables,
    )
    student, retired, helper = (row.person for row in report.rows)
    assert (student.profession, student.status, student.student_year) == (
        "etudiant_infirmier",
        PersonStatus.ETUDIANT,
        3,
    )
    assert (retired.status, retired.missions) == (PersonStatus.RETRAITE, {Mission.NURSING_HOME, Mission.MOBILE_TEAM})
    assert (helper.kind, helper.profession, helper.specialty, helper.organisation) == (
        PersonKind.HELPER, None, "Directrice des services techniques", "Mairie d’Auray",
    )  # fmt: skip


def test_a_shorter_list_blanks_nothing(tables: ImportTables) -> None:
    """Columns the file lacks and cells left empty keep what is known; what it says is updated, and only that."""
    known = written(read(DEMO.read_bytes(), tables))
    before = known.with_rpps("99009500333")
    assert before is not None
    report = read("rpps;nom;prenom;portable;mail\n99009500333;Menhir-Delaria;LENAIG;06 39 98 77 77;\n", tables, known)
    (row,) = report.rows
    assert (row.change, row.competences, row.withdrawn) == (Change.UPDATED, (), frozenset())
    assert row.person == replace(before, mobile="+33639987777")


def test_training_is_added_kept_and_withdrawn(tables: ImportTables) -> None:
    """« oui » adds it once, « non » ends it, a date bounds it, an empty cell leaves it."""
    header = "nom;prenom;formation vaccination\nA;B;"
    roster = written(read(header + "oui\n", tables))
    assert [len(read(header + said + "\n", tables, roster).to_write) for said in ("oui", "", "non", "31/12/2027")] == [
        0,
        0,
        1,
        1,
    ]
    bounded = read(header + "31/12/2027\n", tables, roster).rows[0]
    assert [one.valid_to for one in bounded.competences] == [date(2027, 12, 31)]
    assert [one.withdrawn for one in read(header + "non\n", tables, roster).rows] == [{VACCINATION_TRAINING}]


def test_training_that_ended_is_not_ended_again(tables: ImportTables) -> None:
    """« non » for someone whose training ended yesterday is unchanged; « oui » for a bounded one still running too."""
    header = "nom;prenom;formation vaccination\nA;B;"
    (row,) = read(header + "oui\n", tables).rows

    def changes(said: str, ends: date) -> list[Change]:
        held = [replace(one, valid_to=ends) for one in row.competences]
        known = KnownRoster([row.person], held, on=date(2026, 11, 26))
        return [one.change for one in read(header + said + "\n", tables, known).rows]

    yesterday, next_year = date(2026, 11, 25), date(2027, 12, 31)
    assert (
        changes("non", yesterday) + changes("oui", next_year) + changes("31/12/2027", next_year)
        == [Change.UNCHANGED] * 3
    )
    assert (
        changes("oui", yesterday) + changes("non", next_year) + changes("01/01/2028", next_year) == [Change.UPDATED] * 3
    )


def test_someone_elses_rpps_is_refused(tables: ImportTables) -> None:
    """A number that belongs to another name is never an update; one changed name is, and is flagged."""
    known = written(read("rpps;nom;prenom\n99009500028;RIOU;Zoé\n", tables))
    other = read("rpps;nom;prenom\n99009500028;MORVAN;Luc\n", tables, known)
    assert (refused(other), other.rows) == ([(2, "rpps", "99009500028")], ())
    married = read("rpps;nom;prenom\n99009500028;MORVAN;Zoé\n", tables, known)
    assert [row.change for row in married.rows] == [Change.UPDATED]
    assert any("change de nom" in flag.reason for flag in married.flags)


def test_a_wrong_key_is_flagged_and_accepted(tables: ImportTables) -> None:
    """A mistyped number does not keep a volunteer out on a Thursday evening."""
    report = read("rpps;nom;prenom;mail\n99009500029;RIOU;Zoé;z@example.org\n", tables)
    assert (report.accepted, [flag.lines for flag in report.flags]) == (1, [(2,)])


def test_two_lines_about_one_person(tables: ImportTables) -> None:
    """The same words twice are taken once; the same RPPS with other words is refused, naming the first line."""
    twice = read(
        "rpps;nom;prenom;mail\n99009500028;RIOU;Zoé;z@example.org\n99009500028;RIOU;Zoé;z@example.org\n", tables
    )
    assert (twice.accepted, twice.unchanged, [flag.lines for flag in twice.flags]) == (1, 1, [(2, 3)])
    differing = read(
        "rpps;nom;prenom;mail\n99009500028;RIOU;Zoé;z@example.org\n99009500028;RIOU;Zoé;autre@example.org\n", tables
    )
    assert (differing.accepted, refused(differing)) == (1, [(3, "rpps", "99009500028")])
    assert "ligne 2" in differing.rejected[0].reason


def test_two_professions_are_two_people_until_someone_decides(tables: ImportTables) -> None:
    """Both lines are kept and flagged, and importing the file again still changes nothing."""
    content = "nom;prenom;profession;mail\nPANTEL;Jean;médecin;j@example.org\nPANTEL;Jean;pharmacien;j@example.org\n"
    first = read(content, tables)
    assert (first.accepted, [flag.lines for flag in first.flags]) == (2, [(2, 3)])
    again = read(content, tables, written(first))
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, 2)


def test_the_preview_in_one_line(tables: ImportTables) -> None:
    """Counts with their plurals."""
    assert summary(read("nom;prenom\nA;B\nC;D\nE;\n", tables)) == "2 nouveaux, 0 modifié, 0 inchangé, 1 ligne refusée"


CELLS = st.fixed_dictionaries(
    {
        "nom": st.from_regex(r"[A-Z][A-Z' -]{2,10}[A-Z]", fullmatch=True),
        "prenom": st.sampled_from(["Énora", "Jean-Luc", "Maïwenn", "Zoé"]),
        "profession": st.sampled_from(["Infirmière", "médecin", "Sage-Femme", ""]),
        "email": st.from_regex(r"[a-z]{3,8}@example\.org", fullmatch=True),
        "mobile": st.from_regex(r"06 39 98 [0-9]{2} [0-9]{2}", fullmatch=True),
        "jours_possibles": st.sampled_from(["lun, mar", "lun-am", "semaine", ""]),
    }
)
LIBRARY = Library()
AURAY = LIBRARY.import_tables(LIBRARY.communes("auray"))
HEADERS = {
    "nom": ["nom", "NOM", "Nom de famille"], "prenom": ["Prénom", "PRENOM", "prénom(s)"], "profession": ["Profession", "métier"],
    "email": ["E-mail", "courriel", "Adresse  Mail"], "mobile": ["Tél. portable", "mobile"], "jours_possibles": ["jours_possibles", "Dispos"],
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6), st.data())
def test_the_same_people_whatever_the_file_looks_like(people: list[dict[str, str]], data: st.DataObject) -> None:
    """Order of columns, spelling of headers, delimiter, encoding and titles change nothing; nor does reading it again."""
    tables = AURAY
    plain = read(_as_csv(people, list(HEADERS), {name: name for name in HEADERS}, ";", 0), tables)
    order = data.draw(st.permutations(list(HEADERS)))
    names = {name: data.draw(st.sampled_from(choices)) for name, choices in HEADERS.items()}
    disguised = _as_csv(people, order, names, data.draw(st.sampled_from(";,\t|")), data.draw(st.integers(0, 3)))
    encoding = data.draw(st.sampled_from(["utf-8", "cp1252", "utf-16"]))
    report = read(disguised.decode().encode(encoding), tables)
    assert _said(report) == _said(plain)
    again = read(disguised.decode().encode(encoding), tables, written(report))
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, report.accepted + report.unchanged)


def _as_csv(
    people: list[dict[str, str]], order: list[str], names: dict[str, str], delimiter: str, titles: int
) -> bytes:
    text = io.StringIO()
    text.write("Liste des volontaires\n" * titles)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([names[name] for name in order])
    writer.writerows([[person[name] for name in order] for person in people])
    return text.getvalue().encode()


def _said(report: ImportReport[PersonRow]) -> tuple[list[Person], int, int]:
    """What a report says, ids and line numbers aside."""
    return [replace(row.person, id="") for row in report.rows], report.unchanged, report.rejected_lines  # type: ignore[arg-type]
