"""Kills of the sender while a wave leaves: what is lost, what is doubled, what the coordinator is told."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.services.kills import Toll, a_killed_wave

if TYPE_CHECKING:
    from tests.bench.rows import Row


@cache
def toll(quick: bool) -> Toll:
    """Forty kills over 400 messages; six over 80 in the quick form. Once a run, as those of the server."""
    kills, count = (6, 80) if quick else (40, 400)
    with tempfile.TemporaryDirectory() as folder:
        return a_killed_wave(Path(folder), kills=kills, count=count, seed=20261126)


def run(quick: bool) -> list[Row]:
    """Each row that says something went wrong has 0 for its bound."""
    return rows(toll(quick))


def rows(found: Toll) -> list[Row]:
    """The figures of one wave."""
    unsaid = found.doubled - found.said_uncertain
    return [
        _row("messages queued", len(found.held), "messages"),
        _row("kill -9 while sending", found.kills, "kills", f"{found.seconds:.0f} s in all"),
        _row("taken more than once", len(found.doubled), "messages", f"{found.taken.total()} texts taken in all"),
        _row("said uncertain", len(found.said_uncertain), "messages", "every doubled one among them"),
        _none("lost", len(found.lost)),
        _none("taken and queued by nobody", len(found.strangers)),
        _none("sent and not said so", len(found.unsent)),
        _none(
            "doubled without being said uncertain", len(unsaid), "a server that deduplicates on Message-ID keeps one"
        ),
    ]


def _row(name: str, value: int, unit: str, note: str = "") -> Row:
    return {"section": "outbox", "name": name, "value": value, "unit": unit, "note": note}


def _none(name: str, value: int, note: str = "") -> Row:
    return {"section": "outbox", "name": name, "value": value, "unit": "messages", "note": note, "at_most": 0}
