"""What the traces no longer need to keep goes, and what remains is still proven."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.services.crisis.write_log import write_log
from app.services.keeping.purge_trace import TracePurge, blank_about, preview_trace_purge, purge
from app.services.roster.edit_person import add_person
from app.store import checkpoints, integrity, journal
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MovingClock, a_person


def a_year(folder: Path) -> tuple[Store, MovingClock]:
    """Four things done and four written down, a month apart."""
    clock = MovingClock()
    store = open_store(folder, clock)
    for month in range(4):
        add_person(COORDINATOR, store, a_person(f"Zoé{month}", mobile="+33639980001", id=f"person-{month}"))
        write_log(COORDINATOR, store, f"Zoé{month} est arrivée")
        clock.forward(days=30)
    return store, clock


def sound(store: Store) -> list[object]:
    with store.reading() as conn:
        return list(integrity.problems(conn, store.folder.key(checkpoints.KEY)))


def test_a_purge_takes_what_its_preview_counted(tmp_path: Path) -> None:
    """Each chain by its own date; the purge itself is the newest entry, and everything verifies."""
    store, clock = a_year(tmp_path)
    limits = {"journal_before": clock() - timedelta(days=45), "log_before": clock() - timedelta(days=75)}
    assert preview_trace_purge(COORDINATOR, store, **limits) == TracePurge(journal=3, log=2)
    with store.transaction() as conn:
        assert purge(conn, store, COORDINATOR, **limits) == TracePurge(journal=3, log=2)
        assert purge(conn, store, COORDINATOR, **limits) == TracePurge()
    with store.reading() as conn:
        types = [one.type for one in reversed(journal.recent(conn))]
    assert types == ["person_added", "journal_purged", "log_purged"]
    assert sound(store) == []


def test_a_chain_without_a_date_is_left_alone(tmp_path: Path) -> None:
    """Nothing goes that was not asked for."""
    store, clock = a_year(tmp_path)
    with store.transaction() as conn:
        assert purge(conn, store, COORDINATOR, log_before=clock()) == TracePurge(log=4)


@pytest.mark.parametrize("role", [Role.CRISIS_CELL, Role.OBSERVER, Role.READING, Role.PROFESSIONAL])
def test_who_does_not_keep_the_data_is_not_told_what_would_go(tmp_path: Path, role: Role) -> None:
    """Not even how much."""
    store, clock = a_year(tmp_path)
    with pytest.raises(NotAllowed):
        preview_trace_purge(Actor("x", "X", role), store, journal_before=clock())


def test_erasing_a_person_blanks_what_the_journal_says_of_them(tmp_path: Path) -> None:
    """By id, by what was written about them and by what they did; others' entries stay; no word of theirs is left."""
    store, _clock = a_year(tmp_path)
    with store.transaction() as conn:
        journal.write(conn, store.now(), "x", "session_cancelled", "s", {"reason": "ZOE0  Fictif malade"})
        journal.write(conn, store.now(), "person-0", "preferences_changed", "person-0", {"withdrawn": 1})
        journal.write(conn, store.now(), "x", "rota_edited", "c", {"seats": {"s": "person-1"}, "reason": ""})
        blanked = blank_about(conn, store, COORDINATOR, ["person-0", "zoé0 fictif", "p1"])
    assert blanked == TracePurge(journal=3)
    assert sound(store) == []
    with store.reading() as conn:
        kept = [one.payload is not None for one in reversed(journal.recent(conn))]
    assert kept == [False, True, True, True, False, False, True, True]


def test_blanking_by_id_covers_payloads(tmp_path: Path) -> None:
    """An id inside a payload is enough; words too short to mean anybody are not looked for."""
    store, _clock = a_year(tmp_path)
    with store.transaction() as conn:
        journal.write(conn, store.now(), "x", "rota_edited", "c", {"seats": {"s": "person-one"}})
        assert blank_about(conn, store, COORDINATOR, ["person-one", "c"]) == TracePurge(journal=1)
        assert [one.payload for one in journal.recent(conn, 2)] == [{"journal": 1, "log": 0}, None]


def test_the_main_courante_is_blanked_only_when_asked(tmp_path: Path) -> None:
    """It is the record of a crisis: an erasure reaches it on purpose."""
    store, _clock = a_year(tmp_path)
    with store.transaction() as conn:
        assert blank_about(conn, store, COORDINATOR, ["Zoé1"]).log == 0
        assert blank_about(conn, store, COORDINATOR, ["Zoé1"], in_log=True).log == 1
