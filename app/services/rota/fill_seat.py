"""Someone takes a seat live: the seat, the draft, the answer, the journal and the messages, in one transaction.

For call-outs; the rules have been asked before (``taking``), the seat is written here and nowhere twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.mobilisation.message import MessageKind
from app.mobilisation.stand_in import take_over
from app.mobilisation.told import messages_for_changes, notice_at
from app.mobilisation.writing import write
from app.roster.answer import AnswerValue
from app.scheduling.changes import changes_of
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import post, read_desk
from app.services.messages.unsend import unsend_of_seats
from app.services.mobilisation.call_out_words import label_of, shift_values
from app.services.rota.live_seats import drop_clashes
from app.store import answers, call_outs, centres, journal, people, seats, sessions, waiting
from app.words import use_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.mobilisation.writing import Desk
    from app.scheduling.session import Seat, Session
    from app.scheduling.warnings import RotaWarning
    from app.store.database import Connection

SOURCE = "call_out"
"""Where the answers come from: « oui » of whoever takes the seat, « non » of whoever is relieved."""


def fill_seat(
    conn: Connection,
    library: Library,
    actor_id: str,
    seat_id: SeatId,
    taker: PersonId,
    warnings: Sequence[RotaWarning],
    now: datetime,
    *,
    source: str = SOURCE,
) -> None:
    """Give the seat to ``taker``, confirmed: tell them and whoever it relieves, forget what the draft said of it.
    ``source`` is where the two answers come from.

    Draft placements of the taker at the same hours go too: publishing may not book them twice. Raises NotFound,
    InvalidInput when it is not to be taken, RuleRefusal when a rule forbids it.
    """
    before = seats.find(conn, seat_id)
    session = sessions.find(conn, before.session_id) if before else None
    if before is None or session is None:
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    after = take_over(before, taker, warnings)
    seats.write(conn, before, after, now)
    seats.drop_draft(conn, [seat_id])
    unsend_of_seats(conn, [seat_id], now)
    drop_clashes(conn, taker, session)
    if session.state is SessionState.DRAFT:
        sessions.publish(conn, session.id, now)
    former = before.holder.person_id
    said = {(taker, session.id): AnswerValue.YES.value}
    if former is not None:
        said[former, session.id] = AnswerValue.NO.value
    answers.write(conn, said, source, now)
    waiting.leave(conn, taker, session.id)
    call_outs.wake(conn, [seat_id], now)
    centres.touch_rota(conn, session.centre_id)
    journal.write(conn, now, actor_id, "seat_taken", seat_id, {"person": taker, "relieved": former})
    post(conn, _messages(conn, library, before, after, session, now), now)


def _messages(
    conn: Connection, library: Library, before: Seat, after: Seat, session: Session, now: datetime
) -> list[Message]:
    concerned = [person for id in (after.holder.person_id, before.holder.person_id) if id and (person := people.find(conn, id))]  # fmt: skip
    desk = read_desk(conn, library, concerned)
    taken = changes_of([], [after])
    written = list(messages_for_changes(taken, {session.id: session}, now, desk, label_of(library)))
    if before.holder.person_id is not None:
        written.append(_relieved(conn, library, desk, before, session, now))
    return written


def _relieved(conn: Connection, library: Library, desk: Desk, seat: Seat, session: Session, now: datetime) -> Message:
    """« Quelqu’un prend votre poste : vous n’en êtes plus responsable. »"""
    former, centre = seat.holder.person_id, centres.find(conn, session.centre_id)
    assert former is not None
    assert centre is not None
    with use_language(desk.recipient(former).language):
        values = shift_values([seat], {session.id: session}, centre, label_of(library))
    due_at = notice_at([session], now, desk.rules)
    return write(
        desk, MessageKind.STAND_IN, former, values, now, due_at=due_at, about=seat.id, useless_after=session.ends_at
    )
