"""The roster is read back as it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.core.ids import PersonId, PracticeId
from app.roster.competence import Competence
from app.roster.person import ExerciseMode, HalfDay, HalfDayPart, Mission, Person, PersonKind
from app.roster.practice import Practice, Site, SiteKind
from app.store import people
from app.store.database import open_store

AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
CLARISSE = Person(
    id=PersonId("p1"),
    kind=PersonKind.PROFESSIONAL,
    family_name="PALUDE-FICTIF",
    given_name="Clarisse",
    civilite="MME",
    profession="infirmier",
    rpps="99009500028",
    practice=PracticeId("c1"),
    exercise_mode=ExerciseMode.LIBERAL,
    missions=frozenset({Mission.VACCINATION}),
    roles=frozenset({"injector", "observation"}),
    max_half_days_per_week=2,
    usual_half_days=frozenset({HalfDay(0, HalfDayPart.AM), HalfDay(5, HalfDayPart.PM)}),
    notice_given_on=date(2026, 1, 5),
    opted_out_on=date(2027, 1, 1),
)
YANN = Person(id=PersonId("p2"), kind=PersonKind.HELPER, family_name="FICTIF", given_name="Yann", organisation="Mairie")


def test_people_practices_sites_and_competences_come_back(tmp_path: Path) -> None:
    """Every field survives the way to the database and back, written twice or once."""
    practice = Practice(id=PracticeId("c1"), name="Cabinet du Port", commune_insee="56007", reference="R99")
    site = Site(id="990010019", kind=SiteKind.NURSING_HOME, name="EHPAD fictif", finess="990010019", places=60)
    trained = Competence(person=CLARISSE.id, code="vaccination_training", valid_to=date(2027, 6, 30))
    store = open_store(tmp_path)
    for _ in range(2):
        with store.transaction() as conn:
            people.put_practice(conn, practice)
            people.put(conn, CLARISSE, AT)
            people.put(conn, YANN, AT)
            people.put_site(conn, site)
            people.put_competences(conn, [trained])
    with store.reading() as conn:
        assert people.every(conn) == [YANN, CLARISSE]
        assert people.practices(conn) == [practice]
        assert people.sites(conn) == [site]
        assert people.competences(conn) == [trained]
        assert people.revisions(conn) == {CLARISSE.id: 2, YANN.id: 2}


def test_a_changed_person_is_written_over(tmp_path: Path) -> None:
    """The same id keeps one row."""
    store = open_store(tmp_path)
    moved = replace(YANN, commune_insee="56034")
    with store.transaction() as conn:
        people.put(conn, YANN, AT)
        people.put(conn, moved, AT)
        assert (people.find(conn, YANN.id), people.find(conn, PersonId("?"))) == (moved, None)
