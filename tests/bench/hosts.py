"""What one machine holds: four communities on one host, each its own process behind one proxy, and the arithmetic of it.

One process serves one community, as ``.deploy/releve.service`` starts it; Caddy stands before them where it is at hand (the
rows say so), else each is asked directly. The four are asked at once: polls at full rate, then screens at work in each.
What « a machine » is: 2 cores and 2 GB, the system's share taken off, half of the CPU left idle. Where the kernel allows it
(root, memory control groups), the four and the proxy live in that much memory, and are killed if it is not enough.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.a_server import served
from tests.bench.a_small_machine import small_machine
from tests.bench.active import active
from tests.bench.calendars import resident
from tests.bench.load import load
from tests.bench.pages import a_community, draw_every_screen
from tests.bench.sessions import cpu_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.a_small_machine import SmallMachine
    from tests.bench.active import Active
    from tests.bench.load import Answered
    from tests.bench.pages import Community
    from tests.bench.rows import Row

COMMUNITIES = 4
"""What the arithmetic of memory finds in 2 GB: the run shows it."""
SCREENS_EACH = 2
CORES, MEMORY_MB = 2, 2048
SYSTEM_MB = 250
"""A bare Debian with SSH, journald and Litestream, resident."""
BUSY_SHARE = 0.5
"""Of the CPU, at most: the rest is for a crisis, a backup, a proposal of a rota."""
POLL_EVERY_SECONDS = 900
"""The most eager of the phones: iOS asks every quarter of an hour when told so, Google every few hours."""
GESTURE_EVERY_SECONDS = 2.0
"""Of an active screen, as :mod:`tests.bench.active` works."""


@dataclass(frozen=True, slots=True)
class Host:
    """One community's server: its own port, the one it is asked at, and its process."""

    port: int
    door: int
    pid: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What the servers of the host spent together: CPU seconds an answer and a gesture, MB each."""

    poll: float
    gesture: float
    held: float


def run(quick: bool) -> list[Row]:
    """The figures of the section « hosts »; ``quick``: none, four servers take longer to start than CI has."""
    if quick:
        return []
    with tempfile.TemporaryDirectory() as given, ExitStack() as open_now:
        held = a_community(Path(given) / "cpts-1")
        folders = [held.store.folder.path, *_copies(held.store.folder.path)]
        machine = open_now.enter_context(small_machine(MEMORY_MB - SYSTEM_MB))
        take = machine.take if machine else lambda _pid: None
        with ThreadPoolExecutor(COMMUNITIES) as together:
            starting = [served(folder, started=take) for folder in folders]
            servers = list(together.map(open_now.enter_context, starting))
        by, doors, proxy = open_now.enter_context(_behind([port for port, _pid in servers], Path(given)))
        take(proxy) if proxy else None
        hosts = [Host(port, door, pid) for (port, pid), door in zip(servers, doors, strict=True)]
        before = [proportional(host.pid) for host in hosts]
        with ThreadPoolExecutor(COMMUNITIES) as together:
            list(together.map(lambda host: draw_every_screen(host.door, held.tokens[0]), hosts))
        polled, poll_cost = _polled(hosts, held, 8.0)
        seen, gesture_cost = _worked(hosts, held, 20.0)
        after = [proportional(host.pid) for host in hosts]
        proxy_mb = resident(proxy) if proxy else 0.0
        lived = _lived(machine)
    spent = Spent(poll_cost, gesture_cost, max(after))
    return [*_measured(by, polled, seen), *_memory(before, after, proxy_mb), *lived, *_arithmetic(spent, proxy_mb)]


def _copies(folder: Path) -> list[Path]:
    """The other communities: the same demonstration, in folders of their own."""
    made = [folder.with_name(f"cpts-{number}") for number in range(2, COMMUNITIES + 1)]
    for one in made:
        shutil.copytree(folder, one)
    return made


@contextmanager
def _behind(ports: Sequence[int], folder: Path) -> Iterator[tuple[str, list[int], int]]:
    """What stands before the servers, the port that each is asked at there, and its process (0 for none)."""
    caddy = shutil.which("caddy")
    if caddy is None:
        yield "asked directly: Caddy is not at hand", list(ports), 0
        return
    doors = [_free_port() for _one in ports]
    sites = [
        f"http://127.0.0.1:{door} {{\n\treverse_proxy 127.0.0.1:{port}\n}}\n"
        for door, port in zip(doors, ports, strict=True)
    ]
    file = folder / "Caddyfile"
    file.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + "".join(sites), encoding="utf-8")
    process = subprocess.Popen(
        [caddy, "run", "--config", str(file), "--adapter", "caddyfile"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        },
    )
    try:
        for door in doors:
            _wait_for(door)
        yield "behind Caddy", doors, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    """Until someone listens there. Raises ConnectionError after ten seconds."""
    for _try in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise ConnectionError("the proxy did not start")


def _polled(hosts: Sequence[Host], held: Community, seconds: float) -> tuple[list[Answered], float]:
    """All of them polled at once; and the CPU of a server for one answer."""

    def one(host: Host) -> Answered:
        return load(host.door, held.feeds, seconds=seconds, connections=4, zipped=True)

    with ThreadPoolExecutor(len(hosts)) as together:
        list(together.map(lambda host: load(host.door, held.feeds, seconds=0, once=True, zipped=True), hosts))
        spent = sum(cpu_seconds(host.pid) for host in hosts)
        found = list(together.map(one, hosts))
    spent = sum(cpu_seconds(host.pid) for host in hosts) - spent
    return found, spent / sum(len(each.waits) for each in found)


def _worked(hosts: Sequence[Host], held: Community, seconds: float) -> tuple[list[Active], float]:
    """Screens at work in all of them at once; and the CPU of a server for one gesture."""
    spent = sum(cpu_seconds(host.pid) for host in hosts)
    with ExitStack() as open_now:
        seen = [open_now.enter_context(active(host.door, held.tokens[:SCREENS_EACH])) for host in hosts]
        time.sleep(seconds)
    spent = sum(cpu_seconds(host.pid) for host in hosts) - spent
    # Each session's first screen too: its wait is left out, its work is not.
    return seen, spent / (sum(len(each.waits) for each in seen) + SCREENS_EACH * len(hosts))


def proportional(pid: int) -> float:
    """A process's share of the memory in use, in MB: what it holds alone, and of what it shares its part (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return round(int(next(line.split()[1] for line in lines if line.startswith("Pss:"))) / 1024, 1)


def _measured(by: str, polled: Sequence[Answered], seen: Sequence[Active]) -> list[Row]:
    rows = []
    for number, (answered, screens) in enumerate(zip(polled, seen, strict=True), 1):
        rows += [
            _row(
                f"community {number}, polls",
                round(answered.rate),
                "answers a second",
                f"{by}, all at once; p99 {answered.wait(0.99)} ms",
            ),
            _row(
                f"community {number}, a gesture's p95",
                screens.at(0.95),
                "ms",
                f"{SCREENS_EACH} screens in each, {len(screens.waits)} gestures",
            ),
        ]
    rates = [answered.rate for answered in polled]
    faults = sum(answered.faults for answered in polled) + sum(screens.faults for screens in seen)
    return [
        *rows,
        _row("all of them, polls", round(sum(rates)), "answers a second", by),
        _row("the least served over the best", round(min(rates) / max(rates), 2), "×", "polls of all at once"),
        {**_row("all of them, faults", faults, "", "5xx and screens with an error"), "at_most": 0},
    ]


def _memory(before: Sequence[float], after: Sequence[float], proxy: float) -> list[Row]:
    return [
        _row("a community, nobody yet", max(before), "MB", "its part of what is resident (PSS), the largest of them"),
        _row("a community at work", max(after), "MB", "the same, every screen drawn, phones polled"),
        _row("the proxy", proxy, "MB", "resident"),
    ]


def _lived(machine: SmallMachine | None) -> list[Row]:
    """How the machine of that memory bore it; none where the kernel lets nobody make one."""
    if machine is None:
        return []
    room = f"{COMMUNITIES} communities and the proxy in {MEMORY_MB} − {SYSTEM_MB} MB, no swap"
    return [
        _row("held together in that memory", machine.held_mb(), "MB", room),
        {**_row("killed for lack of memory", machine.killed(), "processes", room), "at_most": 0},
    ]


def _arithmetic(spent: Spent, proxy: float) -> list[Row]:
    """What fits in the machine, by memory and by CPU; every term is a row above or a constant of this module."""
    room = MEMORY_MB - SYSTEM_MB - proxy
    communities = int(room / spent.held)
    idle = CORES * BUSY_SHARE
    polls = idle / spent.poll
    working = idle * GESTURE_EVERY_SECONDS / spent.gesture
    return [
        _row("CPU of a poll", round(spent.poll * 1e6), "µs", "of a community's server"),
        _row("CPU of a gesture on a screen", round(spent.gesture * 1000), "ms", "of a community's server"),
        _row(
            "communities in 2 GB",
            communities,
            "processes",
            f"({MEMORY_MB} − {SYSTEM_MB} − {proxy:.0f}) MB / {spent.held:.0f}",
        ),
        _row(
            "polls a second in 2 cores",
            round(polls),
            "answers a second",
            f"{CORES} × {BUSY_SHARE} / CPU of a poll, screens idle",
        ),
        _row(
            "volunteers in 2 cores",
            round(polls * POLL_EVERY_SECONDS),
            "phones",
            f"each polled every {POLL_EVERY_SECONDS // 60} minutes, screens idle",
        ),
        _row(
            "active screens in 2 cores",
            round(working),
            "screens",
            f"{CORES} × {BUSY_SHARE} / CPU of a gesture, one each {GESTURE_EVERY_SECONDS:g} s; phones idle",
        ),
    ]


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "hosts", "name": name, "value": value, "unit": unit, "note": note}
