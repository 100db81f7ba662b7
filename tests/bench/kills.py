"""Kills of the server under a mixed load: imports, publications, claims of seats, entries of the main courante."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.faults.kills import KINDS, Toll, a_killed_load

Row = dict[str, object]


def run(quick: bool) -> list[Row]:
    """Two hundred kills; ten in the quick form. Raises AssertionError when something is lost, halved or out of order."""
    with tempfile.TemporaryDirectory() as folder:
        toll = a_killed_load(Path(folder), kills=10 if quick else 200, seed=20261122, check_every=1 if quick else 10)
    assert (toll.problems, toll.lost, toll.halves, toll.output) == ((), (), (), "")
    return rows(toll)


def rows(toll: Toll) -> list[Row]:
    """The figures of one series."""
    written = [_row(f"acknowledged: {kind}", toll.acknowledged[kind], "writes") for kind in KINDS]
    return [
        _row("kill -9 under load", toll.kills, "kills", f"{toll.seconds:.0f} s in all"),
        *written,
        _row("acknowledged and lost", len(toll.lost), "writes"),
        _row("imports there by halves", len(toll.halves), "imports"),
        _row("problems that releve check tells", len(toll.problems), "sentences"),
    ]


def _row(name: str, value: object, unit: str, note: str = "") -> Row:
    return {"section": "kills", "name": name, "value": value, "unit": unit, "note": note}
