"""Tests of app/ui/screens/rules.py: the question, the tables as of a day, and the community's own rows."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.continuity.signature import CategoryView
from app.core.errors import InvalidInput
from app.library import Library
from app.services.continuity.read_categories import read_categories
from app.services.continuity.validate_category import validate_categories
from app.services.keeping.read_journal import read_journal
from app.services.keeping.reference import edit_reference
from app.store import reference
from app.store.database import Store
from app.ui.views import rules, rules_continuity, rules_edit
from tests.builders import COORDINATOR
from tests.ui.screens.a_page import UI, a_page, press, said
from tests.ui.screens.a_role import signs_in

LOCAL_FEE = {
    "profession": "infirmier", "exercise": "liberal", "unit": "half_day", "regime": "weekday", "amount_eur": "220",
    "min_student_year": "", "max_student_year": "", "valid_from": "2026-11-01", "valid_to": "", "end_known": "non",
    "source": "Arrêté fictif du 30/10/2026", "checked": "local", "note": "",
}  # fmt: skip


def test_the_question_is_answered_with_its_source(store: Store) -> None:
    """A nurse injects the seasonal flu vaccine at 70 in a centre; the row's source is cited."""
    page = a_page("rules", vaccin="grippe_seringue")
    page.number_input(key="age").set_value(70).run()
    assert page.query_params["age"] in ("70", ["70"])
    assert next(one.value for one in page.success).startswith("Autorisé")
    assert "source" in said(page)


@pytest.mark.parametrize("absurd", ["9" * 400, "inf", "٣", "-3"])
def test_an_age_that_is_none_in_the_address_is_the_usual_one(store: Store, absurd: str) -> None:
    """The screen opens whatever a link was left with."""
    page = AppTest.from_file(UI / "screens" / "rules.py", default_timeout=30)
    page.query_params["age"] = absurd
    page.run()
    assert not page.exception
    assert page.number_input(key="age").value == 40


def test_a_date_without_any_rule_says_so(store: Store) -> None:
    """The Covid campaign of 2021 asked in 2026: no rule in force, nothing guessed."""
    page = a_page("rules", vaccin="comirnaty_violet", le=date(2026, 11, 22))
    assert "aucune règle en vigueur" in said(page).lower()
    assert not page.success


def test_no_fee_in_force_is_said_and_the_past_can_be_read(store: Store) -> None:
    """Nothing today; the rates of 2021 on a day of 2021."""
    assert "aucun tarif en vigueur" in said(a_page("rules"))
    assert "Aucun tarif en vigueur le 26 novembre 2026" in said(a_page("rules", volet="fees"))
    page = a_page("rules", volet="fees", le=date(2021, 5, 3))
    assert "420 € la demi-journée" in page.dataframe[0].value.to_string()


def test_a_row_of_the_community_counts_at_once(store: Store) -> None:
    """Written with its source, the fee is in force and the first sentence says so."""
    edit_reference(COORDINATOR, store, "fees", [LOCAL_FEE], "Arrêté fictif du 30/10/2026")
    page = a_page("rules", volet="fees")
    assert "1 tarif en vigueur" in said(page)
    assert "saisi par la communauté" in page.dataframe[0].value.to_string()


def test_rows_saved_from_the_table_say_what_they_said(store: Store) -> None:
    """Saving without a change writes the same cells: nothing is lost between words and codes."""
    edit_reference(COORDINATOR, store, "fees", [LOCAL_FEE], "Arrêté fictif du 30/10/2026")
    page = a_page("rules", volet="fees")
    next(one for one in page.text_input if one.label.startswith("Source")).set_value("Arrêté fictif du 30/10/2026")
    press(page, "Enregistrer ces lignes")
    assert not page.exception
    with store.reading() as conn:
        assert reference.rows(conn)["fees"] == [LOCAL_FEE]


@pytest.mark.parametrize("table", sorted(rules.NAMES))
def test_cells_to_edit_hold_words_and_what_is_stored_stays_a_code(store: Store, table: str) -> None:
    """Every shipped row taken up in turn: no cell of a choice holds a code, for whoever hears or copies it."""
    library = Library()
    known = rules_edit.columns(library, table)
    columns = [one for one in known if one.options]
    for record in library.table(table):
        values = rules_edit.values_of(record.cells, known)
        for column in columns:
            drawn = column.in_words(values[column.name])
            cells = drawn if isinstance(drawn, list) else [drawn]
            coded = {code for code, word in column.options.items() if code != word}
            assert not [cell for cell in cells if cell in coded or "_" in str(cell)]
            assert column.in_codes(drawn) == values[column.name]


def test_the_unit_of_a_fee_is_drawn_in_words_and_stored_as_it_was(store: Store) -> None:
    """« la demi-journée » stands in the cell itself, « half_day » in the database."""
    edit_reference(COORDINATOR, store, "fees", [LOCAL_FEE], "Arrêté fictif du 30/10/2026")
    page = a_page("rules", volet="fees")
    cells = page.dataframe[-1].value.iloc[0]
    assert [cells[name] for name in ("profession", "exercise", "unit", "regime")] == [
        "infirmier", "libéral", "la demi-journée", "semaine",
    ]  # fmt: skip
    next(one for one in page.text_input if one.label.startswith("Source")).set_value("Arrêté fictif du 30/10/2026")
    press(page, "Enregistrer ces lignes")
    with store.reading() as conn:
        assert reference.rows(conn)["fees"][0]["unit"] == "half_day"


def test_a_shipped_row_is_copied_to_be_prolonged(store: Store) -> None:
    """« Reprendre » puts the row among one's own; without a source nothing is written."""
    page = a_page("rules", volet="payers")
    next(one for one in page.selectbox if one.label.startswith("Partir")).set_value(0).run()
    press(page, "Reprendre")
    press(page, "Enregistrer ces lignes")
    assert not page.exception
    assert "Dites d’où viennent ces lignes" in said(page)
    with store.reading() as conn:
        assert "payers" not in reference.rows(conn)


def insulin(store: Store) -> CategoryView:
    return read_categories(COORDINATOR, store)["INS"]


def test_a_changed_category_asks_its_physician_again_on_both_screens(store: Store) -> None:
    """Ten hours instead of twelve: said above the table and among the signatures; withdrawn, the signature holds."""
    validate_categories(COORDINATOR, store, {"INS": insulin(store).category.mark}, name="Dr Fictif", quality="médecin")
    cells = next(one.cells for one in Library().table("care_categories") if one.cells["code"] == "INS")
    edit_reference(COORDINATOR, store, "care_categories", [{**cells, "max_interruption_hours": "10"}], "Dr Fictif")
    assert (insulin(store).category.max_interruption_hours, insulin(store).is_validated) == (10, False)
    again = "1 catégorie a changé depuis sa validation, à valider de nouveau : Insuline injectée par un infirmier."
    for page in (a_page("rules", volet="care_categories"), a_page("needs", volet="categories")):
        assert not page.exception
        assert again in said(page)
    edit_reference(COORDINATOR, store, "care_categories", [], "Dr Fictif")
    assert insulin(store).is_validated
    assert "à valider de nouveau" not in said(a_page("rules", volet="care_categories"))


@pytest.mark.parametrize("table", sorted(rules_continuity.UNDATED))
def test_a_row_without_dates_is_taken_up_with_the_source_typed(store: Store, table: str) -> None:
    """No day to choose, nothing out of force; the shipped source does not stay on the community's row."""
    page = a_page("rules", volet=table)
    assert [one.label for one in page.date_input] == []
    assert "Montrer aussi ce qui n’est pas en vigueur" not in [one.label for one in page.toggle]
    next(one for one in page.selectbox if one.label.startswith("Partir")).set_value(0).run()
    press(page, "Reprendre")
    next(one for one in page.text_input if one.label.startswith("Source")).set_value("Dr Fictif, 26/11/2026")
    press(page, "Enregistrer ces lignes")
    assert not page.exception
    shipped = Library().table(table)[0].cells
    with store.reading() as conn:
        assert reference.rows(conn)[table] == [{**shipped, "source": "Dr Fictif, 26/11/2026", "checked": "local"}]


def test_a_wrong_row_writes_nothing_and_leaves_no_trace(store: Store) -> None:
    """The whole edit is refused; what was written before stands, and the journal has one entry."""
    good = {"setting": "need_days", "value": "120", "source": "DPO", "checked": "local"}
    edit_reference(COORDINATOR, store, "continuity_rules", [good], "DPO")
    with pytest.raises(InvalidInput):
        edit_reference(
            COORDINATOR, store, "continuity_rules", [good, {**good, "setting": "review_days", "value": "0"}], "DPO"
        )
    with store.reading() as conn:
        assert reference.rows(conn)["continuity_rules"] == [good]
    told = [row for row in read_journal(COORDINATOR, store).rows if row.what == "table de référence modifiée"]
    assert [row.about for row in told] == ["les réglages de la continuité"]


def test_whoever_reads_only_is_offered_no_edit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An observer reads the table and its worth, without a physician's name."""
    validate_categories(COORDINATOR, store, {"INS": insulin(store).category.mark}, name="Dr Canari", quality="médecin")
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = a_page("rules", volet="care_categories")
    assert not page.exception
    assert "Enregistrer ces lignes" not in [one.label for one in page.button]
    assert "1 catégorie active ; 28 attendent la validation d’un médecin." in said(page)
    assert "Canari" not in said(page)
