"""Tests of app/access/sealed.py: what is sealed opens for its purpose alone, unchanged, and in time."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.sealed import derived, seal, ticket, ticket_values, unseal
from tests.builders import THURSDAY

KEY, OTHER = b"k" * 32, b"o" * 32
LATER = THURSDAY + timedelta(minutes=5)


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_with_the_same_key_purpose_and_context(plain: bytes) -> None:
    """And with nothing else; the same value never looks the same twice."""
    sealed = seal(KEY, "code", plain, "account-1")
    assert unseal(KEY, "code", sealed, "account-1") == plain
    assert sealed != seal(KEY, "code", plain, "account-1")
    others = [(OTHER, "code", "account-1"), (KEY, "link", "account-1"), (KEY, "code", "account-2")]
    assert [unseal(key, purpose, sealed, context) for key, purpose, context in others] == [None, None, None]


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_bit_changed_opens_nothing(at: int, change: int) -> None:
    """Wherever it stands: nonce, text or tag."""
    sealed = bytearray(seal(KEY, "code", b"a secret of some length"))
    sealed[at % len(sealed)] ^= change
    assert unseal(KEY, "code", bytes(sealed)) is None


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 27, b"x" * 500])
def test_what_was_never_sealed_opens_nothing(sealed: bytes) -> None:
    """Short or long, no error either."""
    assert unseal(KEY, "code", sealed) is None


def test_a_ticket_opens_in_time_and_for_its_purpose() -> None:
    """Its values come back until its last instant, then nothing; another purpose or key reads nothing."""
    text = ticket(KEY, "code", {"account": "a1"}, LATER)
    assert ticket_values(KEY, "code", text, LATER - timedelta(seconds=1)) == {"account": "a1"}
    assert ticket_values(KEY, "code", text, LATER) is None
    assert ticket_values(KEY, "set_up", text, THURSDAY) is None
    assert ticket_values(OTHER, "code", text, THURSDAY) is None


def test_a_ticket_tells_nothing() -> None:
    """Neither the account nor the secret can be read from it."""
    text = ticket(KEY, "code", {"secret": "CANARI"}, LATER)
    assert b"CANARI" not in base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@given(st.text(max_size=300))
def test_anything_else_is_no_ticket(text: str) -> None:
    """Whatever a form brings, the answer is None and no error."""
    assert ticket_values(KEY, "code", text, THURSDAY) is None


def test_an_endless_ticket_is_not_read() -> None:
    """A megabyte is refused before it is decoded."""
    assert ticket_values(KEY, "code", "A" * 1_000_000, THURSDAY) is None


def test_parts_are_never_confused() -> None:
    """« ab » and « c » are not « a » and « bc », nor one part « abc »."""
    found = {
        derived(KEY, "p", "ab", "c"),
        derived(KEY, "p", "a", "bc"),
        derived(KEY, "p", "abc"),
        derived(KEY, "pab", "c"),
    }
    assert len(found) == 4
