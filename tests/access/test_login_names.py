"""Tests of app/access/login_names.py: what is typed is read one way, what is chosen fits, and nothing typed is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.login_names import LONGEST, chosen_login, is_email, suggested_login, typed_login
from app.core.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Maïwenn.Kerdruc ", "maïwenn.kerdruc"),
        ("ADA@Exemple.FR", "ada@exemple.fr"),
        ("ａｄａ", "ada"),
        ("straße", "strasse"),
        ("", ""),
    ],
)
def test_a_login_is_read_one_way(typed: str, kept: str) -> None:
    """Blanks, capitals and wide letters make no difference."""
    assert typed_login(typed) == kept


@given(st.text(max_size=2_000))
def test_anything_may_be_typed(text: str) -> None:
    """Nothing raises, and nothing longer than a login comes out."""
    assert len(typed_login(text)) <= LONGEST


@given(st.from_regex(r"[a-z0-9][a-z0-9._@+-]{1,60}[a-z0-9]", fullmatch=True))
def test_what_is_chosen_is_what_will_be_typed(login: str) -> None:
    """The login kept is the one its owner types, whatever the capitals."""
    assert chosen_login(login) == typed_login(login.upper())


@pytest.mark.parametrize(
    "login", ["", "ab", "a b c", ".ada", "ada@", "a" * 101, "ada\nbob", "<script>", "a/../b", "ada;"]
)
def test_what_does_not_fit_is_said(login: str) -> None:
    """Too short, too long, blanks and signs: one sentence that says what would fit."""
    with pytest.raises(InvalidInput, match=r"ne convient pas\s: de 3 à 100"):
        chosen_login(login)


def test_a_name_suggests_a_login() -> None:
    """« Maïwenn Le Goff » is « maiwenn.le.goff »; a name without a letter suggests nothing."""
    assert [suggested_login(name) for name in ("Maïwenn Le Goff", "Zoé d’Armor", "1 2", "…")] == [
        "maiwenn.le.goff", "zoe.d.armor", "1.2", "",
    ]  # fmt: skip


def test_an_address_is_told_from_a_name() -> None:
    """What holds an @ between two words is an address."""
    assert [is_email(text) for text in ("ada@exemple.fr", "ada", "ada@", "a b@c")] == [True, False, False, False]
