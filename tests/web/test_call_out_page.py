"""``/appel/<token>``: what is asked, one tap to answer, and a kind word whatever happened meanwhile."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from app.access.actor import LOCAL_COORDINATION
from app.core.ids import PersonId
from app.mobilisation.callout import Mode, Outcome
from app.scheduling.session import SeatState
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.start_call_out import stop_call_out
from app.store import call_outs, seats, waiting
from tests.web.a_centre import ZOE, Client
from tests.web.a_volunteer import CALL_OUT, HOLE, Volunteer, held, many_nurses, plain

OTHER = PersonId("nurse-000")


def tap(phone: Client, volunteer: Volunteer, **fields: str) -> str:
    """One tap, and the page that follows."""
    answer = phone.post(volunteer.call, fields)
    assert answer.status_code == 303, re.findall('role="alert">(.*?)<', answer.text)
    return plain(phone.get(volunteer.call + answer.headers["location"]).text)


def taken_by_someone_else(volunteer: Volunteer) -> None:
    with volunteer.centre.store.transaction() as conn:
        many_nurses(conn, 1)
        before = seats.find(conn, HOLE)
        assert before is not None
        holder = replace(before.holder, person_id=OTHER)
        seats.write(
            conn, before, replace(before, holder=holder, state=SeatState.ACKNOWLEDGED), volunteer.centre.clock()
        )


def test_everything_is_said_before_the_answer(volunteer: Volunteer, phone: Client) -> None:
    """What, when, where, frame, payer, insurer, rule; three buttons."""
    text = phone.get(volunteer.call).text
    for words in (
        "Pour quoi Injection",
        "Quand Mardi 8 décembre, matin (9 h–13 h)",
        "Où Centre du Pratel — Salle du Pratel, Auray",
        "Cadre appel du directeur général de l’ARS (CSP L.3131-10-1)",
        "Qui paie aucune règle en vigueur",
        "Qui assure Mutuelle du Pratel",
        "Règle de l’appel le premier oui confirmé prend la place",
        "Oui, je viens Non Pas cette fois",
    ):
        assert words in plain(text)
    assert text.count("<button") == 3


def test_who_asks_is_said_with_a_number_to_dial_and_never_the_code_word(volunteer: Volunteer, phone: Client) -> None:
    """Community, coordination, telephone: before the answer, and again after a yes with how to take it back."""
    text = phone.get(volunteer.call).text
    assert "Qui vous le demande : CPTS du Pratel Maïwenn Kerdruc : coordination@exemple.fr 02 99 00 10 00" in plain(
        text
    )
    assert 'href="tel:0299001000"' in text
    assert "« Non » : vous n’êtes pas disponible" in plain(text)
    assert "« Pas cette fois » : vous le seriez" in plain(text)
    assert "BIGORNEAU" not in text
    after = tap(phone, volunteer, answer="yes")
    assert "dites-le sur votre page ou à la coordination. 02 99 00 10 00" in after
    assert "« Pas cette fois »" not in after


def test_one_tap_takes_the_seat(volunteer: Volunteer, phone: Client) -> None:
    """And the page says so from then on; a second yes is harmless, a no sends to the page where one leaves."""
    assert "Merci ! Le poste est à vous." in tap(phone, volunteer, answer="yes")
    assert "Ce poste est déjà à vous. Merci !" in plain(phone.get(volunteer.call).text)
    assert held(volunteer, HOLE) == (ZOE, SeatState.ACKNOWLEDGED)
    tap(phone, volunteer, answer="yes")
    refused = phone.post(volunteer.call, {"answer": "no"})
    assert (refused.status_code, "Ce poste est déjà à vous" in refused.text) == (422, True)


def test_an_old_address_does_not_say_the_seat_is_theirs(volunteer: Volunteer, phone: Client) -> None:
    """``?fait=taken`` kept in the browser, after the seat went to someone else."""
    taken_by_someone_else(volunteer)
    text = phone.get(f"{volunteer.call}?fait=taken").text
    assert ("Le poste est à vous" in text, "Le poste est pourvu" in text) == (False, True)


def test_a_no_is_thanked_and_may_become_a_yes(volunteer: Volunteer, phone: Client) -> None:
    """One button is left, as long as the seat is open."""
    text = tap(phone, volunteer, answer="no")
    assert "Nous demandons à quelqu’un d’autre" in text
    assert phone.get(volunteer.call).text.count("<button") == 1
    assert "Le poste est à vous" in tap(phone, volunteer, answer="yes")


def test_too_late_is_kind_and_offers_the_waiting_list(volunteer: Volunteer, phone: Client) -> None:
    """Filled by someone: no button to answer, a yes already on its way is thanked, and one may wait for a place."""
    taken_by_someone_else(volunteer)
    text = plain(phone.get(volunteer.call).text)
    assert "Le poste est pourvu" in text
    assert "Oui, je viens" not in text
    assert "quelqu’un a dit oui juste avant vous" in tap(phone, volunteer, answer="yes")
    assert "liste d’attente" in tap(phone, volunteer, wait="1")
    with volunteer.centre.store.reading() as conn:
        entries = [(one.session, one.roles) for one in waiting.of_person(conn, ZOE, volunteer.centre.clock())]
    assert ("s-hole", frozenset({"injector"})) in entries
    assert "<button" not in phone.get(volunteer.call).text
    assert held(volunteer, HOLE) == (OTHER, SeatState.ACKNOWLEDGED)
    assert "Nolwenn" not in text


def test_a_stopped_call_out_says_so(volunteer: Volunteer, phone: Client) -> None:
    """A yes on its way is thanked and takes nothing."""
    with volunteer.centre.store.reading() as conn:
        found = call_outs.find(conn, CALL_OUT)
    assert found is not None
    stop_call_out(LOCAL_COORDINATION, volunteer.centre.store, CALL_OUT, found.revision)
    text = phone.get(volunteer.call).text
    assert ("Cet appel est arrêté" in text, "<button" in text) == (True, False)
    assert "Cet appel est arrêté" in tap(phone, volunteer, answer="yes")
    assert held(volunteer, HOLE) == (None, SeatState.OPEN)


def test_where_the_coordination_decides_a_yes_waits(volunteer: Volunteer, phone: Client) -> None:
    """The rule is said before, the answer is noted, the seat stays open."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE call_out SET mode = ?", (Mode.COORDINATOR_APPROVES.value,))
    assert "la coordination valide chaque oui" in plain(phone.get(volunteer.call).text)
    assert "La coordination vous confirme le poste" in tap(phone, volunteer, answer="yes")
    assert held(volunteer, HOLE) == (None, SeatState.OPEN)


def test_a_yes_that_a_rule_stops_says_so(volunteer: Volunteer, phone: Client) -> None:
    """The role is not one they declared: nothing is taken; the rule is told at once, and the next time, without their name."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET role = 'supervising_physician' WHERE id = ?", (HOLE,))
    said = tap(phone, volunteer, answer="yes")
    assert "Votre réponse à notre appel" in said
    for text in (said, plain(phone.get(volunteer.call).text)):
        assert "une règle s’y oppose : " in text
        assert "Zoé" not in text
    assert held(volunteer, HOLE) == (None, SeatState.OPEN)


def test_an_answer_by_telephone_is_seen_on_the_page(volunteer: Volunteer, phone: Client) -> None:
    """The coordination noted a yes: the link says the seat is theirs."""
    answer_call_out(LOCAL_COORDINATION, volunteer.centre.store, CALL_OUT, ZOE, Outcome.YES, by_phone=True)
    assert "déjà à vous" in plain(phone.get(volunteer.call).text)


def test_after_the_session_the_link_still_answers(volunteer: Volunteer, phone: Client) -> None:
    """The morning after: no button, no fault."""
    volunteer.centre.clock.at += timedelta(days=13)
    text = phone.get(volunteer.call).text
    assert ("plus besoin de répondre" in text, "<button" in text) == (True, False)
    late = phone.post(volunteer.call, {"answer": "yes"})
    assert late.status_code == 303
    assert held(volunteer, HOLE) == (None, SeatState.OPEN)


def test_an_answer_that_is_none_is_refused(volunteer: Volunteer, phone: Client) -> None:
    """422 and one sentence; nothing noted."""
    for fields in ({}, {"answer": ""}, {"answer": "peut-être"}, {"answer": "expired"}):
        answer = phone.post(volunteer.call, fields)
        assert (answer.status_code, answer.text.count('role="alert"')) == (422, 1)
    with volunteer.centre.store.reading() as conn:
        assert call_outs.responses(conn, CALL_OUT) == []
