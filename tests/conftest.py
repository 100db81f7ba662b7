"""What every test stands on: no speed of the machine, no waiting for its disk, and the longest files begun first."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.builders import MovingClock
from tests.quick_disk import quick

settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

LONGEST = (
    "test_four_users.py", "test_exercise.py", "test_every_screen.py", "test_canaries.py", "test_needs_canaries.py",
    "test_commands.py", "test_routes.py", "test_exports.py", "test_kills.py",
)  # fmt: skip
"""Files of half a minute or more in few tests: begun at the end, one of them would keep a single worker busy while the others are done."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On several workers, which take files in this order: the longest, the other journeys, then those of most tests."""
    if not hasattr(config, "workerinput"):
        return
    count = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[int, bool, int, str]:
        rank = LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST)
        return rank, item.path.parent.name != "journeys", -count[item.path], str(item.path)

    items.sort(key=turn)


@pytest.fixture(scope="session", autouse=True)
def _quick_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every folder of this process is made and written without waiting for the disk, unless its tests say otherwise."""
    with quick(tmp_path_factory.mktemp("empty")):
        yield


@pytest.fixture(autouse=True)
def _own_main() -> Iterator[None]:
    """Streamlit's test harness leaves its script as ``__main__``: processes started afterwards would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def clock() -> MovingClock:
    """Thursday 26 November 2026, 17:00 in Paris, until a test moves it."""
    return MovingClock()
