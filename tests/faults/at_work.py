"""One process that runs commands under a fault: ``python -m tests.faults.at_work FAULT`` reads words as JSON, writes outcomes.

What the machine refuses is set up here, in a process of its own, so that nothing else suffers it.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LARGEST_FILE = 4096
"""Bytes a file may have when the disk is as good as full: less than one page of the write-ahead log with its header."""

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24
"""capabilities(7): root writes anywhere with the first; dropped, a folder closed to us is closed (prctl(2))."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(fault: str, commands: dict[str, list[str]]) -> dict[str, Outcome]:
    """The outcome of each command, one after another in one process under ``fault``."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.faults.at_work", fault],
        input=json.dumps(commands), capture_output=True, text=True, cwd=ROOT, check=True, timeout=300,
        preexec_fn=as_anyone if fault == "read_only" else None,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    return {name: Outcome(**outcome) for name, outcome in json.loads(done.stdout.splitlines()[-1]).items()}


def as_anyone() -> None:
    """Between fork and exec: what is forbidden by the rights of a file is forbidden to this process, root's too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _run_here(words: list[str]) -> Outcome:
    from app.cli.main import releve

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            releve(words, prog_name="releve")
            code: object = 0
        except SystemExit as ended:
            code = ended.code
        except BaseException:
            traceback.print_exc()
            code = 1
    return Outcome(code if isinstance(code, int) else int(code is not None), out.getvalue(), err.getvalue())


def _prepare(fault: str, *, serves: bool) -> None:
    from app.store import database

    if serves:
        from app import server

        server._Announcing.run = lambda self, sockets=None: None  # type: ignore[method-assign]
    database.PRAGMAS = tuple(one.replace("=5000", "=50") for one in database.PRAGMAS)  # type: ignore[assignment]
    if fault == "disk":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def main() -> None:
    """Everything is imported before the fault: programs are, on a machine whose disk then fills."""
    commands: dict[str, list[str]] = json.load(sys.stdin)
    _prepare(sys.argv[1], serves=any("serve" in words for words in commands.values()))
    done = {name: _run_here(words) for name, words in commands.items()}
    sys.stdout.write("\n" + json.dumps({name: vars(one) for name, one in done.items()}) + "\n")


if __name__ == "__main__":
    main()
