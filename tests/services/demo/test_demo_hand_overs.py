"""The demonstration holds a pair passed on, a pair to pass on, others asked, a hospital's request, helpers and a town hall."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.clock import paris_date
from app.core.errors import NotAllowed
from app.services.continuity.help_ccas import read_ccas
from app.services.continuity.keep_helpers import read_helpers
from app.services.continuity.read_discharges import read_discharges
from app.services.continuity.read_hand_overs import board
from app.services.demo.demo_hand_overs import fill
from tests.builders import COORDINATOR, READER
from tests.services.a_relay import a_relay


def test_every_place_of_relais_has_something_to_show(tmp_path: Path) -> None:
    """Six needs, two relays: one pair transmitted, one to transmit; 14 patients asked for, three helpers, one town hall."""
    relay = a_relay(tmp_path, room=12, needs=6)
    with pytest.raises(NotAllowed):
        fill(READER, relay.store, paris_date(relay.clock()))
    fill(COORDINATOR, relay.store, paris_date(relay.clock()))
    seen = board(COORDINATOR, relay.store)
    assert sorted(len(one.steps) for one in seen.pairs) == [1, 1]
    assert (seen.total, seen.untransmitted > 0, seen.unanswered) == (6, True, 0)
    [view] = read_discharges(COORDINATOR, relay.store).views
    assert (view.discharge.beds, view.discharge.with_care, view.discharge.agreed > 0) == (20, 14, True)
    assert len(read_helpers(COORDINATOR, relay.store).helpers) == 3
    assert read_ccas(COORDINATOR, relay.store).missing == 1
