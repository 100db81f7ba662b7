"""Tests of app/response/cell.py: who misses, in which order people are called, what the limits say."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.core.ids import PersonId
from app.response.cell import CellLimits, Member, by_function, cell_limits, gaps


def test_gaps_name_the_holder_before_the_deputy() -> None:
    """Empty or without its holder: the holder misses; alone: the deputy does."""
    members = [
        Member(function="alone", rank=0, name="a"), Member(function="headless", rank=1, name="b"),
        Member(function="whole", rank=1, name="d"), Member(function="whole", rank=0, name="c"),
    ]  # fmt: skip
    assert gaps(members, ["whole", "alone", "headless", "empty"]) == (("alone", False), ("headless", True), ("empty", True))  # fmt: skip
    assert [one.name for one in by_function(members)["whole"]] == ["c", "d"]


def test_somebody_is_who_they_are_whatever_the_case_of_their_name() -> None:
    """A person of the roster is their id."""
    assert Member(function="f", rank=0, name="Le Goff").key == Member(function="g", rank=1, name="LE GOFF").key
    assert Member(function="f", rank=0, person_id=PersonId("p"), name="x").key == "p"


def test_limits_are_data() -> None:
    """What the table does not say stays as shipped; what is no number is refused."""
    assert cell_limits([{"code": "rest_hours", "value": "12"}]) == CellLimits(rest_hours=12)
    with pytest.raises(InvalidInput, match="value"):
        cell_limits([{"code": "rest_hours", "value": "onze"}])
