"""A volunteer's page: what it shows, of them alone; and what each of its buttons does."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.activity.attendance import standing
from app.core.clock import paris_instant
from app.core.ids import PersonId, SeatId, SessionId
from app.mobilisation.swap import SwapState
from app.scheduling.session import Seat, SeatState, SessionState
from app.services.rota.change_session import move_session
from app.store import answers, attendance, polls, seats, sessions, swaps, waiting
from tests.web.a_centre import ALI, MONDAY, ZOE, Client
from tests.web.a_volunteer import HOLE, KEPT_SEAT, OFFERED, POLL, SWAP, WANTED, Volunteer

FIRST = SeatId("seat-i-000")
FAR = SeatId("seat-i-005")


def plain(text: str) -> str:
    """What is read: no tag, every space a plain one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", text, flags=re.S)))


def seat(volunteer: Volunteer, id: SeatId) -> Seat:
    with volunteer.centre.store.reading() as conn:
        found = seats.find(conn, id)
    assert found is not None
    return found


def held(volunteer: Volunteer, id: SeatId) -> tuple[PersonId | None, SeatState]:
    found = seat(volunteer, id)
    return found.holder.person_id, found.state


def said(volunteer: Volunteer) -> dict[str, str]:
    """Zoé's answers, by session."""
    with volunteer.centre.store.reading() as conn:
        rows = polls.answers(conn, POLL, ZOE)
    return {one.session: one.value.value for one in rows}


def press(phone: Client, volunteer: Volunteer, **fields: str) -> str:
    """Press a button and read the page that follows."""
    answer = phone.post(volunteer.page, {name.replace("__", "-"): value for name, value in fields.items()})
    assert answer.status_code == 303, re.findall('role="alert">(.*?)<', answer.text)
    return plain(phone.get(volunteer.page + answer.headers["location"]).text)


def test_a_shift_says_all_one_needs_to_come(volunteer: Volunteer, phone: Client) -> None:
    """When, state, line and role, place and access, whom to ask for, what to bring, frame, payer, insurer."""
    text = plain(phone.get(volunteer.page).text)
    for words in (
        "Bonjour Zoé",
        "Lundi 30 novembre, matin (9 h–13 h) à confirmer Ligne 1, injection Centre du Pratel",
        "Où Salle du Pratel, 12 rue du Pratel, Auray Entrée par la cour",
        "Sur place, demandez Accueil du centre 02 99 00 55 66",
        "À apporter carte e-CPS ou CPS",
        "Cadre appel du directeur général de l’ARS (CSP L.3131-10-1). Soutien volontaire",
        "Qui paie aucune règle en vigueur",
        "Qui assure Mutuelle du Pratel",
        "Vu, je confirme",
    ):
        assert words in text


def test_what_awaits_comes_first(volunteer: Volunteer, phone: Client) -> None:
    """Before any shift, a list that leads to each thing that is asked, the most urgent first; every link has its place."""
    text = phone.get(volunteer.page).text
    nav = text[text.index("<nav") : text.index("</nav>")]
    assert re.findall(r'href="#([^"]+)"', nav) == ["call-outs", "offers", "shifts", "swaps", "poll1"]
    assert [f'id="{place}"' in text for place in re.findall(r'<a href="#([^"]+)"', text)] == [True] * 5
    assert text.index("</nav>") < text.index('id="shifts"')


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


def test_a_forwarded_link_shows_one_person_only(volunteer: Volunteer, phone: Client) -> None:
    """No name, number or address of Ali, who shares every session and proposes a swap; nor Zoé's own numbers; nor the code word."""
    for path in (volunteer.page, volunteer.call, f"{volunteer.page}/echange?poste=seat-i-000"):
        for language in ("fr", "en"):
            joint = "&" if "?" in path else "?"
            text = unescape(phone.get(f"{path}{joint}lang={language}").text).replace("\xa0", " ")
            text = re.sub(r"/(p|appel|calendrier)/[\w-]{43}", "", text)  # a token may hold any letters and digits
            shown = [word for word in ("Ali", "Goff", "06 99", "0699", "336", "@exemple.fr") if word in text]
            assert shown == (["@exemple.fr"] if "coordination@exemple.fr" in text else [])
            assert "BIGORNEAU" not in text
            assert "p-ali" not in text
            title = re.findall(r"<title>(.*?)</title>", phone.get(f"{path}{joint}lang={language}").text)[0]
            assert volunteer.page.rpartition("/")[2] not in title


def test_a_full_page_is_light(volunteer: Volunteer, phone: Client) -> None:
    """Six shifts, twelve sessions, a call-out, an offer and a swap under 40 kB, in both languages."""
    for language in ("fr", "en"):
        answer = phone.get(f"{volunteer.page}?lang={language}")
        assert answer.text.count('name="confirm"') == 6
        assert len(set(re.findall(r'name="(s-[^"]+)"', answer.text))) == 12
        assert len(answer.content) < 40_000


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


def test_no_rate_is_said_and_nothing_is_invented(volunteer: Volunteer, phone: Client) -> None:
    """No rate in force in 2026, and payments are not followed yet."""
    text = plain(phone.get(volunteer.page).text)
    assert "Tarif : aucun tarif en vigueur." in text
    assert "Montants dus et paiements : pas encore suivi." in text


def test_a_calendar_is_one_tap_away(volunteer: Volunteer, phone: Client) -> None:
    """Made by a POST when there is none, then a link to its page of subscription."""
    assert "/calendrier/" not in phone.get(volunteer.page).text
    press(phone, volunteer, calendar="1")
    found = re.findall(r'href="(/calendrier/[^"]+)"', phone.get(volunteer.page).text)
    assert len(found) == 1
    assert phone.get(found[0]).status_code == 200
    head = phone.get(volunteer.page).content
    press(phone, volunteer, calendar="1")
    assert phone.get(volunteer.page).content == head


def test_the_page_speaks_english(volunteer: Volunteer, phone: Client) -> None:
    """By the browser's preference or by the link, kept from page to page; the language is declared."""
    text = phone.get(volunteer.page, accept_language="en-GB,en").text
    assert '<html lang="en">' in text
    assert "Monday 30 November" in text
    chosen = phone.get(f"{volunteer.page}?lang=en").text
    assert f"{volunteer.page}/preferences?lang=en" in chosen
    assert "echange?poste=seat-i-000&amp;lang=en" in chosen


def test_someone_without_anything_is_told_so(volunteer: Volunteer, phone: Client) -> None:
    """No shift, no poll: an invitation, and no list of what awaits."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = NULL, state = 'open' WHERE person_id = ?", (ZOE,))
        conn.execute("DELETE FROM offer")
        conn.execute("DELETE FROM waiting")
        conn.execute("UPDATE poll SET state = 'closed'")
        conn.execute("UPDATE call_out SET state = 'stopped'")
    text = phone.get(volunteer.page).text
    assert "Aucune vacation à venir" in text
    assert [word for word in ("<nav", "Sondage", "Échanges", "On a besoin", "attente") if word in text] == []


def test_names_that_look_like_markup_stay_text(volunteer: Volunteer, phone: Client) -> None:
    """A centre and a person with angle brackets are shown, not obeyed."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE person SET given_name = '<b>x</b>' WHERE id = ?", (ZOE,))
        conn.execute("UPDATE centre SET name = '<i>y</i>'")
    text = phone.get(volunteer.page).text
    assert [tag for tag in ("<b>x", "<i>y") if tag in text] == []


def test_answers_are_journalled_as_the_persons_own(volunteer: Volunteer, phone: Client) -> None:
    """Who did it is the volunteer, by their own page; the coordination reads it in the poll's answers."""
    press(phone, volunteer, poll=POLL, s__poll__0__0="yes")
    with volunteer.centre.store.reading() as conn:
        row = conn.execute("SELECT actor_id, type FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        given = answers.between(conn, volunteer.centre.store.now(), volunteer.centre.store.now() + timedelta(days=60))
    assert tuple(row) == (ZOE, "poll_answered")
    assert given[ZOE, SessionId("poll-0-0")] == "yes"
