"""The small machine of the bench is one: what asks for more memory than it has is killed, what fits is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.a_small_machine import small_machine

TAKES = "import sys; sys.stdin.readline(); held = bytearray(int(sys.argv[1]) << 20); held[::4096] = b'1' * len(held[::4096])"


@pytest.mark.parametrize(("megabytes", "killed"), [(20, 0), (160, 1)])
def test_more_than_it_has_is_killed(megabytes: int, killed: int) -> None:
    """In 80 MB: 20 pass, 160 don't, and it is counted."""
    with small_machine(80) as machine:
        if machine is None:
            pytest.skip("the kernel lets nobody here make a group of processes")
        process = subprocess.Popen([sys.executable, "-c", TAKES, str(megabytes)], stdin=subprocess.PIPE)
        machine.take(process.pid)
        process.communicate(b"\n")
        assert (machine.killed(), process.returncode) == (killed, -9 if killed else 0)
