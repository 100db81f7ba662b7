"""Tests of app/ui/views/roster.py: the sentence, the filters, the words of habits and of professions in number."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.clock import paris_date
from app.roster.person import HalfDay, HalfDayPart, Mission
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.read_roster import RosterDesk, read_roster, territories
from app.store.community import Community
from app.ui.views import roster, roster_person
from tests.builders import COORDINATOR, THURSDAY, a_person, a_store, some_people

BOTH = (HalfDayPart.AM, HalfDayPart.PM)


@pytest.fixture
def desk(tmp_path: Path) -> RosterDesk:
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    some_people(
        store,
        a_person("Anne", "medecin", mobile="+33639980001", missions=frozenset({Mission.TESTING})),
        a_person("Bleuenn", mobile="+33639980002", usual_half_days=frozenset(), opted_out_on=paris_date(THURSDAY)),
        a_person("Corentin", commune_insee="56177", civilite="M"),
        a_person("Denez", None, organisation="Mairie de Brech"),
    )
    return read_roster(COORDINATOR, store)


def test_the_sentence_counts_professions_and_who_has_no_mobile(desk: RosterDesk) -> None:
    """Largest first; helpers without a profession are « autres »."""
    assert roster.roster_sentence(desk) == "4 volontaires : 2 infirmiers, 1 médecin et 1 autre ; 2 sans mobile."
    assert roster.detail_sentence(desk) == (
        "1 personne ne veut plus être sollicitée. 1 sans demi-journées habituelles."
    )


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (roster.RosterFilters(), ["Anne", "Bleuenn", "Corentin", "Denez"]),
        (roster.RosterFilters(profession="infirmier"), ["Bleuenn", "Corentin"]),
        (roster.RosterFilters(commune="56177"), ["Corentin"]),
        (roster.RosterFilters(mission="testing"), ["Anne"]),
        (roster.RosterFilters(search="BRECH mairie"), ["Denez"]),
        (roster.RosterFilters(search="0639980002"), ["Bleuenn"]),
        (roster.RosterFilters(search="anne", profession="infirmier"), []),
    ],
)
def test_filters_keep_those_who_fit_all_of_them(
    desk: RosterDesk, filters: roster.RosterFilters, names: list[str]
) -> None:
    """Accents, case and spaces do not matter."""
    assert [one.given_name for one in roster.filtered(desk, filters)] == names


def test_rows_stand_under_their_header(desk: RosterDesk) -> None:
    """As many cells as columns, with and without missions, and the opt-out in words."""
    for people in (desk.people, desk.people[1:]):
        assert {len(row.cells) for row in roster.rows(desk, people)} == {len(roster.header(people))}
    assert roster.rows(desk, desk.people)[1].cells[-1] == "ne plus solliciter"


@pytest.mark.parametrize(
    ("label", "several"),
    [
        ("infirmier", "infirmiers"),
        ("sage-femme", "sages-femmes"),
        ("masseur-kinésithérapeute", "masseurs-kinésithérapeutes"),
        ("étudiant en soins infirmiers", "étudiants en soins infirmiers"),
        ("manipulateur d’électroradiologie", "manipulateurs d’électroradiologie"),
    ],
)
def test_professions_are_said_in_number(label: str, several: str) -> None:
    """Words after a preposition stay as they are; one person keeps the singular."""
    assert roster.plural(label, 2) == several
    assert roster.plural(label, 1) == label


def test_both_halves_of_a_day_are_said_as_the_day() -> None:
    """« lun. », « mar. matin »."""
    half_days = [HalfDay(1, HalfDayPart.AM), *(HalfDay(0, part) for part in BOTH)]
    assert roster.half_day_words(half_days) == ["lun.", "mar. matin"]


def test_a_sheet_says_who_someone_is(desk: RosterDesk) -> None:
    """Profession, status, commune; a helper by their organisation; no contact is said."""
    corentin, denez = desk.people[2:]
    assert roster_person.description(desk, corentin) == "infirmier, en activité, Pluvigner"
    assert roster_person.contact(denez) == "aucun contact connu"
    assert roster_person.description(desk, denez) == "Mairie de Brech, en activité, Auray"


def test_helpers_are_offered_only_roles_that_need_no_profession(desk: RosterDesk) -> None:
    """Reception and data entry, never injection."""
    offered = roster_person.helper_roles(desk)
    assert {"reception", "data_entry", "logistics"} <= set(offered)
    assert not {"injector", "supervising_physician", "dose_preparer"} & set(offered)


def test_the_territories_shipped_are_offered_by_their_main_commune(tmp_path: Path) -> None:
    """Three, each with its communes."""
    found = {one.name: (one.main_commune, one.communes) for one in territories(COORDINATOR, a_store(tmp_path))}
    assert found["auray"] == ("Auray", 31)
    assert set(found) == {"auray", "ploermel", "redon"}
