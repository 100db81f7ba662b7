"""The Alerte screen: launched in two presses, followed live, rung in order, closed; tree, flowchart and reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role, volunteer
from app.response.alert import EXERCISE_BAND, AlertKind, Answer, Audience, Reply
from app.response.event import EventKind
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.close_alert import close_alert
from app.store import alerts
from app.store.current import use
from app.store.database import open_store
from app.ui.navigation import leads_to
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, PHARMACIST, Alerted, an_alerted
from tests.services.an_event import an_event
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in, the_product


@pytest.fixture
def alerted(tmp_path: Path) -> Iterator[Alerted]:
    """Three people who can be asked, in the folder in use."""
    found = an_alerted(tmp_path)
    use(found.store)
    yield found
    use(None)


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "alert.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def running(alerted: Alerted) -> list[str]:
    with alerted.store.reading() as conn:
        return [one.id for one in alerts.running(conn)]


def test_with_nobody_on_the_roster_the_screen_leads_there(tmp_path: Path) -> None:
    """Nobody to alert: the step that mends it stands under the sentence."""
    use(open_store(tmp_path))
    page = the_product("alert", volet="lancer")
    use(None)
    assert "Importer l’effectif" in [one.proto.label for one in page.main if one.type == "page_link"]


def test_from_the_screen_to_the_first_available_in_four_presses(alerted: Alerted) -> None:
    """Open, « Alerter », « Lancer », one tap by the volunteer: they stand on the board."""
    alerted.event(EventKind.REAL, "typologie_1")
    page = opened()
    assert page.title[0].value.replace("\xa0", " ") == "Prêt à alerter 3 personnes."
    page.button(key="alert_launch").click().run()
    page.button(key="alert_launching_yes_button").click().run()
    assert not page.exception
    (id,) = running(alerted)
    assert "0 disponible" in page.title[0].value
    assert "T+1 h : 0 disponible pour 4 voulus, il manque 4" in said(page)
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE, vehicle=True))
    page.run()
    assert "1 disponible ; 1 réponse sur 3 alertés" in said(page)
    assert "T+1 h : 1 disponible pour 4 voulus, il manque 3" in said(page)


def test_what_is_proposed_gives_way_to_what_is_typed(alerted: Alerted) -> None:
    """The plan chosen changes the proposal, never a text somebody wrote."""
    page = opened()
    assert page.text_input(key="alert_title").value == "demande de renfort"
    page.multiselect(key="alert_plans").set_value(["typologie_1"]).run()
    assert str(page.text_input(key="alert_title").value).startswith("Typologie 1")
    page.text_input(key="alert_title").set_value("Car sur la N165").run()
    page.multiselect(key="alert_plans").set_value(["typologie_2"]).run()
    assert page.text_input(key="alert_title").value == "Car sur la N165"


def test_who_and_what_is_said_before_it_leaves(alerted: Alerted) -> None:
    """Ways, who is left out, that nothing holds it, and who triggers ORSAN; the audience narrows the count."""
    page = opened()
    text = said(page)
    for words in ("1 par e-mail", "ne veut plus être sollicitée", "ni les heures de silence ni les quotas", "ne déclenche jamais ORSAN"):  # fmt: skip
        assert words in text
    page.multiselect(key="alert_jobs").set_value(["medecin"]).run()
    assert page.title[0].value == "Prêt à alerter 1 personne."
    assert running(alerted) == []


def test_an_exercise_shows_its_band_before_and_after(alerted: Alerted) -> None:
    """On the form and on the board."""
    alerted.event(EventKind.EXERCISE)
    page = opened()
    assert "EXERCICE – EXERCICE – EXERCICE" in said(page)
    page.button(key="alert_launch").click().run()
    page.button(key="alert_launching_yes_button").click().run()
    assert "EXERCICE – EXERCICE – EXERCICE" in said(page)


def test_a_refused_launch_says_why_and_keeps_the_words(alerted: Alerted) -> None:
    """An empty text."""
    page = opened()
    page.text_area(key="alert_text").set_value("   ").run()
    page.button(key="alert_launch").click().run()
    page.button(key="alert_launching_yes_button").click().run()
    assert "Écrivez l’objet et le texte" in said(page)
    assert running(alerted) == []


def test_the_silent_are_rung_in_order_and_answered_for(alerted: Alerted) -> None:
    """The physician first; one tap writes the answer and says what to reply; who answered leaves the list."""
    id = alerted.launch()
    page = opened()
    assert said(page).index("Dora Fictif") < said(page).index("Noa Fictif") < said(page).index("Paul Fictif")
    assert "tel:+33639980002" in said(page)
    page.button(key=f"alert_phone_{DOCTOR}_yes").click().run()
    assert alerted.called(id, DOCTOR).by_phone
    assert "À dire à Dora Fictif" in said(page)
    page.button(key=f"alert_phone_{PHARMACIST}_none").click().run()
    assert "à rappeler à 17 h 15" in said(page)
    page.button(key=f"alert_phone_{PHARMACIST}_no").click().run()
    assert [one.key for one in page.button if one.key and one.key.endswith("_yes")] == [f"alert_phone_{NURSE}_yes"]


def test_hours_and_means_said_by_telephone(alerted: Alerted) -> None:
    """From eight in the evening: today's; until seven: tomorrow's."""
    from datetime import time

    id = alerted.launch()
    page = opened()
    key = f"alert_phone_{DOCTOR}"
    page.time_input(key=f"{key}_from").set_value(time(20))
    page.time_input(key=f"{key}_until").set_value(time(7))
    page.checkbox(key=f"{key}_car").check()
    page.button(key=f"{key}_save").click().run()
    held = alerted.called(id, DOCTOR)
    assert (held.answer, held.vehicle) == (Answer.LATER, True)
    assert [f"{one:%d %H}" for one in (held.from_at, held.until_at) if one] == ["26 19", "27 06"]


def test_those_without_a_message_are_told_apart(alerted: Alerted) -> None:
    """Nobody knows anything until someone rings."""
    alerted.launch()
    assert "1 personne n’a ni e-mail ni SMS" in said(opened())


def test_messages_that_do_not_leave_are_told(alerted: Alerted) -> None:
    """After two minutes, and no longer once they have left."""
    id = alerted.launch()
    assert "ne sont pas partis" not in said(opened())
    alerted.clock.forward(minutes=3)
    assert "2 messages ne sont pas partis" in said(the_product("alert"))
    alerted.send(id)
    assert "ne sont pas partis" not in said(the_product("alert"))


def test_the_silent_are_reminded_by_another_way(alerted: Alerted) -> None:
    """Once it makes sense: the button counts them."""
    id = alerted.launch()
    alerted.send(id)
    assert "alert_remind" not in [one.key for one in opened().button]
    alerted.clock.forward(minutes=6)
    page = opened()
    page.button(key="alert_remind").click().run()
    assert not page.exception
    assert len(alerted.messages(id)) == 4


def test_closing_asks_once_and_leads_to_the_report(alerted: Alerted) -> None:
    """It is said whom it tells; the report stands open then."""
    id = alerted.launch()
    alerted.send(id, NURSE)
    page = opened()
    page.button(key="alert_close").click().run()
    assert "1 personne jointe reçoit la fin d’alerte" in said(page)
    page.button(key="alert_closing_yes_button").click().run()
    assert running(alerted) == []
    assert "1 personne jointe sur 3" in said(page)


def test_two_alerts_are_chosen_between(alerted: Alerted) -> None:
    """The alert before the test; the address carries the choice."""
    test = alerted.launch(kind=AlertKind.TEST, frame="", title="arbre d’appel")
    alert = alerted.launch()
    page = opened()
    assert page.selectbox(key="alert_running").value == alert
    assert opened(alerte=test).selectbox(key="alert_running").value == test


def test_with_nothing_running_the_board_invites(alerted: Alerted) -> None:
    """And leads to the launch."""
    page = opened(volet="direct")
    assert page.title[0].value == "Aucune alerte en cours."
    press(page, "Préparer une alerte")
    assert "Prêt à alerter" in page.title[0].value


def test_the_tree_says_who_calls_whom(alerted: Alerted) -> None:
    """Everyone's, and that of an alert; who has no number is named."""
    page = opened(volet="arbre")
    assert "3 personnes à appeler" in page.title[0].value
    assert "Coordination appelle" in said(page)
    assert "Sans téléphone connu : Maud Fictif" in said(page)
    id = alerted.launch(audience=Audience(professions=("medecin",)))
    page = opened(volet="arbre")
    page.selectbox(key="alert_tree_of").set_value(id).run()
    assert "1 personne à appeler" in page.title[0].value


def test_the_flowchart_is_drawn_and_told(alerted: Alerted) -> None:
    """A drawing with its words, its table, and its print."""
    page = opened(volet="logigramme")
    assert "9 étapes" in page.title[0].value
    drawn = page.get("html")[0].proto.body
    assert 'alt="Les étapes de l’alerte' in drawn
    assert "base64," in drawn
    assert page.table


def test_reports_wait_for_a_first_test_then_tell_it(alerted: Alerted) -> None:
    """Empty is an invitation; then figures, curve and professions."""
    assert "Aucune alerte, aucun essai" in opened(volet="comptes-rendus").title[0].value
    id = alerted.launch(kind=AlertKind.TEST, frame="")
    alerted.clock.forward(minutes=7)
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE))
    close_alert(COORDINATOR, alerted.store, id, 1)
    page = opened(volet="comptes-rendus")
    assert "1 personne jointe sur 3 (33 %)" in page.title[0].value.replace("\xa0", " ").replace("\\", "")
    assert "0 % à 5 min, 33 % à 15 min" in said(page)
    assert len(page.get("plotly_chart")) == 1


def test_an_observer_finds_the_screen_closed(alerted: Alerted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cell opens it."""
    signs_in(monkeypatch, alerted.store, Role.OBSERVER)
    assert not leads_to("alert")
    with pytest.raises(ValueError, match="Could not find"):
        the_product("alert")
    signs_in(monkeypatch, alerted.store, Role.CRISIS_CELL)
    assert leads_to("alert")
    assert [one for one in the_product("alert").title if "alerter" in one.value]


def test_an_alert_is_that_of_the_event_it_was_asked_from(alerted: Alerted) -> None:
    """While a real event goes on, the alert of an exercise leaves for the exercise, and never for the other."""
    alerted.event(EventKind.REAL, "typologie_2")
    played = an_event(alerted.store, "Car (exercice)", kind=EventKind.EXERCISE, plans=("typologie_1",))
    page = opened(volet="lancer", evenement=played)
    assert page.selectbox(key="alert_event").value == played
    assert page.text_input(key="alert_title").value == "Car (exercice)"
    assert page.multiselect(key="alert_plans").value == ["typologie_1"]
    assert EXERCISE_BAND in said(page)
    page.button(key="alert_launch").click().run()
    page.button(key="alert_launching_yes_button").click().run()
    (id,) = running(alerted)
    with alerted.store.reading() as conn:
        held = alerts.find(conn, id)
    assert held is not None
    assert (held.event_id, held.is_exercise, held.plans) == (played, True, ("typologie_1",))


def test_another_event_brings_its_own_words_and_plans(alerted: Alerted) -> None:
    """Chosen among several, its title and plans take the place of those of the first."""
    alerted.event(EventKind.REAL, "typologie_2")
    other = an_event(alerted.store, "Pont coupé", plans=("typologie_5",))
    page = opened(volet="lancer")
    assert page.multiselect(key="alert_plans").value == ["typologie_2"]
    page.selectbox(key="alert_event").set_value(other).run()
    assert (page.text_input(key="alert_title").value, page.multiselect(key="alert_plans").value) == (
        "Pont coupé",
        ["typologie_5"],
    )
    page.multiselect(key="alert_plans").set_value([]).run()
    assert page.multiselect(key="alert_plans").value == []
