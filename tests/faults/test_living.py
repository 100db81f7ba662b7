"""A disk that fills, a base held, a folder closed, a clock that jumps, under a load that goes on: nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.clock import fixed_clock
from app.services.crisis.write_log import write_log
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY
from tests.faults.living import STRIKES, a_living_series, though_refused


def test_what_was_acknowledged_is_there_and_what_was_refused_is_not(tmp_path: Path) -> None:
    """Each kind strikes twice in one series: people are told in a sentence, the check is clean, every write counts once."""
    told = a_living_series(tmp_path, each=2, seed=20261123, check_every=4)
    assert [(one.kind, one.faults) for one in told] == [(kind, 2) for kind in STRIKES]
    assert [one.harm for one in told] == [((), (), (), ())] * len(STRIKES)
    assert min(one.acknowledged for one in told) >= 1
    assert min(one.refused for one in told if one.kind != "clock jumps") >= 2


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data", fixed_clock(THURSDAY))


def test_a_write_that_nobody_was_told_of_is_found(store: Store) -> None:
    """The harness itself: an entry kept although its writer was refused."""
    write_log(COORDINATOR, store, "Gardée")
    write_log(COORDINATOR, store, "Refusée")
    assert though_refused(store, {"log Gardée"}) == ["log Refusée"]
