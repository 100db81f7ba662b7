"""Tests of app/services/crisis/writing_desk.py: who signs what leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.crisis.writing_desk import read_sender
from app.store import community
from app.store.community import Community
from tests.builders import a_store


@pytest.mark.parametrize(
    ("contact", "phone", "signed"),
    [
        ("coordination@example.org", "+33199001000", "coordination@example.org"),
        ("", "+33199001000", "01 99 00 10 00"),
        ("", "", "contact de la coordination à préciser"),
    ],
)
def test_a_letter_is_signed_with_a_number_as_it_is_dialled(
    tmp_path: Path, contact: str, phone: str, signed: str
) -> None:
    """What the community says of itself first, else its telephone as it is read, else what is missing."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        community.write(conn, Community(name="CPTS fictive", contact=contact, coordinator_phone=phone))
        assert read_sender(conn).contact == signed
