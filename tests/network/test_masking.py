"""What is shown of small counts can't be undone: audited by linear programmes written here, apart from the product's own."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.masking import Key, Keys, deducible, mask
from tests.network.an_audit import deduced

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES, CATEGORIES = ("Allaire", "Béganne", "Redon", "Rieux"), ("INS", "O2", "PLAIE")
ZONES = {"nord": PLACES[:2], "sud": PLACES[2:]}
DEPARTMENTS = {"56": (PLACES[0], PLACES[1], PLACES[3]), "35": (PLACES[2],)}


def keys(places: Sequence[str], categories: Sequence[str] = CATEGORIES) -> Keys:
    """The cells of some places and categories."""
    return frozenset(product(places, categories))


def views() -> list[Keys]:
    """Total, categories, zones, departments, zone × category, department × category, communes."""
    areas = [*ZONES.values(), *DEPARTMENTS.values()]
    return [
        keys(PLACES), *(keys(PLACES, [one]) for one in CATEGORIES), *(keys(area) for area in areas),
        *(keys(area, [one]) for area in areas for one in CATEGORIES), *(keys([one]) for one in PLACES),
    ]  # fmt: skip


def table(*counts: int) -> dict[Key, int]:
    """A table filled row by row: a commune a row, a category a column."""
    return dict(zip(product(PLACES, CATEGORIES), counts, strict=True))


counts = st.lists(st.one_of(st.integers(0, 4), st.integers(0, 30)), min_size=12, max_size=12)


@settings(max_examples=25, deadline=None)
@given(counts, st.sampled_from([3, 5, 11]))
def test_no_view_gives_a_masked_value_back(values: list[int], threshold: int) -> None:
    """Between all the views shown at once, every masked one keeps a range as wide as the threshold."""
    cells = table(*values)
    masked = mask(cells, views(), threshold)
    for wanted in [*views(), *(frozenset({key}) for key in cells)]:
        if masked.sum(wanted) is None:
            least, most = deduced(sorted(cells), masked.sums, wanted)
            assert most - least >= threshold - 1e-6


@settings(max_examples=25, deadline=None)
@given(counts)
def test_what_is_shown_is_true_and_large_enough(values: list[int]) -> None:
    """Nothing below the threshold is shown, and what is shown is the count itself."""
    cells = table(*values)
    masked = mask(cells, views(), 5)
    assert all(count == sum(cells[key] for key in wanted) >= 5 for wanted, count in masked.sums.items())
    assert all(cells[key] == count for key, count in masked.cells.items())


@settings(max_examples=12, deadline=None)
@given(counts)
def test_whole_numbers_leave_at_least_two_tables(values: list[int]) -> None:
    """For a small table every table of whole numbers is tried: a masked cell takes at least six values."""
    cells = {key: count % 9 for key, count in list(table(*values).items())[:4]}
    order = sorted(cells)
    pairs = [frozenset(order[:2]), frozenset(order[2:]), frozenset(order[::2])]
    masked = mask(cells, [frozenset(order), *pairs], 5)
    total = sum(cells.values())
    possible = [
        dict(zip(order, one, strict=True))
        for one in product(range(total + 1), repeat=4)
        if sum(one) == total
        and all(
            sum(dict(zip(order, one, strict=True))[key] for key in shown) == count
            for shown, count in masked.sums.items()
        )
    ]
    if masked.sum(frozenset(order)) is not None:
        for key in order:
            if masked.cell(key) is None:
                assert len({one[key] for one in possible}) >= 6


def test_a_lone_small_cell_takes_others_with_it() -> None:
    """One commune below the threshold in a zone of two: its neighbour is masked too, or subtraction gives it back."""
    cells = table(9, 9, 9, 2, 9, 9, 9, 9, 9, 9, 9, 9)
    masked = mask(cells, views(), 5)
    assert masked.sum(keys(PLACES)) == 101
    assert masked.cell(("Béganne", "INS")) is None
    assert masked.cell(("Allaire", "INS")) is None
    naive = [keys(PLACES, ["INS"]), *(frozenset({(place, "INS")}) for place in PLACES if place != "Béganne")]
    assert deducible(cells, naive, frozenset({("Béganne", "INS")})) == (2.0, 2.0)


def test_a_department_of_one_commune_is_its_commune() -> None:
    """Redon is all of Ille-et-Vilaine here: a category masked for one is masked for the other."""
    cells = table(9, 9, 9, 9, 9, 9, 3, 9, 9, 9, 9, 9)
    masked = mask(cells, views(), 5)
    assert masked.cell(("Redon", "INS")) is None
    assert masked.sum(keys(("Redon",), ["INS"])) is None
    assert masked.sum(keys(DEPARTMENTS["56"], ["INS"])) is None or masked.sum(keys(PLACES, ["INS"])) is None


def test_a_small_total_hides_everything() -> None:
    """Four needs in all: nothing is shown, not even how many."""
    assert mask(table(1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0), views(), 5).sums == {}


def test_a_total_may_be_exact_for_whoever_runs_what_is_under_way() -> None:
    """The coordination reads the total of something live; below the threshold it reads nothing else."""
    masked = mask(table(1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0), views(), 5, exact_total=True)
    assert masked.sums == {keys(PLACES): 4}


def test_the_same_needs_counted_twice_do_not_undo_each_other() -> None:
    """By commune and by practice: what one table hides of a category, the other does not give back."""
    cells: dict[Key, int] = {("lieu", "Redon"): 9, ("lieu", "Rieux"): 3, ("cabinet", "A"): 6, ("cabinet", "B"): 6}
    by_place, by_practice = (frozenset(key for key in cells if key[0] == kind) for kind in ("lieu", "cabinet"))
    masked = mask(cells, [by_place], 5, same=[(by_place, by_practice)])
    assert masked.cells == {("cabinet", "A"): 6, ("cabinet", "B"): 6}
    assert masked.sum(by_place) == 12
    least, most = deducible(cells, list(masked.sums), frozenset({("lieu", "Rieux")}), same=[(by_place, by_practice)])
    assert (least, most) == (0.0, 12.0)


def test_no_cell_at_all_is_nothing_to_show() -> None:
    """A list of nothing is empty, not an error."""
    assert mask({}, [frozenset()], 5).sums == {}


def test_two_counts_of_the_same_that_differ_are_refused() -> None:
    """A table that contradicts itself is a mistake of the caller."""
    cells: dict[Key, int] = {("a",): 5, ("b",): 6}
    with pytest.raises(ValueError, match="same"):
        mask(cells, [], 5, same=[(frozenset({("a",)}), frozenset({("b",)}))])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 30)), min_size=2, max_size=6))
def test_noughts_that_are_said_give_no_small_count_back(values: list[int]) -> None:
    """Slices of time: every nought stands, and each masked count, known not to be nought, keeps a range of the threshold."""
    cells: dict[Key, int] = {(f"{rank}",): count for rank, count in enumerate(values)}
    every = frozenset(cells)
    masked = mask(cells, [every], 5, zeros=every)
    assert {key for key, count in cells.items() if not count} <= set(masked.cells)
    assert all(count == cells[key] and (count == 0 or count >= 5) for key, count in masked.cells.items())
    beyond: dict[Key, int] = {key: count - 1 for key, count in cells.items() if count}
    shown = {keys & frozenset(beyond): count - len(keys & frozenset(beyond)) for keys, count in masked.sums.items()}
    shown.pop(frozenset(), None)
    for key in beyond:
        if masked.cell(key) is None:
            least, most = deduced(sorted(beyond), shown, frozenset({key}))
            assert most - least >= 5 - 1e-6


def test_twelve_at_once_and_noughts_are_all_said() -> None:
    """Twelve in one slice, none in the others: nothing is small."""
    cells: dict[Key, int] = {("a",): 12, ("b",): 0, ("c",): 0}
    assert mask(cells, [frozenset(cells)], 5, zeros=frozenset(cells)).cells == {("a",): 12, ("b",): 0, ("c",): 0}


def test_a_small_count_next_to_noughts_hides_the_total() -> None:
    """Two and four make six: with the others said to be nought, the total would leave four values only."""
    cells: dict[Key, int] = {("a",): 2, ("b",): 4, ("c",): 0}
    masked = mask(cells, [frozenset(cells)], 5, zeros=frozenset(cells))
    assert (masked.cells, masked.sum(frozenset(cells))) == ({("c",): 0}, None)


def test_what_no_view_says_is_neither_shown_nor_a_burden() -> None:
    """A large cell said nowhere may be worked out; a small one is covered like any other."""
    cells: dict[Key, int] = {("a",): 9, ("b",): 9}
    masked = mask(cells, [frozenset(cells)], 5, unsaid=frozenset({("b",)}))
    assert (masked.cells, masked.sum(frozenset(cells))) == ({("a",): 9}, 18)
    small: dict[Key, int] = {("a",): 9, ("b",): 2}
    assert mask(small, [frozenset(small)], 5, unsaid=frozenset({("b",)})).cells == {}
