"""What every test of a screen starts from: an open data folder that the screen finds by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.current import use
from app.store.database import Store
from tests.builders import a_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty folder, in use by the process for the time of a test."""
    opened = a_store(tmp_path)
    use(opened)
    yield opened
    use(None)
