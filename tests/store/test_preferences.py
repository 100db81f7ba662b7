"""Wishes of volunteers come back as they were written."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from app.mobilisation.preferences import Channel, Preferences
from app.mobilisation.quiet import QuietHours
from app.store import preferences
from tests.builders import THURSDAY, a_person, a_store, some_people


def test_wishes_come_back_as_written(tmp_path: Path) -> None:
    """Every field is kept, and the last word wins."""
    store, zoe = a_store(tmp_path), a_person("Zoé")
    some_people(store, zoe)
    wishes = Preferences(
        channels=(Channel.SMS, Channel.HAND),
        quiet=QuietHours(time(19, 30), time(9), frozenset({2, 6}), on_holidays=False),
        budget=1,
        last_minute=True,
        language="en",
    )
    with store.transaction() as conn:
        preferences.put(conn, zoe.id, Preferences(budget=2), THURSDAY)
        preferences.put(conn, zoe.id, wishes, THURSDAY)
    with store.reading() as conn:
        assert preferences.find(conn, zoe.id) == wishes
        assert preferences.every(conn) == {zoe.id: wishes}


def test_who_set_nothing_has_the_usual_wishes(tmp_path: Path) -> None:
    """No row is no wish, and is not listed."""
    store, zoe = a_store(tmp_path), a_person("Zoé")
    some_people(store, zoe)
    with store.reading() as conn:
        assert preferences.find(conn, zoe.id) == Preferences()
        assert preferences.every(conn) == {}
