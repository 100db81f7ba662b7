"""A volunteer whose page is full: six shifts, a poll of twelve sessions, a call-out, a kept place, a proposed swap; and what presses its buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path

from app.access.links import call_out_subject, page_subject
from app.core.clock import paris_instant
from app.core.ids import PersonId, SeatId, SessionId
from app.mobilisation.callout import CallOut, CallOutState, Mode, Wave
from app.mobilisation.poll import Poll
from app.mobilisation.ranking import Candidate
from app.mobilisation.swap import SwapProposal
from app.mobilisation.waiting import Offer, Waiting
from app.scheduling.centre import Designation
from app.scheduling.session import Holder, Seat, SeatState, Session, SessionState
from app.store import call_outs, centres, community, polls, seats, sessions, swaps, waiting
from app.store.database import Connection
from tests.builders import MovingClock
from tests.web.a_centre import (
    ALI,
    CENTRE,
    MONDAY,
    PRATEL,
    ZOE,
    Client,
    PublishedCentre,
    a_person,
    a_published_centre,
)

POLL, CALL_OUT, SWAP = "sondage", "appel", "échange"
HOLE, KEPT_SEAT, OFFERED, WANTED = SeatId("hole"), SeatId("kept"), SeatId("seat-i-005"), SeatId("ali-only")
POLL_CLOSES = paris_instant(date(2026, 11, 29), time(18))
ALIS_PHONE = "06 99 00 33 44"


@dataclass
class Volunteer:
    """Zoé, her page and the link to her answer."""

    centre: PublishedCentre
    page: str
    call: str


def a_volunteer(folder: Path, clock: MovingClock | None = None) -> Volunteer:
    """Zoé with everything a page may hold; Ali beside her, of whom her page must say nothing."""
    centre = a_published_centre(folder, clock, days=6)
    with centre.store.transaction() as conn:
        words(conn)
        _poll(conn, centre)
        a_call_out(conn, centre, [ZOE])
        _kept_place(conn, centre)
        _swap(conn, centre)
    return Volunteer(
        centre, f"/p/{centre.link(page_subject(ZOE))}", f"/appel/{centre.link(call_out_subject(CALL_OUT, ZOE))}"
    )


def words(conn: Connection) -> None:
    """What the community and its centre say of themselves; the rules of the season apply."""
    community.write(
        conn,
        community.Community(
            name="CPTS du Pratel",
            coordinator="Maïwenn Kerdruc",
            coordinator_phone="02 99 00 10 00",
            contact="coordination@exemple.fr",
            code_word="BIGORNEAU",
            demonstration=True,
        ),
    )
    held = replace(
        PRATEL,
        campaign="calendar",
        vaccine="covid_19_saison",
        designation=Designation(carrier="cpts", insurer="Mutuelle du Pratel", frame="ars_call"),
    )
    centres.update(conn, held)


def _poll(conn: Connection, centre: PublishedCentre) -> None:
    """Four weeks of three drafted half-days: Monday morning, Tuesday morning, Tuesday afternoon."""
    ids = []
    for week in range(4):
        for shift, (day, hour) in enumerate([(14, 9), (15, 9), (15, 14)]):
            on = MONDAY + timedelta(days=day + 7 * week)
            ids.append(a_bare_session(conn, centre, f"poll-{week}-{shift}", on, hour, SessionState.DRAFT).id)
    poll = Poll(id=POLL, centre_id=CENTRE, session_ids=tuple(ids), opened_at=centre.store.now(), closes_at=POLL_CLOSES)
    polls.insert(conn, poll, (ZOE, ALI))


def a_bare_session(
    conn: Connection, centre: PublishedCentre, id: str, on: date, hour: int, state: SessionState
) -> Session:
    """Four hours from ``hour``, without seats."""
    session = Session(
        SessionId(id), CENTRE, on, time(hour), time(hour + 4),
        paris_instant(on, time(hour)), paris_instant(on, time(hour + 4)), lines=1, state=state,
    )  # fmt: skip
    sessions.insert(conn, session, centre.store.now())
    return session


def a_seat(
    conn: Connection, centre: PublishedCentre, id: SeatId, session: Session, holder: PersonId | None = None
) -> None:
    """One injector's seat on line 1."""
    state = SeatState.ACKNOWLEDGED if holder else SeatState.OPEN
    seats.insert(conn, [Seat(id, session.id, "injector", 1, 1, Holder(holder), state)], centre.store.now())


def a_call_out(
    conn: Connection,
    centre: PublishedCentre,
    people: list[PersonId],
    mode: Mode = Mode.FIRST_YES,
) -> datetime:
    """One injector is missing on Tuesday 8 December, and these people are asked; returns when it begins."""
    session = a_bare_session(conn, centre, "s-hole", MONDAY + timedelta(days=8), 9, SessionState.PUBLISHED)
    a_seat(conn, centre, HOLE, session)
    now = centre.store.now()
    callout = CallOut(
        id=CALL_OUT,
        centre_id=CENTRE,
        seats=(HOLE,),
        starts={HOLE: session.starts_at},
        candidates=tuple(Candidate(person, (HOLE,), "") for person in people),
        created_at=now,
        mode=mode,
        waves=tuple(
            Wave(number, tuple(people[at : at + 5]), now) for number, at in enumerate(range(0, len(people), 5), 1)
        ),
        state=CallOutState.RUNNING,
    )
    call_outs.insert(conn, callout, "local", now + timedelta(minutes=30))
    return session.starts_at


def _kept_place(conn: Connection, centre: PublishedCentre) -> None:
    session = a_bare_session(conn, centre, "s-kept", MONDAY + timedelta(days=9), 9, SessionState.PUBLISHED)
    a_seat(conn, centre, KEPT_SEAT, session)
    waiting.join(conn, Waiting(ZOE, session.id, centre.store.now()))
    now = centre.store.now()
    waiting.add_offer(conn, Offer(KEPT_SEAT, ZOE, now, now + timedelta(hours=2)))


def _swap(conn: Connection, centre: PublishedCentre) -> None:
    """Ali would give his Thursday for Zoé's Saturday, where he has nothing else to do."""
    conn.execute("UPDATE seat SET person_id = NULL, state = 'open' WHERE id = 'seat-p-005'")
    session = a_bare_session(conn, centre, "s-ali", MONDAY + timedelta(days=10), 9, SessionState.PUBLISHED)
    a_seat(conn, centre, WANTED, session, ALI)
    now = centre.store.now()
    swaps.add(
        conn,
        SwapProposal(
            id=SWAP, proposer=ALI, offered=WANTED, other=ZOE, wanted=OFFERED, proposed_at=now,
            expires_at=now + timedelta(days=2),
        ),
    )  # fmt: skip


def many_nurses(conn: Connection, count: int) -> list[PersonId]:
    """That many nurses with a mobile each."""
    made = [PersonId(f"nurse-{number:03}") for number in range(count)]
    for number, person in enumerate(made):
        a_person(conn, person, "Nolwenn", f"Numéro-{number:03}", mobile=f"+3363998{number:04}")
    return made


def plain(text: str) -> str:
    """What is read: no tag, every space a plain one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", text, flags=re.S)))


def press(phone: Client, volunteer: Volunteer, **fields: str) -> str:
    """Press a button and read the page that follows."""
    answer = phone.post(volunteer.page, {name.replace("__", "-"): value for name, value in fields.items()})
    assert answer.status_code == 303, re.findall('role="alert">(.*?)<', answer.text)
    return plain(phone.get(volunteer.page + answer.headers["location"]).text)


def seat(volunteer: Volunteer, id: SeatId) -> Seat:
    """The seat as it stands now."""
    with volunteer.centre.store.reading() as conn:
        found = seats.find(conn, id)
    assert found is not None
    return found


def held(volunteer: Volunteer, id: SeatId) -> tuple[PersonId | None, SeatState]:
    """Who holds the seat now, and its state."""
    found = seat(volunteer, id)
    return found.holder.person_id, found.state
