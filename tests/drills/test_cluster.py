"""Many territories on worker processes: the figures of one process, nothing left behind."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from tempfile import gettempdir

import pytest

from app.core.errors import RuleRefusal
from app.drills import cluster
from app.drills.sweep import Draws, sweep
from tests.drills.a_territory import a_territory


def test_two_processes_find_what_one_finds() -> None:
    """Six territories × 50 days on two workers: every figure to the last digit; then no process and no file is left."""
    jobs = [Draws(a_territory("XS", seed), 50, seed=seed) for seed in range(1, 7)]
    told: list[int] = []
    before = _left()
    with cluster.local_cluster(2) as executor:
        found = sweep(jobs, executor, tell=lambda done, _of: told.append(done))
    assert found.answers == tuple(job() for job in jobs)
    assert told[-1] == 6
    assert multiprocessing.active_children() == []
    assert _left() == before


def test_a_cancelled_sweep_leaves_nothing_either() -> None:
    """Stopped once one job is done: the others come back undone, and the workers still end well."""
    jobs = [Draws(a_territory("XS"), 400, seed=seed) for seed in range(30)]
    told: list[int] = []
    before = _left()
    with cluster.local_cluster(1) as executor:
        found = sweep(jobs, executor, tell=lambda done, _of: told.append(done), cancelled=lambda: bool(told))
    assert not found.is_whole
    assert [one for one in found.answers if one is not None]
    assert multiprocessing.active_children() == []
    assert _left() == before


def test_without_the_extra_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal in words, not a missing module."""
    monkeypatch.setattr(cluster, "is_installed", lambda: False)
    with pytest.raises(RuleRefusal, match="releve-cpts\\[cluster\\]"), cluster.local_cluster():
        pytest.fail("nothing runs")


def _left() -> set[str]:
    return {one.name for one in Path(gettempdir()).glob("releve-*")}
