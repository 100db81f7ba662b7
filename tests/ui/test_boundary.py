"""Tests of app/ui/boundary.py: the one place where errors meet a person."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from app.ui.boundary import ALPHABET, new_reference


def _expected() -> None:
    from app.core.errors import InvalidInput
    from app.ui.boundary import guarded

    def screen() -> None:
        raise InvalidInput("La ligne {line} contient *{value}*.", line=4, value="8101")

    guarded(screen)


def _stale() -> None:
    from app.core.errors import StaleRevision
    from app.ui.boundary import guarded

    def screen() -> None:
        raise StaleRevision("Le planning a changé entre-temps : {who} l’a publié.", who="Anne T.")

    guarded(screen)


def _bug() -> None:
    from app.ui.boundary import guarded

    def screen() -> None:
        raise KeyError("Clarisse Palude, 06 00 00 00 01")

    guarded(screen)


def _stop() -> None:
    import streamlit as st

    from app.ui.boundary import guarded

    guarded(st.stop)
    st.write("jamais")


def test_an_expected_error_becomes_its_sentence_read_as_written() -> None:
    """A value with Markdown in it is shown letter for letter, and nothing else is said."""
    page = AppTest.from_function(_expected).run()
    assert [error.value for error in page.error] == [r"La ligne 4 contient \*8101\*."]
    assert not page.exception


def test_a_stale_write_says_who_was_first_and_offers_to_reload() -> None:
    """The person learns what changed and has one button."""
    page = AppTest.from_function(_stale).run()
    assert [warning.value for warning in page.warning] == [r"Le planning a changé entre\-temps \: Anne T. l’a publié."]
    assert [button.label for button in page.button] == ["Recharger"]


def test_a_bug_shows_a_reference_that_the_log_holds_and_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    """Names in an exception stay out of the page; the reference on it finds the trace."""
    with caplog.at_level(logging.ERROR, logger="app.ui.boundary"):
        page = AppTest.from_function(_bug).run()
    shown = " ".join(element.value for element in [*page.error, *page.markdown])
    assert "Clarisse" not in shown
    reference = re.search(r"\*\*(\w{4}-\w{4})\*\*", shown)
    assert reference
    assert [record.getMessage() for record in caplog.records] == [f"bug {reference[1]}"]
    assert caplog.records[0].exc_info


def test_a_stop_of_the_run_passes_through() -> None:
    """Streamlit's own control flow is not an error."""
    page = AppTest.from_function(_stop).run()
    assert (len(page.error), len(page.markdown)) == (0, 0)


def test_a_reference_holds_no_letter_that_sounds_or_looks_like_a_figure() -> None:
    """It is read over the phone."""
    assert set(new_reference()) <= {*ALPHABET, "-"}
    assert not set("01OIL") & set(ALPHABET)
