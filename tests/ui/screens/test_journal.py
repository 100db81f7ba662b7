"""Tests of app/ui/screens/journal.py: what an address opens, in either language, on whichever page it was left."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.store import journal
from app.store.database import Store
from tests.ui.screens.a_page import UI

ENTRIES = 60


def _opened(**address: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "journal.py", default_timeout=30)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def _rows(page: AppTest) -> str:
    return str(page.table[0].value.to_csv())


@pytest.fixture
def written(store: Store) -> Store:
    """One entry about the roster, then more about centres than a page holds."""
    with store.transaction() as conn:
        journal.write(conn, store.now(), "local", "person_added", "p", {})
        for number in range(ENTRIES):
            journal.write(conn, store.now(), "local", "centre_set_up", str(number), {})
    return store


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("number", ["2", "9", "9" * 5000])
def test_a_page_further_than_the_last_is_the_last(number: str) -> None:
    """What filters leave of the journal is shown, whatever page the address was left on."""
    page = _opened(page=number)
    assert not page.exception
    assert page.number_input[0].value == 2
    assert "personne ajoutée" in _rows(page)


@pytest.mark.usefixtures("written")
def test_a_filter_that_leaves_one_page_shows_it() -> None:
    """The second page of everything, then one group of a single entry: that entry, and no page to turn."""
    page = _opened(page="2", domaine="Effectifs")
    assert "personne ajoutée" in _rows(page)
    assert not page.number_input


@pytest.mark.usefixtures("written")
def test_a_group_opens_in_the_other_language() -> None:
    """The address carries the group and not its word: a link made in French filters an English screen too."""
    page = _opened(domaine="Effectifs", langue="en")
    assert page.selectbox[0].value == "Effectifs"
    assert len(page.table[0].value) == 1
