"""Tests of app/ui/parts/answer_grid.py: what was typed in the grid, and nothing more, is saved."""

from streamlit.testing.v1 import AppTest

from app.ui.parts.answer_grid import AnswerChange, changes, table

PERSONS = [("p1", "Clarisse P."), ("p2", "Yann L.")]
SESSIONS = [("s1", "lun. 30 matin"), ("s2", "lun. 30 a.-m.")]
ANSWERS = {("p1", "s1"): "yes", ("p2", "s2"): "no"}


def _page() -> None:
    import streamlit as st

    from app.ui.parts import answer_grid

    found = answer_grid.show(
        [("p1", "Clarisse P."), ("p2", "Yann L.")],
        [("s1", "lun. 30 matin"), ("s2", "lun. 30 a.-m.")],
        {("p1", "s1"): "yes", ("p2", "s2"): "no"},
        key="answers",
    )
    st.text(repr(found))


def test_the_grid_says_words_and_a_dash_for_no_answer() -> None:
    """One row a person, the name first."""
    assert table(PERSONS, SESSIONS, ANSWERS).to_numpy().tolist() == [
        ["Clarisse P.", "oui", "–"],
        ["Yann L.", "–", "non"],
    ]


def test_only_changed_cells_come_out_and_a_dash_takes_an_answer_back() -> None:
    """Same codes as the store's, None for no answer."""
    before = table(PERSONS, SESSIONS, ANSWERS)
    after = table(PERSONS, SESSIONS, {("p1", "s2"): "if_needed", ("p2", "s2"): "no"})
    assert changes(PERSONS, SESSIONS, before, after) == (
        AnswerChange("p1", "s1", None),
        AnswerChange("p1", "s2", "if_needed"),
    )
    assert changes(PERSONS, SESSIONS, before, before) == ()


def test_nothing_is_handed_over_before_saving() -> None:
    """Typing alone changes nothing; the button hands over the difference."""
    page = AppTest.from_function(_page, default_timeout=20).run()
    page.session_state["answers_editor"] = {"edited_rows": {1: {"s1": "oui"}}, "added_rows": [], "deleted_rows": []}
    assert page.run().text[0].value == "()"
    page.session_state["answers_editor"] = {"edited_rows": {1: {"s1": "oui"}}, "added_rows": [], "deleted_rows": []}
    page.form_submit_button[0].click().run()
    assert page.text[0].value == repr((AnswerChange("p2", "s1", "yes"),))
