"""Copies made by hand and at night: written down, rotated, caught up, tried again; and what the screen is told of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.services.keeping import back_up as use_case
from app.services.keeping import backup_duty
from app.services.keeping.back_up import back_up, take_out
from app.services.keeping.backup_duty import back_up_when_due
from app.services.keeping.read_backups import read_backups, read_freshness
from app.store import backups, journal
from app.store.backup_rules import Kind
from app.store.database import Store, open_store
from app.store.faults import Fault, StorageFault
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_person, some_people


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """A folder with someone in it."""
    opened = open_store(tmp_path / "data", clock)
    some_people(opened, a_person("Clarisse"))
    return opened


def names(store: Store) -> list[str]:
    """Copies on the disk, oldest first."""
    return [one.name for one in backups.copies(store.folder.backups)]


def test_a_copy_by_hand_is_written_down(store: Store) -> None:
    """The desk names it as proven, the journal who made it, and the probe since when."""
    assert (read_backups(COORDINATOR, store).is_late, read_freshness(store).last_at) == (True, None)
    made = back_up(COORDINATOR, store)
    desk = read_backups(COORDINATOR, store)
    assert [(one.copy.name, one.is_proven, one.bytes) for one in desk.held] == [(made.path.name, True, made.bytes)]
    assert (desk.is_late, desk.failures, read_freshness(store).last_at) == (False, (), THURSDAY)
    with store.reading() as conn:
        entry = journal.recent(conn, 1)[0]
    assert (entry.actor_id, entry.type, entry.subject_id) == (COORDINATOR.id, "backup_made", made.path.name)


def test_a_copy_for_a_stick_is_left_there(store: Store, tmp_path: Path) -> None:
    """It is whole and journaled; the folder's own copies and its rotation don't count it."""
    stick = tmp_path / "cle"
    stick.mkdir()
    made = back_up(COORDINATOR, store, into=stick)
    assert [path.name for path in stick.iterdir()] == [made.path.name]
    assert (names(store), read_backups(COORDINATOR, store).last) == ([], None)


def test_carrying_a_copy_away_is_journaled(store: Store) -> None:
    """The bytes are those of the file; a name that is no copy opens nothing, wherever it leads."""
    made = back_up(COORDINATOR, store)
    assert take_out(COORDINATOR, store, made.path.name) == made.path.read_bytes()
    with store.reading() as conn:
        assert journal.recent(conn, 1)[0].type == "backup_taken_out"
    for name in ("../keys/links.key", "releve-20200101T000000Z-main.zip", ""):
        with pytest.raises(NotFound):
            take_out(COORDINATOR, store, name)


def test_only_coordinators_copy(store: Store) -> None:
    """A reader makes, reads and takes nothing."""
    for call in (
        lambda: back_up(READER, store),
        lambda: take_out(READER, store, "x"),
        lambda: read_backups(READER, store),
        lambda: back_up_when_due(READER, store),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert names(store) == []


def test_the_night_s_copy_is_made_once_and_caught_up(store: Store, clock: MovingClock) -> None:
    """At the first round, since none was made; then at 3:00 in Paris; then, the machine being off for three days, at once."""
    three = THURSDAY.replace(day=27, hour=2)
    assert back_up_when_due(SCHEDULER, store) == three
    assert back_up_when_due(SCHEDULER, store) == three
    assert len(names(store)) == 1
    clock.at = three
    assert back_up_when_due(SCHEDULER, store) == three + timedelta(days=1)
    assert len(names(store)) == 2
    clock.at = three + timedelta(days=3, hours=5)
    assert back_up_when_due(SCHEDULER, store) == three + timedelta(days=4)
    assert [one.kind for one in backups.copies(store.folder.backups)] == [
        Kind.CAUGHT_UP, Kind.NIGHTLY, Kind.CAUGHT_UP,
    ]  # fmt: skip


def test_a_failed_copy_is_said_and_tried_again_an_hour_later(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: one attempt an hour, each reason kept for the screen until a copy succeeds."""
    make, tries = backups.make, []

    def full(*_given: object) -> backups.Made:
        tries.append(clock.at)
        raise StorageFault(Fault.FULL, store.folder.path)

    monkeypatch.setattr(use_case.backups, "make", full)
    assert back_up_when_due(SCHEDULER, store) == THURSDAY + timedelta(hours=1)
    clock.forward(minutes=30)
    assert back_up_when_due(SCHEDULER, store) == THURSDAY + timedelta(hours=1)
    clock.forward(minutes=30)
    back_up_when_due(SCHEDULER, store)
    assert tries == [THURSDAY, THURSDAY + timedelta(hours=1)]
    desk = read_backups(COORDINATOR, store)
    assert [run.trouble for run in desk.failures] == [
        (StorageFault(Fault.FULL, store.folder.path).message, {"path": str(store.folder.path)})
    ] * 2
    monkeypatch.setattr(use_case.backups, "make", make)
    clock.forward(hours=1)
    back_up_when_due(SCHEDULER, store)
    desk = read_backups(COORDINATOR, store)
    assert (desk.failures, desk.is_late, len(names(store))) == ((), False, 1)


def test_a_disk_that_takes_no_row_does_not_make_the_duty_spin(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither copy nor row can be written: the next attempt still waits an hour."""
    tries = []

    def full(*_given: object, **_named: object) -> None:
        tries.append(clock.at)
        raise StorageFault(Fault.FULL, store.folder.path)

    monkeypatch.setattr(use_case.backups, "make", full)
    monkeypatch.setattr(use_case.backup_runs, "add_failed", full)
    for _round in range(3):
        assert back_up_when_due(SCHEDULER, store) == THURSDAY + timedelta(hours=1)
    assert len(tries) == 2, "one copy, one row"
    backup_duty._failed_at.clear()


def test_a_clock_put_back_does_not_stop_the_copies(store: Store, clock: MovingClock) -> None:
    """A copy dated in the future counts for nothing: the next round makes one."""
    clock.at = THURSDAY.replace(year=2030)
    back_up(SCHEDULER, store)
    clock.at = THURSDAY
    assert read_freshness(store).is_late
    back_up_when_due(SCHEDULER, store)
    assert (read_freshness(store).is_late, len(names(store))) == (False, 2)


def test_data_already_at_fault_is_copied_once_a_night_and_never_counts_as_proven(
    store: Store, clock: MovingClock
) -> None:
    """The last sound copy outlives the rotation however many follow."""
    sound = back_up(COORDINATOR, store)
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute("UPDATE journal SET actor_id = 'un autre' WHERE seq = 1")
    rules = "setting,value,valid_from,valid_to,source\nmonthly,0,,,essai\nweekly,0,,,essai\ndaily,1,,,essai\n"
    (store.folder.content / "data").mkdir()
    (store.folder.content / "data" / "backups.csv").write_text(rules, encoding="utf-8")
    for _night in range(5):
        clock.forward(days=1)
        back_up_when_due(SCHEDULER, store)
        back_up_when_due(SCHEDULER, store)
    desk = read_backups(COORDINATOR, store)
    assert [one.is_proven for one in desk.held] == [False, False, False, True]
    assert (desk.held[-1].copy.name, desk.is_late) == (sound.path.name, True)


def test_a_rotation_that_does_not_read_stops_no_copy(store: Store) -> None:
    """The usual one counts, and the desk says which line of the community's table is wrong."""
    (store.folder.content / "data").mkdir()
    table = store.folder.content / "data" / "backups.csv"
    table.write_text("setting,value,valid_from,valid_to,source\ndaily,souvent,,,bureau\n", encoding="utf-8")
    back_up(COORDINATOR, store)
    desk = read_backups(COORDINATOR, store)
    assert (desk.rules.daily, len(desk.held), "souvent" in desk.rules_fault) == (7, 1, True)
    with pytest.raises(InvalidInput):
        use_case.rules_in_force(store, store.now())


def test_a_copy_brought_from_elsewhere_is_shown_as_such(store: Store, tmp_path: Path) -> None:
    """A file put in the folder by hand was never read back here."""
    stick = tmp_path / "cle"
    stick.mkdir()
    made = back_up(COORDINATOR, store, into=stick)
    made.path.rename(store.folder.backups / made.path.name)
    assert [one.is_proven for one in read_backups(COORDINATOR, store).held] == [False]
