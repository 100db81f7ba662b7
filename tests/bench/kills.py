"""Kills of the server under a mixed load: imports, publications, claims of seats, entries of the main courante."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.kills import KINDS, Toll, a_killed_load

if TYPE_CHECKING:
    from tests.bench.rows import Row


@cache
def toll(quick: bool) -> Toll:
    """Sixty kills; four in the quick form. Once a run: the campaign (``faults``) adds the same ones up."""
    with tempfile.TemporaryDirectory() as folder:
        return a_killed_load(Path(folder), kills=4 if quick else 60, seed=20261122, check_every=4 if quick else 10)


def run(quick: bool) -> list[Row]:
    """Raises AssertionError when a killed process complained of anything."""
    found = toll(quick)
    assert found.output == "", found.output
    return rows(found)


def rows(found: Toll) -> list[Row]:
    """The figures of one series."""
    return [
        _row("kill -9 under load", found.kills, "kills", f"{found.seconds:.0f} s in all"),
        *(_row(f"acknowledged: {kind}", found.acknowledged[kind], "writes", at_least=1) for kind in KINDS),
        _row("acknowledged and lost", len(found.lost), "writes", at_most=0),
        _row("imports there by halves", len(found.halves), "imports", at_most=0),
        _row("problems that releve check tells", len(found.problems), "sentences", at_most=0),
    ]


def _row(
    name: str, value: int, unit: str, note: str = "", *, at_least: float | None = None, at_most: float | None = None
) -> Row:
    row: Row = {"section": "kills", "name": name, "value": value, "unit": unit, "note": note}
    if at_least is not None:
        row["at_least"] = at_least
    if at_most is not None:
        row["at_most"] = at_most
    return row
