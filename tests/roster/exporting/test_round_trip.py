"""A roster written as a file is read back as it was: into the roster it came from, and into an empty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.ids import PersonId, PracticeId, SessionId
from app.documents.csv_table import csv_bytes
from app.library import Library
from app.roster.answer import Answer, AnswerValue
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.exporting.answers import ANSWERS_HEADERS, SessionWords, answers_rows
from app.roster.exporting.cells import phone
from app.roster.exporting.people import PEOPLE_HEADERS, PeopleBook, people_rows
from app.roster.exporting.sites import SITES_HEADERS, sites_rows
from app.roster.importing.answers import person_finder, read_answers
from app.roster.importing.known import KnownRoster
from app.roster.importing.report import Change
from app.roster.importing.roster_file import read_people
from app.roster.importing.sites import read_sites
from app.roster.person import ExerciseMode, HalfDay, HalfDayPart, Mission, Person, PersonKind, PersonStatus
from app.roster.phones import phone_of
from app.roster.practice import Practice, Site, SiteKind
from app.roster.profession import Professions
from app.roster.role import Roles
from app.roster.spelling import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.roster.importing.report import ImportReport
    from app.roster.importing.settling import PersonRow

TODAY = date(2026, 11, 23)
TABLES = Library().import_tables(Library().communes("auray"))
SESSION = SessionId("s-1")

words = st.text("aeéiouBCDL'-=+@﹣＝\u200b\u00a0 ;\"", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
names = words.filter(lambda text: any(char.isalpha() for char in text) and TABLES.words.value("rien", text) is None)
days = st.dates(date(2021, 1, 1), date(2029, 12, 31))
phones = st.sampled_from(["", "+33639980002", "+33199000001", "+262692123456", "+442079460018"])
whole = st.none() | st.integers(0, 14)
half_days = st.frozensets(st.builds(HalfDay, st.integers(0, 6), st.sampled_from(HalfDayPart)))
practices = st.none() | st.builds(
    Practice, id=st.uuids().map(lambda one: PracticeId(str(one))), name=names, commune_insee=st.just("56007"),
    reference=st.uuids().map(str),
)  # fmt: skip


@st.composite
def a_person(draw: st.DrawFn, number: int) -> Person:
    """Anyone the product can hold: each with an e-mail and a mobile of their own, so that nobody is taken for somebody else."""
    profession = draw(st.none() | st.sampled_from(TABLES.professions.slugs))
    student = profession is not None and TABLES.professions[profession].student_of != ""
    return Person(
        id=PersonId(f"p-{number}"),
        kind=PersonKind.PROFESSIONAL if profession else PersonKind.HELPER,
        family_name=draw(names),
        given_name=draw(names),
        civilite=draw(st.sampled_from(["", "M", "MME"])),
        profession=profession,
        specialty=draw(st.just("") | names),
        rpps=f"8100000{number:04}" if profession and draw(st.booleans()) else None,
        organisation=draw(st.just("") | names),
        commune_insee=draw(st.sampled_from(["", "56007", "56054", "35236"])),
        exercise_mode=draw(st.none() | st.sampled_from(ExerciseMode)),
        status=PersonStatus.ETUDIANT if student else draw(st.sampled_from([PersonStatus.ACTIF, PersonStatus.RETRAITE, PersonStatus.REMPLACANT])),
        student_year=draw(st.none() | st.integers(1, 6)) if student else None,
        member=draw(st.none() | st.booleans()),
        email=f"personne{number}@exemple.fr",
        mobile=draw(st.sampled_from(["", f"+33639980{number:03}", f"+26269212{number:04}"])),
        phone=draw(phones),
        missions=draw(st.frozensets(st.sampled_from(Mission))),
        roles=draw(st.frozensets(st.sampled_from(TABLES.roles.codes))),
        max_half_days_per_week=draw(whole),
        usual_half_days=draw(half_days),
        radius_minutes=draw(whole),
        min_rest_hours=draw(whole),
        delay_to_mobilise_hours=draw(whole),
        notice_given_on=draw(st.none() | days),
        opted_out_on=draw(st.none() | days),
    )  # fmt: skip


@st.composite
def rosters(draw: st.DrawFn) -> tuple[list[Person], list[Practice], list[Competence]]:
    """A few people, where they work, and the end of their training."""
    people, places, held = [], [], []
    for number in range(draw(st.integers(1, 4))):
        person, practice = draw(a_person(number)), draw(practices)
        people.append(replace(person, practice=practice.id if practice else None))
        places += [practice] if practice else []
        if draw(st.booleans()):
            until = draw(st.none() | days)
            held.append(Competence(person=person.id, code=VACCINATION_TRAINING, valid_to=until))
    return people, places, held


def exported(people: Iterable[Person], places: Iterable[Practice], held: Iterable[Competence]) -> bytes:
    by_person: dict[PersonId, tuple[Competence, ...]] = {}
    for one in held:
        by_person[one.person] = (*by_person.get(one.person, ()), one)
    book = PeopleBook(TABLES, {one.id: one for one in places}, by_person, TODAY)
    return csv_bytes(PEOPLE_HEADERS, people_rows(people, book))


def read(content: bytes, known: KnownRoster) -> ImportReport[PersonRow]:
    return read_people(content, known=known, tables=TABLES)


@settings(max_examples=150, deadline=None)
@given(rosters())
def test_a_roster_read_back_changes_nothing(roster: tuple[list[Person], list[Practice], list[Competence]]) -> None:
    """Names that begin like a formula, foreign telephones, students, practices named otherwise: nobody is new or changed."""
    people, places, held = roster
    report = read(exported(people, places, held), KnownRoster(people, held, places, on=TODAY))
    assert report.rejected == ()
    assert [(row.change, row.person) for row in report.rows] == [(Change.UNCHANGED, one) for one in people]


@settings(max_examples=150, deadline=None)
@given(rosters())
def test_an_empty_roster_becomes_the_same(roster: tuple[list[Person], list[Practice], list[Competence]]) -> None:
    """All but the identifiers: what is known of each, the name of their practice, whether they are trained."""
    people, places, held = roster
    report = read(exported(people, places, held), KnownRoster(on=TODAY))
    assert report.rejected == ()
    assert [replace(row.person, id=one.id, practice=one.practice) for row, one in zip(report.rows, people, strict=True)] == people  # fmt: skip
    known = {one.id: slug(one.name) for row in report.rows for one in row.practices}
    named = {one.id: slug(one.name) for one in places}
    assert [row.person.practice and known[row.person.practice] for row in report.rows] == [
        one.practice and named[one.practice] for one in people
    ]
    trained = {one.person for one in held if one.valid_to is None or one.valid_to >= TODAY}
    assert [bool(row.competences) for row in report.rows] == [one.id in trained for one in people]


def test_a_line_reads_as_a_coordinator_writes_it() -> None:
    """Words, not codes; a Monday both halves, a Tuesday morning; the day a French spreadsheet shows."""
    zoe = Person(
        id=PersonId("p"), kind=PersonKind.PROFESSIONAL, family_name="LE GOFF", given_name="Zoé", civilite="MME", profession="infirmier",
        commune_insee="56007", exercise_mode=ExerciseMode.LIBERAL, mobile="+33639980002", missions=frozenset({Mission.MOBILE_TEAM}),
        usual_half_days=frozenset({HalfDay(0, HalfDayPart.AM), HalfDay(0, HalfDayPart.PM), HalfDay(1, HalfDayPart.AM)}),
        roles=frozenset({"injector"}), member=True, notice_given_on=date(2026, 9, 1),
    )  # fmt: skip
    [row] = people_rows([zoe], PeopleBook(TABLES, {}, {}, TODAY))
    said = {header: cell for header, cell in zip(PEOPLE_HEADERS, row, strict=True) if cell}
    assert said == {
        "civilite": "MME", "nom": "LE GOFF", "prenom": "Zoé", "profession": "infirmier", "commune_insee": "56007", "commune": "Auray",
        "mode_exercice": "libéral", "statut": "actif", "mobile": "06 39 98 00 02", "missions": "équipe mobile", "roles": "injection",
        "jours_possibles": "lun|mar-am", "adherent_cpts": "oui", "informe_le": "01/09/2026",
    }  # fmt: skip


def test_tables_of_the_site_that_read_a_name_otherwise_are_written_by_code() -> None:
    """A profession whose name is another's, one the table has no more, a role whose name looks like a list of roles."""
    professions = Professions(
        [*TABLES.professions, replace(TABLES.professions["infirmier"], slug="pratique_avancee", label_fr_m="idel")]
    )
    roles = Roles([*TABLES.roles, replace(TABLES.roles["reception"], code="tri", label_fr="tri / accueil", aliases=())])
    tables = replace(TABLES, professions=professions, roles=roles)
    bare = Person(
        id=PersonId("p"), kind=PersonKind.PROFESSIONAL, family_name="RIO", given_name="Anne", email="a@exemple.fr"
    )
    people = [
        replace(bare, profession="pratique_avancee", roles=frozenset({"tri"})),
        replace(bare, id=PersonId("q"), email="b@exemple.fr", profession="disparue", roles=frozenset({"disparu"})),
    ]
    rows = people_rows(people, PeopleBook(tables, {}, {}, TODAY))
    said = [dict(zip(PEOPLE_HEADERS, row, strict=True)) for row in rows]
    assert [(one["profession"], one["roles"]) for one in said] == [("pratique_avancee", "tri"), ("disparue", "")]
    report = read_people(csv_bytes(PEOPLE_HEADERS, rows[:1]), known=KnownRoster(people), tables=tables)
    assert [(row.change, row.person) for row in report.rows] == [(Change.UNCHANGED, people[0])]


def test_an_establishment_added_by_hand_is_found_by_its_name() -> None:
    """Its identifier is nobody's number: read back, it is the same one."""
    site = Site(id="0192f0a0-ajoncs", kind=SiteKind.NURSING_HOME, name="EHPAD Les Ajoncs", commune_insee="56007")
    report = read_sites(csv_bytes(SITES_HEADERS, sites_rows([site], TABLES)), known=[site], tables=TABLES)
    assert [(row.change, row.site) for row in report.rows] == [(Change.UNCHANGED, site)]


def test_a_foreign_number_begins_with_two_noughts() -> None:
    """No spreadsheet takes it for a formula, and it is the same number once read."""
    assert phone("+262692123456").startswith("00262")
    assert phone_of(phone("+262692123456")) == "+262692123456"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(names, st.sampled_from(SiteKind), st.sampled_from(["", "560000012"]), phones, st.none() | st.integers(0, 900), st.none() | st.floats(-90, 90)), max_size=1))  # fmt: skip
def test_establishments_are_read_back(found: list[tuple[str, SiteKind, str, str, int | None, float | None]]) -> None:
    """With or without a number, a place on the map, a telephone."""
    sites = [
        Site(
            id=finess or slug(f"{name} 56007"), kind=kind, name=name, finess=finess, commune_insee="56007", places=places,
            phone=number, latitude=at, longitude=at,
        )
        for name, kind, finess, number, places, at in found
    ]  # fmt: skip
    content = csv_bytes(SITES_HEADERS, sites_rows(sites, TABLES))
    again, fresh = read_sites(content, known=sites, tables=TABLES), read_sites(content, known=(), tables=TABLES)
    assert [(row.change, row.site) for row in again.rows] == [(Change.UNCHANGED, one) for one in sites]
    assert [row.site for row in fresh.rows] == sites
    assert again.rejected == ()


def test_an_answer_names_its_person_and_session_without_doubt() -> None:
    """By RPPS, else by e-mail, else by name; by their identifier when two people share all of it."""
    twins = [Person(id=PersonId(f"t-{n}"), kind=PersonKind.HELPER, family_name="MOAL", given_name="Yann") for n in (1, 2)]  # fmt: skip
    alone = Person(id=PersonId("a"), kind=PersonKind.HELPER, family_name="RIO", given_name="Anne")
    known = Person(
        id=PersonId("k"), kind=PersonKind.PROFESSIONAL, family_name="RIO", given_name="Paul", rpps="81000000001"
    )
    people = {one.id: one for one in (*twins, alone, known)}
    given_ = {(one, SESSION): value for one, value in zip(people, [*AnswerValue, AnswerValue.YES], strict=True)}
    rows = answers_rows(
        [Answer(*key, value) for key, value in given_.items()], people=people,
        sessions={SESSION: SessionWords("01/12/2026 matin", "01/12/2026 9 h–13 h", "Auray")},
        session_of=lambda text: (SESSION,) if text == "01/12/2026 matin" else (), words=TABLES.words,
    )  # fmt: skip
    assert [row[0] for row in rows] == ["t-1", "t-2", "Anne RIO", "81000000001"]
    report = read_answers(
        csv_bytes(ANSWERS_HEADERS, rows), person_of=person_finder(people.values()),
        session_of=lambda text: (SESSION,) if text == "01/12/2026 matin" else (), known=given_, tables=TABLES,
    )  # fmt: skip
    assert (report.unchanged, report.rejected) == (4, ())
