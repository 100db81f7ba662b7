"""Requests of authorities against their deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.response.requests import SOON, AuthorityRequest, RequestState, counted, worked_through
from tests.builders import THURSDAY

ASKED = AuthorityRequest(id="a", asked_by="ARS", text="Combien ?", received_at=THURSDAY - timedelta(hours=4))


def due(hours: float, **fields: object) -> AuthorityRequest:
    return replace(ASKED, due_at=THURSDAY + timedelta(hours=hours), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "state"),
    [
        (ASKED, RequestState.WAITING),
        (due(3), RequestState.WAITING),
        (due(2), RequestState.SOON),
        (due(0), RequestState.SOON),
        (due(-1), RequestState.LATE),
        (due(1, replied_at=THURSDAY), RequestState.ANSWERED),
        (due(0, replied_at=THURSDAY), RequestState.ANSWERED),
        (due(-1, replied_at=THURSDAY), RequestState.ANSWERED_LATE),
        (replace(ASKED, replied_at=THURSDAY), RequestState.ANSWERED),
    ],
)
def test_where_a_request_stands(request_: AuthorityRequest, state: RequestState) -> None:
    """On time at its very deadline, late after it, soon two hours before; an answer keeps whether it was late."""
    assert request_.state(THURSDAY) is state
    assert timedelta(hours=2) == SOON


def test_overdue_first_then_by_deadline_then_without_one_then_answered() -> None:
    """The order in which a tired person works through them."""
    late = due(-1, id="late")
    later = due(1, id="sooner due")
    last = due(5, id="due")
    none = replace(ASKED, id="no deadline")
    first = due(1, id="answered first", received_at=THURSDAY - timedelta(hours=9), replied_at=THURSDAY)
    second = due(1, id="answered second", replied_at=THURSDAY)
    found = worked_through([first, none, last, second, later, late], THURSDAY)
    assert [one.id for one in found] == [
        "late",
        "sooner due",
        "due",
        "no deadline",
        "answered second",
        "answered first",
    ]


@given(st.lists(st.tuples(st.integers(-9, 9) | st.none(), st.integers(-9, 0) | st.none()), max_size=8))
def test_every_request_is_counted_once(drawn: list[tuple[int | None, int | None]]) -> None:
    """Owed and answered add up; late and soon are among the owed, on time among the answered."""
    held = [
        replace(
            ASKED,
            id=str(n),
            due_at=None if due_in is None else THURSDAY + timedelta(hours=due_in),
            replied_at=None if replied is None else THURSDAY + timedelta(hours=replied),
        )
        for n, (due_in, replied) in enumerate(drawn)
    ]
    counts = counted(held, THURSDAY)
    assert counts.owed + counts.answered == len(held) == len(worked_through(held, THURSDAY))
    assert counts.late + counts.soon <= counts.owed
    assert counts.on_time <= counts.answered
