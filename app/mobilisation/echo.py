"""Second-dose echo: the team that gave the first dose is asked first for the second."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.scheduling.capacity import UNHELD

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.scheduling.session import Seat, Session


def first_dose_team(session: Session, seats: Iterable[Seat]) -> frozenset[PersonId]:
    """Who held a seat of the first-dose session this one echoes; empty for a session that echoes none."""
    first = session.first_dose_session_id
    if first is None:
        return frozenset()
    return frozenset(
        seat.holder.person_id
        for seat in seats
        if seat.session_id == first and seat.holder.person_id is not None and seat.state not in UNHELD
    )
