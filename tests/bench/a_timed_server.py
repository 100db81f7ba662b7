"""The product's server in a process of its own, which notes what each run of a screen took; its log is kept.

    python -m tests.bench.a_timed_server FOLDER beside|in-place RUNS      prints its address; one line of RUNS a run

A line is « 1764061200.125 0.042 0.031 planning »: when it began (Unix time), seconds, CPU seconds of its own thread, the
address of the screen. What runs beside a screen (a proposal in its own process, the memory that is settled) is in none.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a screen's script on the server. Seconds."""

    wall: float
    cpu: float
    screen: str


@dataclass(frozen=True, slots=True)
class Served:
    """A server at work, and the two files that it writes."""

    port: int
    pid: int
    runs_file: Path
    log_file: Path

    def runs(self, since: int = 0) -> list[Run]:
        """Its runs in the order they ended, from a rank on."""
        lines = self.runs_file.read_text(encoding="utf-8").splitlines()[since:]
        return [_run(line) for line in lines]

    def why(self, told: str) -> str:
        """« planning: bug 7K3F-Q2XM » with the last line of its trace in the log, when there is one."""
        _screen, _bug, reference = told.rpartition("bug ")
        lines = iter(self.log_file.read_text(encoding="utf-8").splitlines())
        if not reference or not any(f"bug {reference}" in line for line in lines):
            return told
        trace = [line for line, _next in zip(lines, range(200), strict=False)]
        raised = next((line for line in trace if line and not line.startswith((" ", "Traceback"))), "")
        return f"{told}, {raised}"


def _run(line: str) -> Run:
    _began, wall, cpu, screen = line.split(" ", 3)
    return Run(float(wall), float(cpu), screen)


@contextmanager
def served(folder: Path, where: str = "beside") -> Iterator[Served]:
    """A server of the folder, stopped at the end of the block. ``where``: long work is done beside it, or in-place."""
    runs_file, log_file = (folder.with_name(f"{folder.name}.{kind}") for kind in ("runs", "log"))
    runs_file.write_text("")
    command = [sys.executable, "-m", "tests.bench.a_timed_server", str(folder), where, str(runs_file)]
    with log_file.open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"the server did not start: {log_file.read_text()[-2000:]}")
        yield Served(int(address.rpartition(":")[2]), process.pid, runs_file, log_file)
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def _note_runs(file: Path) -> None:
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    run_script, out = ScriptRunner._run_script, file.open("a", encoding="utf-8", buffering=1)

    def timed(self: ScriptRunner, asked: RerunData) -> None:
        at, began, spent = time.time(), time.perf_counter(), time.thread_time()
        try:
            run_script(self, asked)
        finally:
            wall, cpu = time.perf_counter() - began, time.thread_time() - spent
            out.write(f"{at:.3f} {wall:.4f} {cpu:.4f} {asked.page_name or 'accueil'}\n")

    patch.object(ScriptRunner, "_run_script", timed).start()


def _serve(folder: Path, where: str, runs_file: Path) -> None:
    from app.server import serve
    from app.services.keeping import long_work, steady_memory

    # Its memory is settled a second after its first screen: what is measured is what holds for the rest of the day.
    steady_memory.LOOKS_EVERY_SECONDS = 1.0
    if where == "in-place":
        patch.object(long_work, "use", lambda _workshop: None).start()
    _note_runs(runs_file)
    serve(folder, "127.0.0.1", 0, announce=lambda address: print(address, flush=True))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
