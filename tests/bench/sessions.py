"""Ten people at once on the real server, reloading and going from screen to screen: what each waits for, and what one who proposes costs the others.

Each is a signed-in websocket session, as a tab of the browser opens one; between two gestures they wait one to three
seconds. Two minutes of it; then a shorter stretch while one of them proposes a rota without a pause, beside the screens as
the product does it; then one in the server's own process. Waits are wall time as the tab sees it, server times are those
of the run itself, from its beginning to its end in the server; both are of this machine, their ratios less so. An error is
told by its kind, with the line of the server's log that says what raised it.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.ids import new_id
from app.services.accounts.who_acts import open_login
from app.store import accounts
from app.store.database import open_store
from tests.bench.a_community import copy_demonstration
from tests.bench.a_tab import Tab
from tests.bench.a_timed_server import served
from tests.bench.rows import quantile

if TYPE_CHECKING:
    from tests.bench.a_timed_server import Run, Served
    from tests.bench.rows import Row

PEOPLE = 10
LONG_SECONDS, SHORT_SECONDS, QUICK_SECONDS = 120.0, 30.0, 3.0
SCREENS = (
    ("", ""), ("planning", ""), ("effectifs", ""), ("appels", ""), ("disponibilites", ""), ("plans", ""),
    ("jour-j", ""), ("carte", ""), ("continuite", ""), ("journal", ""),
)  # fmt: skip
RELOADS = 0.15
"""The share of gestures that reload the tab."""


@dataclass
class Seen:
    """What the sessions of one stretch saw. Seconds; ``proposals``: how many were asked and came to their end."""

    waits: list[float] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What went wrong, with its cause where the log says it."""
    proposals: int = 0
    cpu: float = 0.0
    """Of the server's process, in seconds a gesture."""

    def at(self, share: float) -> float:
        """Milliseconds that this share of the waits did not exceed."""
        return round(quantile(self.waits, share) * 1000)

    def served_at(self, share: float) -> float:
        """Milliseconds that this share of the runs did not exceed in the server."""
        return round(quantile([one.wall for one in self.runs], share) * 1000)


def run(quick: bool) -> list[Row]:
    """A stretch of two minutes and two short ones; ``quick``: of four seconds, and none in the server's own process."""
    alone_for, beside_for = (QUICK_SECONDS, QUICK_SECONDS) if quick else (LONG_SECONDS, SHORT_SECONDS)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "releve"
        tokens = tokens_in(folder)
        with served(folder) as one:
            before = _memory(one.pid)
            with Tab(one.port, tokens[0]) as tab:
                for screen in SCREENS:
                    tab.open(*screen)
            drawn = _memory(one.pid)
            alone = _stretch(one, tokens, alone_for, proposing=False)
            held = _memory(one.pid)
            beside = _stretch(one, tokens, beside_for, proposing=True)
        rows = [
            *_rows("ten sessions", alone, f"{len(alone.waits)} gestures in {alone_for:.0f} s"),
            *_rows("nine, one proposes", beside, f"{len(beside.waits)} gestures, {beside.proposals} proposals beside the screens"),
            _ratio("p95, with over without", beside, alone, "one proposing beside the screens"),
        ]  # fmt: skip
        if not quick:
            inside = _in_place(folder, tokens)
            rows += [
                *_rows("nine, one proposes in place", inside, f"{len(inside.waits)} gestures, {inside.proposals} proposals"),
                _ratio("p95, in place over without", inside, alone, "the same in the server's process"),
            ]  # fmt: skip
    return [
        *rows,
        _row("server, nobody yet", before, "MB", "resident"),
        _row("server, every screen drawn once", drawn, "MB", "resident"),
        _row("each session more", round((held - drawn) / PEOPLE, 1), "MB", "after the first stretch, reloads included"),
    ]


def _in_place(folder: Path, tokens: list[str]) -> Seen:
    """What a proposal would cost the others if the server computed it itself."""
    with served(folder, "in-place") as one:
        _stretch(one, tokens[:2], 2 * QUICK_SECONDS, proposing=False)
        return _stretch(one, tokens, SHORT_SECONDS, proposing=True)


def _rows(name: str, seen: Seen, note: str) -> list[Row]:
    said = "; ".join(f"{number} × {kind}" for kind, number in Counter(seen.told).most_common(5))
    return [
        _row(f"{name}, p50", seen.at(0.5), "ms", note),
        _row(f"{name}, p95", seen.at(0.95), "ms", "from the gesture to the end of the run"),
        _row(f"{name}, server time p50", seen.served_at(0.5), "ms", f"{len(seen.runs)} runs; bar: 150 on a server that nobody else asks"),
        _row(f"{name}, server time p95", seen.served_at(0.95), "ms", "of the run, the others' runs included"),
        _row(f"{name}, CPU", round(seen.cpu * 1000), "ms a gesture", "of the server's process"),
        {**_row(f"{name}, errors", len(seen.told), "", said or "screens with an error, runs never ended"), "at_most": 0},
    ]  # fmt: skip


def _ratio(name: str, over: Seen, under: Seen, note: str) -> Row:
    return _row(name, round(over.at(0.95) / under.at(0.95), 2), "×", f"the others' waits, {note}")


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "sessions", "name": name, "value": value, "unit": unit, "note": note}


def tokens_in(folder: Path) -> list[str]:
    """A demonstration of today, and ten logins of the coordination."""
    copy_demonstration(folder)
    return logins_in(folder, PEOPLE)


def logins_in(folder: Path, number: int) -> list[str]:
    """An account of the coordination in a folder, and so many logins of it."""
    store = open_store(folder)
    with store.transaction() as conn:
        held = Account(
            id=AccountId(new_id()), login="ada", name="Ada Fictif", role=Role.COORDINATION, created_at=store.now()
        )
        accounts.add(conn, held)
        return [open_login(conn, held.id, store.now(), how="password") for _one in range(number)]


def _stretch(one: Served, tokens: list[str], seconds: float, *, proposing: bool) -> Seen:
    """Everyone at once for so long; where one proposes, only the others' waits count."""
    seen, until, spent, runs = Seen(), time.monotonic() + seconds, cpu_seconds(one.pid), len(one.runs())
    with ThreadPoolExecutor(len(tokens)) as crowd:
        going = [
            crowd.submit(_propose if proposing and not rank else _wander, one.port, token, rank, until)
            for rank, token in enumerate(tokens)
        ]
        for rank, session in enumerate(going):
            waits, told = session.result()
            seen.told += [one.why(kind) for kind in told]
            if proposing and not rank:
                seen.proposals = len(waits)
            else:
                seen.waits += waits
    seen.cpu = (cpu_seconds(one.pid) - spent) / max(1, len(seen.waits))
    seen.runs = one.runs(runs)
    return seen


def _wander(port: int, token: str, seed: int, until: float) -> tuple[list[float], list[str]]:
    chance, waits = random.Random(seed), list[float]()
    with Tab(port, token) as tab:
        tab.open(*SCREENS[seed % len(SCREENS)])
        while time.monotonic() < until:
            time.sleep(chance.uniform(1, 3))
            waits.append(tab.reload() if chance.random() < RELOADS else tab.open(*chance.choice(SCREENS)))
        return waits, tab.told


def _propose(port: int, token: str, _seed: int, until: float) -> tuple[list[float], list[str]]:
    """Press « Proposer » as soon as it may be pressed again; each proposal's whole time."""
    waits = list[float]()
    with Tab(port, token) as tab:
        tab.open("planning")
        while time.monotonic() < until:
            began = time.monotonic()
            if tab.press("Proposer") is None:
                raise RuntimeError("nothing to press on the rota")
            if not tab.follow(time.monotonic() + 60):
                raise RuntimeError("a proposal that never ended")
            waits.append(time.monotonic() - began)
        return waits, tab.told


def cpu_seconds(pid: int) -> float:
    """CPU that a process has used, the one that computes beside it left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _memory(pid: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return round(int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024, 1)
