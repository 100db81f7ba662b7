"""Files become people, establishments and answers, in one transaction or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotAllowed, UnreadableFile
from app.library import content_file
from app.roster.importing.report import Rejection
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.import_roster import import_answers, import_people, import_sites
from app.store import answers, journal, people, sessions
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_centre, a_store, a_team

ROSTER = content_file("data/demo/roster_demo_auray_132.csv")


def in_auray(folder: Path) -> Store:
    store = a_store(folder)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    return store


def test_the_demo_roster_is_imported_once(tmp_path: Path) -> None:
    """132 people are new, then unchanged; the second import writes nothing, not even to the journal."""
    store = in_auray(tmp_path)
    first = import_people(COORDINATOR, store, ROSTER)
    with store.reading() as conn:
        seen, head = people.every(conn), journal.head(conn)
    again = import_people(COORDINATOR, store, ROSTER)
    assert (first.accepted, first.rejected, len(seen)) == (132, (), 132)
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, 132)
    with store.reading() as conn:
        assert (people.every(conn), journal.head(conn)) == (seen, head)


def test_a_dry_run_and_a_strict_import_with_a_refused_line_write_nothing(tmp_path: Path) -> None:
    """The report is the same; the roster stays empty."""
    store = in_auray(tmp_path)
    file = "nom;prenom;profession\nFICTIF;Anne;infirmière\nFICTIF;Yann;astronaute\n".encode()
    reports = [
        import_people(COORDINATOR, store, file, dry_run=True),
        import_people(COORDINATOR, store, file, strict=True),
    ]
    with store.reading() as conn:
        assert people.every(conn) == []
    assert [report.accepted for report in reports] == [1, 1]
    refused: Rejection = reports[0].rejected[0]
    assert (refused.line, refused.column, refused.value) == (3, "profession", "astronaute")
    assert import_people(COORDINATOR, store, file).accepted == 1
    with store.reading() as conn:
        assert [person.given_name for person in people.every(conn)] == ["Anne"]


def test_a_file_of_another_kind_is_refused_whole(tmp_path: Path) -> None:
    """A PDF under a CSV name, or nothing at all: one sentence, nothing written."""
    store = in_auray(tmp_path)
    for content in (b"%PDF-1.7\n\x00\x01\x02", b"", b"\x00\x00\x00\x00"):
        with pytest.raises(UnreadableFile):
            import_people(COORDINATOR, store, content)


def test_a_reader_imports_nothing(tmp_path: Path) -> None:
    """The role is checked first."""
    with pytest.raises(NotAllowed):
        import_people(READER, in_auray(tmp_path), ROSTER)


def test_establishments_come_from_the_national_file(tmp_path: Path) -> None:
    """FINESS+ is filtered on the territory; imported twice, nothing changes."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="redon"))
    file = content_file("data/demo/finess-structures-FICTIF.json")
    first, again = (import_sites(COORDINATOR, store, file) for _time in range(2))
    with store.reading() as conn:
        assert len(people.sites(conn)) == first.accepted > 0
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, first.accepted)


def test_answers_name_people_and_half_days_in_words(tmp_path: Path) -> None:
    """« Anne Fictif » and « 30/11/2026 matin » are found; an unknown person is refused with the line."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    team = a_team(store)
    file = b"personne;seance;reponse\nAnne Fictif;30/11/2026 matin;oui\nPersonne Inconnue;30/11/2026 matin;non\n"
    report = import_answers(COORDINATOR, store, file)
    with store.reading() as conn:
        morning = sessions.of_centre(conn, centre)[0]
        held = answers.between(conn, morning.starts_at, morning.ends_at)
    assert held == {(team["Anne"].id, morning.id): "yes"}
    assert [(one.line, one.column) for one in report.rejected] == [(3, "personne")]
