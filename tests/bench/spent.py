"""What a command costs: ``spent(command)`` runs it and gives its wall time, CPU and peak memory, all its processes counted.

On Linux a process's peak counts what its parent held when it was started, and this one may hold a large problem: so the
command is the child of a small process of its own, ``python -m tests.bench.spent OUT COMMAND…``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that went by, CPU seconds of the command and its children, peak of the largest of them."""

    wall: float
    cpu: float
    megabytes: float
    status: int


def spent(command: Sequence[str]) -> Spent:
    """Run it from the root of the tree. Raises RuntimeError with what it said last when it doesn't exit 0."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "spent.json"
        small = [sys.executable, "-m", "tests.bench.spent", str(out), *command]
        said = subprocess.run(small, cwd=ROOT, capture_output=True, text=True, check=True)
        found = Spent(**json.loads(out.read_text(encoding="utf-8")))
    if found.status:
        raise RuntimeError(f"{command[0]} exited {found.status}: {said.stderr[-2000:]}")
    return found


def peak() -> float:
    """Megabytes: the most this process has held since its program was started."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _measured(command: Sequence[str]) -> Spent:
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asdict(_measured(sys.argv[2:]))), encoding="utf-8")
