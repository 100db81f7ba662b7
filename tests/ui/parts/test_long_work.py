"""Tests of app/ui/parts/long_work.py: how far it is, what stops it, what is said once it is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.services.keeping.long_work import Owner, Progress, Stage, Work, Workshop
from app.store.current import use
from app.ui.parts.long_work import said
from tests.builders import a_store
from tests.services.long_tasks import Endless, Killed


@pytest.fixture(autouse=True)
def _served(tmp_path: Path) -> Iterator[None]:
    use(a_store(tmp_path / "data"))
    yield
    use(None)


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    opened = Workshop(1)
    yield opened
    opened.close()


def _page() -> None:
    import streamlit as st

    from app.ui.parts import long_work

    heading = st.container()
    if not long_work.is_awaited(st.session_state["work"], heading, "Chaque perte est essayée…", key="losses"):
        st.text("réponse")


def page(work: Work | None) -> AppTest:
    shown = AppTest.from_function(_page, default_timeout=20)
    shown.session_state["work"] = work
    shown.run()
    assert not shown.exception
    return shown


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(0, 0, 3.9), "3 s"),
        (Progress(412, 2000, 12.0), "412 sur 2 000 · 12 s"),
    ],
)
def test_how_far_it_is_is_said_in_figures(progress: Progress, words: str) -> None:
    """What is done out of what there is, and since when; only since when as long as nothing else is known."""
    assert said(progress).replace("\u202f", " ").replace("\xa0", " ") == words


def test_nothing_awaited_shows_the_answer() -> None:
    """The answer was at hand."""
    assert [one.value for one in page(None).text] == ["réponse"]


def test_what_runs_is_followed_and_stopped_by_its_button(workshop: Workshop, tmp_path: Path) -> None:
    """The title says what is done; stopped, the page says so, and « Relancer » lets it be asked anew."""
    work = workshop.begin(Owner("f", "a", "n"), 1, Endless(tmp_path / "begun"), lambda _found: None)
    shown = page(work)
    assert shown.title[0].value == "Chaque perte est essayée…"
    shown.button(key="losses_stop").click().run()
    assert work.stage is Stage.STOPPED
    shown.run()
    assert shown.info[0].value == "Arrêté. Rien n’a été gardé de ce calcul."
    assert not shown.text
    shown.button(key="losses_again").click().run()
    assert work.is_dismissed


def test_what_failed_says_why_and_may_be_begun_anew(workshop: Workshop) -> None:
    """A dead process is one sentence, not a fault of the screen."""
    work = workshop.begin(Owner("f", "a", "n"), 1, Killed(), lambda _found: None)
    work.wait(30)
    shown = page(work)
    assert shown.error[0].value.startswith("Le calcul s’est arrêté avant la fin")
    assert shown.button(key="losses_again").label == "Relancer"
