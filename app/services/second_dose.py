"""Propose the session where the people of a first dose come back. Opening it is ``set_up_centre.open_sessions``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.core.ids import SessionId, new_id
from app.scheduling.doses import SecondDose, propose_second_dose
from app.scheduling.opening_days import open_days
from app.services.reference import read_library
from app.store import centres, sessions

if TYPE_CHECKING:
    from app.store.database import Store


def offer_second_dose(store: Store, session_id: SessionId) -> SecondDose | None:
    """The second-dose session of a session, by its vaccine's interval; None when one dose is enough or one is planned.

    It falls on a weekday on which the centre opens already, holidays closed. Raises NotFound.
    """
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
        centre = centres.find(conn, session.centre_id) if session else None
        if session is None or centre is None:
            raise NotFound(N_("Cette séance n’existe plus. Rechargez la page."))
        others = sessions.of_centre(conn, centre.id)
        vaccine = read_library(store, conn).vaccines.get(session.vaccine or centre.vaccine)
    if vaccine is None or any(other.first_dose_session_id == session.id for other in others):
        return None
    calendar = open_days({other.day.weekday() for other in others})
    return propose_second_dose(
        session, vaccine.min_interval_days, vaccine.max_interval_days, calendar, SessionId(new_id())
    )
