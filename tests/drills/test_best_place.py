"""Where to open a centre, or two."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import networkx as nx
import pytest

from app.drills.best_place import Aim, Centre, Siting, best_places
from app.drills.coverage import Coverage
from app.drills.territory import Provider, ProviderKind, Territory
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import SKILLS, a_need, a_road, a_small_territory, places

CENTRE = Centre(5, frozenset({"nursing"}), Fraction(5))


def _a_row() -> Territory:
    """A—B—C—D, five minutes each; nobody; 3, 3, 3 and 4 asked."""
    roads = (a_road("R1", "A", "B"), a_road("R2", "B", "C"), a_road("R3", "C", "D"))
    return Territory(places("ABCD"), roads, (), (a_need("A", 3), a_need("B", 3), a_need("C", 3), a_need("D", 4)))


RESIDENTS = {"A": 100, "B": 10, "C": 10, "D": 500}


def test_one_centre() -> None:
    """Each serves its five; D and C are near most residents, and C comes first in the territory."""
    assert best_places(Coverage(_a_row()), CENTRE, RESIDENTS, Fraction(5), most=3) == (
        Siting(("C",), 5, 520),
        Siting(("D",), 5, 510),
        Siting(("B",), 5, 120),
    )


def test_what_counts_first_is_chosen() -> None:
    """For a small centre within its own place: D serves one more, A … ; near within fifteen minutes everyone is near."""
    small = Centre(4, frozenset({"nursing"}), Fraction(0))
    coverage = Coverage(_a_row())
    assert best_places(coverage, small, {"A": 9}, Fraction(0), most=1) == (Siting(("D",), 4, 0),)
    assert best_places(coverage, small, {"A": 9}, Fraction(0), most=1, aim=Aim.RESIDENTS) == (Siting(("A",), 3, 9),)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("aim", list(Aim))
def test_nothing_better_was_left_out(count: int, aim: Aim) -> None:
    """40 small territories: the list is that of every choice, tried by networkx and sorted."""
    centre, minutes = Centre(4, frozenset(SKILLS[:2]), Fraction("7.5")), Fraction("12.3")
    for seed in range(40):
        territory = a_small_territory(seed)
        residents = {one.id: 100 * (rank % 3) for rank, one in enumerate(territory.places)}
        every = [
            _tried(territory, places_, centre, residents, minutes)
            for places_ in combinations([one.id for one in territory.places], count)
        ]
        best = sorted(
            every, key=lambda one: (-one.gain, -one.residents) if aim is Aim.COVERAGE else (-one.residents, -one.gain)
        )
        found = best_places(Coverage(territory), centre, residents, minutes, count=count, aim=aim, most=4)
        assert found == tuple(best[:4]), seed


def _tried(
    territory: Territory, chosen: tuple[str, ...], centre: Centre, residents: dict[str, int], minutes: Fraction
) -> Siting:
    more = [
        Provider(f"C{one}", ProviderKind.SITE, one, centre.capacity, centre.skills, centre.reach_minutes)
        for one in chosen
    ]
    gain = a_sweep_oracle.served(territory, more=more) - a_sweep_oracle.served(territory)
    roads = nx.MultiGraph()
    roads.add_nodes_from(one.id for one in territory.places)
    roads.add_edges_from((one.start, one.end, {"minutes": one.minutes}) for one in territory.roads)
    far = nx.multi_source_dijkstra_path_length(roads, set(chosen), weight="minutes")
    return Siting(chosen, gain, sum(residents[one] for one, length in far.items() if length <= minutes))


@pytest.mark.parametrize("count", [0, 3])
def test_other_counts_are_refused(count: int) -> None:
    """Three centres at once would be a guess: one or two."""
    with pytest.raises(ValueError, match="1 to 2 centres"):
        best_places(Coverage(_a_row()), CENTRE, {}, Fraction(5), count=count)
