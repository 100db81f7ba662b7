"""A volunteer's shifts on their page: confirmed, left, arrived at; what two of them at once, a cancelled one and one under way say."""

from __future__ import annotations

import re
from datetime import time, timedelta

from app.access.actor import LOCAL_COORDINATION
from app.activity.attendance import standing
from app.core.clock import paris_instant
from app.core.ids import SeatId
from app.scheduling.session import SeatState, SessionState
from app.services.rota.change_session import move_session
from app.store import attendance, sessions
from tests.web.a_centre import MONDAY, ZOE, Client
from tests.web.a_volunteer import Volunteer, held, plain, press, seat

FIRST = SeatId("seat-i-000")

FAR = SeatId("seat-i-005")


def test_confirming_a_shift(volunteer: Volunteer, phone: Client) -> None:
    """One button; the state and the list of what awaits follow; twice is harmless."""
    text = press(phone, volunteer, confirm=FIRST)
    assert "Merci, c’est noté : vous venez." in text
    assert "5 vacations à confirmer" in text
    assert held(volunteer, FIRST) == (ZOE, SeatState.ACKNOWLEDGED)
    press(phone, volunteer, confirm=FIRST)


def test_two_shifts_at_the_same_hours_are_said_and_still_confirmed(volunteer: Volunteer, phone: Client) -> None:
    """The first session moved onto the second: both cards say it, no other does, and the person may confirm."""
    told = "une autre vacation aux mêmes heures"
    assert told not in phone.get(volunteer.page).text
    with volunteer.centre.store.reading() as conn:
        first, then = (sessions.find(conn, seat(volunteer, SeatId(f"seat-i-00{n}")).session_id) for n in (0, 1))
    assert first is not None
    assert then is not None
    move_session(LOCAL_COORDINATION, volunteer.centre.store, first.id, first.revision, then.day, then.starts, then.ends)
    assert phone.get(volunteer.page).text.count(told) == 2
    press(phone, volunteer, confirm=FIRST, **{f"hours-{FIRST}": str(first.sequence + 1)})
    assert held(volunteer, FIRST) == (ZOE, SeatState.ACKNOWLEDGED)


def test_confirming_every_shift_shown(volunteer: Volunteer, phone: Client) -> None:
    """One button for the six; it goes with the second to last."""
    seen = re.findall(r'name="seen" value="([^"]+)"', phone.get(volunteer.page).text)
    assert seen == [f"seat-i-{day:03}" for day in range(6)]
    assert phone.post(volunteer.page, {"seen": seen[:5], "confirm_all": "1"}).headers["location"] == "?fait=confirmed"
    states = [held(volunteer, SeatId(id))[1] for id in seen]
    assert states == [SeatState.ACKNOWLEDGED] * 5 + [SeatState.PUBLISHED]
    assert "Tout confirmer" not in phone.get(volunteer.page).text


def test_nobody_confirms_hours_they_have_not_read(volunteer: Volunteer, phone: Client) -> None:
    """The session moves while the page is open: its buttons are refused with why, and the page shown again confirms."""
    page = phone.get(volunteer.page).text
    found = seat(volunteer, re.findall(r'name="confirm" value="([^"]+)"', page)[0])
    old = dict(re.findall(r'name="(hours-[^"]+)" value="(\d+)"', page))
    with volunteer.centre.store.reading() as conn:
        session = sessions.find(conn, found.session_id)
    assert session is not None
    later = session.day + timedelta(days=1)
    move_session(
        LOCAL_COORDINATION, volunteer.centre.store, session.id, session.revision, later, session.starts, session.ends
    )
    for button in ({"confirm": found.id}, {"confirm_all": "1", "seen": found.id}):
        refused = phone.post(volunteer.page, button | old)
        assert (refused.status_code, held(volunteer, found.id)) == (422, (ZOE, SeatState.PUBLISHED))
        assert "relisez-la" in refused.text
    new = dict(re.findall(r'name="(hours-[^"]+)" value="(\d+)"', refused.text))
    assert phone.post(volunteer.page, {"confirm": found.id} | new).status_code == 303
    assert held(volunteer, found.id) == (ZOE, SeatState.ACKNOWLEDGED)


def test_an_arrival_is_noted_from_an_hour_before(volunteer: Volunteer, phone: Client) -> None:
    """« Je suis là » for the shift about to begin alone; the sheet then shows when."""
    assert "Je suis là" not in plain(phone.get(volunteer.page).text)
    session = volunteer.centre.session_ids[0]
    starts = paris_instant(MONDAY, time(9))
    volunteer.centre.clock.at = starts - timedelta(minutes=61)
    assert "Je suis là" not in plain(phone.get(volunteer.page).text)
    volunteer.centre.clock.forward(minutes=1)
    assert plain(phone.get(volunteer.page).text).count("Je suis là") == 1
    assert "votre arrivée est notée" in press(phone, volunteer, here=session)
    with volunteer.centre.store.reading() as conn:
        rows = standing(attendance.between(conn, starts, starts + timedelta(hours=1)))
    assert {row.attendee.person_id: row.signed_at for row in rows} == {ZOE: volunteer.centre.clock.at}
    later = phone.post(volunteer.page, {"here": volunteer.centre.session_ids[1]})
    assert later.status_code != 303


def test_leaving_says_first_what_it_will_do(volunteer: Volunteer, phone: Client) -> None:
    """Near, one stays responsible until someone is found, and may come after all; far, the seat is free at once."""
    text = phone.get(volunteer.page).text
    near, far = text.index(f'name="leave" value="{FIRST}"'), text.index(f'name="leave" value="{FAR}"')
    assert "vous restez responsable" in text[text.rindex("<details", 0, near) : near]
    assert "libéré tout de suite" in text[text.rindex("<details", 0, far) : far]
    assert "Un remplaçant est cherché" in press(phone, volunteer, leave=FIRST)
    assert held(volunteer, FIRST) == (ZOE, SeatState.STAND_IN_WANTED)
    assert "vous venez" in press(phone, volunteer, confirm=FIRST)
    assert held(volunteer, FIRST) == (ZOE, SeatState.ACKNOWLEDGED)
    assert "Votre poste est libéré" in press(phone, volunteer, leave=FAR)
    assert held(volunteer, FAR) == (None, SeatState.OPEN)


def test_nobody_acts_on_a_seat_that_is_not_theirs(volunteer: Volunteer, phone: Client) -> None:
    """Ali's seat, by its id: a sentence, and the seat is as it was."""
    before = seat(volunteer, SeatId("seat-p-000"))
    for field in ("confirm", "leave", "take", "decline"):
        answer = phone.post(volunteer.page, {field: "seat-p-000"})
        assert (answer.status_code, answer.text.count('role="alert"')) == (422, 1)
    assert seat(volunteer, SeatId("seat-p-000")) == before


def test_later_shifts_are_one_link_further(volunteer: Volunteer, phone: Client) -> None:
    """Six in full, the seventh listed; the link tells it in full, with the same buttons; a silly one tells the first six."""
    press(phone, volunteer, call_out="appel", answer="yes")
    text = phone.get(f"{volunteer.page}?lang=fr").text
    assert (text.count('class="card" aria-labelledby="v'), 'value="hole"' in text) == (6, False)
    further = re.findall(r'href="([^"]+)#shifts"', text)[0].replace("&amp;", "&")
    assert further == "?lang=fr&suite=6"
    assert '<button name="leave" value="hole">' in phone.get(volunteer.page + further).text
    assert phone.post(volunteer.page + further, {"leave": "hole"}).headers["location"] == "?fait=left&lang=fr"
    for silly in ("-1", "x", "9999", "²", "700"):
        assert phone.get(f"{volunteer.page}?suite={silly}").text.count('name="confirm"') == 6


def test_a_cancelled_session_is_told_and_asks_nothing(volunteer: Volunteer, phone: Client) -> None:
    """« annulé : n'y allez pas », without a button; gone a week later."""
    volunteer.centre.change_session(0, state=SessionState.CANCELLED, sequence=1)
    text = phone.get(volunteer.page).text
    card = text[text.index('id="v1"') : text.index('id="v2"')]
    assert "annulé" in card
    assert "n’y allez pas" in card
    assert "<button" not in card


def test_a_shift_under_way_is_left_to_the_coordination(volunteer: Volunteer, phone: Client) -> None:
    """Ten o'clock on Monday: whom to call, no button but to say one is there; over, it counts among the hours."""
    volunteer.centre.clock.at += timedelta(days=3, hours=17)
    text = phone.get(volunteer.page).text
    card = text[text.index('id="v1"') : text.index('id="v2"')]
    assert ("La séance a commencé" in card, re.findall('<button[^>]* name="(.*?)"', card)) == (True, ["here"])
    volunteer.centre.clock.at += timedelta(hours=4)
    assert "4 h en 1 vacation passée, d’après le planning publié" in plain(phone.get(volunteer.page).text)
