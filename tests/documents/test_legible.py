"""Texts as office files take them."""

from __future__ import annotations

import pytest

from app.documents.legible import legible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Œil 😀\n=1", "Œil 😀\n=1"), ("a\x00\x1b\x9fb", "ab"), ("\ud800x\uffff", "x"), ("e\u0301", "é")],
)
def test_only_what_xml_refuses_is_left_out(typed: str, kept: str) -> None:
    """The rest is as typed, composed."""
    assert legible(typed) == kept
