"""Mean load of those who remain, on the figures shipped for the Pays de Redon."""

from __future__ import annotations

import pytest

from app.continuity.mean_load import MeanLoad, mean_load
from app.core.errors import InvalidInput
from app.library import Library


def test_28_nurses_of_94_absent() -> None:
    """DOMAIN § 7: 94 nurses of 519 patients; 28 absent leave 66, with 739 each, 42 % more."""
    supply = {
        row.cells["profession_source"]: row.cells for row in Library().file("reference/offre_soins_redon_2021.csv")
    }
    health = {row.cells["code"]: row.cells for row in Library().file("reference/epidemio_redon_2021.csv")}
    load = mean_load(int(supply["Infirmiers"]["total"]), 28, int(health["patients_ide"]["cpts_redon"]))
    assert load == MeanLoad(total=94, absent=28, left=66, patients=48_786, before=519, after=739, percent=42)
    assert load.sentence == "Il en reste 66 sur 94 : 739 patients chacun au lieu de 519, charge moyenne +42 %."


def test_nobody_absent_changes_nothing_and_halves_go_up() -> None:
    """Rounding is that of people: 2.5 is 3."""
    assert mean_load(3, 0, 7) == MeanLoad(3, 0, 3, 21, 7, 7, 0)
    assert mean_load(3, 1, 5).after == 8


@pytest.mark.parametrize(("total", "absent", "each"), [(0, 0, 5), (3, 3, 5), (3, 4, 5), (3, -1, 5), (3, 1, -1)])
def test_a_mean_over_nobody_is_refused(total: int, absent: int, each: int) -> None:
    """Everyone absent, more absent than there are, negative numbers."""
    with pytest.raises(InvalidInput):
        mean_load(total, absent, each)
