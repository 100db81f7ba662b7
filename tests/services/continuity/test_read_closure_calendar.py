"""Closures read from a calendar: each busy stretch is one, titles never stay, reading again replaces what it gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.continuity.closure import Closure, ClosureSource
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind
from app.core.errors import NotFound, UnreadableFile
from app.core.ids import PersonId, PracticeId
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.keep_practice import put_care
from app.services.continuity.read_closure_calendar import (
    CalendarRead,
    forget_closures,
    read_closure_address,
    read_closures,
)
from app.store import closures
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.services.some_practices import ALONE, OURS, THEIRS, some_practices

CANARY = "Opération du genou canari"


def a_calendar(*events: tuple[str, str, str]) -> str:
    """UID, first day, day after the last."""
    rows = [
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:{CANARY}\r\n"
        f"DTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{last}\r\nEND:VEVENT\r\n"
        for uid, first, last in events
    ]
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(rows) + "END:VCALENDAR\r\n"


CHRISTMAS, SKIING = ("noel@x", "20261221", "20261228"), ("ski@x", "20270208", "20270215")


def held(store: Store) -> list[Closure]:
    with store.reading() as conn:
        return closures.since(conn, store.now())


def days(store: Store) -> list[str]:
    return [one.starts_at.date().isoformat() for one in held(store)]


def test_each_stretch_is_a_planned_closure_and_no_title_stays(tmp_path: Path) -> None:
    """Civil days in Paris; the word of the calendar is nowhere on the disk."""
    store = some_practices(tmp_path).store
    assert read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, SKIING)) == CalendarRead(2, 0, 0)
    [first, _second] = held(store)
    assert (first.kind, first.source, first.members_away) == (ClosureKind.PLANNED, ClosureSource.CALENDAR, None)
    assert (str(first.starts_at), str(first.ends_at)) == ("2026-12-20 23:00:00+00:00", "2026-12-27 23:00:00+00:00")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"canari" not in kept
    assert b"noel@x" not in kept


def test_read_again_it_replaces_what_it_gave(tmp_path: Path) -> None:
    """Unchanged ones keep their id; one gone is gone; one moved moves."""
    store = some_practices(tmp_path).store
    read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, SKIING))
    kept = held(store)[0].id
    assert read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, SKIING)) == CalendarRead(0, 2, 0)
    later = ("ski@x", "20270215", "20270222")
    assert read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, later)) == CalendarRead(1, 1, 1)
    earlier = ("ski@x", "20270213", "20270222")
    assert read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, earlier)) == CalendarRead(1, 1, 1)
    assert days(store) == ["2026-12-20", "2027-02-12"]
    assert held(store)[0].id == kept


def test_a_long_one_under_way_stays_the_same_day_after_day(tmp_path: Path) -> None:
    """Read two months after it began, its start is the one it had; what is over is not taken away."""
    around = some_practices(tmp_path)
    long = ("long@x", "20261120", "20270301")
    read_closures(COORDINATOR, around.store, OURS, a_calendar(long, CHRISTMAS))
    [before] = held(around.store)
    around.clock.forward(days=60)
    assert read_closures(COORDINATOR, around.store, OURS, a_calendar(long)) == CalendarRead(0, 1, 0)
    assert held(around.store) == [before]


def test_one_member_takes_one_away_and_has_a_calendar_of_their_own(tmp_path: Path) -> None:
    """The practice’s and each member’s are read apart: reading one leaves the others, and what was typed."""
    store = some_practices(tmp_path).store
    typed = ClosureDraft(practice=OURS, kind=ClosureKind.CRISIS, starts_at=THURSDAY)
    declare_closure(COORDINATOR, store, typed)
    read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS))
    read_closures(COORDINATOR, store, OURS, a_calendar(SKIING), member=PersonId("fegreac-1"))
    assert [one.members_away for one in held(store)] == [None, None, 1]
    assert read_closures(COORDINATOR, store, OURS, a_calendar()) == CalendarRead(0, 0, 1)
    assert [one.members_away for one in held(store)] == [None, 1]
    assert forget_closures(COORDINATOR, store, OURS, member=PersonId("fegreac-1")) == 1
    assert [one.source for one in held(store)] == [ClosureSource.TYPED]


def test_the_pair_away_at_the_same_time_is_told(tmp_path: Path) -> None:
    """Holidays of both: once, though two stretches meet it."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, PracticeCare(practice=OURS, paired=THEIRS))
    read_closures(COORDINATOR, store, THEIRS, a_calendar(("w@x", "20261220", "20270301")))
    read = read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS, SKIING))
    assert [one.practice for one in read.overlaps] == [THEIRS]


def test_an_address_is_read_the_same(tmp_path: Path) -> None:
    """What comes back is a calendar like any other; the address is not kept."""
    store = some_practices(tmp_path).store
    read = read_closure_address(
        COORDINATOR, store, OURS, "https://agenda.example.org/canari.ics", fetch=lambda _url: a_calendar(CHRISTMAS).encode()
    )  # fmt: skip
    assert read == CalendarRead(1, 0, 0)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"agenda.example.org" not in kept


def test_what_is_no_calendar_takes_nothing_away(tmp_path: Path) -> None:
    """A page instead of a calendar, a member of another practice, a practice that is gone: refused whole."""
    store = some_practices(tmp_path).store
    read_closures(COORDINATOR, store, OURS, a_calendar(CHRISTMAS))
    with pytest.raises(UnreadableFile):
        read_closures(COORDINATOR, store, OURS, "<html>")
    for practice, member in ((OURS, ALONE), (PracticeId("parti"), None)):
        with pytest.raises(NotFound):
            read_closures(COORDINATOR, store, practice, a_calendar(), member=member)
    assert days(store) == ["2026-12-20"]
