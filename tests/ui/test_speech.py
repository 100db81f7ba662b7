"""Tests of app/ui/speech.py: French first, English when asked."""

import pytest
from streamlit.testing.v1 import AppTest


def _said() -> None:
    import streamlit as st

    from app.ui.speech import speaking
    from app.words import language

    with speaking():
        st.text(language())


@pytest.mark.parametrize(
    ("browser", "address", "spoken"),
    [("fr-FR", None, "fr"), ("en-GB", None, "en"), ("de-DE", None, "fr"), ("fr-FR", "en", "en"), ("en-US", "fr", "fr")],
)
def test_the_address_wins_over_the_browser_and_french_over_the_unknown(
    browser: str, address: str | None, spoken: str
) -> None:
    """One language a run, from the most explicit wish."""
    page = AppTest.from_function(_said)
    page.context = {"locale": browser}
    if address:
        page.query_params["langue"] = address
    assert page.run().text[0].value == spoken


def test_a_choice_is_kept_for_the_tab() -> None:
    """Going to another screen, whose address no longer says it, keeps the language."""
    page = AppTest.from_function(_said)
    page.query_params["langue"] = "en"
    page.run()
    page.query_params.clear()
    assert page.run().text[0].value == "en"
