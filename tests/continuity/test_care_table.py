"""Needs counted every way at once: no two views of the table, subtracted, give a small number back."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from app.continuity import care_table as care_tables
from app.continuity.band import Band
from app.continuity.care_table import ELSEWHERE, Grid, care_table
from tests.continuity.a_care_audit import every_view, narrowest

COMMUNES = ("35236", "44057", "44184", "56194", "56212")
CATEGORIES = ("INS", "O2", "PLAIE")
GRID = Grid(
    communes=COMMUNES,
    categories=CATEGORIES,
    zones={"nord": frozenset(COMMUNES[:2]), "sud": frozenset(COMMUNES[2:])},
    departments={"35": frozenset({"35236"}), "44": frozenset({"44057", "44184"}), "56": frozenset({"56194", "56212"})},
    practices=("p1", "p2", "p3"),
)


def some_needs(seed: int, many: int = 70) -> list[tuple[str, str, str]]:
    """Needs thrown unevenly, so that some cells are small and some are not."""
    drawn = random.Random(seed)
    return [
        (
            drawn.choices(GRID.practices, (5, 3, 1))[0],
            drawn.choices((*COMMUNES, "29019"), (9, 5, 2, 2, 1, 0.3))[0],
            drawn.choices(CATEGORIES, (6, 1, 3))[0],
        )
        for _need in range(many)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_no_two_views_give_a_masked_number_back(seed: int) -> None:
    """Commune, zone, department, practice, category and total, with crossings: each masked one keeps five values or more."""
    assert narrowest(care_table(some_needs(seed), GRID, 5)) >= 5 - 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_what_is_not_told_crosswise_is_not_given_back_either(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Few categories and few communes told crosswise, zones across departments: no crossing left out can be worked out."""
    monkeypatch.setattr(care_tables, "MOST_CATEGORIES", 2)
    monkeypatch.setattr(care_tables, "MOST_COMMUNES", seed % 3)
    monkeypatch.setattr(care_tables, "MOST_PRACTICES", 2 if seed % 2 else 9)
    drawn, communes, codes = random.Random(seed), tuple(f"5600{n}" for n in range(7)), ("A", "B", "C", "D", "E")
    grid = Grid(
        communes=communes,
        categories=codes,
        zones={"nord": frozenset(communes[:4]), "sud": frozenset(communes[4:])},
        departments={"35": frozenset(communes[2:5]), "56": frozenset((*communes[:2], *communes[5:]))},
        practices=("p1", "p2", "p3", "p4"),
    )
    needs = [
        (
            drawn.choices(grid.practices, (6, 4, 2, 1))[0],
            drawn.choices((*communes, "29019"), (9, 5, 3, 3, 2, 2, 1, 0.2))[0],
            drawn.choices(codes, (9, 6, 4, 1, 0.5))[0],
        )
        for _need in range(60 + 40 * seed)
    ]
    table = care_table(needs, grid, 5)
    assert table.cut.folded
    assert narrowest(table) >= 5 - 1e-6


def test_the_most_frequent_are_told_crosswise_and_the_others_by_their_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    """One category and one commune crosswise: every total stands, and the crossing that is told."""
    monkeypatch.setattr(care_tables, "MOST_CATEGORIES", 1)
    monkeypatch.setattr(care_tables, "MOST_COMMUNES", 1)
    cells = list(product(GRID.practices, COMMUNES, CATEGORIES))
    needs = [need for need in cells for _each in range(8 if need[2] == "INS" or need[1] == "35236" else 6)]
    table = care_table(needs, GRID, 5)
    assert [table.category(one) for one in CATEGORIES] == [120, 96, 96]
    assert [table.commune(one) for one in COMMUNES] == [72, 60, 60, 60, 60]
    assert [table.commune("35236", one) for one in CATEGORIES] == [24, None, None]
    assert [table.commune(one, "INS") for one in ("56194", "56212")] == [None, None]
    assert [table.zone("sud", one) for one in CATEGORIES] == [72, None, None]
    assert [table.practice("p1", one) for one in CATEGORIES] == [40, None, None]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_shown_is_the_count_itself(seed: int) -> None:
    """Masking hides; it never rounds, and shows nothing below the threshold."""
    needs = some_needs(seed)
    table = care_table(needs, GRID, 5)
    by_category = Counter(category for _practice, _commune, category in needs)
    by_practice = Counter(practice for practice, _commune, _category in needs)
    by_commune = Counter(commune for _practice, commune, _category in needs)
    assert table.total == len(needs)
    assert [table.category(one) for one in CATEGORIES if table.category(one) is not None] == [
        by_category[one] for one in CATEGORIES if table.category(one) is not None
    ]
    assert all(table.practice(one) in (None, by_practice[one]) for one in GRID.practices)
    assert all(table.commune(one) in (None, by_commune[one]) for one in COMMUNES)
    assert all(count is None or count >= 5 for count in every_view(table).values())


def test_the_whole_zone_of_many_needs_is_shown() -> None:
    """Masking is no excuse for showing nothing: large cells come out."""
    needs = [
        (practice, commune, code)
        for practice, commune, code in product(GRID.practices, COMMUNES, CATEGORIES)
        for _each in range(6)
    ]
    table = care_table(needs, GRID, 5)
    assert None not in every_view(table).values()
    assert (table.total, table.zone("nord"), table.department("44", "INS"), table.practice("p2")) == (270, 108, 36, 90)


def test_a_lone_need_outside_the_territory_hides_with_others() -> None:
    """Two needs elsewhere: the total is shown, so one area is masked with them, or the difference would be they."""
    inside = [("p1", commune, "INS") for commune in COMMUNES for _each in range(9)]
    table = care_table([*inside, ("p1", "29019", "INS"), ("p1", "29019", "INS")], GRID, 5)
    assert table.cut.block_of[ELSEWHERE] == ELSEWHERE
    assert table.total == 47
    assert None in [table.zone(name) for name in GRID.zones]
    assert None in [table.department(name) for name in GRID.departments]


def test_needs_of_a_category_out_of_the_table_count_nowhere() -> None:
    """A category taken away since is in no number."""
    needs = [("p1", "35236", "INS")] * 7 + [("p1", "35236", "ANCIENNE")] * 7
    assert care_table(needs, GRID, 5).total == 7


def test_many_practices_are_told_by_their_totals_alone() -> None:
    """Beyond twenty, a practice has its total and no category: the total and the categories stand as before."""
    practices = tuple(f"p{number:02}" for number in range(21))
    needs = [(practice, commune, "INS") for practice in practices for commune in COMMUNES for _each in range(2)]
    needs += [(practice, commune, "PLAIE") for practice in practices for commune in COMMUNES]
    needs += [("p00", "35236", "O2")] * 9
    table = care_table(needs, replace(GRID, practices=practices), 5)
    assert (table.total, table.practice("p01"), table.practice("p01", "INS")) == (324, 15, None)


def test_needs_touched_are_told_as_far_as_the_totals_of_practices_are() -> None:
    """Closed for good and shown: its band; lessened: from none; masked: all that the others leave; a cut: anybody."""
    needs = [("p1", commune, "INS") for commune in COMMUNES for _each in range(6)]
    needs += [("p2", "35236", "INS")] * 12
    needs += [("p3", "35236", "INS")] * 2
    needs += [("p4", "35236", "INS")] * 4
    table = care_table(needs, replace(GRID, practices=("p1", "p2", "p3", "p4")), 5)
    assert [table.practice(one) for one in ("p1", "p2", "p3", "p4")] == [30, 12, None, None]
    assert table.touched({"p1"}, set(), anybody=False) == Band(30, 34)
    assert table.touched({"p1"}, {"p2"}, anybody=False) == Band(30, 48)
    assert table.touched({"p3"}, set(), anybody=False) == Band(0, 9)
    assert table.touched({"p3", "p4"}, set(), anybody=False) == Band(0, 9)
    assert table.touched({"p2"}, set(), anybody=True) == Band(10, 34 + 14 + 9)
    assert table.touched({"unknown"}, set(), anybody=False) == Band(0, 0)
