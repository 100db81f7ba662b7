"""What every test stands on: property tests never depend on the machine's speed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def _own_main() -> Iterator[None]:
    """Streamlit's test harness leaves its script as ``__main__``: processes started afterwards would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
