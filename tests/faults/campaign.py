"""One campaign of all the faults that a folder may meet: kills, disk, locks, rights, clock, network, two people at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.kills import Toll
from tests.faults.living import a_living_series
from tests.faults.network import cut_calendars, cut_letters, cut_sign_ins
from tests.faults.suffered import Suffered
from tests.faults.two_editors import two_editors
from tests.services.kills import Toll as WaveToll

SEED = 20261123


@dataclass(frozen=True)
class Size:
    """How many faults of each family, and how many of them go by between two checks of the folder."""

    living: int
    """Of each of the four kinds that strike the load at work."""
    letters: int
    others: int
    """Cuts while people sign in, and as many while calendars are read."""
    rounds: int
    check_every: int


def struck(size: Size) -> Iterator[Suffered]:
    """Every kind but the kills, each on a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield from a_living_series(Path(folder), each=size.living, seed=SEED, check_every=size.check_every)
    with tempfile.TemporaryDirectory() as folder:
        yield cut_letters(Path(folder), cuts=size.letters, seed=SEED)
    for cut in (cut_sign_ins, cut_calendars):
        with tempfile.TemporaryDirectory() as folder:
            yield cut(Path(folder), cuts=size.others, seed=SEED)
    with tempfile.TemporaryDirectory() as folder:
        yield two_editors(Path(folder), rounds=size.rounds)


def of_kills(toll: Toll) -> Suffered:
    """The kills of the server among the others."""
    return Suffered(
        "kill -9 of the server", toll.kills, toll.acknowledged.total(), 0, toll.lost, toll.halves, toll.problems,
        tuple(toll.output.splitlines()), toll.seconds,
    )  # fmt: skip


def of_wave(toll: WaveToll) -> Suffered:
    """The kills of the sender among the others: a message doubled without a word is a half."""
    unsaid = toll.doubled - toll.said_uncertain
    return Suffered(
        "kill -9 of the sender", toll.kills, len(toll.held), 0, tuple(sorted(toll.lost | toll.unsent)),
        tuple(sorted(unsaid | toll.strangers)), (), tuple(toll.output.splitlines()), toll.seconds,
    )  # fmt: skip
