"""A seat as it is told to whoever holds it, is offered it or may swap it: what, when, where, under which frame. No name.

Nothing here opens a transaction; sentences are in the current language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.mobilisation.frames import frame_in_force
from app.scheduling.spoken import place_of
from app.services.crisis.writing_desk import frame_words
from app.store import centres, seats, sessions
from app.words import _
from app.words.dates import spoken_session
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.core.ids import CentreId, SeatId
    from app.library import Library
    from app.mobilisation.rules import SolicitationRules
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat as it is told to whoever holds it or may take it: what, when, where, under which frame. No holder's name."""

    seat: Seat
    session: Session
    centre: Centre
    what: str
    """« Ligne 2, injection »."""
    when: str
    """« lundi 30 novembre, matin (9 h–13 h) »."""
    where: str
    bring: str
    frame: Mapping[str, str]
    """``cadre``, ``payeur``, ``assureur`` and ``couvre``, in words."""


class Telling:
    """Says seats to one person in the current language, each centre and frame looked up once."""

    def __init__(self, conn: Connection, library: Library, person: Person) -> None:
        self._conn, self._library, self._person = conn, library, person
        self._centres: dict[CentreId, Centre] = {}
        self._frames: dict[tuple[CentreId, date], Mapping[str, str]] = {}

    @property
    def rules(self) -> SolicitationRules:
        """The community's rules of asking."""
        return self._library.solicitation_rules

    def spot(self, seat_id: SeatId) -> Spot | None:
        """The seat in words; None when it, its session or its centre is no more."""
        seat = seats.find(self._conn, seat_id)
        session = sessions.find(self._conn, seat.session_id) if seat else None
        if seat is None or session is None:
            return None
        centre = self._centre(session.centre_id)
        if centre is None:
            return None
        return Spot(
            seat,
            session,
            centre,
            what=capitalised(place_of(seat, self._role)),
            when=spoken_session(session.starts_at, session.ends_at),
            where=where_of(session, centre),
            bring=bring_of(centre),
            frame=self._frame(centre, session.day),
        )

    def _centre(self, centre_id: CentreId) -> Centre | None:
        if centre_id not in self._centres:
            found = centres.find(self._conn, centre_id)
            if found is None:
                return None
            self._centres[centre_id] = found
        return self._centres[centre_id]

    def _frame(self, centre: Centre, on: date) -> Mapping[str, str]:
        key = (centre.id, on)
        if key not in self._frames:
            self._frames[key] = told_frame(self._library, centre, self._person, on)
        return self._frames[key]

    def _role(self, code: str) -> str:
        roles = self._library.roles
        return roles[code].label if code in roles else code


def where_of(session: Session, centre: Centre) -> str:
    """Where to go: the mobile session's site, else the centre's place, street and commune."""
    place = centre.place
    parts = [session.site] if session.site else [place.name, place.address, place.commune]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def bring_of(centre: Centre) -> str:
    """What to bring, as the centre says it, else the usual things."""
    return centre.bring or _("carte e-CPS ou CPS, badge si vous en avez un, tenue confortable et chaussures fermées")


def told_frame(library: Library, centre: Centre, person: Person, on: date) -> Mapping[str, str]:
    """Frame, payer, insurer, and what the frame covers (empty when none is in force)."""
    frame = frame_in_force(library.mission_frames, centre.designation.frame_code, on)
    return {**frame_words(library, centre, person, on), "couvre": frame.covers if frame else ""}
