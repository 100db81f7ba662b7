"""Cancel or move a session, and write down its booked appointments."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_instant
from app.core.errors import N_, InvalidInput, NotFound, UnreadableFile
from app.core.ids import SessionId
from app.roster.importing.answers import when_of
from app.scheduling.openings import hours_of_session
from app.scheduling.session import SeatState, SessionState
from app.services.keeping.reference import read_library
from app.services.messages.tell_changes import tell_lost, tell_moved
from app.services.messages.unsend import take_back_offers, unsend_of_seats
from app.services.mobilisation.call_out_requests import rewrite_requests
from app.services.mobilisation.poll_messages import rewrite_poll_messages
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.mobilisation.waiting_list import offer_seats
from app.services.roster.import_roster import session_finder
from app.services.rota.live_seats import rebase_draft
from app.store import call_outs, centres, journal, reminders, revisions, seats, sessions
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time

    from app.access.actor import Actor
    from app.core.ids import CentreId
    from app.scheduling.session import Session
    from app.store.database import Connection, Store


def cancel_session(actor: Actor, store: Store, session_id: SessionId, revision: int, reason: str) -> None:
    """Cancel a session: shown as such, and in its holders' calendars for 7 days; they are told. Its draft differences go.

    Raises StaleRevision, NotFound, InvalidInput when no reason is given or it is cancelled already.
    """
    require(actor, Action.SET_UP_CENTRE)
    if not reason.strip():
        raise InvalidInput(N_("Dites pourquoi la séance est annulée : le motif reste au journal."))
    with store.transaction() as conn:
        session = _expected(conn, session_id, revision)
        _write(conn, store, replace(session, state=SessionState.CANCELLED, sequence=session.sequence + 1), "cancelled")
        places = seats.of_session(conn, session_id)
        seats.drop_draft(conn, [seat.id for seat in places])
        if session.state is SessionState.PUBLISHED:
            tell_lost(conn, store, read_library(store, conn), session, places)
        unsend_of_seats(conn, [seat.id for seat in places], store.now())
        call_outs.wake(conn, [seat.id for seat in places], store.now())
        end_dead_swaps(conn, store.now())
        journal.write(conn, store.now(), actor.id, "session_cancelled", session_id, {"reason": reason})


def move_session(
    actor: Actor, store: Store, session_id: SessionId, revision: int, day: date, starts: time, ends: time
) -> None:
    """Move a session to other wall times (Paris); people keep their seats, are told, and confirm anew. What
    call-outs and polls have not sent yet says the new hours.

    Whoever holds something else at these hours keeps both: ``read_move_conflicts`` says so before. Raises StaleRevision,
    NotFound, and InvalidInput as :func:`at_other_hours` does.
    """
    require(actor, Action.SET_UP_CENTRE)
    with store.transaction() as conn:
        session = _expected(conn, session_id, revision)
        moved = at_other_hours(session, day, starts, ends, store.now())
        _write(conn, store, moved, "moved")
        if session.state is SessionState.PUBLISHED:
            _ask_anew(conn, store, actor, session, moved)
        library = read_library(store, conn)
        rewrite_requests(conn, library, [seat.id for seat in seats.of_session(conn, session_id)], store.now())
        rewrite_poll_messages(conn, library, session_id, store.now())
        payload = {"from": str(session.starts_at), "to": str(moved.starts_at)}
        journal.write(conn, store.now(), actor.id, "session_moved", session_id, payload)


def at_other_hours(session: Session, day: date, starts: time, ends: time, now: datetime) -> Session:
    """The session at other wall times (Paris), its SEQUENCE one more; a night still ends the day after it begins.

    Raises InvalidInput for an end before the start, an hour that does not exist, or a session to come that would be over.
    """
    last = day + timedelta(days=hours_of_session(session).ends_next_day)
    starts_at, ends_at = paris_instant(day, starts, starts.fold), paris_instant(last, ends, ends.fold)
    if ends_at <= starts_at:
        raise InvalidInput(N_("La séance finirait avant de commencer : corrigez les heures."))
    if session.starts_at > now >= ends_at:
        raise InvalidInput(N_("Ces heures sont passées : choisissez un jour à venir, ou annulez la séance."))
    return replace(
        session,
        day=day,
        starts=starts,
        ends=ends,
        starts_at=starts_at,
        ends_at=ends_at,
        sequence=session.sequence + 1,
    )


def _ask_anew(conn: Connection, store: Store, actor: Actor, old: Session, new: Session) -> None:
    """Tell the holders, who have to confirm the new hours; calendars count one change, that of the session. An offer that
    has not left is made again, at the new hours."""
    places = seats.of_session(conn, old.id)
    tell_moved(conn, store, read_library(store, conn), old, new, places)
    confirmed = [seat for seat in places if seat.state is SeatState.ACKNOWLEDGED and seat.holder.person_id]
    for seat in confirmed:
        seats.write(conn, seat, replace(seat, state=SeatState.PUBLISHED), store.now())
    rebase_draft(conn, new, confirmed)
    ids = [seat.id for seat in places]
    take_back_offers(conn, ids, store.now())
    unsend_of_seats(conn, ids, store.now())
    end_dead_swaps(conn, store.now())
    offer_seats(conn, store, actor, ids)
    if new.day != old.day:
        reminders.forget(conn, ids)


def record_appointments(actor: Actor, store: Store, booked: Mapping[SessionId, int | None]) -> None:
    """Write how many appointments each session has; None means not known."""
    require(actor, Action.SET_UP_CENTRE)
    if any(count is not None and count < 0 for count in booked.values()):
        raise InvalidInput(N_("Un nombre de rendez-vous ne peut pas être négatif."))
    with store.transaction() as conn:
        for session_id, count in booked.items():
            if not sessions.set_appointments(conn, session_id, count):
                raise NotFound(N_("Cette séance n’existe plus. Rechargez la page."))
        journal.write(
            conn, store.now(), actor.id, "appointments_recorded", "appointments", {str(k): v for k, v in booked.items()}
        )


@dataclass(frozen=True, slots=True)
class Booked:
    """Appointments read from a file, and the lines refused, as sentences."""

    counts: Mapping[SessionId, int]
    refused: tuple[str, ...]


def read_appointments(actor: Actor, store: Store, centre_id: CentreId, content: bytes) -> Booked:
    """Appointments of a CSV of two columns, ``seance`` (« 2026-12-01 matin ») and ``rendez_vous``. Writes nothing.

    Raises UnreadableFile when it is not UTF-8 or has not these two columns.
    """
    require(actor, Action.SET_UP_CENTRE)
    try:
        text = content.decode("utf-8-sig")
        dialect = csv.Sniffer().sniff(text[:2000], ";,\t")
        rows = list(csv.DictReader(io.StringIO(text), dialect=dialect))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or not {"seance", "rendez_vous"} <= set(rows[0]):
        raise UnreadableFile(
            N_("Ce fichier doit être un CSV en UTF-8 avec les colonnes « seance » et « rendez_vous ».")
        )
    with store.reading() as conn:
        words = read_library(store, conn).import_tables().words
        find = session_finder(sessions.of_centre(conn, centre_id), words)
    counts: dict[SessionId, int] = {}
    refused = []
    for line, row in enumerate(rows, 2):
        found, number = find((row["seance"] or "").strip()), (row["rendez_vous"] or "").strip()
        if len(found) == 1 and number.isdecimal() and len(number) < 6:
            counts[SessionId(found[0])] = int(number)
        else:
            known = when_of(words, row["seance"] or "") is not None
            refused.append(_refusal(line, row["seance"] or "", number, known, len(found)))
    return Booked(counts, tuple(refused))


def _refusal(line: int, session: str, number: str, known: bool, matches: int) -> str:

    if matches == 1:
        return _("Ligne {line} : « {number} » n’est pas un nombre de rendez-vous.").format(line=line, number=number)
    if matches > 1 or known:
        return _(
            "Ligne {line} : « {session} » ne désigne pas une séance de ce centre ; écrivez « 2026-12-01 matin »."
        ).format(line=line, session=session)
    return _("Ligne {line} : « {session} » n’est pas une date ; écrivez « 2026-12-01 matin ».").format(
        line=line, session=session
    )


def _expected(conn: Connection, session_id: SessionId, revision: int) -> Session:
    revisions.expect(conn, "session", session_id, revision)
    session = sessions.find(conn, session_id)
    if session is None or session.state is SessionState.CANCELLED:
        raise InvalidInput(N_("Cette séance est déjà annulée."))
    return session


def _write(conn: Connection, store: Store, session: Session, kind: str) -> None:
    sessions.update(conn, session, store.now())
    for seat in seats.of_session(conn, session.id):
        seats.record(conn, seat.id, seat.holder.person_id, kind, store.now())
    centres.touch_rota(conn, session.centre_id)
