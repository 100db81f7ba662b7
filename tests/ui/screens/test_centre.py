"""Tests of app/ui/screens/centre.py: the story of a centre, from an empty folder to its sessions and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.core.ids import CentreId
from app.scheduling.centre import Designation
from app.services.rota.change_session import record_appointments
from app.services.rota.read_rota import read_rota
from app.store import centres, sessions
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_team
from tests.ui.screens.a_page import said

MAIN = Path(__file__).parents[3] / "app" / "ui" / "main.py"
MOST_INTERACTIONS = 8


def screen(**state: object) -> AppTest:
    """The Centre screen after its first run; ``state`` is what the session holds before."""
    page = AppTest.from_file(MAIN, default_timeout=30)
    for name, value in state.items():
        page.session_state[name] = value
    return page.switch_page("screens/centre.py").run()


def only_centre(store: Store) -> CentreId:
    with store.reading() as conn:
        return centres.every(conn)[0].id


class Hand:
    """Acts on a screen and counts the interactions."""

    def __init__(self, page: AppTest) -> None:
        self.page, self.count = page, 0

    def types(self, label: str, value: int) -> None:
        next(one for one in self.page.number_input if one.label == label).set_value(value).run()
        self.count += 1

    def unpicks(self, key: str, code: str) -> None:
        pills = self.page.get_by_key(key)
        pills.set_value([one for one in pills.value if one != code]).run()
        self.count += 1

    def toggles(self, label: str) -> None:
        next(one for one in self.page.toggle if one.label == label).set_value(True).run()
        self.count += 1

    def presses(self, label: str) -> None:
        next(one for one in self.page.button if one.label == label).click().run()
        self.count += 1


def test_ten_sessions_of_three_lines_and_four_roles_take_at_most_eight_interactions(store: Store) -> None:
    """From an empty centre: doses, three roles left out, one person a line, « Créer le centre »."""
    a_team(store)
    hand = Hand(screen())
    hand.types("Doses par semaine", 1440)
    for role in ("supervising_physician", "reception", "data_entry"):
        hand.unpicks("new_centre_vaccination_roles", role)
    hand.toggles("Une personne par ligne pour chaque rôle")
    hand.presses("Créer le centre")
    assert not hand.page.exception
    view = read_rota(COORDINATOR, store)
    assert len(view.sessions) == 10
    assert {session.lines for session in view.sessions} == {3}
    assert len(view.seats) == 10 * 3 * 4
    assert view.allotments == {date(2026, 11, 30): 1440}
    assert hand.count <= MOST_INTERACTIONS


def test_doses_become_lines_in_the_first_sentence(store: Store) -> None:
    """2,400 a week are 50 line-half-days, five lines over ten half-days, 400 vials of six; seats follow the template."""
    hand = Hand(screen())
    hand.types("Doses par semaine", 2400)
    text = said(hand.page)
    assert "2 400 injections par semaine : 50 lignes-demi-journées, soit 5 lignes sur 10 demi-journées" in text
    assert "400 flacons de 6" in text
    assert next(one for one in hand.page.number_input if one.label == "Lignes").value == 5
    assert "210 postes : 10 séances, 7 rôles." in text


def test_the_habits_of_the_people_there_are_say_whether_monday_can_open(store: Store) -> None:
    """One line's team opens one line of three, and it is said before anything is created."""
    a_team(store)
    hand = Hand(screen())
    hand.types("Doses par semaine", 1440)
    text = said(hand.page)
    assert "Avec les habitudes déclarées (non confirmé), lundi matin peut ouvrir 1 ligne sur 3" in text
    with store.reading() as conn:
        assert centres.every(conn) == []


def test_an_answer_that_does_not_fit_is_said_in_place(store: Store) -> None:
    """No half-day chosen: one sentence, no button to press, nothing written."""
    page = screen()
    page.get_by_key("new_centre_halves").set_value([]).run()
    assert not page.exception
    assert "Choisissez au moins une demi-journée." in said(page)
    assert not [one for one in page.button if one.label == "Créer le centre"]


def test_a_standing_centre_says_what_its_week_gives_and_that_it_is_not_designated(store: Store) -> None:
    """Headline, designation, doses and slots of the week, before any proposal."""
    a_centre(store, days=5)
    a_team(store)
    text = said(screen())
    assert "Avec les habitudes déclarées (non confirmé), les 10 séances peuvent ouvrir toutes leurs lignes." in text
    assert "Non désigné" in text
    assert "480 doses, 480 créneaux ouverts sur 480 possibles." in text


def test_a_designation_is_written_with_its_order(store: Store) -> None:
    """Number and date of the order make the centre designated; the place stays."""
    centre_id = a_centre(store)
    page = screen(volet="identity")
    key = f"identity_{centre_id}_1"
    page.text_input(key=f"{key}_carrier").set_value("CPTS fictive")
    page.text_input(key=f"{key}_order").set_value("2026-12")
    page.date_input(key=f"{key}_ordered").set_value(date(2026, 11, 3))
    next(one for one in page.button if one.label == "Enregistrer").click().run()
    assert not page.exception
    with store.reading() as conn:
        held = centres.find(conn, centre_id)
    assert held is not None
    assert held.designation == Designation("CPTS fictive", "2026-12", date(2026, 11, 3))
    assert held.place.name == "Salle du Pratel"
    assert "Désigné par l’arrêté n° 2026-12 du 3 novembre 2026." in said(page)


def test_the_frame_the_payer_and_what_to_bring_are_written(store: Store) -> None:
    """Chosen among the frames in force; a second save without a change keeps them."""
    centre_id = a_centre(store)
    page = screen(volet="identity")
    key = f"identity_{centre_id}_1"
    page.selectbox(key=f"{key}_frame").select("ars_call")
    page.text_input(key=f"{key}_payer").set_value("la CPAM")
    page.text_input(key=f"{key}_insurer").set_value("Mutuelle fictive")
    page.text_input(key=f"{key}_bring").set_value("Badge et carte e-CPS")
    next(one for one in page.button if one.label == "Enregistrer").click().run()
    assert not page.exception
    next(one for one in page.button if one.label == "Enregistrer").click().run()
    with store.reading() as conn:
        held = centres.find(conn, centre_id)
    assert held is not None
    assert held.designation == Designation(frame="ars_call", payer="la CPAM", insurer="Mutuelle fictive")
    assert held.bring == "Badge et carte e-CPS"


def test_a_telephone_that_is_none_writes_nothing(store: Store) -> None:
    """The form says which value is wrong and the centre keeps its revision."""
    centre_id = a_centre(store)
    page = screen(volet="identity")
    page.text_input(key=f"identity_{centre_id}_1_phone").set_value("bureau 12")
    next(one for one in page.button if one.label == "Enregistrer").click().run()
    assert "n’est pas un numéro de téléphone" in said(page)
    with store.reading() as conn:
        held = centres.find(conn, centre_id)
    assert held is not None
    assert held.revision == 1


def test_pace_and_ages_are_changed_at_the_revision_read(store: Store) -> None:
    """The form of needs writes the centre and keeps its roles."""
    centre_id = a_centre(store)
    before = read_rota(COORDINATOR, store).centre
    page = screen(volet="needs")
    page.number_input(key=f"needs_{centre_id}_1_pace").set_value(10)
    page.number_input(key=f"needs_{centre_id}_1_low").set_value(12)
    next(one for one in page.button if one.label == "Enregistrer").click().run()
    assert not page.exception
    assert read_rota(COORDINATOR, store).centre == replace(before, injections_per_hour=10, youngest=12, revision=2)


def test_sessions_are_added_with_what_partners_give_and_taken_back(store: Store) -> None:
    """A second week gets the town hall's people; an opening that nobody saw can be undone after a question."""
    a_centre(store)
    page = screen(volet="sessions")
    next(one for one in page.button if one.label == "Ouvrir 10 séances").click().run()
    assert not page.exception
    view = read_rota(COORDINATOR, store)
    added = [session for session in view.sessions if session.day > date(2026, 12, 1)]
    assert len(added) == 10
    assert {need.provided for need in view.needs[added[-1].id] if need.role == "reception"} == {1}
    page.multiselect(key="more_sessions_take_back").set_value([str(session.id) for session in added]).run()
    page.button(key="more_sessions_take_back_button").click().run()
    page.session_state["more_sessions_yes"] = True
    page.run()
    with store.reading() as conn:
        assert len(sessions.of_centre(conn, only_centre(store))) == 2


def test_a_mobile_session_names_its_group_and_the_form_to_bring(store: Store) -> None:
    """12–17 year-olds in a school: the parental form is asked before the session is opened."""
    a_centre(store)
    page = screen(volet="sessions")
    page.get_by_key("more_sessions_2_group").set_value("adolescents").run()
    assert any("autorisation parentale signée" in one.value for one in page.info)
    next(one for one in page.button if one.label.startswith("Ouvrir 10")).click().run()
    assert {session.target_group for session in read_rota(COORDINATOR, store).sessions} == {"", "adolescents"}


def test_appointments_beyond_the_slots_are_said(store: Store) -> None:
    """A booking typed in the table is written; sixteen too many are to be moved."""
    a_centre(store)
    first = read_rota(COORDINATOR, store).sessions[0]
    record_appointments(COORDINATOR, store, {first.id: 64})
    assert "64 rendez-vous pour 48 créneaux, 16 à déplacer." in said(screen(volet="bookings"))
