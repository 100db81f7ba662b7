"""Annuaire as a screen: contacts, the test of numbers, files, trainings, certificates, awareness; by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.number_check import Outcome
from app.response.training import Answer
from app.services.demo.demo_directory import fill
from app.services.keeping.set_up_community import set_up_community
from app.services.plans.plan_training import put_down, put_training
from app.services.plans.read_directory import read_directory
from app.services.plans.read_trainings import read_trainings
from app.services.plans.record_training import record_presence
from app.services.plans.test_numbers import start_check
from app.store import awareness, people
from app.store.community import Community
from app.store.database import Store
from app.ui import acted
from tests.builders import COORDINATOR, THURSDAY, a_person
from tests.services.plans.test_record_training import AFGSU, TODAY
from tests.ui.screens.a_page import press, said
from tests.ui.screens.a_role import signs_in

SCREEN = Path(__file__).parents[3] / "app" / "ui" / "screens" / "directory.py"
PANELS = ("contacts", "essai", "fichiers", "formations", "attestations", "sensibilisation")


def page(panel: str = "contacts", **query: str) -> AppTest:
    found = AppTest.from_file(str(SCREEN), default_timeout=30)
    for name, value in {"volet": panel, **query}.items():
        found.query_params[name] = value
    found.run()
    assert not found.exception
    return found


def title(found: AppTest) -> str:
    return found.title[0].value.replace("\\", "").replace("\u00a0", " ")


@pytest.fixture
def begun(store: Store) -> Store:
    """A community of Redon, nothing in its directory yet."""
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="redon", coordinator="Maïwenn Fictif", coordinator_phone="0199002000"))  # fmt: skip
    return store


@pytest.fixture
def full(begun: Store) -> Store:
    """The demonstration's directory and trainings, among 36 people."""
    with begun.transaction() as conn:
        for n in range(36):
            people.put(conn, a_person(f"P{n:02}", "infirmier" if n % 3 else "medecin"), THURSDAY)
    fill(COORDINATOR, begun, THURSDAY.date())
    return begun


def test_an_empty_directory_is_an_invitation(begun: Store) -> None:
    """One click writes what is already known; the sentence then says what is missing."""
    found = page()
    assert title(found) == "L’annuaire est vide : commencez par ce qui est déjà connu, puis complétez."
    press(found, "Ajouter 10 contacts déjà connus")
    assert not found.exception
    assert len(read_directory(COORDINATOR, begun).contacts) == 10
    assert "contacts manquent" in title(found)


def test_what_is_missing_is_filled_from_its_own_line(begun: Store) -> None:
    """The form opens on the function and the department; a wrong number stays typed, the right one is written."""
    found = press(press(page(), "Ajouter 10 contacts déjà connus"), "Compléter")
    key = "contact_new_1"
    function = found.selectbox(key=f"{key}_function").value
    found.text_input(key=f"{key}_organisation").set_value("ARS fictive")
    found.text_input(key=f"{key}_day").set_value("demain")
    press(found, "Enregistrer")
    assert "n’est pas un numéro" in said(found)
    assert found.text_input(key=f"{key}_organisation").value == "ARS fictive"
    found.text_input(key=f"{key}_day").set_value("01 99 00 20 01")
    press(found, "Enregistrer")
    assert not found.exception
    [written] = [one for one in read_directory(COORDINATOR, begun).contacts if one.organisation == "ARS fictive"]
    assert (written.function, written.day_phone) == (function, "+33199002001")


def test_a_contact_is_changed_taken_out_and_put_back(full: Store) -> None:
    """The dialog of one contact; what was taken out can be put back at once."""
    contact = next(one for one in read_directory(COORDINATOR, full).contacts if one.function == "cpam")
    found = page()
    found.button(key=f"directory_edit_{contact.id}").click().run()
    key = f"contact_{contact.id}_{contact.revision}"
    found.text_input(key=f"{key}_name").set_value("Gwenn Fictif")
    press(found, "Enregistrer")
    changed = next(one for one in read_directory(COORDINATOR, full).contacts if one.id == contact.id)
    assert changed == replace(contact, name="Gwenn Fictif", revision=contact.revision + 1)
    found.button(key=f"directory_edit_{contact.id}").click().run()
    press(found, "Retirer de l’annuaire")
    assert contact.id not in {one.id for one in read_directory(COORDINATOR, full).contacts}
    found.session_state[acted.DONE].undo()
    assert contact.id in {one.id for one in read_directory(COORDINATOR, full).contacts}


def test_numbers_open_the_telephone_and_states_have_words(full: Store) -> None:
    """Links to dial, and icon, word and colour of what lacks; a search keeps what it finds."""
    text = said(page())
    assert "](tel:+33199002004)" in text
    assert "orange-badge[:material/phone_missed: n’a pas répondu au dernier essai]" in text
    assert "vérifié le 26 novembre 2026" in text
    found = said(page(recherche="soazig"))
    assert "CPAM (fictive), Soazig Fictif" in found
    assert "Préfecture (fictive)" not in found


def test_the_yearly_test_is_one_tap_a_call(full: Store) -> None:
    """Begun by one click, a call noted, taken back, a wrong number mended, ended with its report."""
    found = press(page("essai"), "Commencer le test des numéros")
    assert "numéros à appeler sur" in title(found)
    first = read_directory(COORDINATOR, full).calls[0]
    press(found, "Répond")
    assert "; 1 répond." in title(found)
    press(found, "Mauvais numéro")
    assert "1 répond, 1 est faux" in title(found)
    wrong = next(
        one for one in read_directory(COORDINATOR, full).calls if one.test and one.test.outcome is Outcome.WRONG
    )
    found.text_input(key=f"check_{wrong.contact.id}_{wrong.moment}_new").set_value("01 99 00 29 99")
    press(found, "Corriger")
    assert any(one.number == "+33199002999" for one in read_directory(COORDINATOR, full).calls)
    press(found, "Annuler")
    assert next(one for one in read_directory(COORDINATOR, full).calls if one.number == first.number).test is None
    press(found, "Terminer et voir le rapport")
    press(found, "Terminer")
    assert not found.exception
    assert read_directory(COORDINATOR, full).running is None
    assert "des numéros répondent" in title(found)


def test_what_somebody_else_noted_meanwhile_is_told(full: Store) -> None:
    """A number called from two telephones: the second tap writes nothing and says so."""
    start_check(COORDINATOR, full)
    one, other = page("essai"), page("essai")
    press(one, "Répond")
    press(other, "Ne répond pas")
    assert "Votre essai n’a pas été noté" in said(other)
    assert [call.test.outcome for call in read_directory(COORDINATOR, full).calls if call.test] == [Outcome.ANSWERED]


def test_the_files_are_there_to_take(full: Store) -> None:
    """Printed and as a table."""
    found = page("fichiers")
    labels = [one.proto.label for one in found.get("download_button")]
    assert labels == ["Imprimer l’annuaire (PDF)", "Télécharger (CSV)"]


def test_a_certificate_that_ends_becomes_a_training_and_an_invitation(full: Store) -> None:
    """From what ends: the refresher is proposed, planned, and those concerned invited."""
    found = press(page("attestations"), "Prévoir une formation pour eux")
    assert "12 attestations se terminent d’ici 6 mois" in title(found)
    given = next(one for one in found.selectbox if one.label == "Compétence donnée aux présents")
    assert (given.value, given.options[:2]) == ("afgsu_2", ["–", "AFGSU, niveau 1"])  # By name, never by its code.
    press(found, "Enregistrer")
    assert not found.exception
    desk = read_trainings(COORDINATOR, full)
    [planned] = [one for one in desk.to_come if one.kind == "afgsu_refresh" and one.revision == 1 and not desk.parts.get(one.id)]  # fmt: skip
    assert planned.day == TODAY + timedelta(days=21)
    press(found, "Inviter 12 personnes")
    assert sum(one.invited_at is not None for one in read_trainings(COORDINATOR, full).parts_of(planned)) == 12


def test_an_answer_by_telephone_and_who_was_there(begun: Store) -> None:
    """Noted by hand before; on the day, those who said yes are proposed, one button signs them in."""
    anne, denez = a_person("Anne"), a_person("Denez")
    with begun.transaction() as conn:
        for one in (anne, denez):
            people.put(conn, one, THURSDAY)
    training = put_training(COORDINATOR, begun, replace(AFGSU, starts=None))
    put_down(COORDINATOR, begun, training, [anne.id, denez.id])
    found = page("formations")
    found.selectbox(key=f"training_answer_person_{training}").set_value(anne.id)
    press(found, "Noter")
    assert [one.answer for one in read_trainings(COORDINATOR, begun).parts[training] if one.answer] == [Answer.YES]
    press(found := page("formations"), "Noter 1 présent")
    assert not found.exception
    desk = read_trainings(COORDINATOR, begun)
    assert [one.person_id for one in desk.parts[training] if one.attended] == [anne.id]
    assert [one.code for one in desk.competences] == ["afgsu_2"]


def test_a_training_is_cancelled_after_a_question(begun: Store) -> None:
    """It says how many will be told."""
    training = put_training(COORDINATOR, begun, replace(AFGSU, day=TODAY + timedelta(days=9)))
    found = page("formations")
    found.button(key="training_cancel_button").click().run()
    found.button(key="training_cancel_yes_button").click().run()
    assert read_trainings(COORDINATOR, begun).trainings[0].cancelled_at is not None
    assert "Cette formation est annulée." in said(found)
    assert training in {one.id for one in read_trainings(COORDINATOR, begun).trainings}


def test_an_opinion_on_paper_is_copied(begun: Store) -> None:
    """One person, one mark; the mean is said."""
    anne = a_person("Anne")
    with begun.transaction() as conn:
        people.put(conn, anne, THURSDAY)
    training = put_training(COORDINATOR, begun, replace(AFGSU, day=TODAY - timedelta(days=1)))
    record_presence(COORDINATOR, begun, training, {anne.id: True}, seen={})
    found = page("formations")
    found.selectbox(key=f"training_rating_person_{training}").set_value(anne.id)
    press(found, "Noter")
    assert "Satisfaction : 4 sur 5 (1 avis)." in said(found)


def test_a_communication_is_noted_and_its_line_taken_out(begun: Store) -> None:
    """The field is empty again; what is missing is said and stays typed."""
    found = page("sensibilisation")
    found.text_input(key="awareness_title").set_value("Lettre n° 5")
    press(found, "Noter la communication")
    assert "Dites ce qui a été communiqué, et à qui." in said(found)
    found.text_input(key="awareness_audience").set_value("adhérents")
    press(found, "Noter la communication")
    assert not found.exception
    with begun.reading() as conn:
        [held] = awareness.every(conn)
    assert (held.title, held.audience, held.channel, held.reached) == (
        "Lettre n° 5",
        "adhérents",
        "lettre par e-mail",
        None,
    )
    assert found.text_input(key="awareness_title").value == ""
    found.button(key=f"awareness_remove_{held.id}").click().run()
    with begun.reading() as conn:
        assert awareness.every(conn) == []


@pytest.mark.parametrize("panel", PANELS)
def test_one_primary_button_a_panel_and_no_code_on_the_page(full: Store, panel: str) -> None:
    """Nothing of the code is read by anyone: no id, no enum, no ISO date."""
    found = page(panel)
    primary = [one.label for one in found.button if one.proto.type == "primary"]
    assert len(primary) <= 1, primary
    text = f"{title(found)}\n{said(found)}"
    assert not {word for word in ("2026-11", "no_answer", "care_home", "None", "HoleKind") if word in text}


def test_the_crisis_cell_calls_and_does_not_train(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contacts and their test, nobody's certificates."""
    signs_in(monkeypatch, full, Role.CRISIS_CELL)
    found = page("formations")
    options = [option.content for one in found.main if one.type == "button_group" for option in one.proto.options]
    assert options == ["Contacts", "Test des numéros", "Imprimer, importer"]
    assert "contacts manquent" in title(found)
    assert "AFGSU" not in said(found)
