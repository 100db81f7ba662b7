"""One press said at the head of the screen with its way back: undone, put away, refused, gone after a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.store.current import use
from app.store.database import open_store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[list[timedelta]]:
    """How long after nine it is; the folder that is served tells that hour."""
    after = [timedelta()]
    use(open_store(tmp_path, lambda: NOW + after[0]))
    yield after
    use(None)


def script() -> None:
    """A number that one button takes away and whose way back puts it again."""
    import streamlit as st

    from app.core.errors import N_, RuleRefusal
    from app.ui import acted

    held = st.session_state.setdefault("held", [7])

    def undo() -> None:
        if st.session_state.get("refuses"):
            raise RuleRefusal(N_("L’événement est terminé."))
        held.append(7)

    acted.tell_refused()
    acted.tell_done()
    if st.button("Retirer"):
        acted.acted(held.pop, "Sept est retiré.", undo=undo)
    st.button("Clore", on_click=acted.acted_in_callback, args=(held.pop, "Sept est clos.", undo))
    st.text(str(held))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def said(page: AppTest) -> str:
    return " ".join(one.value for one in (*page.text, *page.markdown, *page.error, *page.warning))


@pytest.mark.parametrize(("button", "words"), [("Retirer", "Sept est retiré"), ("Clore", "Sept est clos")])
def test_what_was_done_can_be_undone_at_the_head_of_the_screen(clock: list[timedelta], button: str, words: str) -> None:
    """It says what was done, puts everything back, and is then gone."""
    page = press(AppTest.from_function(script).run(), button)
    assert words in said(page)
    assert page.text[0].value == "[]"
    page = press(page, "Annuler")
    assert page.text[0].value == "[7]"
    assert words not in said(page)


def test_the_way_back_is_put_away_and_is_gone_after_a_day(clock: list[timedelta]) -> None:
    """« Fermer » takes the line away; so does a day, from which nothing is undone by a stray press."""
    page = press(press(AppTest.from_function(script).run(), "Retirer"), "Fermer")
    assert "Annuler" not in [one.label for one in page.button]
    page = press(AppTest.from_function(script).run(), "Retirer")
    clock[0] = timedelta(hours=24, seconds=1)
    assert "Annuler" not in [one.label for one in page.run().button]


def test_a_refused_way_back_says_why(clock: list[timedelta]) -> None:
    """What can no longer be undone is told in the sentence of its service, and nothing changes."""
    page = press(AppTest.from_function(script).run(), "Retirer")
    page.session_state["refuses"] = True
    page = press(page, "Annuler")
    assert "L’événement est terminé." in said(page)
    assert page.text[0].value == "[]"
