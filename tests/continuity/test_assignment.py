"""Who takes what at the least cost, against every way there is."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity import assignment
from app.continuity.assignment import assign
from app.continuity.matching import UNSERVED, served
from app.continuity.programme import LOAD_COST, RANK_COST, SPLIT_COST, Choice

CARERS = range(3)
ROW = st.lists(
    st.builds(Choice, st.sampled_from(CARERS), st.integers(0, 2), st.integers(0, 20).map(float)),
    unique_by=lambda choice: choice.carer,
    max_size=3,
)
Rows = list[list[Choice]]


def cost(rows: Rows, chosen: list[int], capacities: list[int], patients: list[int]) -> float:
    """What a way to serve costs, term by term as the module says."""
    picked = [(row, carer) for row, carer in enumerate(chosen) if carer != UNSERVED]
    way = [next(one for one in rows[row] if one.carer == carer) for row, carer in picked]
    pairs = {(patients[row], carer) for row, carer in picked}
    several = [patient for patient, count in Counter(patients[row] for row, _carer in picked).items() if count > 1]
    loads = Counter(carer for _row, carer in picked)
    return (
        sum(RANK_COST * one.rank + one.minutes for one in way)
        + SPLIT_COST * sum(patient in several for patient, _carer in pairs)
        + sum(LOAD_COST * taken**2 / capacities[carer] for carer, taken in loads.items())
    )


@settings(max_examples=120)
@given(
    st.lists(ROW, max_size=4),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_no_way_to_serve_the_same_rows_costs_less(rows: Rows, capacities: list[int], patients: list[int]) -> None:
    """The rows served are those of the matching; among all ways to serve those, none is cheaper."""
    patients = patients[: len(rows)]
    chosen = assign(rows, capacities, patients)
    first = served([[one.carer for one in row] for row in rows], capacities)
    assert [carer == UNSERVED for carer in chosen] == [carer == UNSERVED for carer in first]
    assert all(chosen.count(carer) <= capacities[carer] for carer in CARERS)
    open_to = [
        [one.carer for one in row] if carer != UNSERVED else [UNSERVED] for row, carer in zip(rows, first, strict=True)
    ]
    least = min(
        cost(rows, list(way), capacities, patients)
        for way in product(*open_to)
        if all(way.count(carer) <= capacities[carer] for carer in CARERS)
    )
    assert cost(rows, chosen, capacities, patients) == pytest.approx(least, rel=1e-5, abs=1e-3)


def test_nothing_to_assign_and_nobody_to_take() -> None:
    """No row, or rows without options: nothing is solved."""
    assert assign([], [1], []) == []
    assert assign([[]], [1], ["patient"]) == [UNSERVED]
    assert assign([[Choice(0, 0, 1.0)]], [0], ["patient"]) == [UNSERVED]


@settings(max_examples=60)
@given(
    st.lists(ROW, max_size=6),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=6, max_size=6),
)
def test_rounds_of_flows_serve_the_same_rows_as_the_exact_way(
    rows: Rows, capacities: list[int], patients: list[int]
) -> None:
    """Where many patients have several needs: the same rows are served, within capacity, never cheaper than the best."""
    patients = patients[: len(rows)]
    exact = assign(rows, capacities, patients)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "MOST_WHOLE", -1)
        rounds = assign(rows, capacities, patients)
    assert [carer == UNSERVED for carer in rounds] == [carer == UNSERVED for carer in exact]
    assert all(rounds.count(carer) <= capacities[carer] for carer in CARERS)
    least = cost(rows, exact, capacities, patients)
    assert least - 0.01 <= cost(rows, rounds, capacities, patients) + least * 1e-5


def test_rounds_of_flows_bring_a_patient_to_one_carer() -> None:
    """Two patients of two needs, two carers of two places: each keeps to one, though the ways tempt to split."""
    near_far = [[Choice(0, 0, 1.0), Choice(1, 0, 2.0)], [Choice(0, 0, 2.0), Choice(1, 0, 1.0)]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "MOST_WHOLE", -1)
        chosen = assign(near_far * 2, [2, 2], ["one", "one", "two", "two"])
    assert chosen in ([0, 0, 1, 1], [1, 1, 0, 0])
