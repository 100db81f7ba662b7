"""Who takes what at the least cost, against every way there is."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.assignment import LOAD_COST, RANK_COST, SPLIT_COST, Choice, assign
from app.continuity.matching import UNSERVED, served

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
