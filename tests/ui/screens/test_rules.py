"""Tests of app/ui/screens/rules.py: the question, the tables as of a day, and the community's own rows."""

from __future__ import annotations

from datetime import date

from app.services.reference import edit_reference
from app.store import reference
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.ui.screens.a_page import a_page, press, said

LOCAL_FEE = {
    "profession": "infirmier", "exercise": "liberal", "unit": "half_day", "regime": "weekday", "amount_eur": "220",
    "min_student_year": "", "max_student_year": "", "valid_from": "2026-11-01", "valid_to": "", "end_known": "non",
    "source": "Arrêté fictif du 30/10/2026", "checked": "local", "note": "",
}  # fmt: skip


def test_the_question_is_answered_with_its_source(store: Store) -> None:
    """A nurse injects the seasonal flu vaccine at 70 in a centre; the row's source is cited."""
    page = a_page("rules", vaccin="grippe_seringue", age=70)
    assert next(one.value for one in page.success).startswith("Autorisé")
    assert "source" in said(page)


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
