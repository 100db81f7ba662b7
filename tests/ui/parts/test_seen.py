"""A form whose ground moved is refused, told, and drawn again with what was typed laid over what stands."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _screen() -> None:
    from dataclasses import dataclass

    import streamlit as st

    from app.core.errors import StaleRevision
    from app.ui.parts.seen import forget, refused, seen
    from app.words.changes import stale

    @dataclass(frozen=True)
    class Sheet:
        name: str
        town: str

    stored = st.session_state.setdefault("stored", {"name": "Zoé", "town": "Auray", "revision": 1})
    form = seen("sheet", Sheet(stored["name"], stored["town"]), stored["revision"])
    with st.form(form.key):
        name = st.text_input("name", form.value.name, key=f"{form.key}_name")
        town = st.text_input("town", form.value.town, key=f"{form.key}_town")
        pressed = st.form_submit_button("save")
    if pressed:
        try:
            if form.revision != stored["revision"]:
                raise stale([])
            st.session_state["stored"] = {"name": name, "town": town, "revision": form.revision + 1}
            forget(form.base)
            st.rerun()
        except StaleRevision as error:
            refused(form, error, Sheet(name, town))


def test_two_people_change_two_fields_and_both_are_kept() -> None:
    """The second press, after being told, writes over what the first one wrote, and only what was typed."""
    page = AppTest.from_function(_screen).run()
    page.text_input[0].set_value("Zoë")
    page.session_state["stored"] = {"name": "Zoé", "town": "Brech", "revision": 2}
    page.button[0].click()
    page.run()
    assert not page.exception
    assert page.session_state["stored"] == {"name": "Zoé", "town": "Brech", "revision": 2}
    assert [one.value for one in page.text_input] == ["Zoë", "Brech"]
    assert "ce que vous aviez tapé est resté" in page.warning[0].value
    page.button[0].click()
    page.run()
    assert page.session_state["stored"] == {"name": "Zoë", "town": "Brech", "revision": 3}
    assert page.warning == []


def test_a_form_nobody_else_touched_is_written_at_once() -> None:
    """The usual way: no question, no word."""
    page = AppTest.from_function(_screen).run()
    page.text_input[1].set_value("Vannes")
    page.button[0].click()
    page.run()
    assert page.session_state["stored"] == {"name": "Zoé", "town": "Vannes", "revision": 2}
    assert [one.value for one in page.text_input] == ["Zoé", "Vannes"]


def test_what_others_wrote_shows_before_anything_is_typed() -> None:
    """A form that is only looked at follows."""
    page = AppTest.from_function(_screen).run()
    page.session_state["stored"] = {"name": "Zoé", "town": "Brech", "revision": 2}
    page.run()
    assert [one.value for one in page.text_input] == ["Zoé", "Brech"]
