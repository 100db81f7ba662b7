"""The panel of a screen stands in the address under its code, whatever the language."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    """Three panels."""
    import streamlit as st

    from app.ui.parts import panel_choice

    st.text(panel_choice.show({"a": "Premier", "b": "Deuxième", "c": "Troisième"}, "b"))


def one() -> None:
    """Nothing to choose."""
    import streamlit as st

    from app.ui.parts import panel_choice

    st.text(panel_choice.show({"a": "Premier"}))


def test_the_address_opens_a_panel_and_an_unknown_code_the_usual_one() -> None:
    """A shared link opens what it names; a code that is no panel opens the usual one."""
    for asked, opened in (("c", "c"), ("Deuxième", "b"), ("", "b")):
        page = AppTest.from_function(script)
        page.query_params["volet"] = asked
        assert page.run().text[0].value == opened, asked


def test_choosing_writes_the_code_in_the_address() -> None:
    """Back, bookmark and share carry the panel by its code, not by the words shown."""
    page = AppTest.from_function(script).run()
    page.segmented_control[0].set_value("a").run()
    assert page.text[0].value == "a"
    assert page.query_params["volet"] in ("a", ["a"])


def test_one_panel_draws_no_choice() -> None:
    """A role that opens a single panel is asked nothing."""
    page = AppTest.from_function(one).run()
    assert page.text[0].value == "a"
    assert not page.segmented_control
