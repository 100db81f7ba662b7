"""« Proposer un échange »: what may be had instead, by role and day; nobody is named."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from app.core.ids import SeatId
from app.mobilisation.message import MessageKind
from app.scheduling.session import Holder, Seat, SeatState, SessionState
from app.store import messages, seats, swaps
from tests.web.a_centre import ALI, MONDAY, ZOE, Client
from tests.web.a_volunteer import OFFERED, WANTED, Volunteer, a_bare_session, many_nurses


@pytest.fixture
def path(volunteer: Volunteer) -> str:
    """The page of exchanges for Zoé's Saturday, before anything was proposed."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("DELETE FROM swap")
        conn.execute("UPDATE person SET email = 'ali@exemple.fr' WHERE id = ?", (ALI,))
    return f"{volunteer.page}/echange?poste={OFFERED}"


def choices(text: str) -> list[str]:
    return re.findall(r'name="wanted" value="([^"]+)"', text)


def test_only_what_the_rules_allow_is_offered(volunteer: Volunteer, phone: Client, path: str) -> None:
    """Ali's Thursday; not the mornings that Zoé works already."""
    text = phone.get(path).text
    assert choices(text) == [WANTED]
    assert "Jeudi 10 décembre, matin" in text
    assert "Ali" not in text


def many_mornings(volunteer: Volunteer, count: int) -> None:
    """That many later mornings, each with two injectors of its own on two lines."""
    centre = volunteer.centre
    with centre.store.transaction() as conn:
        nurses = many_nurses(conn, 2 * count)
        for number in range(count):
            on = MONDAY + timedelta(days=12 + number)
            session = a_bare_session(conn, centre, f"far-{number:02}", on, 9, SessionState.PUBLISHED)
            for line, nurse in enumerate(nurses[2 * number : 2 * number + 2], 1):
                holder = Holder(nurse)
                seat = Seat(
                    SeatId(f"far-{number:02}-{line}"), session.id, "injector", line, 1, holder, SeatState.PUBLISHED
                )
                seats.insert(conn, [seat], centre.store.now())


def test_the_nearest_come_first_once_a_session_and_the_others_one_link_further(
    volunteer: Volunteer, phone: Client, path: str
) -> None:
    """33 places in all: thirty, the number of the others, and a link that keeps the seat and the language."""
    many_mornings(volunteer, 32)
    text = phone.get(f"{path}&lang=fr").text
    assert choices(text) == [WANTED, *(f"far-{number:02}-1" for number in range(29))]
    assert "Voir encore 3 places" in text
    further = unescape(re.findall(r'class="button" href="([^"]+)"', text)[0])
    assert further == f"?poste={OFFERED}&lang=fr&suite=30"
    last = phone.get(path.partition("?")[0] + further).text
    assert (choices(last), "Voir encore" in last) == ([f"far-{number}-1" for number in (29, 30, 31)], False)
    assert choices(phone.get(f"{path}&suite=99").text) == choices(text)


def test_proposing_writes_to_the_other_and_changes_nothing_yet(volunteer: Volunteer, phone: Client, path: str) -> None:
    """Back on one's page with what was done; the proposal stands among the exchanges, to be taken back."""
    answer = phone.post(path, {"wanted": WANTED})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{volunteer.page}?fait=asked")
    with volunteer.centre.store.reading() as conn:
        proposed = [(one.proposer, one.offered, one.other, one.wanted) for one in swaps.proposed(conn)]
        told = [one.message.kind for one in messages.of_person(conn, ALI)]
    assert proposed == [(ZOE, OFFERED, ALI, WANTED)]
    assert told == [MessageKind.SWAP]
    text = phone.get(answer.headers["location"]).text
    assert "Votre proposition d’échange est partie" in text
    id = re.findall(r'name="withdraw" value="([^"]+)"', text)[0]
    assert phone.post(volunteer.page, {"withdraw": id}).headers["location"] == "?fait=withdrawn"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("seat", ["seat-p-000", "rien", "", "hole"])
def test_a_seat_that_is_not_theirs_leads_back(volunteer: Volunteer, phone: Client, seat: str, method: str) -> None:
    """Somebody else's, nobody's or no seat at all: the same way back to one's page, which says why."""
    answer = phone.ask(method, f"{volunteer.page}/echange?poste={seat}&lang=fr")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{volunteer.page}?fait=gone&lang=fr")
    assert "Ce poste n’est plus à vous" in phone.get(answer.headers["location"]).text


def test_the_other_language_shows_the_same_choice(volunteer: Volunteer, phone: Client, path: str) -> None:
    """The link to English keeps the seat."""
    other = re.findall(r'href="([^"]+)" lang="en"', phone.get(path).text)[0].replace("&amp;", "&")
    assert other == f"?poste={OFFERED}&lang=en"
    assert choices(phone.get(path.partition("?")[0] + other).text) == [WANTED]


def test_what_can_not_be_asked_is_refused_in_a_sentence(volunteer: Volunteer, phone: Client, path: str) -> None:
    """No choice, a seat that is no more, one's own: 422 on the same page."""
    for wanted in ("", "rien", OFFERED, "seat-r-000"):
        answer = phone.post(path, {"wanted": wanted})
        assert (answer.status_code, answer.text.count('role="alert"')) == (422, 1)


def test_nothing_to_exchange_is_said(volunteer: Volunteer, phone: Client) -> None:
    """Nobody else holds a seat: the page says so and leads back, in the language chosen."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = NULL, state = 'open' WHERE person_id = ?", (ALI,))
    text = phone.get(f"{volunteer.page}/echange?poste=seat-i-000&lang=fr").text
    assert choices(text) == []
    assert "Aucune place ne peut être échangée" in text
    assert text.count(f'href="{volunteer.page}?lang=fr"') == 2
