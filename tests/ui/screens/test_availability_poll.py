"""Tests of the « Sondage » panel of app/ui/screens/availability.py: open, watch, remind once, close."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import volunteer
from app.core.ids import CentreId
from app.roster.answer import AnswerValue
from app.roster.person import Person
from app.services.mobilisation import read_polls
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.read_polls import find_poll, open_polls, read_poll
from app.store.current import use
from app.store.database import Store
from app.ui.panels import poll_live
from tests.builders import COORDINATOR
from tests.services.a_poll import SATURDAY_NOON, a_polled_store, a_running_poll, at, posted, sessions_of
from tests.ui.screens.a_page import a_page, press, said


@pytest.fixture
def polled(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A centre and five people who can be written to, in use by the process for the time of a test."""
    held = a_polled_store(tmp_path)
    use(held[0])
    yield held
    use(None)


Polled = tuple[Store, CentreId, dict[str, Person]]


def panels(page: AppTest) -> list[str]:
    return list(page.segmented_control(key="volet").options)


def test_a_poll_is_opened_over_every_session_and_says_what_it_did(polled: Polled) -> None:
    """Who is asked and whom it tires stand before the button; afterwards the rate stands in its place."""
    store, centre, _team = polled
    page = a_page("availability", volet="poll")
    assert panels(page)[0] == "Réponses"
    text = said(page)
    assert "2 séances, lundi 30 novembre. 5 personnes interrogées." in text
    assert "Qui est-ce que je fatigue ?** Personne n’a reçu plus de la moitié" in text
    press(page, "Ouvrir le sondage et écrire à 5 personnes")
    assert not page.exception
    (view,) = open_polls(COORDINATOR, store, centre)
    assert [session.id for session in view.sessions] == [session.id for session in sessions_of(store, centre)]
    assert len(posted(store, view.poll.id)) == 5
    text = said(page)
    assert "Sondage ouvert : 5 messages écrits. 5 messages attendent d’être passés à la main." in text
    assert page.header[0].value.replace("\\", "").startswith("0 réponse sur 5 personnes interrogées")


def test_what_a_poll_leaves_to_a_hand_opens_as_the_list_of_that_poll(
    polled: Polled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """« Les passer à la main » leads to Messages with the group and the poll in the address."""
    store, centre, _team = polled
    press(a_page("availability", volet="poll"), "Ouvrir le sondage et écrire à 5 personnes")
    (view,) = open_polls(COORDINATOR, store, centre)
    led: list[dict[str, str]] = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params: led.append(query_params))
    press(a_page("availability", volet="poll"), "Les passer à la main")
    assert led == [{"etat": "by_hand", "propos": view.poll.id}]


def test_half_days_and_professions_narrow_the_poll(polled: Polled) -> None:
    """Mornings and physicians only: one session, one message."""
    store, centre, team = polled
    page = a_page("availability", volet="poll")
    page.button_group(key="poll_halves").set_value(["matin"]).run()
    page.multiselect(key="poll_professions").set_value(["medecin"]).run()
    press(page, "Ouvrir le sondage et écrire à 1 personne")
    (view,) = open_polls(COORDINATOR, store, centre)
    assert [session.id for session in view.sessions] == [sessions_of(store, centre)[0].id]
    assert [one.message.recipient for one in posted(store, view.poll.id)] == [team["Anne"].id]


def test_a_poll_nobody_could_answer_is_not_offered(polled: Polled) -> None:
    """In the night, closing before the quiet hours end: a sentence and no button."""
    store, _centre, _team = polled
    use(at(store, store.now() + timedelta(hours=6)))
    page = a_page("availability", volet="poll")
    day, hour = page.date_input[0], page.time_input[0]
    day.set_value(store.now().date())
    hour.set_value(hour.value.replace(hour=23, minute=30))
    page.run()
    assert "reculez la clôture" in said(page)
    assert not [one for one in page.button if one.label.startswith("Ouvrir")]


def test_a_running_poll_comes_first_with_its_tally_and_its_notes(polled: Polled) -> None:
    """One answer with a note: the rate, what opens, who is silent."""
    store, centre, team = polled
    poll_id = a_running_poll(store, centre)
    anne, session = team["Anne"].id, sessions_of(store, centre)[0].id
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {session: AnswerValue.YES}, note="après 10 h")
    page = a_page("availability")
    assert panels(page)[0] == "Sondage"
    assert page.header[0].value.replace("\\", "").replace("\xa0", " ").startswith("1 réponse sur 5")
    text = said(page)
    assert "Clôture samedi 28 novembre à 12 h ; 4 personnes n’ont rien dit." in text
    assert "Avec ces réponses, 0 séance sur 2 peut ouvrir toutes ses lignes." in text
    assert "**Anne Fictif** après 10 h" in text
    silent = list(page.dataframe[0].value["Personne"])
    assert (len(silent), "Anne Fictif" in silent) == (4, False)


def test_the_poll_is_read_once_a_run_and_anew_by_each_part_that_redraws_itself(
    polled: Polled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the screen has read is what it draws; afterwards each live part asks how the poll stands."""
    store, centre, team = polled
    poll_id = a_running_poll(store, centre)
    asked: list[str] = []
    monkeypatch.setattr(read_polls, "find_poll", lambda conn, id: asked.append(id) or find_poll(conn, id))
    page = a_page("availability")
    assert (page.header[0].value.startswith("0 réponse"), asked) == (True, [])
    (before,) = open_polls(COORDINATOR, store, centre)
    just_read, anne = [before], team["Anne"].id
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {sessions_of(store, centre)[0].id: AnswerValue.YES})
    monkeypatch.setattr(poll_live, "current_actor", lambda: COORDINATOR)
    monkeypatch.setattr(poll_live, "current_store", lambda: store)
    drawn = [poll_live.read(poll_id, just_read).rate.answered for _time in range(3)]
    assert (drawn, asked) == ([0, 1, 1], [poll_id, poll_id])


def test_one_click_reminds_the_silent_and_the_button_goes(polled: Polled) -> None:
    """A day on: five reminders, then nobody is insisted upon."""
    store, centre, _team = polled
    poll_id = a_running_poll(store, centre)
    use(at(store, store.now() + timedelta(hours=24)))
    page = press(a_page("availability"), "Relancer (5)")
    assert not page.exception
    assert "Relance : 5 personnes relancées maintenant." in said(page)
    assert len(posted(store, poll_id)) == 10
    assert not [one for one in page.button if one.label.startswith("Relancer")]
    assert "on n’insiste pas" in said(page)


def test_closing_asks_once_then_offers_the_next_poll(polled: Polled) -> None:
    """Asked, refused, asked again, agreed."""
    store, centre, _team = polled
    poll_id = a_running_poll(store, centre)
    page = press(a_page("availability"), "Clore")
    assert "les notes laissées sont effacées" in said(page)
    press(page, "Annuler")
    assert [one.poll.id for one in open_polls(COORDINATOR, store)] == [poll_id]
    press(page, "Clore")
    page.button(key="poll_closing_yes_button").click().run()
    assert open_polls(COORDINATOR, store) == []
    assert read_poll(COORDINATOR, store, poll_id).poll.closes_at == store.now()
    assert "Sondage clos" in said(a_page("availability", volet="poll", poll_said="Sondage clos"))
    assert panels(a_page("availability"))[0] == "Réponses"


def test_past_its_hour_a_poll_leaves_the_screen(polled: Polled) -> None:
    """Nobody closed it yet: it takes no answer and stands no more."""
    store, centre, _team = polled
    a_running_poll(store, centre)
    use(at(store, SATURDAY_NOON))
    page = a_page("availability")
    assert not page.exception
    assert panels(page)[0] == "Réponses"


def test_polls_that_are_over_are_listed_below(polled: Polled) -> None:
    """None at first; then when it closed, over what, how many were asked and answered, below the one to open."""
    store, centre, team = polled
    assert "Sondages clos" not in [one.value for one in a_page("availability", volet="poll").header]
    poll_id = a_running_poll(store, centre)
    anne, session = team["Anne"].id, sessions_of(store, centre)[0].id
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {session: AnswerValue.YES})
    use(at(store, SATURDAY_NOON))
    page = a_page("availability", volet="poll")
    assert not page.exception
    assert "Sondages clos" in [one.value for one in page.header]
    assert (
        "- **2 séances, lundi 30 novembre**  \n  Clos le 28 novembre 2026. 1 réponse sur 5 personnes interrogées (20 %)."
        in said(page)
    )
