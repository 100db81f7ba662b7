"""What the server holds for good leaves the collector's rounds, once, when everything is imported."""

from __future__ import annotations

import gc
import time

import pytest

from app.services.keeping import steady_memory
from app.services.keeping.steady_memory import settle, settle_once_imported


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> object:
    """Looked at often; afterwards the collector goes through everything again."""
    monkeypatch.setattr(steady_memory, "LOOKS_EVERY_SECONDS", 0.02)
    yield None
    gc.unfreeze()


def test_what_is_held_leaves_the_rounds_and_garbage_does_not() -> None:
    """Frozen objects are counted; a ring let go afterwards is still collected."""
    settle()
    held = gc.get_freeze_count()
    assert held > 1000
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1


def test_it_waits_for_the_module_and_then_settles() -> None:
    """Nothing as long as no screen was drawn; given up, nothing either."""
    gc.unfreeze()
    settle_once_imported("no.such.module").set()
    time.sleep(0.1)
    assert gc.get_freeze_count() == 0
    settle_once_imported("json")
    until = time.monotonic() + 20
    while not gc.get_freeze_count():
        assert time.monotonic() < until
        time.sleep(0.02)
