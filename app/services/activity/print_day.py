"""What is printed for the centre: sign-in sheets of a day or a week, day sheet, week poster, handover sheet.

Nothing is written but the sessions' links, whose code the sheets carry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.clock import PARIS, monday_of
from app.core.errors import N_, InvalidInput, NotFound
from app.documents.imprint import Band, Imprint
from app.scheduling.session import SeatState
from app.services.activity.day_rights import RUN, require_session
from app.services.activity.print_day_handover import handover_of
from app.services.activity.print_day_values import DayPrint, day_sheet_of, poster_of, sheets_of
from app.services.activity.read_session_day import session_day
from app.services.activity.session_links import links_in
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_words import label_of
from app.store import centres, community, opening, people, seats, sessions, versions
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import CentreId, SessionId
    from app.scheduling.session import Session
    from app.store.database import Connection, Store

AHEAD = timedelta(days=14)
"""How far the next opening day is looked for."""


@dataclass(frozen=True, slots=True)
class PrintDays:
    """The civil days one click prints: the next opening day (tomorrow as a rule), and its whole week."""

    next_day: date | None
    monday: date | None


def print_days(actor: Actor, store: Store, centre_id: CentreId, today: date) -> PrintDays:
    """The next day with a session after ``today``, or today's when there is none; the week that holds it."""
    require(actor, Action.RUN_SESSION)
    with store.reading() as conn:
        found = [one.day for one in _sessions(conn, centre_id, store.now() - timedelta(days=1), store.now() + AHEAD)]
    coming = [day for day in found if day > today] or [day for day in found if day == today]
    return PrintDays(coming[0], monday_of(coming[0])) if coming else PrintDays(None, None)


def sign_in_pack(
    actor: Actor, store: Store, centre_id: CentreId, first: date, last: date, *, base_url: str, editable: bool = False
) -> bytes:
    """The sign-in sheets of the days from ``first`` to ``last``, one page a session and line: PDF, or DOCX to edit.

    Raises InvalidInput when no session is published on these days, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_SESSION)
    printed = _read(actor, store, centre_id, first, last, base_url)
    _note(actor, store, printed)
    sheets = sheets_of(printed)
    if editable:
        from app.documents.sign_in_docx import sign_in_docx

        return sign_in_docx(sheets, printed.imprint)
    from app.documents.sign_in_sheet import sign_in_sheets

    return sign_in_sheets(sheets, printed.imprint)


def day_pack(actor: Actor, store: Store, centre_id: CentreId, day: date) -> bytes:
    """The day sheet as PDF. Raises as :func:`sign_in_pack` does."""
    require(actor, Action.RUN_SESSION)
    from app.documents.day_sheet import day_sheets

    printed = _read(actor, store, centre_id, day, day, "")
    _note(actor, store, printed)
    return day_sheets([day_sheet_of(printed)], printed.imprint)


def week_poster(actor: Actor, store: Store, centre_id: CentreId, monday: date) -> bytes:
    """The week's poster as PDF. Raises as :func:`sign_in_pack` does."""
    require(actor, Action.RUN_SESSION)
    from app.documents.week_poster import week_posters

    printed = _read(actor, store, centre_id, monday, monday + timedelta(days=6), "")
    return week_posters([poster_of(printed)], printed.imprint)


def handover(actor: Actor, store: Store, session_id: SessionId) -> bytes:
    """The handover sheet from a session to the centre's next one, as PDF. Raises NotFound, InvalidInput, NotAllowed."""
    require_session(actor, session_id)
    from app.documents.handover_sheet import handover_sheets

    day = session_day(store, session_id)
    with store.reading() as conn:
        following = _sessions(conn, day.centre.id, day.session.ends_at, day.session.ends_at + AHEAD)
        imprint = _imprint(conn, store, day.centre.id)
    after = session_day(store, following[0].id) if following else None
    return handover_sheets([handover_of(day, after)], imprint)


def _note(actor: Actor, store: Store, printed: DayPrint) -> None:
    """Names leave on paper: it is noted who took them out."""
    named = {seat.holder.person_id for seat in printed.seats}
    note_reading(actor, store, Read.ATTENDANCE, [one for one in named if one])


def _read(
    actor: Actor, store: Store, centre_id: CentreId, first: date, last: date, base_url: str
) -> DayPrint:  # fmt: skip
    with store.transaction() as conn:
        centre = centres.find(conn, centre_id)
        if centre is None:
            raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
        found = _of_days(conn, centre_id, first, last)
        if not found:
            raise InvalidInput(N_("Aucune séance publiée ces jours-là : il n’y a rien à imprimer."))
        library = read_library(store, conn)
        return DayPrint(
            centre=centre,
            sessions=found,
            seats=tuple(
                seat
                for one in found
                for seat in seats.of_session(conn, one.id)
                if seat.state is not SeatState.CANCELLED
            ),
            closed={(one.session_id, one.line) for s in found for one in opening.closings_of(conn, s.id)},
            needs=tuple(need for one in found for need in sessions.needs_of(conn, one.id)),
            people={one.id: one for one in people.every(conn)},
            partners=centres.partners(conn),
            library=library,
            label=label_of(library),
            answers={one.id: tuple(opening.answers_of(conn, one.id)) for one in found},
            hints=tuple(opening.last_of_centre(conn, centre_id, found[0].starts_at)),
            addresses={
                one.id: links_in(conn, actor, store, one.id, base_url).lead if base_url else "" for one in found
            },
            days=tuple(first + timedelta(days=n) for n in range((last - first).days + 1)),
            imprint=_imprint(conn, store, centre_id),
        )


def _of_days(conn: Connection, centre_id: CentreId, first: date, last: date) -> tuple[Session, ...]:
    start = datetime.combine(first, time(), PARIS)
    end = datetime.combine(last + timedelta(days=1), time(), PARIS)
    return tuple(one for one in _sessions(conn, centre_id, start, end) if first <= one.day <= last)


def _sessions(conn: Connection, centre_id: CentreId, start: datetime, end: datetime) -> list[Session]:
    return [one for one in sessions.between(conn, start, end, centre_id) if one.state in RUN]


def _imprint(conn: Connection, store: Store, centre_id: CentreId) -> Imprint:
    version = versions.latest(conn, centre_id)
    edition = _("planning version {n}").format(n=version.number) if version else ""
    bands = (Band.DEMONSTRATION,) if community.read(conn).demonstration else ()
    return Imprint(store.now(), edition, __version__, bands)
