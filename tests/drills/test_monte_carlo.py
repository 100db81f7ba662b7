"""Bad days: drawn as the contract says, each solved, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from app.drills.coverage import Coverage
from app.drills.monte_carlo import Days, MonteCarlo, draw_absences, draw_days, monte_carlo
from app.drills.territory import ProviderKind, Territory
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import a_need, a_provider, a_small_territory, a_territory, places


@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.7])
def test_each_day_is_the_one_the_contract_draws(correlation: float) -> None:
    """40 small territories × 6 days: the units served each day are those of draws and flows written apart."""
    for seed in range(40):
        territory = a_small_territory(seed)
        found = draw_days(Coverage(territory), 6, absence=0.4, correlation=correlation, seed=seed)
        assert list(found.served) == a_sweep_oracle.days(territory, 6, 0.4, correlation, seed), seed


def test_figures_are_the_same_to_the_last_digit() -> None:
    """These were computed once: another order of drawing, of summing or another quantile would change a digit."""
    assert monte_carlo(Coverage(a_territory("XS")), 200, seed=7) == MonteCarlo(
        200, 0.5718112798264642, 0.3579175704989154, 0.6008676789587852, 0.6702819956616052, 1.0
    )


def test_large_units_are_counted_whole() -> None:
    """Three thousand million units a day: more than a 32-bit number holds."""
    most = 1_000_000_000
    providers = tuple(a_provider(f"P{one}", one, most) for one in "ABC")
    territory = Territory(places("ABC"), (), providers, tuple(a_need(one, most) for one in "ABC"))
    assert draw_days(Coverage(territory), 1, absence=0.0) == Days((3 * most,), 3 * most)


def test_nothing_asked_is_all_served() -> None:
    """A day without demand counts for 1, not for a division by nothing."""
    territory = Territory(places("A"), (), (a_provider("P"),), (a_need("A", 0),))
    assert monte_carlo(Coverage(territory), 3) == MonteCarlo(3, 1.0, 1.0, 1.0, 1.0, 1.0)


def test_nobody_to_draw() -> None:
    """Sites are never absent: a territory of sites serves the same every day."""
    site = a_provider("F", "A", 2, kind=ProviderKind.SITE)
    found = draw_days(Coverage(Territory(places("A"), (), (site,), (a_need("A", 3),))), 4, absence=0.9)
    assert found == Days((2, 2, 2, 2), 3)


def test_who_depends_on_an_absent_person_is_out_too() -> None:
    """At an absence of 1, what depends on a professional falls; a site alone stands."""
    providers = (
        a_provider("P", "A", 1),
        a_provider("F", "A", 4, kind=ProviderKind.SITE, depends_on=("P",)),
        a_provider("G", "A", 2, kind=ProviderKind.SITE),
    )
    territory = Territory(places("A"), (), providers, (a_need("A", 9),))
    assert draw_days(Coverage(territory), 2, absence=1.0).served == (2, 2)


@pytest.mark.parametrize(
    ("absence", "correlation", "mean"), [(0.0, 0.5, 0), (1.0, 0.5, 1), (0.15, 0.0, 0.15), (0.3, 1.0, 0.3)]
)
def test_rates_at_their_bounds(absence: float, correlation: float, mean: float) -> None:
    """Nobody, everybody, no correlation, all or none: each has a law."""
    away = draw_absences(50, 2000, absence, correlation, 3)
    assert abs(away.mean() - mean) < 0.03
    if correlation == 1:
        assert set(away.sum(axis=1).tolist()) == {0, 50}


def test_absences_come_together() -> None:
    """Two professionals are correlated as asked: 0.3 within what 20,000 days can tell."""
    away = draw_absences(2, 20_000, 0.2, 0.3, 1)
    assert abs(np.corrcoef(away.T)[0, 1] - 0.3) < 0.03


def test_the_curve_and_its_sentence() -> None:
    """Nine days out of ten, at least: the share of the tenth worst of a hundred days, as the contract's quantiles are."""
    days = Days(tuple(range(99, -1, -1)), 100)
    assert days.curve == tuple(one / 100 for one in range(100))
    assert (days.at_least(9, 10), days.at_least(1, 1), days.at_least(0, 1)) == (0.09, 0.0, 0.99)
    assert days.at_least(19, 20) == days.summary().p05


def test_progress_is_told_and_may_stop() -> None:
    """Each day is told; what the listener raises ends the drawing."""
    told: list[int] = []
    coverage = Coverage(a_territory("XS"))
    draw_days(coverage, 3, tell=told.append)
    assert told == [1, 2, 3]

    def stop(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_days(coverage, 3, tell=stop)
