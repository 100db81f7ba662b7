"""Tests of app/services/mobilisation/remind_holders.py: J−3 and J−1, once a seat, a holder and a day, whatever happens."""

import sqlite3
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import NotAllowed
from app.mobilisation.confirmation import Reminder
from app.mobilisation.message import MessageKind
from app.services.activity.release_seat import release_seat
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.remind_holders import remind_holders
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.rota.change_session import move_session
from app.services.rota.read_rota import read_rota
from app.store import messages, reminders
from app.store.database import open_store
from tests.builders import COORDINATOR, READER
from tests.services.a_rota import Rota, a_rota

J_3 = datetime(2026, 11, 27, 9, tzinfo=UTC)
"""Friday, 10:00 in Paris: three days before Monday."""
J_1 = datetime(2026, 11, 28, 9, tzinfo=UTC)
"""The day before is a Sunday, when nobody is disturbed: Saturday, 10:00."""


def reminded(rota: Rota) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name, _state in rota.told() if kind.startswith("reminder")]


def test_each_holder_is_reminded_once_a_day_before_even_over_restarts(tmp_path: Path) -> None:
    """Ten seats held, ten messages at J−3; run again, by another process or at once, none more; the next hour is J−1's."""
    rota = a_rota(tmp_path)
    assert remind_holders(SCHEDULER, rota.store) == J_3
    assert reminded(rota) == []
    there = rota.at(J_3)
    assert remind_holders(SCHEDULER, there.store) == J_1
    once = reminded(rota)
    assert once == sorted([("reminder_3", name) for name in rota.people] * 2)
    again = open_store(tmp_path, there.store.clock)
    for store in (there.store, again, rota.at(J_3 + timedelta(hours=5)).store):
        remind_holders(SCHEDULER, store)
    assert reminded(rota) == once


def test_the_same_reminder_can_not_be_written_twice(tmp_path: Path) -> None:
    """Two processes that both found it due: the second one's transaction fails whole, so its message does not exist."""
    rota = a_rota(tmp_path)
    there = rota.at(J_3)
    remind_holders(SCHEDULER, there.store)
    with there.store.reading() as conn:
        made = reminders.made(conn, J_3)
    seat = rota.of("Anne")
    assert (seat.id, rota.id("Anne"), 3) in made
    with there.store.transaction() as conn, pytest.raises(sqlite3.IntegrityError):
        reminders.add(conn, [Reminder(seat, rota.id("Anne"), 3, J_3, False)], J_3)


def test_whoever_confirmed_is_left_alone_until_the_last_one(tmp_path: Path) -> None:
    """J−3 asks those who have not confirmed; J−1 goes to everyone expected, a holder who seeks a stand-in included."""
    rota = a_rota(tmp_path)
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), rota.of("Anne").id)
    there = rota.at(J_3)
    remind_holders(SCHEDULER, there.store)
    assert reminded(rota).count(("reminder_3", "Anne")) == 1
    assert reminded(rota).count(("reminder_3", "Denez")) == 2
    withdraw_seat(there.me("Denez"), there.store, rota.id("Denez"), rota.of("Denez").id)
    remind_holders(SCHEDULER, rota.at(J_1).store)
    assert reminded(rota).count(("reminder_1", "Anne")) == 2
    assert reminded(rota).count(("reminder_1", "Denez")) == 2


def test_after_a_long_stop_each_seat_gets_the_nearest_reminder_only(tmp_path: Path) -> None:
    """Stopped from before J−3 until Sunday: one message a seat, J−1's, which says when, where, and carries the link."""
    rota = a_rota(tmp_path)
    sunday = rota.at(datetime(2026, 11, 29, 15, tzinfo=UTC))
    assert remind_holders(SCHEDULER, sunday.store) is None
    assert {kind for kind, _name in reminded(rota)} == {"reminder_1"}
    assert len(reminded(rota)) == 10
    with rota.store.reading() as conn:
        said = [one.message for one in messages.about(conn, rota.of("Anne").id)]
    assert len(said) == 1
    assert said[0].kind is MessageKind.REMINDER_1
    assert "lundi 30 novembre, matin" in said[0].body
    assert "{lien}" in said[0].body
    assert said[0].useless_after == rota.session().starts_at
    assert said[0].due_at <= rota.session().starts_at - timedelta(hours=1)


def test_a_freed_seat_is_reminded_of_no_more_and_a_session_moved_is_reminded_of_anew(tmp_path: Path) -> None:
    """What has not left is withdrawn with the seat; a week later is another J−3."""
    rota = a_rota(tmp_path)
    there = rota.at(J_3)
    remind_holders(SCHEDULER, there.store)
    seat = rota.of("Anne")
    release_seat(COORDINATOR, there.store, seat.id, seat.revision)
    with there.store.reading() as conn:
        states = {one.message.kind.value: one.message.state.value for one in messages.about(conn, seat.id)}
    assert states == {"reminder_3": "cancelled"}
    session = read_rota(COORDINATOR, rota.store, rota.centre).sessions[0]
    later = session.day + timedelta(days=7)
    move_session(COORDINATOR, there.store, session.id, session.revision, later, time(9), time(13))
    rota.forget_messages()
    remind_holders(SCHEDULER, rota.at(J_3 + timedelta(days=7)).store)
    assert reminded(rota) == sorted(("reminder_3", name) for name in rota.people if name != "Anne")


def test_a_reader_sends_no_reminder(tmp_path: Path) -> None:
    """The role is checked in the service."""
    with pytest.raises(NotAllowed):
        remind_holders(READER, a_rota(tmp_path).store)
