"""The hidden value of forms: good for one browser, another one each time, and nothing else passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.store.database import Store
from app.web.csrf import FIELD, new_seed, require, value_for
from app.web.forms import Form
from tests.builders import a_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return a_store(tmp_path_factory.mktemp("formulaires"))


def test_a_form_of_this_browser_passes(store: Store) -> None:
    """Each value is another one, and all of them pass."""
    seed = new_seed()
    values = {value_for(store, seed) for _one in range(5)}
    assert len(values) == 5
    for value in values:
        require(store, seed, Form(((FIELD, value),)))


def test_nothing_else_passes(store: Store, tmp_path: Path) -> None:
    """Another browser's, another folder's, twice the same, none, or no cookie at all."""
    seed, other = new_seed(), new_seed()
    right = value_for(store, seed)
    wrong = [
        (seed, ()),
        (seed, ("",)),
        (seed, (value_for(store, other),)),
        (seed, (value_for(a_store(tmp_path), seed),)),
        (seed, (right, right)),
        (seed, (right + "0",)),
        (seed, (right.partition(".")[2],)),
        (other, (right,)),
        ("", (value_for(store, ""),)),
    ]
    for cookie, sent in wrong:
        with pytest.raises(InvalidInput):
            require(store, cookie, Form(tuple((FIELD, value) for value in sent)))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_refused_in_a_sentence(store: Store, seed: str, value: str) -> None:
    """Whatever a cookie and a field hold, surrogates included."""
    with pytest.raises(InvalidInput):
        require(store, seed, Form(((FIELD, value),)))
