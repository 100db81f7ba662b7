"""What a volunteer answers from their page: polls, call-outs, kept places, waiting lists and proposed swaps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.ids import SessionId
from app.mobilisation.swap import SwapState
from app.scheduling.session import SeatState
from app.store import answers, polls, swaps, waiting
from tests.web.a_centre import ALI, ZOE, Client
from tests.web.a_volunteer import HOLE, KEPT_SEAT, OFFERED, POLL, SWAP, WANTED, Volunteer, held, plain, press


def said(volunteer: Volunteer) -> dict[str, str]:
    """Zoé's answers, by session."""
    with volunteer.centre.store.reading() as conn:
        rows = polls.answers(conn, POLL, ZOE)
    return {one.session: one.value.value for one in rows}


def test_a_poll_says_its_period_and_offers_its_shortcuts_first(volunteer: Volunteer, phone: Client) -> None:
    """Two polls of one centre don't read alike; « tous mes mardis » comes before the sessions that it answers."""
    text = phone.get(volunteer.page).text
    read = plain(text)
    period = "du lundi 14 décembre au mardi 5 janvier"
    assert f"un sondage, {period} : 12 séances sans réponse de vous" in read
    assert f"Centre du Pratel , Auray {period.capitalize()}" in read
    assert text.index('name="w-1-am"') < text.index('name="s-poll-0-0"')
    assert "11 séances sans réponse de vous" in press(phone, volunteer, poll=POLL, s__poll__0__0="yes")


def test_whoever_asked_to_be_left_alone_is_awaited_by_no_poll(volunteer: Volunteer, phone: Client) -> None:
    """The poll may still be answered; it is not among what awaits."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE person SET opted_out_on = '2026-11-20' WHERE id = ?", (ZOE,))
    text = phone.get(volunteer.page).text
    assert ('href="#poll1"' in text, 'id="poll1"' in text) == (False, True)


def test_a_whole_poll_in_one_sending(volunteer: Volunteer, phone: Client) -> None:
    """Twelve sessions, one button; the page shows what was said and no longer awaits it; changing one's mind works."""
    rows = {f"s-poll-{week}-{shift}": ("yes", "if_needed", "no")[shift] for week in range(4) for shift in range(3)}
    answer = phone.post(volunteer.page, {"poll": POLL, **rows, "note": "Pas avant 9 h 30"})
    assert answer.headers["location"] == "?fait=answered"
    assert said(volunteer) == {name.removeprefix("s-"): value for name, value in rows.items()}
    text = phone.get(volunteer.page).text
    assert (text.count(" checked"), 'value="Pas avant 9 h 30"' in text, 'href="#poll1"' in text) == (12, True, False)
    press(phone, volunteer, poll=POLL, s__poll__0__0="no")
    assert said(volunteer)["poll-0-0"] == "no"


def test_all_my_tuesday_mornings(volunteer: Volunteer, phone: Client) -> None:
    """One tap for four sessions; a row changed by hand in the same sending wins."""
    press(phone, volunteer, poll=POLL, w__1__am="yes", s__poll__2__1="no")
    assert said(volunteer) == {"poll-0-1": "yes", "poll-1-1": "yes", "poll-2-1": "no", "poll-3-1": "yes"}


def test_a_note_that_must_not_be_kept_is_refused_with_everything(volunteer: Volunteer, phone: Client) -> None:
    """A telephone number in the note: why, and no answer written."""
    answer = phone.post(volunteer.page, {"poll": POLL, "s-poll-0-0": "yes", "note": "Rappelez le 06 12 34 56 78"})
    assert answer.status_code == 422
    assert "numéro de téléphone" in answer.text
    assert said(volunteer) == {}


def test_a_call_out_is_taken_from_the_page(volunteer: Volunteer, phone: Client) -> None:
    """One tap: the seat is theirs, among their shifts, and nothing awaits any more."""
    text = press(phone, volunteer, call_out="appel", answer="yes")
    assert "Merci ! Le poste est à vous." in text
    assert "Pouvez-vous venir" not in text
    assert "1 autre vacation plus tard mardi 8 décembre, matin (9 h–13 h) , Ligne 1, injection — confirmé" in text
    assert held(volunteer, HOLE) == (ZOE, SeatState.ACKNOWLEDGED)


@pytest.mark.parametrize(("answer", "words"), [("no", "quelqu’un d’autre"), ("not_this_time", "une autre fois")])
def test_a_call_out_is_declined_from_the_page(volunteer: Volunteer, phone: Client, answer: str, words: str) -> None:
    """Thanked, not asked again, and the seat stays open."""
    text = press(phone, volunteer, call_out="appel", answer=answer)
    assert words in text
    assert "Pouvez-vous venir" not in text
    assert held(volunteer, HOLE) == (None, SeatState.OPEN)


def test_a_kept_place_is_taken_or_passed_on(volunteer: Volunteer, phone: Client) -> None:
    """Declined it goes to the next; the offer is gone from the page."""
    text = press(phone, volunteer, decline=KEPT_SEAT)
    assert "proposée à quelqu’un d’autre" in text
    assert "Une place se libère" not in text


def test_a_kept_place_is_taken(volunteer: Volunteer, phone: Client) -> None:
    """The seat is theirs, and they wait no more."""
    text = press(phone, volunteer, take=KEPT_SEAT)
    assert "Le poste est à vous" in text
    assert "Listes d’attente" not in text
    assert held(volunteer, KEPT_SEAT) == (ZOE, SeatState.ACKNOWLEDGED)


def test_leaving_a_waiting_list(volunteer: Volunteer, phone: Client) -> None:
    """Nobody waits for that session any more."""
    assert "en tête de la liste d’attente" in plain(phone.get(volunteer.page).text)
    press(phone, volunteer, unlist="s-kept")
    with volunteer.centre.store.reading() as conn:
        assert waiting.of_person(conn, ZOE, volunteer.centre.store.now()) == []


def test_a_swap_is_accepted(volunteer: Volunteer, phone: Client) -> None:
    """Both seats change hands, confirmed."""
    assert "Échange fait" in press(phone, volunteer, accept=SWAP)
    assert held(volunteer, WANTED) == (ZOE, SeatState.ACKNOWLEDGED)
    assert held(volunteer, OFFERED) == (ALI, SeatState.ACKNOWLEDGED)


def test_a_swap_that_a_rule_forbids_names_nobody(volunteer: Volunteer, phone: Client) -> None:
    """Ali holds another seat that Saturday: that is his business; the page says that a rule stands in the way."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = ?, state = 'published' WHERE id = 'seat-p-005'", (ALI,))
    answer = phone.post(volunteer.page, {"accept": SWAP})
    assert (answer.status_code, "une règle s’y oppose" in answer.text, "Ali" in answer.text) == (422, True, False)
    assert held(volunteer, WANTED) == (ALI, SeatState.ACKNOWLEDGED)


def test_a_swap_is_refused(volunteer: Volunteer, phone: Client) -> None:
    """Everyone keeps their seat, and the proposal is over."""
    assert "vous gardez votre place" in press(phone, volunteer, refuse=SWAP)
    with volunteer.centre.store.reading() as conn:
        found = swaps.find(conn, SWAP)
    assert found is not None
    assert found.state is SwapState.REFUSED
    assert held(volunteer, OFFERED) == (ZOE, SeatState.PUBLISHED)


def test_answers_are_journalled_as_the_persons_own(volunteer: Volunteer, phone: Client) -> None:
    """Who did it is the volunteer, by their own page; the coordination reads it in the poll's answers."""
    press(phone, volunteer, poll=POLL, s__poll__0__0="yes")
    with volunteer.centre.store.reading() as conn:
        row = conn.execute("SELECT actor_id, type FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        given = answers.between(conn, volunteer.centre.store.now(), volunteer.centre.store.now() + timedelta(days=60))
    assert tuple(row) == (ZOE, "poll_answered")
    assert given[ZOE, SessionId("poll-0-0")] == "yes"
