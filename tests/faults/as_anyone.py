"""``python -m tests.faults.as_anyone MODULE …``: the module's process, for which a closed folder is closed, root's too."""

from __future__ import annotations

import os
import sys

from tests.faults.at_work import as_anyone

if __name__ == "__main__":
    as_anyone()
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])
