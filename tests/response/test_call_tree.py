"""The call tree: who is first, who calls whom, and that everybody is called once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.core.ids import PersonId, PracticeId
from app.library import Library
from app.response.call_tree import Level, Place, checked, level_of, order, tree
from app.roster.person import Person
from app.services.crisis.alert_muster import levels_of
from tests.builders import THURSDAY, a_person
from tests.response.an_alert import after

LEVELS = levels_of(Library())


def person(name: str, **fields: Any) -> Person:
    return a_person(name, **({"id": PersonId(name), "family_name": name, "mobile": "+33639980001"} | fields))


def names(places: tuple[Place, ...]) -> list[str]:
    return [one.person.given_name for one in places]


def test_the_cell_then_by_delay_then_by_what_is_wanted() -> None:
    """An unknown delay counts as the longest."""
    people = [
        person("inconnu"),
        person("demain", delay_to_mobilise_hours=20),
        person("vite", delay_to_mobilise_hours=1),
        person("voulu", profession="medecin", delay_to_mobilise_hours=1),
        person("cellule", delay_to_mobilise_hours=24),
    ]
    found = order(people, LEVELS, cell={PersonId("cellule")}, wanted={"medecin"})
    assert names(found) == ["cellule", "voulu", "vite", "demain", "inconnu"]
    assert [one.level.code for one in found] == ["cell", "h1", "h1", "h24", "h24"]
    assert [one.rank for one in found] == [1, 2, 3, 4, 5]
    assert [one.due_at(THURSDAY) for one in found[:2]] == [after(10), after(20)]


def test_each_calls_five_a_colleague_or_a_neighbour_first() -> None:
    """Five by the coordination, then each by their own practice, else their commune."""
    first = [person(f"a{n}", delay_to_mobilise_hours=1, commune_insee=f"5600{n}") for n in range(5)]
    first[3] = person("a3", delay_to_mobilise_hours=1, practice=PracticeId("maison"), commune_insee="56003")
    next_ones = [
        person("b1", delay_to_mobilise_hours=3, commune_insee="56004"),
        person("b2", delay_to_mobilise_hours=3, practice=PracticeId("maison"), commune_insee="56009"),
        person("b3", delay_to_mobilise_hours=3, commune_insee="56099"),
    ]
    found = tree(order([*first, *next_ones], LEVELS))
    assert [(one.caller, one.place.person.id, one.depth) for one in found.calls] == [
        *((None, f"a{n}", 1) for n in range(5)),
        ("a4", "b1", 2),
        ("a3", "b2", 2),
        ("a0", "b3", 2),
    ]
    assert [one.after_minutes for one in found.calls] == [3, 6, 9, 12, 15, 18, 15, 6]
    assert found.minutes == 18
    assert list(found.by_caller) == [None, "a4", "a3", "a0"]


def test_without_a_number_nobody_is_called_nor_calls() -> None:
    """They are listed apart; a landline is a number; nobody at all is no error."""
    found = tree(order([person("muet", mobile=""), person("fixe", mobile="", phone="+33199001000")], LEVELS))
    assert (names(found.mute), [one.place.person.id for one in found.calls]) == (["muet"], ["fixe"])
    assert tree(()).minutes == 0


@given(st.integers(0, 80), st.integers(0, 3))
def test_everybody_is_called_once_by_somebody_told_before(n: int, communes: int) -> None:
    """And nobody makes more calls than the level says."""
    people = [
        person(f"p{i:02}", delay_to_mobilise_hours=[1, 3, 12, None][i % 4], commune_insee=f"5600{i % (communes + 1)}")
        for i in range(n)
    ]
    found = tree(order(people, LEVELS))
    told: dict[PersonId | None, int] = {None: 0}
    for one in found.calls:
        assert one.caller in told
        assert one.after_minutes > told[one.caller]
        told[one.place.person.id] = one.after_minutes
    assert len(told) == n + 1
    assert max((len(calls) for calls in found.by_caller.values()), default=0) <= 5


def test_the_shipped_levels_hold_every_delay() -> None:
    """The cell, then T+1, 3, 12 and 24 h."""
    assert [(one.code, one.within_hours) for one in LEVELS] == [
        ("cell", None),
        ("h1", 1),
        ("h3", 3),
        ("h12", 12),
        ("h24", 24),
    ]
    assert [one.code for one in LEVELS if not (one.label_fr and one.label_en and one.source)] == []


def test_levels_that_leave_somebody_out_are_refused() -> None:
    """And figures that are none."""
    row = {"code": "x", "label_fr": "x", "label_en": "x", "ring_after_minutes": "5", "calls_each": "5"}
    cell: Level = level_of({**row, "minutes_a_call": "3"})
    with pytest.raises(InvalidInput, match="within_hours"):
        checked([cell])
    with pytest.raises(InvalidInput, match="plus grand que zéro"):
        level_of({**row, "minutes_a_call": "0"})
