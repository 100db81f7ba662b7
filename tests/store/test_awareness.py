"""Tests of app/store/awareness.py: what was told to whom comes back, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.response.training import Communication
from app.store import awareness
from tests.builders import a_store

LETTER = Communication(
    id="a1", day=date(2026, 11, 1), audience="adhérents", channel="e-mail", title="Lettre", text="Bonjour", reached=118,
    actor_id="m",
)  # fmt: skip


def test_a_line_comes_back_changes_and_goes(tmp_path: Path) -> None:
    """Newest first; both days of a period are included; « not known » is not zero."""
    later = replace(LETTER, id="a2", day=date(2026, 11, 2), reached=None)
    with a_store(tmp_path).transaction() as conn:
        for one in (LETTER, later):
            awareness.put(conn, one)
        assert awareness.every(conn) == [later, LETTER]
        assert awareness.every(conn, date(2026, 11, 1), date(2026, 11, 1)) == [LETTER]
        awareness.put(conn, replace(LETTER, reached=0))
        assert awareness.find(conn, "a1") == replace(LETTER, reached=0)
        awareness.remove(conn, "a1")
        assert awareness.find(conn, "a1") is None
