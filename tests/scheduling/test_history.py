"""Undo and redo are inverse, refuse what moved, and forget what a new step replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StaleRevision
from app.core.ids import PersonId, SeatId
from app.scheduling.history import History, SeatEdit, Step, redo, step_between, undo
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


def test_history_goes_back_and_forth_and_a_new_step_forgets_the_undone() -> None:
    """Two steps, one undone, redone, undone again, then another way."""
    one, two = step_between([], [ANA], "un"), step_between([ANA], [ANA, ZOE], "deux")
    history = History().push(one).push(two).push(Step("rien", ()))
    history, draft = history.undo([ANA, ZOE])
    assert (draft, history) == ((ANA,), History((one,), (two,)))
    again, redone = history.redo(draft)
    assert (redone, again) == ((ANA, ZOE), History((one, two)))
    assert history.push(step_between([ANA], [BEA], "trois")).undone == ()
    assert History().undo([ANA]) == (History(), (ANA,))
    assert History().redo([ANA]) == (History(), (ANA,))


drafts = st.dictionaries(st.sampled_from("12345"), st.sampled_from("abc"), max_size=5).map(
    lambda rows: tuple(DraftSeat(SeatId(seat), Holder(PersonId(person)), 1) for seat, person in sorted(rows.items()))
)


@given(st.lists(drafts, min_size=1, max_size=6))
def test_undoing_everything_then_redoing_it_ends_where_it_was(states: list[tuple[DraftSeat, ...]]) -> None:
    """undo ∘ redo is the identity, step by step, whatever the drafts."""
    history, draft = History(), states[0]
    for wanted in states[1:]:
        step = step_between(draft, wanted, "étape")
        assert redo(draft, step) == wanted
        assert undo(wanted, step) == draft
        history, draft = history.push(step), wanted
    steps = len(history.done)
    for _round in range(steps):
        history, draft = history.undo(draft)
    assert draft == states[0]
    for _round in range(steps):
        history, draft = history.redo(draft)
    assert draft == states[-1]
