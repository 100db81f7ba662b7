"""Tests of app/ui/screens/roster.py: an empty folder invites, a file is previewed then imported, a sheet is written."""

from __future__ import annotations

from app.roster.person import HalfDay, HalfDayPart, Mission, PersonKind
from app.services.keeping.set_up_community import set_up_community
from app.store import community, people
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, some_people
from tests.ui.screens.a_page import a_page, press, said

LIST = "Nom;Prénom;Profession;Téléphone mobile\nARZEL;Maël;infirmier;06 39 98 00 11\nBIHAN;Nolwenn;médecin;bureau\n"


def test_the_first_question_is_whose_workbench_this_is(store: Store) -> None:
    """Name and territory first; then the list is asked for."""
    page = a_page("roster")
    assert "Commencez par dire qui vous êtes" in said(page)
    page.text_input[0].set_value("CPTS fictive")
    page.selectbox[0].set_value("auray")
    press(page, "Enregistrer")
    with store.reading() as conn:
        assert community.read(conn) == Community(name="CPTS fictive", territory="auray")
    assert "L’effectif est vide" in said(page)


def test_a_file_is_shown_before_it_is_written_and_its_refused_line_says_what_to_do(store: Store) -> None:
    """One line accepted, one refused for its number; nothing is written before « Importer 1 ligne »."""
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive"))
    page = a_page("roster")
    page.file_uploader[0].set_value(("liste.csv", LIST.encode(), "text/csv")).run()
    assert "1 refusée" in said(page).replace("*", "")
    with store.reading() as conn:
        assert people.every(conn) == []
    press(page, "Importer 1 ligne")
    assert not page.exception
    with store.reading() as conn:
        assert [one.family_name for one in people.every(conn)] == ["ARZEL"]
    assert "1 volontaire : 1 infirmier, tous avec un mobile." in said(page)


def test_the_address_filters_the_people(store: Store) -> None:
    """A profession and words of a name; what is left is counted."""
    some_people(store, a_person("Anne", "medecin"), a_person("Bleuenn"), a_person("Corentin"))
    page = a_page("roster", profession="infirmier", recherche="coren")
    assert "1 personne" in said(page)
    assert "3 volontaires : 2 infirmiers et 1 médecin ; 3 sans mobile." in said(page)
    assert any("élargissez-les" in one.value for one in a_page("roster", recherche="zzz").info)


def test_a_sheet_is_written_at_the_revision_it_was_read(store: Store) -> None:
    """Missions, half-days, cap and number are kept; the dialog closes."""
    anne = a_person("Anne", "medecin")
    some_people(store, anne)
    page = a_page("roster", roster_person=anne.id)
    key = f"sheet_{anne.id}_1"
    monday = HalfDay(0, HalfDayPart.AM)
    page.text_input(key=f"{key}_mobile").set_value("0639980002")
    page.get_by_key(f"{key}_missions").set_value([Mission.VACCINATION])
    page.get_by_key(f"{key}_usual").set_value([monday])
    page.number_input(key=f"{key}_most").set_value(3)
    press(page, "Enregistrer la fiche")
    assert not page.exception
    with store.reading() as conn:
        held = people.find(conn, anne.id)
    assert held is not None
    assert (held.mobile, held.missions, held.usual_half_days, held.max_half_days_per_week) == (
        "+33639980002",
        {Mission.VACCINATION},
        {monday},
        3,
    )
    assert "roster_person" not in page.session_state


def test_a_sheet_changed_by_someone_else_is_not_written_over(store: Store) -> None:
    """The person was written meanwhile: the sentence says so and their change stays."""
    anne = a_person("Anne", "medecin")
    some_people(store, anne)
    page = a_page("roster", roster_person=anne.id)
    page.text_input(key=f"sheet_{anne.id}_1_mobile").set_value("0639980002")
    some_people(store, a_person("Anne", "medecin", id=anne.id, mobile="+33639980009"))
    press(page, "Enregistrer la fiche")
    with store.reading() as conn:
        held = people.find(conn, anne.id)
    assert held is not None
    assert held.mobile == "+33639980009"


def test_a_helper_without_rpps_is_added_for_the_reception(store: Store) -> None:
    """From the town hall, to the roles that need no health profession."""
    some_people(store, a_person("Anne", "medecin"))
    page = press(a_page("roster"), "Ajouter une personne sans RPPS")
    page.text_input(key="helper_given").set_value("Yann")
    page.text_input(key="helper_family").set_value("LE GOFF")
    page.text_input(key="helper_organisation").set_value("Mairie")
    press(page, "Ajouter")
    assert not page.exception
    with store.reading() as conn:
        added = next(one for one in people.every(conn) if one.given_name == "Yann")
    assert (added.kind, added.organisation, added.roles) == (PersonKind.HELPER, "Mairie", {"reception"})
    assert "1 autre" in said(page)
