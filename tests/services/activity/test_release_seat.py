"""Tests of app/services/activity/release_seat.py: who can't come is freed live, until the session is over."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.services.activity.release_seat import release_seat
from tests.builders import COORDINATOR
from tests.services.a_rota import a_rota


def test_a_seat_is_released_until_its_session_is_over(tmp_path: Path) -> None:
    """A second before the end it is free; from the end on it is refused, in a sentence that says where the past is
    corrected, and nothing is written."""
    rota = a_rota(tmp_path)
    anne, denez = rota.of("Anne"), rota.of("Denez")
    before, over = rota.at(rota.session().ends_at - timedelta(seconds=1)), rota.at(rota.session().ends_at)
    assert release_seat(COORDINATOR, before.store, anne.id, anne.revision) == rota.id("Anne")
    rota.forget_messages()
    with pytest.raises(InvalidInput, match="est passée : corrigez la présence au Jour J"):
        release_seat(COORDINATOR, over.store, denez.id, denez.revision)
    assert (rota.of("Denez"), rota.answer("Denez"), rota.told()) == (denez, None, [])
