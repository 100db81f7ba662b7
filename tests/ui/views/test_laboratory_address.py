"""A trial in an address: short, whole, and nothing that anybody could swell."""

from __future__ import annotations

import pytest

from app.drills.composition import document, read_document
from app.ui.views.laboratory_address import packed, unpacked
from tests.drills.test_composition import TRIAL


def test_a_trial_goes_through_an_address() -> None:
    """It comes back as it was, in a few hundred characters that need no escaping."""
    address = packed(document(TRIAL))
    assert len(address) < 500
    assert address.replace("-", "").replace("_", "").isalnum()
    assert read_document(unpacked(address) or b"") == TRIAL


@pytest.mark.parametrize("text", ["", "é", "AAAA", "x" * 70_000, packed(b"x" * 600_000), packed(document(TRIAL))[:-8]])
def test_an_address_that_was_cut_or_swollen_opens_nothing(text: str) -> None:
    """Anybody can write an address: nothing unfolds without an end, nothing half is read."""
    assert unpacked(text) is None
