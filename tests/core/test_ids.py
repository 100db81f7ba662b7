"""Ids."""

from __future__ import annotations

import uuid

from app.core.ids import new_id


def test_ids_are_uuid7_in_order_of_creation() -> None:
    """A later millisecond sorts later; version and variant are those of RFC 9562."""
    early, late = new_id(1_700_000_000_000), new_id(1_700_000_000_001)
    assert early < late
    assert uuid.UUID(early).version == 7
    assert uuid.UUID(early).variant == uuid.RFC_4122
