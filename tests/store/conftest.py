"""The database as it is served: what is proved here is the database itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.quick_disk import as_served


@pytest.fixture(scope="module", autouse=True)
def _as_served() -> Iterator[None]:
    """Each write waits for the disk, each schema is made step by step."""
    with as_served():
        yield
