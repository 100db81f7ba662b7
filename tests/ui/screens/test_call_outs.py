"""Tests of app/ui/screens/call_outs.py: from a hole to its call-out, watched, answered by telephone, approved, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import volunteer
from app.mobilisation.callout import CallOutState, Mode, Outcome
from app.scheduling.session import SeatState
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.rota.read_rota import read_rota
from app.store import call_outs, seats
from app.store.current import use
from tests.builders import COORDINATOR
from tests.services.a_call_out import Hole, a_hole, a_published_hole
from tests.ui.screens.a_page import press, said

MAIN = Path(__file__).parents[3] / "app" / "ui" / "main.py"


@pytest.fixture
def hole(tmp_path: Path) -> Iterator[Hole]:
    """A published rota with one injector's seat freed, served by this process."""
    found = a_published_hole(tmp_path)
    use(found.store)
    yield found
    use(None)


def screen(**query: str) -> AppTest:
    """The screen at an address."""
    page = AppTest.from_file(MAIN, default_timeout=30).run()
    page.switch_page("screens/call_outs.py")
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def labels(page: AppTest) -> list[str]:
    return [one.label.replace("\xa0", " ") for one in page.button]


def running(hole: Hole) -> list[call_outs.Held]:
    with hole.store.reading() as conn:
        return call_outs.running(conn)


def spare(hole: Hole) -> str:
    """Someone the running call-out has asked."""
    return hole.names(running(hole)[0].callout.waves[0].people)[0]


def test_with_nothing_chosen_the_holes_stand_ready_to_be_called_for(hole: Hole) -> None:
    """The sentence counts, each hole has its button, and the button leads to the preparation."""
    page = screen()
    assert not page.exception
    assert "1 poste à pourvoir." in said(page)
    assert "Lundi matin : il manque un vaccinateur." in said(page)
    page = press(page, "Préparer l’appel (1 poste)")
    assert page.query_params["postes"] == hole.seats[0]
    assert "pour 1 poste." in said(page)


def test_the_list_is_ranked_with_why_and_who_is_left_out(hole: Hole) -> None:
    """Rank, reason, first wave; the others behind a fold with the rule; who would be worn out, before sending."""
    page = screen(postes=hole.seats[0])
    text = said(page)
    assert "**1. " in text
    assert "première vague" in text
    assert "aucune vacation cette semaine" in text
    assert "Qui est-ce que je fatigue ?" in text
    assert "tient déjà un poste à ces heures" in text


def test_one_button_starts_it_and_the_address_follows(hole: Hole) -> None:
    """Pressed once: the call-out runs, its first wave has left, and the page watches it."""
    page = screen(postes=hole.seats[0])
    start = next(label for label in labels(page) if label.startswith("Lancer l’appel"))
    page = press(page, start)
    assert not page.exception
    held = running(hole)
    assert len(held) == 1
    assert page.query_params["appel"] == held[0].callout.id
    assert "appelé" in page.title[0].value
    assert "Qui a répondu" in [one.value for one in page.header]


def test_requests_to_pass_on_by_hand_are_counted(hole: Hole) -> None:
    """No way out is set: nobody knows anything until the coordinator's hand passes it on; the link shows them alone."""
    page = screen(appel=hole.start())
    assert "à la main" in said(page)
    link = next(one.proto for one in page.get("page_link") if one.proto.label == "Passer les messages")
    assert parse_qs(link.query_string) == {"objet": ["call_out"]}


def test_a_person_is_kept_while_they_are_rung_then_one_tap_says_what_came_of_it(hole: Hole) -> None:
    """« J’appelle » shows the number as a link and the outcomes; « Oui » gives the seat and ends the call-out."""
    call_out = hole.start(size=1)
    page = press(screen(appel=call_out), "J’appelle")
    assert not page.exception
    assert "tel:+33" in "".join(one.value for one in page.header)
    assert {"Oui", "Non", "Pas cette fois", "Répondeur", "Pas décroché"} <= set(labels(page))
    page = press(page, "Oui")
    assert hole.held(call_out).callout.state is CallOutState.FILLED
    assert hole.seat(hole.seats[0]).holder.person_id is not None
    assert "À dire à" in said(page)


def test_a_waiting_yes_is_approved_beside_its_name(hole: Hole) -> None:
    """The coordinator decides: one button, the seat is given, the sentence says so."""
    call_out = hole.start(mode=Mode.COORDINATOR_APPROVES)
    name = spare(hole)
    answer_call_out(volunteer(hole.id(name), name), hole.store, call_out, hole.id(name), Outcome.YES)
    page = press(screen(appel=call_out), "Approuver")
    assert hole.seat(hole.seats[0]).holder.person_id == hole.id(name)
    assert "a le poste ; un message le lui dit." in said(page)


def test_a_call_out_is_stopped_after_one_question(hole: Hole) -> None:
    """Asked once with what it does; then stopped, and said so."""
    call_out = hole.start()
    page = press(screen(appel=call_out), "Arrêter l’appel")
    assert "ne comptent dans aucun quota" in said(page)
    assert hole.held(call_out).callout.state is CallOutState.RUNNING
    page = page.button(key="call_out_stopping_yes_button").click().run()
    assert hole.held(call_out).callout.state is CallOutState.STOPPED
    assert "Arrêté jeudi 26 novembre à 17 h" in said(page)


def planning(**query: str) -> AppTest:
    """The rota with a seat chosen."""
    page = AppTest.from_file(MAIN, default_timeout=30).run()
    page.switch_page("screens/rota.py")
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def test_an_open_seat_of_the_rota_leads_to_its_call_out(hole: Hole) -> None:
    """« Lancer un appel » prepares it; once it runs the same place says « Suivre l’appel »."""
    assert "Lancer un appel" in labels(planning(poste=hole.seats[0]))
    hole.start()
    after = labels(planning(poste=hole.seats[0]))
    assert "Suivre l’appel" in after
    assert "Lancer un appel" not in after


def test_a_seat_is_confirmed_by_telephone_from_the_rota(hole: Hole) -> None:
    """A seat to confirm has the button; pressed, it is confirmed and the button is gone."""
    view = read_rota(COORDINATOR, hole.store, hole.centre)
    seat = next(one for one in view.seats if one.state is SeatState.PUBLISHED and one.holder.person_id)
    page = press(planning(poste=seat.id), "Confirmé par téléphone")
    assert not page.exception
    assert hole.seat(seat.id).state is SeatState.ACKNOWLEDGED
    assert "Confirmé par téléphone" not in labels(page)


def test_a_seat_whose_holder_seeks_a_stand_in_leads_there_too(hole: Hole) -> None:
    """Both ways stand side by side: someone else, or the holder after all."""
    view = read_rota(COORDINATOR, hole.store, hole.centre)
    seat = next(one for one in view.seats if one.state is SeatState.PUBLISHED and one.holder.person_id)
    with hole.store.transaction() as conn:
        seats.write(conn, seat, replace(seat, state=SeatState.STAND_IN_WANTED), hole.clock())
    assert {"Appeler un remplaçant", "Confirmé par téléphone"} <= set(labels(planning(poste=seat.id)))


def test_an_unknown_address_is_one_sentence(hole: Hole) -> None:
    """A call-out or a seat that is no more: a sentence, a way back, no stack."""
    for query in ({"appel": "nothing"}, {"postes": "nothing"}):
        page = screen(**query)
        assert not page.exception
        assert len(page.error) == 1
        assert "Tous les appels" in labels(page)


def test_a_folder_without_centre_invites(tmp_path: Path) -> None:
    """Nothing to call for: the sentence and where to go."""
    found = a_hole(tmp_path)
    with found.store.transaction() as conn:
        conn.execute("UPDATE seat SET state = 'cancelled'")
    use(found.store)
    try:
        assert "Aucun poste à pourvoir" in said(screen())
    finally:
        use(None)
