"""Two losses at once, as each role may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.coverage.coverage_stage import Asked
from app.services.coverage.read_pairs import PairRow, read_pairs
from app.services.keeping.kept_answers import forget_all
from tests.builders import COORDINATOR, READER
from tests.drills.a_world import a_world
from tests.services.a_coverage import a_coverage, estimated

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MORNING = Asked(slice="2026-11-26-morning")


def test_who_relieves_whom_is_read_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pharmacy and a nurse first (its vaccination centre is her relay): 7 and 4 alone, 17 together; no electricity."""
    found = read_pairs(COORDINATOR, a_coverage(tmp_path, monkeypatch), MORNING)
    first = found.rows[0]
    assert (first.second, first.alone, first.together, first.excess) == (
        "Prénom0 NOM, infirmière, Commune A",
        (7, 4),
        17,
        6,
    )
    assert first.first == "Pharmacie fictive, Commune B"
    assert PairRow("Prénom0 NOM, infirmière, Commune A", "Prénom1 NOM, infirmière, Commune A", (4, 4), 14) in found.rows
    assert not any("électricité" in one.first + one.second for one in found.rows)
    assert (found.named, len(found.rows) <= 20 <= found.tried) == (True, True)


def test_what_leaves_the_screen_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By role and commune, and numbers below the threshold masked with all that would give them back."""
    found = read_pairs(COORDINATOR, a_coverage(tmp_path, monkeypatch), MORNING)
    assert found.shared[0] == PairRow("pharmacie, Commune B", "infirmière, Commune A", None, None)
    assert found.shared[0].excess is None
    assert not any("NOM" in one.first + one.second for one in found.shared)


def test_who_only_reads_has_the_shared_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on screen as on paper; estimates are nobody's and stay in full."""
    found = read_pairs(READER, a_coverage(tmp_path, monkeypatch), MORNING)
    assert found.rows == found.shared
    assert not found.named
    forget_all()
    rates = read_pairs(READER, a_coverage(tmp_path / "rates", monkeypatch, estimated(a_world())), MORNING)
    assert rates.rows[0] == PairRow("pharmacie, Commune B", "infirmière, Commune A", (7, 4), 17)
