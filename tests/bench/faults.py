"""One campaign of faults: how often each kind struck, how many acknowledged writes were looked for, and what was lost.

The kills are those of the sections ``kills`` and ``outbox``, made once in a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import kills, outbox
from tests.faults.campaign import Size, of_kills, of_wave, struck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.rows import Row
    from tests.faults.suffered import Suffered

QUICK = Size(living=2, letters=6, others=4, rounds=8, check_every=4)
FULL = Size(living=20, letters=36, others=30, rounds=48, check_every=10)


def run(quick: bool) -> list[Row]:
    """Whatever was lost, halved, unsaid or told by the check breaks the bound of its row, and is named in its note."""
    series = [of_kills(kills.toll(quick)), of_wave(outbox.toll(quick)), *struck(QUICK if quick else FULL)]
    return rows(series)


def rows(series: Sequence[Suffered]) -> list[Row]:
    """The figures of each kind, then the sums."""
    return [
        *(_kind(one) for one in series),
        _sum("faults, all kinds", sum(one.faults for one in series), "faults"),
        _sum("acknowledged writes looked for afterwards", sum(one.acknowledged for one in series), "writes"),
        _sum("attempts refused with a sentence", sum(one.refused for one in series), "attempts"),
        _none("acknowledged and lost", [what for one in series for what in one.lost], "writes"),
        _none("left by halves, or written though refused", [what for one in series for what in one.halves], "writes"),
        _none("ended without a sentence", [what for one in series for what in one.unclear], "attempts"),
        _none("problems that releve check tells", [what for one in series for what in one.problems], "sentences"),
    ]


def _kind(one: Suffered) -> Row:
    more = "".join(f", {count} {what}" for what, count in one.more.items())
    note = f"{one.acknowledged} writes acknowledged, {one.refused} attempts refused{more}; {one.seconds:.0f} s"
    return {"section": "faults", "name": one.kind, "value": one.faults, "unit": "faults", "note": note, "at_least": 1}


def _sum(name: str, value: int, unit: str) -> Row:
    return {"section": "faults", "name": name, "value": value, "unit": unit, "at_least": 1}


def _none(name: str, found: Sequence[str], unit: str) -> Row:
    note = "; ".join(found[:3])
    return {"section": "faults", "name": name, "value": len(found), "unit": unit, "note": note, "at_most": 0}
