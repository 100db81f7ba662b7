"""Coverage of one territory, told by hand; against networkx by the hundred, see ``test_report``."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from app.drills.coverage import Coverage, Loss, LossClass, LossKind
from app.drills.territory import Fall, ProviderKind, Territory, struck
from tests.drills.a_territory import a_need, a_provider, a_road, a_territory, places

FIVE = Fraction(5)
TERRITORY = Territory(
    places("ABC"),
    (a_road("R1", "A", "B"), a_road("R2", "A", "B", "9"), a_road("R3", "C", "C")),
    (
        a_provider("site", capacity=0, kind=ProviderKind.SITE),
        a_provider("P", "A", 4, reach_minutes=FIVE, depends_on=("site",)),
        a_provider("Q", "B", 3, reach_minutes=FIVE),
        a_provider("idle", "C", 9),
        a_provider("S", "C", 2, "gp", kind=ProviderKind.SITE),
    ),
    (a_need("A", 5, weight=2), a_need("B", 4), a_need("C", 6, "gp")),
)


def test_what_falls_short_is_told_by_sets_that_share_a_provider() -> None:
    """C has no one but the site; A and B share P and Q, who give seven for nine."""
    coverage = Coverage(TERRITORY)
    assert (coverage.demand, coverage.cover.served, coverage.cover.missing) == (15, 9, 6)
    first, second = coverage.deficient_sets
    assert ([one.place for one in first.needs], [one.id for one in first.providers]) == (["C"], ["S"])
    assert ([one.place for one in second.needs], [one.id for one in second.providers]) == (["A", "B"], ["P", "Q"])
    assert [(one.demand, one.reachable, one.shortage) for one in (first, second)] == [(6, 2, 4), (9, 7, 2)]


def test_losses_are_told_with_what_falls_and_in_order() -> None:
    """The site takes P with it; the parallel road is too long to relieve R1; what nobody needs is relayed."""
    assert Coverage(TERRITORY).losses() == (
        Loss(LossKind.PROVIDER, "P", 4, LossClass.IRREPLACEABLE),
        Loss(LossKind.PROVIDER, "site", 4, LossClass.IRREPLACEABLE),
        Loss(LossKind.PROVIDER, "Q", 3, LossClass.IRREPLACEABLE),
        Loss(LossKind.PROVIDER, "S", 2, LossClass.IRREPLACEABLE),
        Loss(LossKind.PROVIDER, "idle", 0, LossClass.REPLACEABLE),
        Loss(LossKind.ROAD, "R1", 0, LossClass.REPLACEABLE),
        Loss(LossKind.ROAD, "R2", 0, LossClass.REPLACEABLE),
        Loss(LossKind.ROAD, "R3", 0, LossClass.REPLACEABLE),
    )


def test_a_loss_that_others_make_up_for_in_part_is_partial() -> None:
    """Q relieves P where the need is less than both give; without the road it can't."""
    less = replace(TERRITORY, needs=(a_need("A", 5),))
    assert [(one.id, one.loss, one.category) for one in Coverage(less).losses() if one.loss] == [
        ("P", 2, LossClass.PARTLY),
        ("site", 2, LossClass.PARTLY),
        ("Q", 1, LossClass.PARTLY),
        ("R1", 1, LossClass.PARTLY),
    ]


def test_what_is_down_is_no_provider_and_is_not_lost_again() -> None:
    coverage = Coverage(struck(TERRITORY, [Fall(frozenset({"site"}))]))
    assert [one.id for one in coverage.providers] == ["Q", "idle", "S"]
    assert {one.id for one in coverage.losses()} == {"Q", "idle", "S", "R1", "R2", "R3"}
    assert (coverage.rank_of("Q"), coverage.rank_of("P"), coverage.rank_of("nobody")) == (0, None, None)


@pytest.mark.parametrize("seed", [1, 2])
def test_questions_move_nothing_and_shortages_add_up_at_the_size_of_a_territory(seed: int) -> None:
    """Size S after its shocks: asked twice, the same answers; the sets say the whole gap."""
    coverage = Coverage(a_territory("S", seed))
    before = repr((coverage.cover.load, coverage.cover.room, coverage.cover.unmet))
    losses = coverage.losses()
    assert sum(one.shortage for one in coverage.deficient_sets) == coverage.cover.missing > 0
    assert coverage.losses() == losses
    assert repr((coverage.cover.load, coverage.cover.room, coverage.cover.unmet)) == before
