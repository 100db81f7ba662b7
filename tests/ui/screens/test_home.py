"""Tests of app/ui/screens/home.py: what a coordinator reads first, and the first steps of an empty folder."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.core.clock import fixed_clock
from app.core.ids import SeatId
from app.mobilisation.message import MessageKind
from app.scheduling.session import SeatState
from app.services.keeping.reference import edit_reference
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import community, messages, seats
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_person, a_team, some_people
from tests.ui.screens.a_page import links
from tests.ui.screens.a_role import signs_in

MAIN = Path(__file__).parents[3] / "app" / "ui" / "main.py"


def home() -> AppTest:
    page = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert not page.exception
    return page


def staffed_without_physician(store: Store) -> None:
    """One line on Monday, nurses but no physician, proposed and published."""
    centre = a_centre(store)
    some_people(store, *(a_person(name) for name in ("Bleuenn", "Corentin", "Denez", "Enora", "Fanch")))
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)


def test_an_empty_folder_invites_to_name_the_community_then_counts_the_steps_left(store: Store) -> None:
    """The name typed is kept, its step is done, and the minutes left go down; without a name nothing is written."""
    page = home()
    assert page.title[0].value == "Il reste 4 étapes jusqu’au premier planning, environ 10 minutes."
    page.button[0].click().run()
    assert [warning.value for warning in page.warning] == [
        "Écrivez le nom de la communauté : il figure en haut de chaque page et sur les impressions."
    ]
    page.text_input[0].set_value("  CPTS fictive ")
    page.selectbox[0].set_value("redon")
    page.button[0].click().run()
    with store.reading() as conn:
        settings = community.read(conn)
    assert (settings.name, settings.territory) == ("CPTS fictive", "redon")
    assert page.title[0].value == "Il reste 3 étapes jusqu’au premier planning, environ 9 minutes."


def test_while_nobody_has_an_account_the_first_screen_says_where_they_are_made(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To whoever sits at the machine; with accounts there is nothing left to say."""
    told = "Les comptes se créent dans Réglages › Comptes."
    page = home()
    assert any(told in one.value for one in page.caption)
    assert links(page)[-1] == "Comptes"
    signs_in(monkeypatch, store, Role.ADMINISTRATION)
    assert not any(told in one.value for one in home().caption)


@pytest.mark.parametrize(
    ("role", "buttons", "reserved"),
    [
        (Role.READING, [], 4),
        (Role.CRISIS_CELL, ["Monter le centre", "Proposer le planning"], 2),
        (Role.COORDINATION, ["Importer l’effectif", "Monter le centre", "Proposer le planning"], 0),
    ],
)
def test_a_first_step_leads_to_no_lock(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role, buttons: list[str], reserved: int
) -> None:
    """A role that may not take it reads who does, in the place of the button; what needs no centre stays open to each."""
    signs_in(monkeypatch, store, role)
    page = home()
    said = [one.value for one in page.caption if "Qui le peut" in one.value]
    elsewhere = ["Plans"] if role is Role.READING else ["Plans", "Relais"]
    assert (links(page), len(said)) == ([*buttons, *elsewhere], reserved)
    assert all("administration, coordination" in one for one in said)


def test_what_cannot_open_stands_first_with_what_would_open_it(store: Store) -> None:
    """The first line says the session, the missing physician and the counts; the first row is the same, in vermilion."""
    staffed_without_physician(store)
    page = home()
    assert page.title[0].value == (
        "Jeudi 26 novembre. Lundi matin \\: la séance ne peut pas ouvrir \\(il manque un médecin\\). "
        "2 postes à pourvoir, 5 confirmations manquent."
    )
    rows = [text.value for text in page.markdown if text.value.startswith(":red-badge")]
    assert [row.split("] ", 1)[1] for row in rows] == [
        "Lundi matin \\: la séance ne peut pas ouvrir \\(il manque un médecin\\). 0 injection possible sur 48. **Avant lundi 9 h.**",
        "Lundi après\\-midi \\: la séance ne peut pas ouvrir \\(il manque un médecin\\). 0 injection possible sur 48. **Avant lundi 14 h.**",
    ]


def test_the_answer_to_the_ars_follows_what_is_asked(store: Store) -> None:
    """The sentence to copy takes the number typed; habits stand in, and it says so."""
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    page = home()
    assert page.code[0].value == "Nous tenons 96 / 96 dès lundi ; d’après les habitudes déclarées, non confirmé."
    page.number_input[0].set_value(200).run()
    assert page.code[0].value == "Nous tenons 96 / 200 dès lundi ; d’après les habitudes déclarées, non confirmé."
    assert page.query_params["demande"] in ("200", ["200"])


@pytest.mark.parametrize("absurd", ["9" * 400, "inf", "٣", "-3"])
def test_the_answer_stands_whatever_number_a_link_was_left_with(store: Store, absurd: str) -> None:
    """What is no number asks for the doses of the week."""
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    page.query_params["demande"] = absurd
    page.run()
    assert not page.exception
    assert page.code[0].value == "Nous tenons 96 / 96 dès lundi ; d’après les habitudes déclarées, non confirmé."


def test_a_proposal_not_published_is_what_remains_to_do(store: Store) -> None:
    """The button of the first task opens the rota, and the poll's silence follows."""
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    page = home()
    assert page.title[0].value.endswith(
        "Tous les postes de la semaine du lundi 30 novembre sont pourvus, rien n’est encore publié."
    )
    assert [button.label for button in page.button if button.key] == ["Relire et publier", "Voir les réponses"]
    page.button(key="publish").click().run()
    assert not page.exception
    assert page.title[0].value.startswith("Rien n’est encore publié. Brouillon")


def near(store: Store) -> str:
    """Everyone confirmed their seats of Monday morning but whoever injects; returns the seat they hold."""
    view = read_rota(COORDINATOR, store)
    morning = [one for one in view.seats if one.session_id == view.upcoming[0].id and one.holder.person_id]
    held = next(one.id for one in morning if one.role == "injector")
    for seat in morning:
        if seat.id != held and seat.holder.person_id:
            confirm_seat(COORDINATOR, store, seat.holder.person_id, seat.id)
    return held


def a_day_before(store: Store, days: int = 5) -> None:
    """The rule of this folder: what is not confirmed rises so many days before, not one."""
    rows = [{"setting": "unconfirmed_hours", "value": str(24 * days), "source": "essai"}]
    edit_reference(COORDINATOR, store, "solicitation", rows, "essai")


def test_an_unconfirmed_seat_is_confirmed_by_telephone_or_given_to_a_call_out(store: Store) -> None:
    """« A confirmé » writes it for its holder; « Faire remplacer » asks, and only its yes makes the others seek someone."""
    centre = a_centre(store)
    a_team(store)
    some_people(store, a_person("Gaïd", mobile="+33639980071"))
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    a_day_before(store)
    held = near(store)
    page = home()
    assert page.button(key="unconfirmed").label == "Faire remplacer"
    page.button(key=f"unconfirmed_{held}").click().run()
    assert not page.exception
    with store.reading() as conn:
        seat = seats.find(conn, SeatId(held))
    assert seat is not None
    assert seat.state is SeatState.ACKNOWLEDGED
    before = read_rota(COORDINATOR, store).seats
    page.button(key="unconfirmed").click().run()
    assert not page.exception
    assert read_rota(COORDINATOR, store).seats == before
    page.button(key="unconfirmed_seeking_no_button").click().run()
    assert read_rota(COORDINATOR, store).seats == before
    page.button(key="unconfirmed").click().run()
    page.button(key="unconfirmed_seeking_yes_button").click().run()
    assert not page.exception
    after = read_rota(COORDINATOR, store).seats
    assert {one.state for one in after if one.holder.person_id} == {
        SeatState.ACKNOWLEDGED,
        SeatState.STAND_IN_WANTED,
    }
    assert page.query_params["postes"]


def test_the_silent_are_reminded_from_the_first_screen(store: Store) -> None:
    """One press queues their reminder, and the row then says that nobody is left to remind."""
    centre = a_centre(store)
    a_team(store)
    some_people(store, a_person("Gaïd", mobile="+33639980071"))
    propose_rota(COORDINATOR, store, centre)
    wanted = tuple(one.id for one in read_rota(COORDINATOR, store).upcoming)
    early = replace(store, clock=fixed_clock(store.now() - timedelta(days=2)))
    poll = open_poll(
        COORDINATOR, early, PollRequest(centre_id=centre, session_ids=wanted, closes_at=THURSDAY + timedelta(days=3))
    )
    page = home()
    page.button(key=f"poll_{poll}").click().run()
    assert not page.exception
    with store.reading() as conn:
        kinds = [one.message.kind for one in messages.about(conn, poll)]
    assert kinds == [MessageKind.POLL, MessageKind.POLL_REMINDER]
    assert page.button(key=f"poll_{poll}").label == "Voir les réponses"


def test_what_is_passed_on_by_hand_opens_as_its_own_list(store: Store) -> None:
    """« Passer » leads to Messages, on what waits for a hand and nothing else."""
    staffed_without_physician(store)
    page = home()
    page.button(key="by_hand").click().run()
    assert not page.exception
    assert page.query_params["etat"] == "by_hand"
    assert page.selectbox(key="etat").value == "by_hand"
