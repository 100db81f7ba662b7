"""Tests of app/services/slots/keep_slots.py: series written ahead, single slots, cancelled and put back; whose they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.continuity.slots import Channel
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId, PracticeId
from app.services.slots.book_slot import book_slot
from app.services.slots.keep_slots import add_slot, cancel_slot, end_series, keep_ahead, open_series, put_back_slot
from app.store import slots
from tests.builders import COORDINATOR, READER
from tests.services.a_territory import OBSERVER
from tests.services.some_slots import ANNE, BRECH, OF_AURAY, SERIES, some_slots


def test_a_series_is_written_sixty_days_ahead_and_kept_there_by_the_clock(tmp_path: Path) -> None:
    """Today's slot to come is there, week-ends are not; a week later the duty adds five and then nothing."""
    kept = some_slots(tmp_path)
    first = kept.slots()
    assert (first[0].day, first[-1].day, len(first)) == (date(2026, 11, 26), date(2027, 1, 25), 43)
    assert {one.day.weekday() for one in first} == set(range(5))
    kept.clock.forward(days=7)
    assert keep_ahead(SCHEDULER, kept.store) is None
    keep_ahead(SCHEDULER, kept.store)
    assert kept.slots() == [*first, *kept.slots()[43:]]
    assert (len(kept.slots()), kept.written()) == (48, ["slot_series_opened", "slots_written_ahead"])


def test_ending_a_series_cancels_what_nobody_is_booked_in(tmp_path: Path) -> None:
    """Tomorrow's has a patient and stays; the duty writes no more; the same revision twice is refused."""
    kept = some_slots(tmp_path)
    tomorrow = kept.slots()[1]
    book_slot(COORDINATOR, kept.store, tomorrow.id, Channel.SAS)
    assert end_series(COORDINATOR, kept.store, "serie", 1) == (42, 1)
    assert [one.id for one in kept.slots() if one.is_open] == [tomorrow.id]
    with kept.store.reading() as conn:
        assert slots.series(conn) == []
    kept.clock.forward(days=7)
    keep_ahead(SCHEDULER, kept.store)
    assert len(kept.slots()) == 43
    with pytest.raises(StaleRevision, match="créneaux réguliers arrêtés"):
        end_series(COORDINATOR, kept.store, "serie", 1)
    with pytest.raises(NotFound):
        end_series(COORDINATOR, kept.store, "unknown", 1)


def test_a_cancelled_slot_comes_back_within_a_day(tmp_path: Path) -> None:
    """Each step moves the revision once, as a calendar's SEQUENCE; a day later it is too late."""
    kept = some_slots(tmp_path)
    one = kept.slots()[5]
    assert cancel_slot(COORDINATOR, kept.store, one.id, 1) == 0
    with pytest.raises(StaleRevision, match="créneau annulé"):
        cancel_slot(COORDINATOR, kept.store, one.id, 1)
    put_back_slot(COORDINATOR, kept.store, one.id, 2)
    assert kept.slots()[5] == replace(one, revision=3)
    with pytest.raises(StaleRevision):
        put_back_slot(COORDINATOR, kept.store, one.id, 3)
    cancel_slot(COORDINATOR, kept.store, one.id, 3)
    kept.clock.forward(hours=25)
    with pytest.raises(InvalidInput, match="trop tard"):
        put_back_slot(COORDINATOR, kept.store, one.id, 4)


def test_one_slot_is_added_by_its_wall_hours(tmp_path: Path) -> None:
    """Its hours are those of Paris; the same id is not written twice."""
    kept = some_slots(tmp_path)
    model = replace(kept.slots()[0], id="seul", series="")
    id = add_slot(COORDINATOR, kept.store, model, day=date(2026, 11, 28), hours=(time(9), time(12)))
    (saturday,) = [one for one in kept.slots() if one.day == date(2026, 11, 28)]
    assert (id, saturday.starts_at.hour, saturday.ends_at - saturday.starts_at) == ("seul", 8, timedelta(hours=3))
    with pytest.raises(InvalidInput, match="déjà là"):
        add_slot(COORDINATOR, kept.store, model)
    with pytest.raises(InvalidInput, match="horaires"):
        add_slot(COORDINATOR, kept.store, replace(model, id=""), day=date(2026, 11, 28), hours=(time(9), time(9)))


def test_a_professional_keeps_only_their_own_practice(tmp_path: Path) -> None:
    """Anne opens, cancels and ends for Auray; for Brech she is refused before anything is written."""
    kept = some_slots(tmp_path)
    mine = replace(SERIES, id="mienne", starts=time(8), ends=time(9), person=ANNE)
    assert open_series(OF_AURAY, kept.store, mine) == 42
    theirs = replace(SERIES, id="autre", practice=BRECH)
    with pytest.raises(NotAllowed, match="votre cabinet"):
        open_series(OF_AURAY, kept.store, theirs)
    open_series(COORDINATOR, kept.store, theirs)
    other = next(one for one in kept.slots() if one.series == "autre")
    before = kept.written()
    for act in (
        lambda: cancel_slot(OF_AURAY, kept.store, other.id, 1),
        lambda: end_series(OF_AURAY, kept.store, "autre", 1),
        lambda: add_slot(OF_AURAY, kept.store, replace(other, id="")),
        lambda: open_series(READER, kept.store, SERIES),
        lambda: cancel_slot(OBSERVER, kept.store, other.id, 1),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert kept.written() == before
    assert end_series(OF_AURAY, kept.store, "mienne", 1) == (42, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"practice": PracticeId("gone")}, "Ce cabinet"),
        ({"practice": None, "site": "gone"}, "Cet établissement"),
        ({"person": PersonId("brewal")}, "ne travaille pas"),
    ],
)
def test_a_series_of_nobody_known_is_refused(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    """A practice, an establishment or a person who is not there, or who works elsewhere."""
    kept = some_slots(tmp_path, kept=False)
    with pytest.raises(InvalidInput, match=words):
        open_series(COORDINATOR, kept.store, replace(SERIES, **changes))  # type: ignore[arg-type]
    assert kept.slots() == []
