"""Tests of app/services/mobilisation/poll_outlook.py: which lines the answers at hand are enough for, and who is missing."""

from __future__ import annotations

from pathlib import Path

from app.core.intervals import Interval
from app.services.mobilisation.poll_outlook import Outlook, outlooks
from app.services.mobilisation.read_polls import read_poll
from app.services.mobilisation.record_answers import record_answers, record_busy
from app.services.rota.change_session import cancel_session
from app.services.rota.read_rota import read_rota
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_poll import NURSES, a_polled_store, a_running_poll, sessions_of


def seen(store: Store, poll_id: str) -> list[Outlook]:
    found = outlooks(read_rota(COORDINATOR, store), read_poll(COORDINATOR, store, poll_id))
    return list(found.values())


def test_answers_open_a_session_once_every_critical_role_has_somebody_of_its_own(tmp_path: Path) -> None:
    """Nobody: closed, everything is missing. All five: open. Without the physician: she alone is missing. Busy: as no."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    morning, afternoon = sessions_of(store, centre)
    assert [one.state for one in seen(store, poll_id)] == ["cannot_open", "cannot_open"]
    assert dict(seen(store, poll_id)[0].missing)["supervising_physician"] == 1
    record_answers(COORDINATOR, store, {(one.id, morning.id): "yes" for one in team.values()})
    record_answers(COORDINATOR, store, {(team[name].id, afternoon.id): "if_needed" for name in NURSES})
    record_answers(COORDINATOR, store, {(team["Anne"].id, afternoon.id): "no"})
    assert seen(store, poll_id) == [
        Outlook(1, 1),
        Outlook(0, 1, (("supervising_physician", 1),)),
    ]
    record_busy(COORDINATOR, store, team["Anne"].id, [Interval(morning.starts_at, morning.ends_at)])
    assert seen(store, poll_id)[0] == Outlook(0, 1, (("supervising_physician", 1),))


def test_a_cancelled_session_is_said_cancelled(tmp_path: Path) -> None:
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    morning = sessions_of(store, centre)[0]
    cancel_session(COORDINATOR, store, morning.id, morning.revision, "Vaccins non livrés")
    assert [one.state for one in seen(store, poll_id)] == ["cancelled", "cannot_open"]
