"""Tests of app/ui/parts/confirm.py: asked once, done once."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from app.ui.parts import confirm

    st.button("Publier", on_click=confirm.ask, args=("publish",), key="publish")
    if confirm.show(
        confirm.Question("Publier ?", ("2 personnes préviendront.",), "Publier la version 4"), key="publish_q"
    ):
        st.text("publié")
    st.button("Ouvrir", on_click=confirm.ask, args=("publish_q",), key="open")


def test_yes_is_handed_over_once_and_no_never() -> None:
    """The run after « oui » does it; the next one doesn't do it again; « Annuler » does nothing."""
    page = AppTest.from_function(_page, default_timeout=20).run()
    page.button(key="open").click().run()
    page.button(key="publish_q_no_button").click().run()
    assert [text.value for text in page.text] == []
    page.button(key="open").click().run()
    page.button(key="publish_q_yes_button").click().run()
    assert [text.value for text in page.text] == ["publié"]
    assert [text.value for text in page.run().text] == []
