"""Own scenarios: written at their revision, removed and put back, codes never given twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.store import own_scenarios
from app.store.own_scenarios import OwnScenario
from tests.builders import a_store

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
ONE = OwnScenario(id="1", code="essai", title="Essai", document="a: 1\n", changed_at=AT, actor_id="x", copied_from="b")


def test_a_row_is_kept_whole_and_written_over_at_its_revision(tmp_path: Path) -> None:
    """A second writer is told no, as is a second row of the same code."""
    with a_store(tmp_path).transaction() as conn:
        assert own_scenarios.put(conn, ONE)
        held = own_scenarios.find(conn, "essai")
        assert held == replace(ONE, revision=1)
        assert own_scenarios.put(conn, replace(ONE, title="Autre", revision=1))
        assert not own_scenarios.put(conn, replace(ONE, title="Encore", revision=1))
        assert not own_scenarios.put(conn, replace(ONE, id="2"))
        assert [one.title for one in own_scenarios.every(conn)] == ["Autre"]


def test_what_is_removed_keeps_its_code(tmp_path: Path) -> None:
    """And stands apart, the last one first."""
    with a_store(tmp_path).transaction() as conn:
        own_scenarios.put(conn, replace(ONE, removed_at=AT))
        own_scenarios.put(conn, replace(ONE, id="2", code="autre", removed_at=AT.replace(hour=9)))
        assert own_scenarios.every(conn) == []
        assert [one.code for one in own_scenarios.removed(conn)] == ["autre", "essai"]
        assert own_scenarios.codes(conn) == {"essai", "autre"}
        assert own_scenarios.find(conn, "rien") is None
