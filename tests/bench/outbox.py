"""Kills of the sender while a wave leaves: what is lost, what is doubled, what the coordinator is told."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.services.kills import Toll, a_killed_wave

Row = dict[str, object]


def run(quick: bool) -> list[Row]:
    """Fifty kills over 600 messages; ten over 150 in the quick form. Raises AssertionError when one is lost or unsaid."""
    kills, count = (10, 150) if quick else (50, 600)
    with tempfile.TemporaryDirectory() as folder:
        toll = a_killed_wave(Path(folder), kills=kills, count=count, seed=20261126)
    assert (toll.lost, toll.strangers, toll.unsent) == (set(), set(), set())
    assert toll.doubled <= toll.said_uncertain
    return rows(toll, count)


def rows(toll: Toll, count: int) -> list[Row]:
    """The figures of one wave."""
    return [
        _row("messages queued", count, "messages"),
        _row("kill -9 while sending", toll.kills, "kills", f"{toll.seconds:.0f} s in all"),
        _row("lost", len(toll.lost), "messages"),
        _row("kept by a server that deduplicates", len(toll.taken), "messages", "on Message-ID"),
        _row("taken more than once", len(toll.doubled), "messages", f"{toll.taken.total()} texts taken in all"),
        _row("said uncertain", len(toll.said_uncertain), "messages", "every doubled one among them"),
    ]


def _row(name: str, value: object, unit: str, note: str = "") -> Row:
    return {"section": "outbox", "name": name, "value": value, "unit": unit, "note": note}
