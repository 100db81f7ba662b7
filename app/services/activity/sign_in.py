"""« Je suis là »: from one's own page, or at the door by a number or an address the roster knows; names written there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import SCHEDULER
from app.access.permissions import require_self
from app.activity.attendance import Attendee, added, signed
from app.core.errors import N_, InvalidInput
from app.roster.phones import phone_of
from app.services.activity.attendance_sheet import AT_THE_DOOR, read_sheet, restate_seats, stamping, write_rows
from app.services.activity.day_rights import may_sign_in, run_session
from app.services.activity.record_attendance import passing_of
from app.store import journal, people

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.store.database import Connection, Store

MOST_AT_THE_DOOR = 12
"""Names that may wait for the lead at one session: beyond, someone is playing with the page."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_NOT_YET = N_("Cette séance n’est pas ouverte aux arrivées : on signe de une heure avant jusqu’à sa fin.")


def sign_in(actor: Actor, store: Store, person_id: PersonId, session_id: SessionId) -> None:
    """The person says they are there; whoever was marked absent is present again. Twice is harmless.

    From an hour before the session to its end. Raises InvalidInput otherwise, or for someone nobody expects there;
    NotFound, NotAllowed.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        session = _open_session(conn, store, session_id)
        if not _sign(conn, actor, session, person_id, store.now()):
            raise InvalidInput(
                N_("Vous n’êtes pas sur la feuille de cette séance : dites votre nom à la personne qui la mène.")
            )


def sign_in_by_contact(store: Store, session_id: SessionId, contact: str) -> None:
    """Whoever has this mobile number or e-mail and is expected signs in; nobody learns whether it is known.

    Of several who share it nobody signs: the lead notes them. Raises InvalidInput for what is no address at all.
    """
    with store.transaction() as conn:
        session = _open_session(conn, store, session_id)
        sheet = read_sheet(conn, session, store.now())
        known = [one for one in people_of_contact(conn, contact) if sheet.of_person(one.id) is not None]
        if len(known) == 1:
            _sign(conn, SCHEDULER, session, known[0].id, store.now())


def write_name_at_the_door(store: Store, session_id: SessionId, name: str, profession: str = "") -> None:
    """Someone nobody expects writes their name: it counts once the lead accepts it. Raises InvalidInput, NotFound."""
    now = store.now()
    with store.transaction() as conn:
        session = _open_session(conn, store, session_id)
        sheet = read_sheet(conn, session, now)
        passing = passing_of(conn, store, name, profession)
        waiting = [row.attendee.passing.name for row in sheet.at_the_door if row.attendee.passing]
        if passing.name in waiting:
            return
        if len(waiting) >= MOST_AT_THE_DOOR:
            raise InvalidInput(N_("Trop de noms attendent déjà : dites le vôtre à la personne qui mène la séance."))
        row = added(session, sheet.settled, Attendee(passing=passing), stamping(SCHEDULER, now)(), arrived_at=now)
        write_rows(conn, sheet, [replace(row, absent=True, note=AT_THE_DOOR)])
        journal.write(conn, now, SCHEDULER.id, "attendance_at_the_door", session_id, {"rows": [row.stamp.id]})


def people_of_contact(conn: Connection, contact: str) -> list[Person]:
    """Everyone of the roster with this mobile number or e-mail. Raises InvalidInput for what is neither."""
    text = contact.strip()
    if _EMAIL.fullmatch(text):
        wanted = text.casefold()
        return [one for one in people.every(conn) if one.email.strip().casefold() == wanted]
    try:
        number = phone_of(text)
    except InvalidInput:
        raise InvalidInput(N_("Écrivez votre numéro de mobile ou votre adresse e-mail.")) from None
    return [one for one in people.every(conn) if one.mobile and _number(one.mobile) == number]


def _number(text: str) -> str:
    try:
        return phone_of(text)
    except InvalidInput:
        return ""


def _open_session(conn: Connection, store: Store, session_id: SessionId) -> Session:
    session = run_session(conn, session_id)
    if not may_sign_in(session, store.now()):
        raise InvalidInput(_NOT_YET)
    return session


def _sign(conn: Connection, actor: Actor, session: Session, person_id: PersonId, at: datetime) -> bool:
    """Sign the person's row; False when they have none."""
    sheet = read_sheet(conn, session, at)
    row = sheet.of_person(person_id)
    if row is None:
        return False
    if row.signed_at is None or row.absent:
        new = signed(row, stamping(actor, at)())
        write_rows(conn, sheet, [new])
        if sheet.closed_at is not None:
            restate_seats(conn, read_sheet(conn, session, at), at)
        journal.write(conn, at, actor.id, "attendance_signed", session.id, {"row": new.stamp.id})
    return True
