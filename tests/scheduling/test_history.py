"""Undo and redo are inverse and refuse what moved."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StaleRevision
from app.core.ids import PersonId, SeatId
from app.scheduling.history import SeatEdit, Step, redo, step_between, undo
from app.scheduling.session import DraftSeat, Holder

ANA = DraftSeat(SeatId("1"), Holder(PersonId("Ana")), 1)
BEA = DraftSeat(SeatId("1"), Holder(PersonId("Bea")), 1)
ZOE = DraftSeat(SeatId("2"), Holder(PersonId("Zoé")), 1)


def test_a_step_holds_only_the_seats_that_changed() -> None:
    """Seat 1 changes hands, seat 2 is left alone."""
    assert step_between([ANA, ZOE], [BEA, ZOE], "Bea") == Step("Bea", (SeatEdit(SeatId("1"), ANA, BEA),))


def test_a_seat_that_changed_since_cannot_be_undone() -> None:
    """And the draft is left as it was."""
    step = step_between([], [ANA], "Ana")
    with pytest.raises(StaleRevision, match="« Ana »"):
        undo([BEA], step)


drafts = st.dictionaries(st.sampled_from("12345"), st.sampled_from("abc"), max_size=5).map(
    lambda rows: tuple(DraftSeat(SeatId(seat), Holder(PersonId(person)), 1) for seat, person in sorted(rows.items()))
)


@given(st.lists(drafts, min_size=1, max_size=6))
def test_undoing_everything_then_redoing_it_ends_where_it_was(states: list[tuple[DraftSeat, ...]]) -> None:
    """undo ∘ redo is the identity, step by step, whatever the drafts."""
    draft, steps = states[0], [step_between(*pair, "étape") for pair in pairwise(states)]
    for step, wanted in zip(steps, states[1:], strict=True):
        assert undo(wanted, step) == draft
        draft = redo(draft, step)
        assert draft == wanted
    for step in reversed(steps):
        draft = undo(draft, step)
    assert draft == states[0]
    for step in steps:
        draft = redo(draft, step)
    assert draft == states[-1]
