"""Tests of app/response/training.py: how long a certificate holds, what ends soon, the figures of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PersonId
from app.library import Library
from app.response.training import (
    Expiry,
    Training,
    expiries,
    in_force,
    months_after,
)
from app.roster.competence import Competence

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ANNE, BLEUENN = PersonId("anne"), PersonId("bleuenn")
AFGSU = Training(
    id="t", kind="afgsu_2", title="AFGSU", day=date(2026, 11, 10), starts=time(9), minutes=420, competence="afgsu_2",
    valid_months=48,
)  # fmt: skip


def test_every_kind_of_the_table_reads_and_says_its_source() -> None:
    """A validity without a text would be a figure out of nowhere; AFGSU holds four years."""
    kinds = in_force([record.cells for record in Library().file("training_kinds.csv")], TODAY)
    assert len({one.code for one in kinds}) == len(kinds)
    assert [one.code for one in kinds if one.valid_months and not one.source] == []
    assert {one.code: one.valid_months for one in kinds if one.code.startswith("afgsu")} == {
        "afgsu_1": 48, "afgsu_2": 48, "afgsu_refresh": 48,
    }  # fmt: skip


def test_a_certificate_holds_until_the_eve_of_its_anniversary() -> None:
    """Four years from 10 November 2026: 9 November 2030 is the last day; without months it never ends."""
    given_ = AFGSU.competence_for(ANNE)
    assert given_ == Competence(
        person=ANNE, code="afgsu_2", valid_from=date(2026, 11, 10), valid_to=date(2030, 11, 9), source="training:t"
    )
    assert replace(AFGSU, valid_months=None).last_valid_day is None
    assert replace(AFGSU, competence="").competence_for(ANNE) is None


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 11, 26), 0, date(2026, 11, 26)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_lets_them(start: date, months: int, end: date) -> None:
    """The last day of a shorter month."""
    assert months_after(start, months) == end


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_never_go_back(start: date, months: int) -> None:
    """Later or the same day, whatever the month, and a month more never comes before."""
    assert start <= months_after(start, months) <= months_after(start, months + 1)


def test_it_is_over_at_its_last_minute_or_at_midnight() -> None:
    """Paris time, in winter: 9 h and seven hours end at 15:00 UTC."""
    assert AFGSU.ends_at == datetime(2026, 11, 10, 15, tzinfo=UTC)
    assert replace(AFGSU, starts=None).ends_at == datetime(2026, 11, 10, 23, tzinfo=UTC)


def test_what_ends_within_six_months_comes_first_unless_it_was_renewed() -> None:
    """Ended long ago and never renewed is the first; renewed or without end is not there."""

    def held(person: PersonId, code: str, until: date | None) -> Competence:
        return Competence(person=person, code=code, valid_from=date(2020, 1, 1), valid_to=until)

    soon, past, far = date(2027, 5, 26), date(2025, 1, 1), date(2027, 5, 27)
    rows = [
        held(ANNE, "afgsu_2", soon), held(ANNE, "sse", far), held(BLEUENN, "afgsu_2", past), held(BLEUENN, "sse", past),
        held(BLEUENN, "sse", None), held(ANNE, "nrbc", past), held(ANNE, "nrbc", far),
    ]  # fmt: skip
    assert expiries(rows, TODAY, 6) == (Expiry(past, "afgsu_2", BLEUENN), Expiry(soon, "afgsu_2", ANNE))
    assert expiries(reversed(rows), TODAY, 6) == expiries(rows, TODAY, 6)
