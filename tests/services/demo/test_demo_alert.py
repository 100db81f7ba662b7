"""The demonstration's communication test: of the past, closed, answered by most, always the same."""

from __future__ import annotations

from pathlib import Path

from app.core.ids import PersonId
from app.mobilisation.message import MessageState
from app.services.crisis.read_alert import read_alert, read_alerts
from app.services.demo.demo_alert import fill
from app.store import messages, people
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_person, a_store


def filled(folder: Path) -> Store:
    store = a_store(folder)
    with store.transaction() as conn:
        for n in range(60):
            people.put(conn, a_person(f"P{n:02}", id=PersonId(f"p{n:02}"), email=f"p{n}@example.org"), store.now())
    fill(COORDINATOR, store, THURSDAY.date())
    return store


def test_most_were_reached_and_answered(tmp_path: Path) -> None:
    """Nothing is queued, nothing runs; the same figures at each build."""
    boards = []
    for name in ("une", "deux"):
        store = filled(tmp_path / name)
        (alert,) = read_alerts(COORDINATOR, store).closed
        assert alert.is_test
        boards.append(read_alert(COORDINATOR, store, alert.id).board)
        with store.reading() as conn:
            assert messages.counts(conn)[MessageState.QUEUED] == 0
    assert boards[0] == boards[1]
    assert boards[0].asked == 60
    assert 30 < boards[0].answered < boards[0].reached < 60


def test_without_anybody_nothing_is_written(tmp_path: Path) -> None:
    """An empty roster has no test to show."""
    store = a_store(tmp_path)
    fill(COORDINATOR, store, THURSDAY.date())
    assert read_alerts(COORDINATOR, store).closed == ()
