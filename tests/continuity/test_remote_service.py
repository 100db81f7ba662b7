"""A remote service: what it must say, and when it rests on one person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.continuity.remote_service import RemoteKind, RemoteService, check
from app.core.errors import InvalidInput

ALARMS = RemoteService(
    id="", kind=RemoteKind.TELEMONITORING, name="Alarmes cardiaques", categories=("IC",), capacity=10
)


def test_one_reader_is_one_person() -> None:
    """All its alarms rest on them; two readers are enough to say so no more."""
    check(ALARMS)
    assert ALARMS.rests_on_one
    assert not replace(ALARMS, readers=2).rests_on_one


@pytest.mark.parametrize(
    "wrong", [{"name": "  "}, {"name": "x" * 121}, {"readers": 0}, {"capacity": -1}, {"categories": ()}]
)
def test_what_says_too_little_is_refused(wrong: dict[str, Any]) -> None:
    """No name, nobody to read it, a capacity below nothing, no category."""
    with pytest.raises(InvalidInput):
        check(replace(ALARMS, **wrong))
