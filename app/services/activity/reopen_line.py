"""« Rouvrir une ligne » closed by mistake: what its closing did is undone in one gesture, told, and put in the journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.activity import reopening_line
from app.activity.attendance import Attendee
from app.activity.reopening_attendance import rows_after_reopening
from app.core.errors import N_, InvalidInput
from app.scheduling.changes import changes_of
from app.scheduling.session import SeatState, SessionState
from app.services.activity.attendance_sheet import stamping, write_rows
from app.services.activity.closing_scene import read_scene
from app.services.activity.day_rights import require_session
from app.services.messages.tell_changes import tell_changes
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.mobilisation.waiting_list import offer_seats
from app.services.rota.live_seats import drop_clashes, write_live
from app.store import attendance, journal, opening, revisions
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.activity.closing_trace import ClosingTrace
    from app.activity.reopening_line import Elsewhere, LineReopening
    from app.core.ids import SessionId
    from app.services.activity.closing_scene import Scene
    from app.store.database import Connection, Store
    from app.store.opening import LineClosed

ASIDE = frozenset({SeatState.NO_SHOW, SeatState.CANCELLED})
"""A place in such a state keeps nobody."""

OVER = N_("La séance est terminée : une ligne fermée ne se rouvre plus.")
TOO_OLD = N_(
    "Cette fermeture date d’avant que Relève sache la défaire : remettez les personnes à leur poste depuis le planning."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningPreview:
    """What reopening a line would do now, in sentences. ``expected`` is what the gesture must be given back."""

    reopening: LineReopening
    sentences: tuple[str, ...]
    expected: str


def preview_reopening(actor: Actor, store: Store, session_id: SessionId, line: int) -> ReopeningPreview:
    """What reopening would do, nothing written. Raises InvalidInput as :func:`reopen_line` does, NotFound."""
    require_session(actor, session_id)
    with store.reading() as conn:
        scene = _scene(conn, store, session_id)
        return _previewed(scene, *_closing(conn, scene, line))


def reopen_line(actor: Actor, store: Store, session_id: SessionId, line: int, expected: str) -> LineReopening:
    """Undo the closing of a line, all in one transaction: seats, calendars and sheet as before, everyone concerned told.

    ``expected`` is the preview's: StaleRevision when somebody moved since. Who took another seat at these hours does not
    get theirs back: it is open, and offered to whoever waits. Raises InvalidInput for a line that is not closed, a
    session that is over or a line closed afterwards that must reopen first; NotFound, NotAllowed.
    """
    require_session(actor, session_id)
    with store.transaction() as conn:
        scene = _scene(conn, store, session_id)
        closed, trace = _closing(conn, scene, line)
        preview = _previewed(scene, closed, trace)
        if preview.expected != expected:
            raise revisions.stale(
                conn,
                session_id,
                *(seat.id for seat in scene.held),
                message=N_("{change} Rien n’est rouvert : relisez l’équipe, puis recommencez."),
            )
        reopening = preview.reopening
        if not trace.begun:
            _write_seats(conn, actor, scene, reopening)
        _write_rows(conn, actor, scene, trace, reopening)
        _tell(conn, store, scene, reopening)
        opening.drop_closing(conn, closed.id)
        offer_seats(conn, store, actor, [one.seat.id for one in reopening.kept_out])
        payload = {"line": line, "back": len(reopening.returns), "kept_out": len(reopening.kept_out)}
        journal.write(conn, scene.now, actor.id, "line_reopened", session_id, payload)
    return reopening


def _scene(conn: Connection, store: Store, session_id: SessionId) -> Scene:
    """The session now; one whose attendance is closed is over too."""
    scene = read_scene(conn, store, session_id, over=OVER)
    if scene.session.state is SessionState.DONE:
        raise InvalidInput(OVER)
    return scene


def _closing(conn: Connection, scene: Scene, line: int) -> tuple[LineClosed, ClosingTrace]:
    """The closing to undo and what it changed: the last of those that concern the same places."""
    every = opening.closings_of(conn, scene.session.id)
    closed = next((one for one in every if one.line == line), None)
    if closed is None:
        raise InvalidInput(N_("La ligne {line} n’est pas fermée dans cette séance."), line=line)
    if closed.trace is None:
        raise InvalidInput(TOO_OLD)
    trace = closed.trace
    mine = {place.seat_id for place in trace.places}
    for later in reversed(every[every.index(closed) + 1 :]):
        if later.trace and mine & {place.seat_id for place in later.trace.places}:
            raise InvalidInput(
                N_("Rouvrez d’abord la ligne {later} : sa fermeture, plus tardive, a déplacé les mêmes personnes."),
                later=later.line,
            )
    return closed, trace


def _previewed(scene: Scene, closed: LineClosed, trace: ClosingTrace) -> ReopeningPreview:
    places = scene.places if trace.begun else scene.held
    found = trace.to_confirm() if _has_moved(scene, closed) else trace
    reopening = reopening_line.reopen_line(closed.line, found, places, _elsewhere(scene, closed, trace))
    name, label = scene.naming.person, scene.label
    partners = sorted({name(id) for seat in reopening.partner_seats if (id := seat.holder.partner_id) is not None})
    said = [
        *(one.sentence(name, label) for one in reopening.returns),
        *(one.sentence(name, label) for one in reopening.kept_out),
        *(_("Prévenez {name} : ses personnes sont de nouveau attendues.").format(name=one) for one in partners),
        reopening.to_staff_sentence(),
        _("Prévenez la plateforme, la ligne téléphonique et les mairies : la ligne {line} reçoit de nouveau.").format(
            line=closed.line
        ),
    ]
    if scene.begun:
        said.append(_("Relisez ensuite les présents : chacun y est noté comme avant la fermeture."))
    return ReopeningPreview(
        reopening=reopening,
        sentences=tuple(one for one in said if one),
        expected=_digest(closed, reopening, begun=scene.begun),
    )


def _elsewhere(scene: Scene, closed: LineClosed, trace: ClosingTrace) -> Elsewhere:
    """Who holds a place at the hours of this session, besides the one they get back and the one they leave for it.

    Someone who stood in two places before the line was closed goes back to both, unless the session has moved since.
    Whoever left the roster counts too.
    """
    known = {person.id for person in scene.horizon.people}
    theirs = {(hold.holder.person_id, place.seat_id) for place in trace.places for hold in (place.before, place.after)}
    hours = {one.id: one for one in scene.horizon.sessions}
    moved = _has_moved(scene, closed)
    busy = {
        seat.holder.person_id
        for seat in scene.horizon.seats
        if seat.state not in ASIDE
        and (seat.holder.person_id, seat.id) not in theirs
        and (moved or seat.changed_at is None or seat.changed_at >= closed.at)
        and hours[seat.session_id].starts_at < scene.session.ends_at
        and scene.session.starts_at < hours[seat.session_id].ends_at
    }
    return lambda person: person not in known or person in busy


def _has_moved(scene: Scene, closed: LineClosed) -> bool:
    """Whether the session changed since the line was closed: its hours may be others."""
    return scene.session.changed_at is not None and scene.session.changed_at > closed.at


def _digest(closed: LineClosed, reopening: LineReopening, *, begun: bool) -> str:
    """What a person agreed to: who comes back to which seat, who does not, before or during the session."""
    parts = [
        f"{closed.id}{begun}",
        *(f"{one.person}>{one.seat.id}" for one in reopening.returns),
        *(f"{one.person}/{one.seat.id}" for one in reopening.kept_out),
        *(seat.id for seat in reopening.after),
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _write_seats(conn: Connection, actor: Actor, scene: Scene, reopening: LineReopening) -> None:
    """Places somebody goes back from first, so that nobody holds two at any moment."""
    held = {seat.id: seat for seat in scene.held}
    for after in sorted(reopening.after, key=lambda one: one.line == reopening.line):
        payload = {"session": scene.session.id}
        write_live(conn, actor, scene.now, scene.session, held[after.id], after, "seat_line_reopened", payload)
    for one in reopening.returns:
        drop_clashes(conn, one.person, scene.session)
    end_dead_swaps(conn, scene.now)


def _write_rows(
    conn: Connection, actor: Actor, scene: Scene, trace: ClosingTrace, reopening: LineReopening
) -> None:  # fmt: skip
    back = {Attendee(person_id=one.person).key for one in reopening.returns}
    back |= {Attendee(partner_id=seat.holder.partner_id).key for seat in reopening.partner_seats}
    moved = () if trace.begun else reopening.returns
    rows = attendance.of_session(conn, scene.session.id)
    write_rows(
        conn, scene.sheet, rows_after_reopening(rows, trace.rows, back, moved, stamping(actor, scene.now))
    )  # fmt: skip


def _tell(conn: Connection, store: Store, scene: Scene, reopening: LineReopening) -> None:
    """One message to each person who gets a place back or leaves the one they had been sent to."""
    changes = changes_of(reopening.was, reopening.after)
    concerned = {one.person_id for one in changes.people}
    people = [person for person in scene.horizon.people if person.id in concerned]
    tell_changes(conn, store, scene.library, people, {scene.session.id: scene.session}, changes)
