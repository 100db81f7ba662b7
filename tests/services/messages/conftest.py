"""A community that is ready to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.database import Store, open_store
from tests.builders import MovingClock
from tests.services.a_queue import a_community


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """A folder of a community that is ready to write."""
    opened = open_store(tmp_path / "data", clock)
    a_community(opened)
    return opened
