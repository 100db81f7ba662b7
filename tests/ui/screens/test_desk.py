"""The « Point cabinets » panel of the Alerte screen: ask, ring the silent, correct, close; a practice's history."""

from __future__ import annotations

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from app.response.desk_replies import DeskReply
from app.response.desk_survey import Answer, DeskState, QuestionKind, SurveyKind
from app.services.continuity.answer_survey_desk import answer_survey_desk
from app.services.continuity.read_practices import read_surveys
from app.store import desk_surveys
from app.store.current import use
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_desk import CARE_HOME, CLOSED, PHARMACY, PORT, a_territory, asked
from tests.ui.screens.a_page import a_page, press, said


def a_panel() -> AppTest:
    return a_page("alert", volet="point")


def reply(store: Store, survey: str, desk: str) -> DeskReply:
    with store.reading() as conn:
        held = desk_surveys.reply(conn, survey, desk)
    assert held is not None
    return held


def test_without_anyone_to_ask_the_panel_says_where_to_begin(store: Store) -> None:
    """Neither practice nor establishment: import them first."""
    page = a_panel()
    assert not page.exception
    assert "importez la liste des personnes" in said(page)


def test_everyone_is_asked_in_one_press(store: Store) -> None:
    """Title and hours are filled in: the button asks all four, and the answers' page opens."""
    a_territory(store)
    page = a_panel()
    assert not page.exception
    assert "4 destinataires : 2 par e-mail, 1 par SMS, 1 à appeler." in said(page)
    page = press(page, "Interroger 4 destinataires")
    assert not page.exception
    ((survey, total),) = read_surveys(COORDINATOR, store)
    assert (survey.title, total.asked) == ("point du jour", 4)
    assert page.title[0].value == "4 réponses manquent sur 4."


def test_an_address_typed_is_used(store: Store) -> None:
    """The care home has none: an e-mail typed in its place, and nobody is left to ring."""
    a_territory(store)
    page = a_panel()
    page.selectbox(f"desk_address_{PORT}").set_value("corentin@example.org").run()
    page = press(page, "Interroger 4 destinataires")
    ((survey, _total),) = read_surveys(COORDINATOR, store)
    assert reply(store, survey.id, PORT).address == "corentin@example.org"


def test_a_flash_survey_wants_a_question(store: Store) -> None:
    """Refused in words without one; with one, it is asked."""
    a_territory(store)
    page = a_panel()
    page.segmented_control("desk_kind").set_value(SurveyKind.FLASH).run()
    page = press(page, "Interroger 4 destinataires")
    assert "au moins une question" in said(page)
    page.text_input("desk_question_1").set_value("De l’oxygène ?").run()
    page = press(page, "Interroger 4 destinataires")
    assert not page.exception
    ((survey, _total),) = read_surveys(COORDINATOR, store)
    assert [(one.text, one.kind) for one in survey.questions] == [("De l’oxygène ?", QuestionKind.YES_NO)]


def test_the_silent_stand_first_and_one_tap_records_what_they_say(store: Store) -> None:
    """A number to dial beside each; « Fermé » pressed for the care home moves it below, as said on the telephone."""
    a_territory(store)
    survey = asked(store)
    page = a_panel()
    assert page.header[0].value == "Sans réponse (4)"
    assert "(tel:+33199003002)" in said(page)
    assert "Aucune adresse : à appeler." in said(page)
    page.button(f"desk_tap_closed_{CARE_HOME.replace(':', '_')}").click().run()
    assert not page.exception
    kept = reply(store, survey, CARE_HOME)
    assert (kept.state, kept.by_phone) == (DeskState.CLOSED, True)
    assert [one.value for one in page.header][:2] == ["Sans réponse (3)", "Fermés, réduits ou dans le besoin (1)"]
    assert page.title[0].value.replace("\\", "") == "3 réponses manquent sur 4. 1 fermé."


def test_the_needs_totals_and_table_are_there(store: Store) -> None:
    """What a closed practice lacks is read without a press; communes where answers are missing come first."""
    a_territory(store)
    survey = asked(store)
    answer_survey_desk(COORDINATOR, store, survey, PORT, CLOSED)
    answer_survey_desk(COORDINATOR, store, survey, PHARMACY, Answer(state=DeskState.OPEN, present=2, expected=3))
    page = a_panel()
    assert "besoin : un relais" in said(page)
    assert "Soignants présents : 2 sur 3 attendus" in said(page)
    assert page.table[0].value.values.tolist() == [["Auray", "2", "1", "1", "", ""], ["Carnac", "2", "1", "", "", "1"]]
    page.toggle(f"desk_table_{survey}").set_value(True).run()
    assert not page.exception
    assert page.table[-1].value.iloc[-1].tolist()[:4] == ["Pharmacie fictive", "pharmacie", "Carnac", "ouvert"]


def test_a_practice_is_corrected_and_its_history_read(store: Store) -> None:
    """Its form holds what it said; corrected on the telephone; withdrawn when noted by mistake."""
    a_territory(store)
    asked(store, title="hier")
    survey = asked(store)
    answer_survey_desk(COORDINATOR, store, survey, PORT, CLOSED)
    page = a_panel()
    page.selectbox(f"desk_one_{survey}").set_value(PORT).run()
    assert not page.exception
    needs = next(one for one in page.text_input if one.label == "Besoin")
    assert needs.value == "un relais"
    needs.set_value("deux relais")
    page = press(page, "Noter cette réponse")
    assert reply(store, survey, PORT).answer.needs == "deux relais"
    assert "hier" in str(page.table[-1].value)
    page = press(page, "Retirer cette réponse, notée par erreur")
    assert not reply(store, survey, PORT).has_answered


def test_a_survey_is_closed_after_a_question(store: Store) -> None:
    """It says how many are silent; once closed, another one is proposed and nothing is recorded any more."""
    a_territory(store)
    survey = asked(store)
    page = press(a_panel(), "Clore ce point")
    assert "4 n’ont pas répondu." in said(page)
    page.button("desk_closing_yes_button").click().run()
    assert not page.exception
    with store.reading() as conn:
        held = desk_surveys.find(conn, survey)
    assert held is not None
    assert held.closed_at is not None
    labels = [one.label for one in page.button]
    assert "Refaire un point" in labels
    assert "Fermé" not in labels


def test_a_reminder_too_soon_is_refused_in_words(store: Store) -> None:
    """Nobody is written to twice in a quarter of an hour; afterwards everyone silent is."""
    a_territory(store)
    asked(store)
    page = press(a_panel(), "Relancer ceux qui n’ont pas répondu")
    assert "15 minutes" in said(page)
    use(Store(store.folder, lambda: THURSDAY + timedelta(minutes=20)))
    page = press(a_panel(), "Relancer ceux qui n’ont pas répondu")
    assert not page.exception
    assert "15 minutes" not in said(page)


def test_communes_where_all_is_well_are_folded_away(store: Store) -> None:
    """Only those with someone silent, closed or degraded are listed; a toggle shows the rest."""
    a_territory(store)
    survey = asked(store, subjects=(PORT, PHARMACY))
    answer_survey_desk(COORDINATOR, store, survey, PHARMACY, Answer(state=DeskState.OPEN))
    page = a_panel()
    assert page.table[0].value.values.tolist() == [["Auray", "1", "1", "", "", ""]]
    page.toggle(f"desk_communes_{survey}").set_value(True).run()
    assert [row[0] for row in page.table[0].value.values.tolist()] == ["Auray", "Carnac"]
    answer_survey_desk(COORDINATOR, store, survey, PORT, Answer(state=DeskState.OPEN))
    assert "Tout le monde a répondu, et tout est ouvert." in said(a_panel())
