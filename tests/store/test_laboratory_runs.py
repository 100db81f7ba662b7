"""Saved runs are kept as written, renamed and removed over the revision they were read at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.store import laboratory_runs
from app.store.laboratory_runs import LaboratoryRun
from tests.builders import THURSDAY, a_store

RUN = LaboratoryRun(
    id="r1", title="Essai", scenario="quatre_jours", composition="{}", result="{}", mark="m", run_at=THURSDAY, actor_id="a"
)  # fmt: skip
LATER = replace(RUN, id="r2", title="Suite", run_at=THURSDAY + timedelta(hours=1))


def test_runs_are_read_back_the_latest_first(tmp_path: Path) -> None:
    with a_store(tmp_path).transaction() as conn:
        laboratory_runs.add(conn, RUN)
        laboratory_runs.add(conn, LATER)
        assert laboratory_runs.every(conn) == [LATER, RUN]
        assert laboratory_runs.find(conn, "r1") == RUN
        assert laboratory_runs.find(conn, "r3") is None


def test_a_run_changes_over_its_revision_only(tmp_path: Path) -> None:
    """The second to write at the same revision changes nothing; what is removed is no longer there."""
    with a_store(tmp_path).transaction() as conn:
        laboratory_runs.add(conn, RUN)
        assert laboratory_runs.rename(conn, "r1", "Autre", 1)
        assert not laboratory_runs.rename(conn, "r1", "Encore", 1)
        assert laboratory_runs.find(conn, "r1") == replace(RUN, title="Autre", revision=2)
        assert not laboratory_runs.remove(conn, "r1", THURSDAY, 1)
        assert laboratory_runs.remove(conn, "r1", THURSDAY, 2)
        assert laboratory_runs.every(conn) == []
        assert laboratory_runs.find(conn, "r1") is None
        assert not laboratory_runs.rename(conn, "r1", "Encore", 3)
