"""Tests of app/ui/views/rules*.py: tables in words as of a day, and rows that survive their editing."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.ui.parts.rule_tables import Value
from app.ui.views import rules, rules_edit

TODAY = date(2026, 11, 26)
TABLES = tuple(rules.NAMES)
CODES = ("infirmier_", "half_day", "data_entry", "covid_19", "on_site", "|", "remplacant", "*")


@pytest.mark.parametrize("table", TABLES)
def test_every_shipped_row_reads_without_a_code(table: str) -> None:
    """No slug, no enum, no « | » on screen, and as many cells as columns."""
    drawn = rules.readable(Library(), table, None)
    cells = [cell for row in drawn.rows for cell in row]
    assert drawn.rows
    assert {len(row) for row in drawn.rows} == {len(drawn.header)}
    assert not [cell for cell in cells if any(code in cell for code in CODES)]


@pytest.mark.parametrize("table", TABLES)
def test_every_shipped_row_survives_its_editing(table: str) -> None:
    """Cells → typed values → cells: nothing changes but who checked the row."""
    library = Library()
    known = rules_edit.columns(library, table)
    for record in library.table(table):
        before = {name: cell for name, cell in record.cells.items() if name != "checked"}
        after = rules_edit.cells_of(table, rules_edit.values_of(record.cells, known), known, "")
        after.pop("checked", None)
        assert after == before


def test_the_first_sentence_says_that_no_fee_is_in_force() -> None:
    """In 2026 none; on a day of 2021 there are."""
    assert rules.rules_sentence(Library(), TODAY).endswith("; aucun tarif en vigueur.")
    assert "tarifs en vigueur." in rules.rules_sentence(Library(), date(2021, 5, 3))


def test_a_table_without_a_row_in_force_says_what_to_do() -> None:
    """No fee today: enter it with its text."""
    drawn = rules.readable(Library(), "fees", TODAY)
    assert drawn.rows == ()
    assert drawn.sentence == "Aucun tarif en vigueur le 26 novembre 2026 : saisissez-le avec son texte."


def test_a_required_cell_left_empty_is_named() -> None:
    """A new payer without a payer."""
    known = rules_edit.columns(Library(), "payers")
    with pytest.raises(InvalidInput) as caught:
        rules_edit.cells_of("payers", {"carrier": "cpts", "exercise": "liberal", "payer": None}, known, "Texte")
    assert caught.value.data == {"column": "Payeur"}


def test_a_new_product_gets_a_key_and_the_source_typed() -> None:
    """From its name; an existing one keeps its own."""
    known = rules_edit.columns(Library(), "vaccines")
    values: dict[str, Value] = {
        "label": "Vaccin d’essai", "families": ["covid_19"], "campaign": "calendar", "doses_per_vial": 5
    }  # fmt: skip
    cells = rules_edit.cells_of("vaccines", values, known, " Notice ")
    assert (cells["slug"], cells["source"], cells["checked"]) == ("vaccin_d_essai", "Notice", "local")
    assert rules_edit.cells_of("vaccines", {**values, "slug": "mon_vaccin"}, known, "Notice")["slug"] == "mon_vaccin"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"valid_from": "2021-02-06", "valid_to": "2022-07-31"}, "du 6 février 2021 au 31 juillet 2022"),
        ({"valid_from": "2023-08-10", "valid_to": ""}, "depuis le 10 août 2023"),
        ({"valid_from": "", "valid_to": "2022-07-31"}, "jusqu’au 31 juillet 2022"),
        ({"valid_from": "", "valid_to": ""}, "sans date"),
    ],
)
def test_validity_is_said_with_its_ends(cells: dict[str, str], said: str) -> None:
    """Both ends, one, or none."""
    assert rules.validity(cells) == said
