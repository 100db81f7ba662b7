"""A machine with little memory, for the processes put in it: a memory control group of the kernel, where one may be made.

What the processes take beyond it, the kernel takes back from what it keeps of files; then it kills one of them, as on a
machine of that size without swap. Both hierarchies of the kernel are known (cgroup v1 and v2).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUPS = Path("/sys/fs/cgroup")
MB = 2**20


@dataclass(frozen=True, slots=True)
class SmallMachine:
    """The group's folder and the names of its files, by hierarchy."""

    folder: Path
    limit: str
    held: str
    """Key of ``memory.stat``: bytes that processes hold and that can't be taken back from files."""
    kills: str
    """File that counts, on the line ``oom_kill``, the processes killed for memory."""

    def take(self, pid: int) -> None:
        """From now on that process, and those it starts, live there."""
        (self.folder / "cgroup.procs").write_text(f"{pid}\n", encoding="ascii")

    def held_mb(self) -> float:
        """What its processes hold together now, files that can be read again left out."""
        return round(self._counted("memory.stat", self.held) / MB, 1)

    def killed(self) -> int:
        """Processes killed for lack of memory so far."""
        return self._counted(self.kills, "oom_kill")

    def _counted(self, file: str, key: str) -> int:
        lines = (self.folder / file).read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.split()[0] == key))


@contextmanager
def small_machine(megabytes: int) -> Iterator[SmallMachine | None]:
    """A machine of that much memory until the end of the block, its processes ended before; None where none may be made."""
    made = _made(megabytes)
    try:
        yield made
    finally:
        if made is not None:
            made.folder.rmdir()


def _made(megabytes: int) -> SmallMachine | None:
    name = f"releve-{os.getpid()}"
    for made in (
        SmallMachine(GROUPS / "memory" / name, "memory.limit_in_bytes", "total_rss", "memory.oom_control"),
        SmallMachine(GROUPS / name, "memory.max", "anon", "memory.events"),
    ):
        try:
            made.folder.mkdir()
        except OSError:
            continue
        try:
            if not (made.folder / made.limit).exists():
                raise OSError("an ordinary folder, no group of the kernel's")
            (made.folder / made.limit).write_text(f"{megabytes * MB}\n", encoding="ascii")
            made.killed()
        except (OSError, StopIteration):
            made.folder.rmdir()
            continue
        return made
    return None
