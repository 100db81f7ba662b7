"""The requests of a call-out: written for a wave, and written again when what they ask has moved.

Nothing here opens a transaction, nor decides whom to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.mobilisation.callout import MODE_WORDS
from app.mobilisation.message import MessageKind
from app.mobilisation.writing import write
from app.services.crisis.writing_desk import frame_words, read_desk
from app.services.messages.rewrite_unsent import rewrite, unsent
from app.services.mobilisation.call_out_words import label_of, shift_values
from app.store import call_outs, centres, people, seats, sessions
from app.words import _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.mobilisation.callout import CallOut
    from app.mobilisation.message import Message
    from app.store.database import Connection


def requests(
    conn: Connection, library: Library, callout: CallOut, asked: Sequence[PersonId], now: datetime
) -> list[Message]:
    """The message of each of these people, in their language, with frame, payer and insurer.

    It asks for the seats of theirs that are open; for all of theirs once none is, as a text already announced.
    """
    known = [person for id in asked if (person := people.find(conn, id))]
    desk = read_desk(conn, library, known)
    places = {seat.id: seat for id in callout.seats if (seat := seats.find(conn, id))}
    moments = {one.id: one for seat in places.values() if (one := sessions.find(conn, seat.session_id))}
    centre = centres.find(conn, callout.centre_id)
    assert centre is not None
    wanted = call_outs.open_seats(conn, callout.seats)
    written = []
    for person in known:
        candidate = callout.candidate(person.id)
        theirs = [seat for seat in candidate.seats if seat in places] if candidate else []
        offered = [seat for seat in theirs if seat in wanted] or theirs
        if not offered:
            continue
        begins = callout.begins(offered)
        with use_language(desk.recipient(person.id).language):
            values = shift_values([places[seat] for seat in offered], moments, centre, label_of(library))
            values |= frame_words(library, centre, person, paris_date(begins))
            values |= {"regle": _(MODE_WORDS[callout.mode])}
        written.append(
            write(desk, MessageKind.CALL_OUT, person.id, values, now, about=callout.id, useless_after=begins)
        )
    return written


def rewrite_requests(conn: Connection, library: Library, seat_ids: Iterable[SeatId], now: datetime) -> int:
    """Write again, as things stand, the requests for these seats that have not left; returns how many.

    It is the same request: it costs nothing more, and whoever was reached keeps their link.
    """
    count = 0
    for callout in call_outs.still_asking(conn, seat_ids):
        held = unsent(conn, callout.id, {MessageKind.CALL_OUT})
        fresh = requests(conn, library, callout, [one.message.recipient for one in held], now)
        count += rewrite(conn, held, fresh, now)
    return count
