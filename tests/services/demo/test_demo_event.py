"""The demonstration's event: everything in it is fictional, and it leaves the demonstration's centre alone."""

from __future__ import annotations

from pathlib import Path

from app.response.event import EventKind, EventState
from app.services.crisis.read_event import read_event
from app.services.demo.demo_event import fill
from app.store import centres
from tests.builders import COORDINATOR, THURSDAY, a_store
from tests.services.an_event import a_site


def test_the_demonstration_has_an_event_to_run(tmp_path: Path) -> None:
    """Under tension, its plan at work, something ticked, something set aside, a request to take up; no centre made."""
    store = a_store(tmp_path)
    a_site(store)
    fill(COORDINATOR, store, THURSDAY.date())
    view = read_event(COORDINATOR, store)
    assert view.event is not None
    assert (view.event.state, view.event.kind, "fictive" in view.event.title) == (
        EventState.TENSION,
        EventKind.REAL,
        True,
    )
    assert (view.progress.done, view.progress.skipped, view.progress.open > 10) == (3, 1, True)
    assert [(one.request.state.value, one.request.asked_by) for one in view.requests] == [
        ("received", "EHPAD des Ajoncs (fictif)")
    ]
    with store.reading() as conn:
        assert centres.every(conn) == []
