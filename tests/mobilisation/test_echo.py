"""Second-dose echo: who gave the first dose."""

from __future__ import annotations

from app.core.ids import PersonId, SessionId
from app.mobilisation.echo import first_dose_team
from app.scheduling.session import SeatState
from tests.scheduling.builders import TUESDAY, a_seat, a_session

SECOND = a_session("S2", TUESDAY, dose_number=2, first_dose_session_id=SessionId("S1"))


def test_the_team_of_the_first_dose_is_those_who_came_or_are_to_come() -> None:
    """Anne worked, Bleuenn confirmed; Corentin did not come, Denez's seat was cancelled, Enora was elsewhere."""
    seats = [
        a_seat("A", person="Anne", state=SeatState.WORKED),
        a_seat("B", person="Bleuenn", state=SeatState.ACKNOWLEDGED),
        a_seat("C", person="Corentin", state=SeatState.NO_SHOW),
        a_seat("D", person="Denez", state=SeatState.CANCELLED),
        a_seat("E", person="Enora", session="S9"),
        a_seat("F"),
    ]
    assert first_dose_team(SECOND, seats) == {PersonId("Anne"), PersonId("Bleuenn")}
    assert first_dose_team(a_session("S1"), seats) == frozenset()
