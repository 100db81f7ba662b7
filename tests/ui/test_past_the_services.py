"""Screens go through the services: nothing of app/ui opens the folder by itself, where no role would be asked."""

import re
from pathlib import Path

UI = Path(__file__).parents[2] / "app" / "ui"
OPENS = re.compile(r"\.(reading|transaction)\(\)")
THE_FRAME = frozenset({"frame.py"})
"""Says whose workbench this is and in which world, to whoever has come this far, in any role."""


def test_only_the_frame_reads_without_a_service() -> None:
    """A service asks who acts before it reads; a connection opened on a screen would ask nobody."""
    opening = {path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if OPENS.search(path.read_text("utf-8"))}
    assert opening == THE_FRAME
