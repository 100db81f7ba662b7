"""The yearly review: said in time, kept in a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from app.core.errors import NotFound
from app.services.plans.plan_review_due import plan_review_due, review_calendar
from app.store.database import Store
from tests.builders import READER, a_store
from tests.services.a_plan import a_community, a_draft, a_sent


def due(store: Store, day: date) -> str | None:
    with store.reading() as conn:
        said = plan_review_due(conn, day)
    return said.replace("\u00a0", " ") if said else said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 9, 26), None),
        (date(2027, 9, 27), "La révision annuelle du plan est attendue le 26 novembre 2027 : dans 60 jours."),
        (date(2027, 11, 25), "La révision annuelle du plan est attendue le 26 novembre 2027 : dans 1 jour."),
        (date(2027, 11, 26), "La révision annuelle du plan est attendue aujourd’hui."),
        (date(2027, 11, 27), "La révision annuelle du plan était attendue le 26 novembre 2027 : 1 jour de retard."),
    ],
)
def test_the_review_is_said_two_months_before_and_as_long_as_it_is_late(
    tmp_path: Path, day: date, said: str | None
) -> None:
    """A draft begun meanwhile does not hide it."""
    store = a_store(tmp_path)
    a_sent(store)
    a_draft(store)
    assert due(store, day) == said


def test_nothing_is_due_of_a_plan_that_nobody_validated(tmp_path: Path) -> None:
    """And there is no day to put into a calendar."""
    store = a_store(tmp_path)
    assert due(store, date(2030, 1, 1)) is None
    a_draft(store)
    assert due(store, date(2030, 1, 1)) is None
    with pytest.raises(NotFound):
        review_calendar(READER, store)


def test_the_day_goes_into_a_calendar_and_moves_with_the_plan(tmp_path: Path) -> None:
    """A whole day with a reminder; the same bytes each time, and a higher sequence once it is moved."""
    store = a_store(tmp_path)
    a_community(store)
    a_sent(store)
    first = review_calendar(READER, store)
    assert review_calendar(READER, store) == first
    [event] = Calendar.from_ical(first).walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 11, 26)
    assert str(event["summary"]) == "Réviser le plan de crise de CPTS fictive"
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger").days == -60
    with store.transaction() as conn:
        conn.execute("UPDATE plan SET review_on = '2027-10-01', revision = revision + 1")
    [moved] = Calendar.from_ical(review_calendar(READER, store)).walk("VEVENT")
    assert (moved["uid"], moved.decoded("dtstart")) == (event["uid"], date(2027, 10, 1))
    assert int(moved["sequence"]) > int(event["sequence"])
