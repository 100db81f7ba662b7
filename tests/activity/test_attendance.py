"""The sheet of a session: everyone present until someone says otherwise, corrections as new rows, hours within the session."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.attendance import (
    Attendee,
    Origin,
    Passing,
    Presence,
    Stamp,
    added,
    corrected,
    expected_rows,
    names_erased,
    signed,
    standing,
    worked,
)
from app.core.errors import InvalidInput
from app.core.ids import PartnerId, PersonId
from app.core.intervals import Interval
from app.scheduling.session import Holder, SeatState
from tests.activity.builders import stamps
from tests.scheduling.builders import a_seat, a_session, paris

SESSION = a_session()
NINE, TEN, NOON, ONE = (paris(2026, 11, 30, hour) for hour in (9, 10, 12, 13))
AFTER = paris(2026, 11, 30, 13, 30)
SEATS = (
    a_seat("A", person="Anne"),
    a_seat("B", line=2, person="Bleuenn", state=SeatState.STAND_IN_WANTED),
    a_seat("M", "reception", None, holder=Holder(partner_id=PartnerId("Mairie")), state=SeatState.ACKNOWLEDGED),
    a_seat("O", line=3),
    a_seat("X", line=3, rank=2, person="Xavier", state=SeatState.CANCELLED),
    a_seat("Z", session="S2", person="Zoé"),
)  # fmt: skip
STAMP = stamps(AFTER)
ROWS = expected_rows(SESSION, SEATS, STAMP)
ANNE = ROWS[0]


def test_everyone_expected_is_present_by_default() -> None:
    """Held seats of the session and partners', one row each; empty, cancelled and other sessions' seats are not there."""
    assert [(row.attendee.key, row.seat_id, row.presence) for row in ROWS] == [
        ("person:Anne", "A", Presence.PRESENT),
        ("person:Bleuenn", "B", Presence.PRESENT),
        ("partner:Mairie", "M", Presence.PRESENT),
    ]
    assert [worked(row, SESSION) for row in ROWS] == [Interval(NINE, ONE), Interval(NINE, ONE), None]


def test_hours_worked_are_those_within_the_session() -> None:
    """Late, gone early, both, or absent; coming before or staying after changes nothing."""
    told = [
        corrected(ANNE, SESSION, STAMP(), arrived_at=arrived, left_at=left)
        for arrived, left in (
            (TEN, None), (None, NOON), (TEN, NOON), (NINE - timedelta(hours=1), AFTER),
        )
    ] + [corrected(ANNE, SESSION, STAMP(), absent=True)]  # fmt: skip
    assert [(row.presence, worked(row, SESSION)) for row in told] == [
        (Presence.LATE, Interval(TEN, ONE)),
        (Presence.LEFT_EARLY, Interval(NINE, NOON)),
        (Presence.LATE, Interval(TEN, NOON)),
        (Presence.PRESENT, Interval(NINE, ONE)),
        (Presence.ABSENT, None),
    ]


@pytest.mark.parametrize(
    ("arrived", "left", "said"),
    [(ONE, None, "après la fin"), (None, NINE, "Le départ"), (NOON, TEN, "Le départ"), (TEN, TEN, "Le départ")],
)
def test_impossible_hours_are_refused(arrived: datetime | None, left: datetime | None, said: str) -> None:
    """Hours that leave nothing worked are an absence or a typing mistake."""
    with pytest.raises(InvalidInput, match=said):
        corrected(ANNE, SESSION, STAMP(), arrived_at=arrived, left_at=left)


def test_a_correction_is_a_new_row() -> None:
    """Absent, then late after all: three rows are kept, the last holds; of two rival corrections the later written wins."""
    absent = corrected(ANNE, SESSION, STAMP(), absent=True)
    late = corrected(absent, SESSION, STAMP(), arrived_at=TEN)
    assert (absent.replaces, late.replaces) == (ANNE.stamp.id, absent.stamp.id)
    assert standing((late, *ROWS, absent)) == (late, *ROWS[1:])
    rival = corrected(ANNE, SESSION, Stamp("R0", AFTER + timedelta(hours=1)), note="vu par un autre")
    assert standing((*ROWS, absent, rival)) == (rival, *ROWS[1:])


def test_someone_more_is_added_once() -> None:
    """A person of the roster is « en plus », a stranger « renfort de passage »; who is already there is corrected instead."""
    extra = added(SESSION, ROWS, Attendee(PersonId("Corentin")), STAMP(), role="injector", line=3, arrived_at=TEN)
    passing = added(SESSION, ROWS, Attendee(passing=Passing("W1", "Maël K.", "infirmier")), STAMP())
    assert [(row.origin, row.presence, worked(row, SESSION)) for row in (extra, passing)] == [
        (Origin.EXTRA, Presence.EXTRA, Interval(TEN, ONE)),
        (Origin.WALK_IN, Presence.WALK_IN, Interval(NINE, ONE)),
    ]
    with pytest.raises(InvalidInput, match="déjà sur la feuille"):
        added(SESSION, (*ROWS, extra), Attendee(PersonId("Corentin")), STAMP())


def test_signing_makes_present() -> None:
    """« Je suis là » keeps the first signature and undoes an absence noted too soon."""
    absent = corrected(ANNE, SESSION, STAMP(), absent=True)
    first = signed(absent, Stamp("S1", NINE))
    again = signed(first, Stamp("S2", TEN))
    assert (first.presence, again.signed_at, again.replaces) == (Presence.PRESENT, NINE, "S1")


def test_the_name_of_someone_passing_goes_once_paid() -> None:
    """Only settled people's names go, from corrections too; who they are stays told apart."""
    first, other = (
        added(SESSION, ROWS, Attendee(passing=Passing(id, name)), STAMP()) for id, name in (("W1", "Maël"), ("W2", "Nolwenn"))
    )  # fmt: skip
    late = corrected(first, SESSION, STAMP(), arrived_at=TEN)
    erased = names_erased((*ROWS, first, late, other), {"W1"})
    assert [(row.stamp.id, row.attendee.key, row.attendee.passing) for row in erased] == [
        (row.stamp.id, "passing:W1", Passing("W1")) for row in (first, late)
    ]
    assert Passing("W1").label == "renfort de passage"


@given(st.integers(-300, 300), st.integers(-300, 300), st.booleans())
def test_no_correction_pays_time_outside_the_session(arrived: int, left: int, absent: bool) -> None:
    """Whatever is typed, time worked lies within the session and starts before it ends; otherwise it is refused."""
    try:
        row = corrected(
            ANNE, SESSION, STAMP(), absent=absent, arrived_at=TEN + timedelta(minutes=arrived),
            left_at=TEN + timedelta(minutes=left),
        )  # fmt: skip
    except InvalidInput:
        assert TEN + timedelta(minutes=arrived) >= ONE or left <= arrived or TEN + timedelta(minutes=left) <= NINE
        return
    found = worked(row, SESSION)
    assert (found is None) == absent
    assert found is None or SESSION.starts_at <= found.start < found.end <= SESSION.ends_at
