"""Tests of app/services/mobilisation/seek_stand_ins.py: the coordination seeks someone for seats nobody confirms."""

from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.scheduling.session import SeatState
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.seek_stand_ins import seek_stand_ins
from tests.builders import COORDINATOR, READER
from tests.services.a_rota import a_rota


def test_unconfirmed_seats_seek_someone_and_those_confirmed_meanwhile_are_left_alone(tmp_path: Path) -> None:
    """Holders stay until taken over; whoever confirms afterwards keeps their seat; twice is harmless; a reader may not."""
    rota = a_rota(tmp_path)
    confirm_seat(COORDINATOR, rota.store, rota.id("Denez"), rota.of("Denez").id)
    wanted = [rota.of("Anne").id, rota.of("Denez").id]
    with pytest.raises(NotAllowed):
        seek_stand_ins(READER, rota.store, wanted)
    for _turn in range(2):
        assert seek_stand_ins(COORDINATOR, rota.store, wanted) == (wanted[0],)
    assert (rota.of("Anne").state, rota.of("Denez").state) == (SeatState.STAND_IN_WANTED, SeatState.ACKNOWLEDGED)
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), wanted[0])
    assert rota.of("Anne").state is SeatState.ACKNOWLEDGED
    assert seek_stand_ins(COORDINATOR, rota.at(rota.session().starts_at).store, wanted) == ()
