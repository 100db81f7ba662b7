"""A screen at demonstration size, as a tab of the browser runs it: its first reading, then its reruns. CPU seconds."""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from app.core.clock import fixed_clock
from app.services.keeping.kept_answers import forget_all
from app.store.current import use
from app.store.database import Store, open_store
from tests.bench.a_community import AT, copy_demonstration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.bench.rows import Row

BOUND = "bar: 0.25 s"
SCREENS = Path(__file__).parents[2] / "app" / "ui" / "screens"


@contextmanager
def the_demonstration() -> Iterator[Store]:
    """A folder of the demonstration, in use by the process within the block."""
    with tempfile.TemporaryDirectory() as folder:
        copy_demonstration(Path(folder))
        store = open_store(Path(folder), fixed_clock(AT))
        use(store)
        try:
            yield store
        finally:
            use(None)


class Opened:
    """One panel of a screen, nothing kept from before."""

    def __init__(self, screen: str, query: Mapping[str, str]) -> None:
        forget_all()
        self._page = AppTest.from_file(SCREENS / f"{screen}.py", default_timeout=60)
        self.turn(query)

    def turn(self, query: Mapping[str, str]) -> None:
        """Change the address."""
        for name, value in query.items():
            self._page.query_params[name] = value

    def once(self) -> float:
        """One run of the screen's script. Raises RuntimeError for a screen that fails."""
        start = time.process_time()
        self._page.run()
        spent = time.process_time() - start
        if self._page.exception:
            raise RuntimeError(self._page.exception[0].value)
        return spent

    def again(self, runs: int) -> float:
        """The median of so many reruns."""
        return statistics.median(self.once() for _run in range(runs))


def row(section: str, name: str, value: float, note: str) -> Row:
    """A row of the bench."""
    return {"section": section, "name": name, "value": round(value, 3), "unit": "s CPU", "note": note}
