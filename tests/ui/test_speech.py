"""Tests of app/ui/speech.py: French first, English when asked."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.core.errors import NotFound
from app.services.accounts.choose_wishes import choose_wishes
from tests.builders import a_store
from tests.web.an_account import a_login, an_account


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


def _signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Someone in front of the tab, who chose a language."""
    store = a_store(tmp_path)
    account = an_account(store)
    token = a_login(store, account)
    choose_wishes(account.actor, store, language=language, key_alone=True)
    monkeypatch.setattr("app.ui.speech.current", lambda: store)
    monkeypatch.setattr("app.ui.speech.asked_token", lambda: token)


@pytest.mark.parametrize(("account", "browser", "spoken"), [("en", "fr-FR", "en"), ("fr", "en-GB", "fr"), ("", "en-GB", "en")])  # fmt: skip
def test_the_account_wins_over_the_browser(
    account: str, browser: str, spoken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever machine they sit at; an account that chose nothing follows the browser."""
    _signed_in(tmp_path, monkeypatch, account)
    page = AppTest.from_function(_said)
    page.context = {"locale": browser}
    assert page.run().text[0].value == spoken


def test_the_account_wins_over_the_tab_and_the_address_over_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that names a language is for that view; elsewhere the account speaks again."""
    _signed_in(tmp_path, monkeypatch, "fr")
    page = AppTest.from_function(_said)
    page.query_params["langue"] = "en"
    assert page.run().text[0].value == "en"
    page.query_params.clear()
    assert page.run().text[0].value == "fr"


def test_a_folder_that_cannot_be_read_still_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong is told by the frame, in the browser's language."""

    def closed() -> None:
        raise NotFound("fermé")

    monkeypatch.setattr("app.ui.speech.current", closed)
    page = AppTest.from_function(_said)
    page.context = {"locale": "en-GB"}
    assert page.run().text[0].value == "en"
