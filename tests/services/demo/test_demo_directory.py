"""Tests of app/services/demo/demo_directory.py: enough to show every panel, in the ranges of numbers kept for fiction."""

from __future__ import annotations

from pathlib import Path

from app.library import content_file, read_csv
from app.response.directory_holes import HoleKind
from app.services.demo.demo_directory import CONTACTS, fill
from app.services.plans.read_trainings import read_trainings
from tests.builders import COORDINATOR, THURSDAY, a_person
from tests.services.a_directory import redon


def test_every_panel_has_something_to_show(tmp_path: Path) -> None:
    """Holes of several kinds, a test that ended, certificates to renew, a training to come, communications."""
    at = redon(tmp_path)
    at.people(*(a_person(f"P{n:02}", "infirmier" if n % 3 else "medecin") for n in range(36)))
    fill(COORDINATOR, at.store, THURSDAY.date())
    view, desk = at.view(), read_trainings(COORDINATOR, at.store)
    assert {one.kind for one in view.holes} >= {
        HoleKind.MISSING,
        HoleKind.WRONG,
        HoleKind.UNREACHED,
        HoleKind.UNCHECKED,
    }
    assert view.last_round is not None
    assert 0 < view.last_round.answered_percent < 100
    assert (len(desk.to_come), len(desk.past), len(desk.communications)) == (1, 2, 2)
    assert desk.expiries
    assert desk.satisfaction(desk.past[0]) is not None


def test_nobody_real_can_be_rung() -> None:
    """01 99 00 and 06 39 98 are kept for fiction (Arcep); addresses are of example.org."""
    rows = [record.cells for record in read_csv(content_file(CONTACTS))]
    numbers = [row[name] for row in rows for name in ("telephone_jour", "telephone_nuit") if row[name]]
    assert numbers
    assert all(one.startswith(("01 99 00", "06 39 98")) for one in numbers)
    assert all(row["email"].endswith("example.org") for row in rows if row["email"])
