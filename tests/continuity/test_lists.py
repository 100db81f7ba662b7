"""Lists to share: read in one masked table, the columns that say nothing named apart, in words that leave no cell empty."""

from __future__ import annotations

from app.continuity.care_table import Grid, care_table
from app.continuity.list_words import count_words, grid_words, header_words, parts_words, rule_words
from app.continuity.lists import CareList, ListKind, ListRow, discharge_list, list_of

GRID = Grid(
    communes=("35236", "56194"),
    categories=("INS", "O2", "PLAIE"),
    zones={"n": frozenset({"35236"}), "s": frozenset({"56194"})},
    departments={"35": frozenset({"35236"}), "56": frozenset({"56194"})},
    practices=("p", "q"),
)
NEEDS = [("p", "35236", "INS")] * 12 + [("q", "56194", "INS")] * 11 + [("p", "56194", "O2")] * 2
NEEDS += [("p", "35236", "PLAIE")] * 8 + [("q", "56194", "PLAIE")] * 7
TABLE = care_table(NEEDS, GRID, 5)
LABELS = {"INS": "Insuline", "O2": "Oxygène", "PLAIE": "Plaie complexe"}


def test_every_kind_reads_the_same_table() -> None:
    """A zone, a department and a commune that are the same place say the same."""
    of_zone = list_of(ListKind.ZONE, TABLE, {"n": "Nord", "s": "Sud"})
    of_department = list_of(ListKind.AUTHORITY, TABLE, {"35": "Nord", "56": "Sud"})
    of_commune = list_of(ListKind.COMMUNE, TABLE, {"35236": "Nord", "56194": "Sud"})
    assert of_zone.rows == of_department.rows == of_commune.rows
    assert of_zone.whole == list_of(ListKind.PRACTICE, TABLE, {"p": "P", "q": "Q"}).whole


def test_a_category_of_which_no_number_shows_is_named_apart() -> None:
    """Two needs on oxygen are nowhere, under no column of their own."""
    one = list_of(ListKind.ZONE, TABLE, {"n": "Nord", "s": "Sud"})
    assert "O2" in one.masked
    assert "O2" not in one.columns


def test_a_medicine_is_about_its_categories_and_has_no_total() -> None:
    """The sum of a few categories is no count of anything."""
    one = list_of(ListKind.MEDICINE, TABLE, {"n": "Nord", "s": "Sud"}, ["INS"])
    assert (one.columns, one.has_totals) == (("INS",), False)
    assert [row.total for row in one.rows] == [None, None]


def test_discharges_are_masked_together() -> None:
    """Nine dressings, five alone, six without care: what is below the threshold, or would give it back, is masked."""
    lines = [("d", "PLAIE", 9), ("d", "INS", 3), ("e", "PLAIE", 12), ("e", "INS", 8)]
    one = discharge_list(lines, {"d": "Hôpital A", "e": "Hôpital B"}, ["INS", "PLAIE"], 5)
    assert one.whole.total == 32
    assert one.rows[0].counts[0] is None
    assert one.kind is ListKind.DISCHARGE


def test_no_discharge_is_an_empty_list() -> None:
    """Nothing asked: no row, nothing said."""
    one = discharge_list([], {}, ["INS"], 5)
    assert one.rows == ()


def test_a_row_says_its_largest_first_and_what_is_masked() -> None:
    """One line, readable on a telephone."""
    one = CareList(
        kind=ListKind.ZONE,
        columns=("INS", "PLAIE"),
        rows=(),
        whole=ListRow("", 20, (7, 13)),
        threshold=5,
        masked=("O2",),
    )
    assert parts_words(one, one.whole, LABELS) == "Plaie complexe : 13 · Insuline : 7 · une autre catégorie masquée"
    assert parts_words(one, ListRow("x", None, (None, None)), LABELS) == "toutes catégories masquées"


def test_a_file_has_no_empty_cell() -> None:
    """A masked number is a word: an empty cell would read as zero."""
    one = CareList(
        kind=ListKind.ZONE, columns=("INS",), rows=(ListRow("Nord", None, (None,)),), whole=ListRow("", 20, (7,)),
        threshold=5, masked=("O2",),
    )  # fmt: skip
    assert header_words(one, LABELS, "Sous-zone") == ["Sous-zone", "Besoins", "Insuline", "Oxygène"]
    assert grid_words(one) == [["Tout le territoire", 20, 7, "masqué"], ["Nord", "masqué", "masqué", "masqué"]]


def test_the_rule_says_its_threshold() -> None:
    """Whoever reads a list knows what it hides, and that zero is hidden too."""
    assert "moins de 11" in rule_words(11)
    assert "zéro compris" in rule_words(11)
    assert count_words(None) == "masqué"
