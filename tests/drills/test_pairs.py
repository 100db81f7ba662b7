"""Two losses at once: exact, whatever the bounds spared."""

from __future__ import annotations

from app.drills.coverage import Coverage, Loss, LossKind
from app.drills.pairs import pair_losses
from app.drills.territory import ProviderKind, Territory
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import a_need, a_provider, a_road, a_small_territory, places


def _ids(kind: LossKind, *losses: Loss) -> list[str]:
    return [one.id for one in losses if one.kind is kind]


def test_every_pair_is_that_of_flows_made_anew() -> None:
    """80 small territories: people, sites and roads by two, bounds or solved, cost what networkx finds."""
    pairs = solved = 0
    for seed in range(80):
        territory = a_small_territory(seed)
        coverage = Coverage(territory)
        before = a_sweep_oracle.served(territory)
        found = pair_losses(coverage, coverage.losses(), most=6, relieved=6)
        for one in found.pairs:
            gone, cut = (_ids(kind, one.first, one.second) for kind in (LossKind.PROVIDER, LossKind.ROAD))
            assert one.loss == before - a_sweep_oracle.served(territory, gone, cut), (seed, one)
        pairs, solved = pairs + len(found.pairs), solved + found.solved
    assert pairs > 700
    assert 0 < solved < pairs


def test_two_that_relieve_each_other() -> None:
    """Each costs nothing alone, both cost all: the pair comes first, its excess is its loss."""
    territory = Territory(
        places("AB"),
        (),
        (a_provider("P", "A", 5), a_provider("Q", "A", 5), a_provider("R", "B", 3)),
        (a_need("A", 5), a_need("B", 4)),
    )
    coverage = Coverage(territory)
    found = pair_losses(coverage, coverage.losses())
    first = found.pairs[0]
    assert ({first.first.id, first.second.id}, first.loss, first.excess) == ({"P", "Q"}, 5, 5)
    assert [one.excess for one in found.pairs[1:]] == [0, 0]
    assert found.solved == 1


def test_the_bound_counts_what_the_second_could_give() -> None:
    """The reliever gives nothing today: a bound on what it gives now would have said that the pair costs nothing."""
    territory = Territory(places("A"), (), (a_provider("P", "A", 2), a_provider("Q", "A", 2)), (a_need("A", 2),))
    coverage = Coverage(territory)
    assert sorted(sum(load.values()) for load in coverage.cover.load) == [0, 2]
    assert [one.loss for one in pair_losses(coverage, coverage.losses()).pairs] == [2]


def test_two_roads_in_a_row_cost_once() -> None:
    """A—B—C, care in A, need in C: either road cut costs all, both no more; and two ways round cost only together."""
    row = Territory(
        places("ABC"),
        (a_road("near", "A", "B"), a_road("far", "B", "C")),
        (a_provider("P", "A", 4, reach_minutes=10),),
        (a_need("C", 4),),
    )
    coverage = Coverage(row)
    found = {frozenset((one.first.id, one.second.id)): one for one in pair_losses(coverage, coverage.losses()).pairs}
    assert (found[frozenset(("near", "far"))].loss, found[frozenset(("near", "far"))].excess) == (4, -4)


def test_who_falls_with_the_other_is_no_pair() -> None:
    """A site and the one who works there fall together anyway; two sites of one person each make their own pairs."""
    providers = (
        a_provider("F", "A", 0, kind=ProviderKind.SITE),
        a_provider("G", "A", 0, kind=ProviderKind.SITE),
        a_provider("P", "A", 2, depends_on=("F", "G")),
    )
    coverage = Coverage(Territory(places("A"), (), providers, (a_need("A", 2),)))
    found = pair_losses(coverage, coverage.losses())
    assert [(one.first.id, one.second.id, one.loss, one.excess) for one in found.pairs] == [("F", "G", 2, -2)]


def test_what_falls_with_both_is_lost_once() -> None:
    """P works in two houses, each with a colleague whom another half relieves: the bounds that count P twice would meet at 4."""
    providers = (
        *(a_provider(one, "A", 0, kind=ProviderKind.SITE) for one in ("F", "G")),
        a_provider("P", "A", 1, depends_on=("F", "G")),
        a_provider("Q", "B", 2, depends_on=("F",)),
        a_provider("R", "C", 2, depends_on=("G",)),
        a_provider("relief of Q", "B", 1),
        a_provider("relief of R", "C", 1),
    )
    territory = Territory(places("ABC"), (), providers, (a_need("A", 1), a_need("B", 2), a_need("C", 2)))
    coverage = Coverage(territory)
    found = {(one.first.id, one.second.id): one for one in pair_losses(coverage, coverage.losses()).pairs}["F", "G"]
    assert (found.first.loss, found.second.loss, found.loss) == (2, 2, 3)


def test_progress() -> None:
    """Told pair by pair, out of how many."""
    coverage = Coverage(a_small_territory(3))
    told: list[tuple[int, int]] = []
    found = pair_losses(coverage, coverage.losses(), tell=lambda done, of: told.append((done, of)))
    every = len(found.singles) * (len(found.singles) - 1) // 2
    assert told == [(done, every) for done in range(1, every + 1)]
