"""« Fermer une ligne » in one gesture: people moved or freed and told, appointments to move, texts to copy, the journal."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from app.activity import closing_line
from app.activity.closing_attendance import rows_after_closing
from app.activity.closing_trace import trace_of
from app.activity.closing_words import closing_texts, to_move_sentence
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.core.typed import typed_line
from app.roster.phones import spoken_phone
from app.scheduling.assembly import Eligibility
from app.scheduling.changes import changes_of
from app.scheduling.session import NOBODY, SeatState
from app.services.activity.attendance_sheet import LINE_CLOSED, stamping, write_rows
from app.services.activity.closing_scene import appointments_left_of, away, part_left, read_scene
from app.services.activity.day_rights import require_session
from app.services.keeping.reference import regulation
from app.services.messages.tell_changes import tell_changes
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.rota.live_seats import write_live
from app.store import journal, opening, revisions, seats, sessions
from app.store.opening import LineClosed
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.activity.closing_line import LineClosing
    from app.activity.closing_words import ClosingTexts
    from app.core.ids import SeatId, SessionId
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat
    from app.services.activity.closing_scene import Scene
    from app.store.database import Connection, Store

LONGEST_REASON = 200
NO_REASON = N_("Dites pourquoi la ligne ferme, en {most} signes au plus.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPreview:
    """What closing a line would do now, in sentences. ``expected`` is what the gesture must be given back."""

    closing: LineClosing
    sentences: tuple[str, ...]
    texts: ClosingTexts
    expected: str
    appointments_left: int | None


def preview_closing(
    actor: Actor, store: Store, session_id: SessionId, line: int, appointments_left: int | None = None
) -> ClosingPreview:
    """What closing would do, nothing written. ``appointments_left`` None: counted from the session's bookings.

    Raises InvalidInput for a line that is not open or a session that is over, NotFound.
    """
    require_session(actor, session_id)
    with store.reading() as conn:
        return _previewed(conn, read_scene(conn, store, session_id), line, appointments_left)


def close_line(
    actor: Actor, store: Store, session_id: SessionId, line: int, reason: str, expected: str,
    appointments_left: int | None = None,
) -> LineClosed:  # fmt: skip
    """Close a line, all in one transaction: before the session seats change hands, afterwards the sheet says who left.

    ``expected`` is the preview's: StaleRevision when somebody came, left or moved since. Everyone concerned is told;
    partners are named in the texts. Raises InvalidInput without a reason, NotFound, NotAllowed.
    """
    require_session(actor, session_id)
    said = typed_line(reason, LONGEST_REASON, too_long=NO_REASON, empty=NO_REASON)
    with store.transaction() as conn:
        scene = read_scene(conn, store, session_id)
        preview = _previewed(conn, scene, line, appointments_left)
        if preview.expected != expected:
            raise revisions.stale(
                conn,
                session_id,
                *(seat.id for seat in seats.of_session(conn, session_id)),
                message=N_("{change} Rien n’est fermé : relisez l’équipe, puis recommencez."),
            )
        closing = preview.closing
        after = _seats_after(scene, closing)
        if not scene.begun:
            _write_seats(conn, actor, scene, after)
            rows = _carry_rows(conn, actor, scene, closing)
        else:
            rows = _write_sheet(conn, actor, scene, closing)
        _tell(conn, store, scene, after)
        trace = trace_of(scene.places, after, rows, begun=scene.begun)
        closed = LineClosed(
            new_id(), session_id, line, scene.now, actor.id, said, closing.to_move, preview.texts, trace
        )  # fmt: skip
        opening.add_closing(conn, closed)
        payload = {"line": line, "moved": len(closing.moves), "freed": len(closing.free), "to_move": closing.to_move}
        journal.write(conn, scene.now, actor.id, "line_closed", session_id, payload)
    return closed


def _previewed(conn: Connection, scene: Scene, line: int, appointments_left: int | None) -> ClosingPreview:
    session, now = scene.session, scene.now
    left = appointments_left_of(session, now) if appointments_left is None else appointments_left
    if left is not None and left < 0:
        raise InvalidInput(N_("Un nombre de rendez-vous ne peut pas être négatif."))
    able, known = Eligibility(scene.horizon, regulation(scene.library)), {one.id: one for one in scene.horizon.people}
    hours = Fraction(int((session.ends_at - session.starts_at).total_seconds()), 3600) * part_left(session, now)
    closing = closing_line.close_line(
        session,
        line,
        scene.places,
        sessions.needs_of(conn, session.id),
        absent=away(scene),
        closed={one.line for one in opening.closings_of(conn, session.id)},
        may_hold=lambda person, role: person in known and able.allows(known[person], session, role),
        appointments_left=left,
        places_left_per_line=math.floor(scene.centre.injections_per_hour * hours),
    )
    name, label = scene.naming.person, scene.label
    partners = sorted({scene.naming.person(s.holder.partner_id) for s in closing.partner_seats if s.holder.partner_id})
    return ClosingPreview(
        closing=closing,
        sentences=(
            *(move.sentence(name, label) for move in closing.moves),
            *closing.free_sentences(name),
            *(_partner_sentence(one) for one in partners),
            to_move_sentence(closing),
        ),
        texts=closing_texts(closing, scene.centre.name, name, label, _call(scene.centre)),
        expected=_digest(closing, begun=scene.begun),
        appointments_left=left,
    )


def _call(centre: Centre) -> str:
    """The number people call, as spoken; empty when the centre has none."""
    return spoken_phone(centre.contact_phone) if centre.contact_phone else ""


def _partner_sentence(name: str) -> str:

    return _("Prévenez {name} : ses personnes de cette ligne sont libres.").format(name=name)


def _digest(closing: LineClosing, *, begun: bool) -> str:
    """What a person agreed to: who goes where, who is free, before or during the session."""
    parts = [
        f"{begun}",
        *(f"{move.person}>{move.target.id}" for move in closing.moves),
        *closing.free,
        *(seat.id for seat in closing.cancelled),
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _seats_after(scene: Scene, closing: LineClosing) -> dict[SeatId, Seat]:
    """The seats that change: those of the line are cancelled, targets take who moves in the state they had.

    A cancelled seat keeps a freed holder, so that a calendar says « annulé »; who moves takes their place along.
    """
    after: dict[SeatId, Seat] = {}
    moving = {move.source.id for move in closing.moves}
    for seat in closing.cancelled:
        holder = NOBODY if seat.id in moving else seat.holder
        after[seat.id] = replace(seat, state=SeatState.CANCELLED, holder=holder, pinned=False)
    for move in closing.moves:
        after[move.target.id] = replace(
            move.target, holder=move.source.holder, state=move.source.state, pinned=False, override_reason=""
        )
    return after


def _carry_rows(conn: Connection, actor: Actor, scene: Scene, closing: LineClosing) -> list[str]:
    """What was noted before the start follows: who moves takes their row along, who is free leaves the sheet.

    Returns the ids of the rows written.
    """
    targets = {move.source.id: move.target for move in closing.moves}
    gone = {seat.id for seat in closing.cancelled}
    stamp, written = stamping(actor, scene.now), {row.stamp.id for row in scene.sheet.unwritten}
    new = []
    for row in scene.sheet.rows:
        if row.seat_id not in gone or row.stamp.id in written:
            continue
        fresh = replace(row, stamp=stamp(), replaces=row.stamp.id)
        target = targets.get(row.seat_id) if row.seat_id else None
        if target is not None:
            new.append(replace(fresh, seat_id=target.id, role=target.role, line=target.line))
        elif not row.absent:
            new.append(replace(fresh, absent=True, note=LINE_CLOSED))
    write_rows(conn, scene.sheet, new)
    return [row.stamp.id for row in new]


def _write_sheet(conn: Connection, actor: Actor, scene: Scene, closing: LineClosing) -> list[str]:
    """Who left the line, and for where: the rows, whose ids it returns, keep the seat their person was expected on."""
    stood = scene.stood
    rows = {row.stamp.id: row for row in scene.sheet.rows}
    settled = {row.stamp.id: row for row in scene.sheet.settled}
    standing = [replace(row, seat_id=stood[id].id) if id in stood else row for id, row in settled.items()]
    new = rows_after_closing(closing, standing, scene.now, stamping(actor, scene.now))
    write_rows(conn, scene.sheet, [replace(row, seat_id=rows[row.replaces].seat_id) for row in new])
    return [row.stamp.id for row in new]


def _write_seats(conn: Connection, actor: Actor, scene: Scene, after: dict[SeatId, Seat]) -> None:
    for before in scene.held:
        if before.id in after:
            payload = {"session": scene.session.id}
            write_live(conn, actor, scene.now, scene.session, before, after[before.id], "seat_line_closed", payload)
    end_dead_swaps(conn, scene.now)


def _tell(conn: Connection, store: Store, scene: Scene, after: dict[SeatId, Seat]) -> None:
    """One message to each person who moves or is free to go."""
    changes = changes_of(scene.places, [after.get(seat.id, seat) for seat in scene.places])
    concerned = {one.person_id for one in changes.people}
    people = [person for person in scene.horizon.people if person.id in concerned]
    tell_changes(conn, store, scene.library, people, {scene.session.id: scene.session}, changes)
