"""What every use case that writes a live seat outside a publication shares. Nothing here opens a transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.core.errors import N_, InvalidInput, NotFound
from app.roster.answer import AnswerValue
from app.scheduling.session import SeatState, SessionState
from app.scheduling.spoken import place_of
from app.services.messages.unsend import unsend_of_seats
from app.services.mobilisation.call_out_words import where_words
from app.store import answers, call_outs, centres, journal, seats, sessions
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId, SessionId
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.scheduling.spoken import RoleLabel
    from app.store.database import Connection

TENTATIVE = frozenset({SeatState.OPEN, SeatState.PUBLISHED})
"""States that a calendar shows as tentative; the others are confirmed or cancelled."""


def find_live(conn: Connection, seat_id: SeatId) -> tuple[Seat, Session]:
    """A seat and its session. Raises NotFound, and InvalidInput unless the session is published."""
    seat = seats.find(conn, seat_id)
    session = sessions.find(conn, seat.session_id) if seat else None
    if seat is None or session is None:
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    if session.state is not SessionState.PUBLISHED:
        raise InvalidInput(N_("Cette séance n’est plus au planning : rechargez la page."))
    return seat, session


def counted(before: Seat, after: Seat) -> Seat:
    """``after`` with its calendar SEQUENCE: one more exactly when holder or status changes (RFC 5545 §3.8.7.4)."""
    moved = before.holder != after.holder or _shown(before) != _shown(after)
    return replace(after, sequence=before.sequence + moved)


def _shown(seat: Seat) -> tuple[bool, bool]:
    """What a calendar shows of its state: tentative, cancelled, or neither."""
    return seat.state in TENTATIVE, seat.state is SeatState.CANCELLED


def write_live(
    conn: Connection,
    actor: Actor,
    at: datetime,
    session: Session,
    before: Seat,
    after: Seat,
    kind: str,
    payload: Mapping[str, object],
) -> None:
    """Write a seat live: the rota has changed, the journal says who did what.

    In other hands, the draft's difference on it is dropped and nothing is sent any more about who held it; in the same
    hands the coordinator's difference stands, for it rests on the same facts.
    """
    seats.write(conn, before, counted(before, after), at)
    if before.holder == after.holder:
        rebase_draft(conn, session, [before])
    else:
        seats.drop_draft(conn, [after.id])
        unsend_of_seats(conn, [after.id], at)
    call_outs.wake(conn, [after.id], at)
    centres.touch_rota(conn, session.centre_id)
    journal.write(conn, at, actor.id, kind, after.id, payload)


def rebase_draft(conn: Connection, session: Session, written: Iterable[Seat]) -> None:
    """Carry the draft's differences over a write that left each of these seats (as it was before) in the same hands."""
    revisions = {seat.id: seat.revision for seat in written}
    standing = [one for one in seats.draft(conn, session.centre_id) if revisions.get(one.seat_id) == one.base_revision]
    seats.write_draft(conn, [replace(one, base_revision=one.base_revision + 1) for one in standing])


def write_answer(
    conn: Connection, actor: Actor, person_id: PersonId, session_id: SessionId, value: AnswerValue, at: datetime
) -> None:
    """What someone's act says of a session, so that the next proposal neither puts them back nor passes them over."""
    answers.write(conn, {(person_id, session_id): value.value}, source_of(actor), at)


def source_of(actor: Actor) -> str:
    """Where an answer comes from: the volunteer's own page, or the coordination for them."""
    return "page" if actor.role is Role.PROFESSIONAL else "coordination"


def drop_clashes(conn: Connection, taker: PersonId, taken: Session) -> None:
    """Forget where the draft would put someone during a session they have just taken: publishing may not book them twice."""
    for change in seats.draft(conn):
        seat = seats.find(conn, change.seat_id) if change.holder.person_id == taker else None
        session = sessions.find(conn, seat.session_id) if seat else None
        if session and session.starts_at < taken.ends_at and taken.starts_at < session.ends_at:
            seats.drop_draft(conn, [change.seat_id])
            centres.touch_rota(conn, session.centre_id)


def shift_words(label: RoleLabel, centre: Centre, session: Session, seat: Seat) -> dict[str, str]:
    """The values ``quoi``, ``quand``, ``ou`` of a message about one seat, in the current language."""
    return {
        "quoi": place_of(seat, label),
        "quand": spoken_session(session.starts_at, session.ends_at),
        "ou": where_words([session], centre),
    }
