"""Tests of app/continuity/slots.py: which slots a series gives, and what can't be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.continuity.slots import (
    Channel,
    DayCalls,
    SlotSeries,
    check_asked,
    checked_calls,
    checked_series,
    checked_slot,
    slots_of,
)
from app.core.errors import InvalidInput
from app.core.ids import PersonId, PracticeId

AT = datetime(2026, 11, 26, 16, tzinfo=UTC)
SERIES = SlotSeries(
    id="s", practice=PracticeId("auray"), weekdays=frozenset({0, 3}), starts=time(14), ends=time(15, 30), places=4,
    from_day=date(2026, 11, 26),
)  # fmt: skip


def test_a_series_gives_its_weekdays_at_wall_time_and_the_same_twice() -> None:
    """Thursdays and Mondays at 14:00 in Paris, from its first day, ids from the day."""
    found = list(slots_of(SERIES, date(2026, 11, 1), date(2026, 12, 3), AT))
    assert [(one.id, one.starts_at, one.ends_at) for one in found] == [
        ("s.20261126", datetime(2026, 11, 26, 13, tzinfo=UTC), datetime(2026, 11, 26, 14, 30, tzinfo=UTC)),
        ("s.20261130", datetime(2026, 11, 30, 13, tzinfo=UTC), datetime(2026, 11, 30, 14, 30, tzinfo=UTC)),
        ("s.20261203", datetime(2026, 12, 3, 13, tzinfo=UTC), datetime(2026, 12, 3, 14, 30, tzinfo=UTC)),
    ]
    assert found == list(slots_of(SERIES, date(2026, 11, 1), date(2026, 12, 3), AT))
    assert found[0].host == SERIES.host == "practice:auray"


def test_a_series_stops_on_its_last_day_and_skips_an_hour_that_is_not() -> None:
    """28 March 2027 has no 2:30 in Paris: that night has no slot, the next has."""
    ended = replace(SERIES, until_day=date(2026, 11, 30))
    assert [one.day.day for one in slots_of(ended, date(2026, 11, 1), date(2027, 1, 1), AT)] == [26, 30]
    nights = replace(SERIES, weekdays=frozenset(range(7)), starts=time(2, 30), ends=time(4))
    assert [one.day.day for one in slots_of(nights, date(2027, 3, 27), date(2027, 3, 29), AT)] == [27, 29]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"practice": None}, "où se tiennent"),
        ({"weekdays": frozenset()}, "au moins un jour"),
        ({"weekdays": frozenset({7})}, "au moins un jour"),
        ({"until_day": date(2026, 11, 1)}, "avant le premier"),
        ({"ends": time(14)}, "horaires"),
        ({"starts": time(4), "ends": time(19)}, "horaires"),
        ({"places": 0}, "nombre de places"),
        ({"places": 61}, "nombre de places"),
    ],
)
def test_a_series_that_cannot_be_is_refused(changes: dict[str, object], words: str) -> None:
    """Nowhere, never, backwards, too long, without a place."""
    assert checked_series(SERIES) == SERIES
    with pytest.raises(InvalidInput, match=words):
        checked_series(replace(SERIES, **changes))  # type: ignore[arg-type]


def test_a_slot_needs_a_place_hours_and_room() -> None:
    """A person alone is a place to be: somebody without a practice keeps slots too."""
    slot = next(slots_of(SERIES, AT.date(), AT.date(), AT))
    alone = replace(slot, practice=None, person=PersonId("anne"))
    assert (checked_slot(alone).host, replace(slot, practice=None, site="s").host) == ("person:anne", "site:s")
    for wrong in (
        replace(slot, practice=None),
        replace(slot, ends_at=slot.starts_at),
        replace(slot, ends_at=slot.starts_at + timedelta(hours=15)),
        replace(slot, places=0),
    ):
        with pytest.raises(InvalidInput):
            checked_slot(wrong)


def test_a_request_is_neither_to_come_nor_too_old() -> None:
    """Asked now for a slot two months away is not this appointment; asked in an hour is a slip of the hand."""
    slot = next(slots_of(SERIES, AT.date(), date(2026, 12, 3), AT))
    check_asked(slot.starts_at - timedelta(days=2), slot, AT)
    with pytest.raises(InvalidInput, match="à venir"):
        check_asked(AT + timedelta(hours=1), slot, AT)
    with pytest.raises(InvalidInput, match="trop ancienne"):
        check_asked(slot.starts_at - timedelta(days=61), slot, AT)


@pytest.mark.parametrize(("calls", "unanswered"), [(3, 4), (-1, 0), (3, -1)])
def test_calls_nobody_answered_are_among_the_calls(calls: int, unanswered: int) -> None:
    """Neither more than there were, nor less than none."""
    assert checked_calls(DayCalls(AT.date(), Channel.SAS, 3, 3)).calls == 3
    with pytest.raises(InvalidInput, match="sans réponse"):
        checked_calls(DayCalls(AT.date(), Channel.SAS, calls, unanswered))
