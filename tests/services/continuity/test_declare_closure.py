"""Closures are noted, changed, ended and taken away; the pair is warned; an exercise stays in its own world."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.continuity.closure import ClosureSource
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PracticeId
from app.response.event import EventKind, EventState
from app.services.continuity.declare_closure import (
    ClosureDraft,
    change_closure,
    declare_closure,
    end_closure,
    remove_closure,
)
from app.services.continuity.keep_practice import put_care
from app.store import closures, events
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.services.an_event import an_event
from tests.services.some_practices import OBSERVER, OURS, PROFESSIONAL, THEIRS, some_practices

TOMORROW = THURSDAY + timedelta(days=1)


def a_draft(**said: Any) -> ClosureDraft:
    usual: dict[str, Any] = {
        "practice": OURS, "kind": ClosureKind.UNAVAILABLE, "starts_at": THURSDAY, "ends_at": TOMORROW, "members_away": 2,
    }  # fmt: skip
    return ClosureDraft(**{**usual, **said})


def since(store: Store, *, exercise: bool = False) -> list[str]:
    with store.reading() as conn:
        return [one.id for one in closures.since(conn, store.now(), exercise=exercise)]


def test_a_closure_is_kept_as_it_was_said(tmp_path: Path) -> None:
    """Who, when, how many, by whom and when it was noted; seconds are nobody's."""
    store = some_practices(tmp_path).store
    id = declare_closure(COORDINATOR, store, a_draft(starts_at=THURSDAY + timedelta(seconds=12))).id
    with store.reading() as conn:
        one = closures.find(conn, id)
    assert one is not None
    assert (one.practice, one.kind, one.starts_at, one.ends_at, one.members_away) == (
        OURS, ClosureKind.UNAVAILABLE, THURSDAY, TOMORROW, 2,
    )  # fmt: skip
    assert (one.source, one.noted_at, one.actor_id, one.revision) == (ClosureSource.TYPED, THURSDAY, "maiwenn", 1)


def test_for_good_is_whole_and_without_end(tmp_path: Path) -> None:
    """Whatever the form still held."""
    store = some_practices(tmp_path).store
    id = declare_closure(COORDINATOR, store, a_draft(kind=ClosureKind.FOR_GOOD)).id
    with store.reading() as conn:
        one = closures.find(conn, id)
    assert one is not None
    assert (one.ends_at, one.members_away) == (None, None)


@pytest.mark.parametrize("wrong", [{"ends_at": THURSDAY}, {"members_away": 5}])
def test_what_can_not_be_is_refused_and_nothing_is_written(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """It ends before it starts; five away out of four."""
    store = some_practices(tmp_path).store
    with pytest.raises(InvalidInput):
        declare_closure(COORDINATOR, store, a_draft(**wrong))
    assert since(store) == []


def test_a_practice_that_is_gone_is_refused(tmp_path: Path) -> None:
    """And so is an event that is over."""
    store = some_practices(tmp_path).store
    with pytest.raises(NotFound):
        declare_closure(COORDINATOR, store, a_draft(practice=PracticeId("parti")))
    event_id = an_event(store)
    with store.transaction() as conn:
        event = events.find(conn, event_id)
        assert event is not None
        events.update(conn, replace(event, state=EventState.STOOD_DOWN, closed_at=THURSDAY))
    with pytest.raises(RuleRefusal):
        declare_closure(COORDINATOR, store, a_draft(event_id=event_id))


def test_the_pair_closed_at_the_same_time_is_told(tmp_path: Path) -> None:
    """Whichever of the two wrote the agreement; not when they do not meet, nor across an exercise."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, PracticeCare(practice=THEIRS, paired=OURS))
    first = declare_closure(COORDINATOR, store, a_draft())
    assert first.overlaps == ()
    second = declare_closure(COORDINATOR, store, a_draft(practice=THEIRS, members_away=None))
    assert [one.id for one in second.overlaps] == [first.id]
    apart = a_draft(practice=THEIRS, members_away=None, starts_at=TOMORROW, ends_at=TOMORROW + timedelta(hours=1))
    assert declare_closure(COORDINATOR, store, apart).overlaps == ()
    exercise = an_event(store, kind=EventKind.EXERCISE)
    played = a_draft(practice=THEIRS, members_away=None, event_id=exercise)
    assert declare_closure(COORDINATOR, store, played).overlaps == ()


def test_a_closure_is_changed_at_the_revision_it_was_read_at(tmp_path: Path) -> None:
    """The second writer is told; one read from a calendar becomes one that somebody typed."""
    store = some_practices(tmp_path).store
    id = declare_closure(COORDINATOR, store, a_draft()).id
    change_closure(COORDINATOR, store, id, 1, a_draft(ends_at=None))
    with pytest.raises(StaleRevision):
        change_closure(COORDINATOR, store, id, 1, a_draft())
    with store.reading() as conn:
        one = closures.find(conn, id)
    assert one is not None
    assert (one.ends_at, one.revision) == (None, 2)


def test_open_again_ends_it_now(tmp_path: Path) -> None:
    """Under way: it ends at this minute; for good: it was not; to come: it is taken away."""
    around = some_practices(tmp_path)
    store = around.store
    running = declare_closure(COORDINATOR, store, a_draft(kind=ClosureKind.FOR_GOOD)).id
    coming = declare_closure(COORDINATOR, store, a_draft(starts_at=TOMORROW, ends_at=None)).id
    around.clock.forward(hours=2)
    end_closure(COORDINATOR, store, running, 1)
    end_closure(COORDINATOR, store, coming, 1)
    assert since(store) == []
    with store.reading() as conn:
        held = [closures.find(conn, id) for id in (running, coming)]
    assert [(one.kind, one.ends_at, one.removed_at) for one in held if one] == [
        (ClosureKind.UNAVAILABLE, datetime(2026, 11, 26, 18, tzinfo=UTC), None),
        (ClosureKind.UNAVAILABLE, None, datetime(2026, 11, 26, 18, tzinfo=UTC)),
    ]


def test_one_taken_away_counts_nowhere_and_is_taken_away_once(tmp_path: Path) -> None:
    """The second to press is told what happened."""
    store = some_practices(tmp_path).store
    id = declare_closure(COORDINATOR, store, a_draft()).id
    remove_closure(COORDINATOR, store, id, 1)
    assert since(store) == []
    for act in (remove_closure, end_closure):
        with pytest.raises(StaleRevision):
            act(COORDINATOR, store, id, 1)
    with pytest.raises(NotFound):
        remove_closure(COORDINATOR, store, "rien", 1)


def test_closures_of_an_exercise_are_read_alone(tmp_path: Path) -> None:
    """Neither world sees the other’s."""
    store = some_practices(tmp_path).store
    exercise, crisis = an_event(store, kind=EventKind.EXERCISE), an_event(store)
    played = declare_closure(COORDINATOR, store, a_draft(event_id=exercise)).id
    real = declare_closure(COORDINATOR, store, a_draft(event_id=crisis)).id
    assert (since(store), since(store, exercise=True)) == ([real], [played])


def test_only_the_cell_notes_closures(tmp_path: Path) -> None:
    """Not an observer, not a professional: their practice answers the « point cabinets »."""
    store = some_practices(tmp_path).store
    for actor in (OBSERVER, PROFESSIONAL):
        with pytest.raises(NotAllowed):
            declare_closure(actor, store, a_draft())
