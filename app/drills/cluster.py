"""Worker processes of this machine under Dask, as an executor: the optional extra ``cluster``.

Loopback only, no dashboard, nothing left behind: workers, their files and their ports go when the block ends.
"""

from __future__ import annotations

import importlib.util
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.core.errors import N_, RuleRefusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_ABSENT = N_(
    "Le calcul sur plusieurs processus demande le complément « cluster » : pip install 'releve-cpts[cluster]'."
)


def is_installed() -> bool:
    """Whether the extra is there."""
    return importlib.util.find_spec("distributed") is not None


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[Executor]:
    """An executor on so many processes, for :func:`app.drills.sweep.sweep`. Raises RuleRefusal without the extra."""
    if not is_installed():
        raise RuleRefusal(_ABSENT)
    from distributed import Client, LocalCluster

    with (
        TemporaryDirectory(prefix="releve-") as folder,
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, local_directory=folder,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):  # fmt: skip
        # Equal jobs are equal answers, but a job asked twice is run twice: nothing is remembered between sweeps.
        yield client.get_executor(pure=False)
