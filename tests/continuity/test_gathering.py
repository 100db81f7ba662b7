"""Moves and exchanges that bring the needs of one patient to one carer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.continuity.assignment import cost_of
from app.continuity.gathering import Gathering
from app.continuity.programme import Choice


def anywhere(*minutes: float) -> list[Choice]:
    return [Choice(carer, 0, one) for carer, one in enumerate(minutes)]


def test_a_need_joins_the_other_of_its_patient_where_there_is_room() -> None:
    """A place left with the first carer: the second need comes along."""
    assert Gathering([anywhere(1, 0), anywhere(1, 0)], [0, 1], [2, 1], ["p", "p"]).run() == [0, 0]


def test_without_room_two_patients_exchange() -> None:
    """Both carers full, each with one need of each patient: one exchange settles both."""
    rows = [anywhere(0, 0)] * 4
    chosen = Gathering(rows, [0, 1, 0, 1], [2, 2], ["p", "p", "q", "q"]).run()
    assert chosen in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_a_relay_written_in_advance_is_not_given_up_for_it() -> None:
    """A step down the preferences costs more than a second carer."""
    rows = [[Choice(0, 0, 0.0), Choice(1, 1, 0.0)], [Choice(1, 0, 0.0), Choice(0, 1, 0.0)]]
    assert Gathering(rows, [0, 1], [2, 2], ["p", "p"]).run() == [0, 1]


@given(
    st.lists(st.lists(st.integers(0, 9).map(float), min_size=3, max_size=3), min_size=1, max_size=7),
    st.lists(st.integers(0, 2), min_size=7, max_size=7),
    st.randoms(use_true_random=False),
)
def test_it_never_costs_more_nor_overfills(minutes, whose, chance) -> None:  # type: ignore[no-untyped-def]
    """From any way to serve that fits, the result fits and costs no more."""
    rows, patients = [anywhere(*one) for one in minutes], whose[: len(minutes)]
    start = [chance.randrange(3) for _row in rows]
    capacities = [max(start.count(carer), 1) for carer in range(3)]
    chosen = Gathering(rows, start, capacities, patients).run()
    assert all(chosen.count(carer) <= capacities[carer] for carer in range(3))
    before, after = (cost_of(rows, way, capacities, patients) for way in (start, chosen))
    assert after <= before + 1e-6
