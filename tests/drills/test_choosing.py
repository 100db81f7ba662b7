"""Whom an effect concerns, who is drawn: by criteria, to the number of the roster, the same people every time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.choosing import concerned, drawn, how_many, may_be_absent, may_close, scaled, spread, unknown
from app.drills.shock import Absence, Closure
from tests.drills.a_world import NURSES, POWER, a_world

WORLD = a_world()


def test_criteria_add_up_and_none_concerns_nobody() -> None:
    """Each criterion narrows; without any, nobody is struck; what others depend on is never chosen by a criterion."""
    assert concerned(WORLD, Absence(professions=("infirmier",), communes=("B",))) == NURSES[3:]
    assert concerned(WORLD, Absence(providers=NURSES[:2], communes=("B",))) == ()
    assert concerned(WORLD, Absence()) == ()
    assert concerned(WORLD, Closure(communes=("B",))) == (*NURSES[3:], "site:pharmacy")
    assert concerned(WORLD, Closure(providers=(POWER,))) == (POWER,)


def test_people_are_absent_and_sites_close() -> None:
    """A commune alone takes its people for an absence, its sites for a closure; a practice closes with its people."""
    assert may_be_absent(WORLD, Absence(communes=("B",))) == NURSES[3:]
    assert may_be_absent(WORLD, Absence(providers=("site:centre",))) == ("site:centre",)
    assert may_close(WORLD, Closure(communes=("B",))) == ("site:pharmacy",)
    assert may_close(WORLD, Closure(practices=("north",))) == NURSES[:3]


@pytest.mark.parametrize(
    ("absence", "among", "away"),
    [
        (Absence(count=28, of=94), 94, 28), (Absence(count=28, of=94), 62, 18), (Absence(count=28, of=94), 600, 179),
        (Absence(count=7), 5, 5), (Absence(share=50), 5, 3), (Absence(), 9, 9), (Absence(share=0), 9, 0),
        (Absence(count=9, of=3), 6, 6), (Absence(count=1, of=3), 0, 0),
    ],
)  # fmt: skip
def test_a_count_is_brought_to_the_roster(absence: Absence, among: int, away: int) -> None:
    """« 28 of 94 » strikes the same share of any roster, never more than there are."""
    assert how_many(absence, among) == away


def test_the_same_people_are_struck_whoever_joins() -> None:
    """A draw hangs on the seed and on each one's id: a newcomer changes nobody else's luck."""
    effect = Absence(professions=("infirmier",), count=3)
    first = drawn(WORLD, effect)
    assert first == drawn(a_world(), effect)
    assert len(first) == 3
    fewer = replace(WORLD, ordinary=replace(WORLD.ordinary, providers=tuple(p for p in WORLD.ordinary.providers if p.id not in first[:1])))  # fmt: skip
    assert set(first[1:]) < set(drawn(fewer, effect))
    assert {drawn(WORLD, effect.model_copy(update={"seed": seed})) for seed in range(20)} > {first}


def test_a_correlated_draw_takes_whole_practices() -> None:
    """At 100 % half of two practices of three is one of them, whatever the seed; at 0 % it is not."""
    together = {
        drawn(WORLD, Absence(professions=("infirmier",), share=50, correlation=100, seed=seed)) for seed in range(30)
    }
    assert together == {NURSES[:3], NURSES[3:]}
    apart = {drawn(WORLD, Absence(professions=("infirmier",), share=50, seed=seed)) for seed in range(30)}
    assert len(apart) > 5


@given(st.integers(0, 500), st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 90), min_size=1))
def test_a_total_is_spread_whole_and_in_proportion(total: int, weights: dict[str, int]) -> None:
    """Parts add up to the total, each within one unit of its share."""
    found = spread(total, weights)
    assert sum(found.values()) == total
    whole = sum(weights.values())
    assert all(abs(found[one] - total * weight / whole) < 1 for one, weight in weights.items() if whole)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 90)), st.integers(0, 100))
def test_a_percent_of_a_team_is_a_percent_of_its_sum(values: dict[str, int], percent: int) -> None:
    """The team keeps its percent, halves rounded up, and nobody gives more than before."""
    found = scaled(values, percent)
    assert sum(found.values()) == (2 * sum(values.values()) * percent + 100) // 200
    assert all(found[one] <= values[one] for one in found)


def test_what_a_world_does_not_have_is_said() -> None:
    """A commune of another territory, a profession nobody has, in the order given."""
    effect = Absence(professions=("infirmier", "orthoptiste"), communes=("Z", "A"), practices=("west",))
    assert unknown(WORLD, effect) == ("orthoptiste", "west", "Z")
