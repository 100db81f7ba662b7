"""Needs that hang on one."""

from __future__ import annotations

from app.drills.coverage import Coverage
from app.drills.fragile import Fragile, Hanging, fragile_needs, hanging
from app.drills.territory import ProviderKind, Territory
from app.drills.world import Known
from tests.drills.a_territory import a_need, a_provider, a_small_territory, places


def test_alone_and_more_than_half() -> None:
    """One alone in A, 3 of 5 in B, half only in C, nobody in D, nothing asked in E: A then B, no other."""
    providers = (
        a_provider("P", "A", 2),
        a_provider("Q", "B", 3),
        a_provider("R", "B", 2),
        a_provider("S", "C", 2),
        a_provider("T", "C", 2),
        a_provider("U", "E", 2),
        a_provider("idle", "A", 0),
    )
    needs = (a_need("A", 9), a_need("B", 1, weight=3), a_need("C", 1), a_need("D", 1), a_need("E", 0))
    found = fragile_needs(Coverage(Territory(places("ABCDE"), (), providers, needs)))
    assert found == (Fragile(needs[0], providers[0], 2, 2), Fragile(needs[1], providers[1], 3, 5))
    assert [one.is_alone for one in found] == [True, False]


def test_a_site_holds_those_who_work_there() -> None:
    """Two nurses in one house: the house is what the need hangs on; what both fall with, if nothing smaller holds as much."""
    providers = (
        a_provider("power", "A", 0, kind=ProviderKind.SITE),
        a_provider("house", "A", 0, kind=ProviderKind.SITE, depends_on=("power",)),
        a_provider("P", "A", 2, depends_on=("house",)),
        a_provider("Q", "A", 2, depends_on=("house",)),
    )
    need = a_need("A", 3)
    found = fragile_needs(Coverage(Territory(places("A"), (), providers, (need,))))
    assert found == (Fragile(need, providers[1], 4, 4),)


def test_a_fragile_need_is_what_its_holder_takes_along() -> None:
    """80 small territories: each need whose best holder takes more than half is there, counted again provider by provider."""
    for seed in range(80):
        coverage = Coverage(a_small_territory(seed))
        expected = {}
        for rank, need in enumerate(coverage.needs):
            able = [coverage.providers[one] for one in coverage.cover.givers[rank]]
            whole = sum(one.capacity for one in able)
            held = [
                sum(one.capacity for one in able if _falls(coverage, one.id, thing.id)) for thing in coverage.providers
            ]
            if need.quantity and whole and 2 * max(held) > whole:
                expected[need.id] = (max(held), whole)
        found = fragile_needs(coverage)
        assert {one.need.id: (one.held, one.reachable) for one in found} == expected, seed
        assert [one.held / one.reachable for one in found] == sorted(
            (h / w for h, w in expected.values()), reverse=True
        )


def _falls(coverage: Coverage, one: str, struck: str) -> bool:
    named = {provider.id: provider for provider in coverage.providers}
    return one == struck or any(_falls(coverage, other, struck) for other in named[one].depends_on if other in named)


def test_without_names() -> None:
    """Gathered by role and commune: no name, no id; who is not known counts by place alone."""
    nurse, doctor = a_provider("P", "A", 2), a_provider("Q", "A", 2, "gp")
    needs = (a_need("A", 9), a_need("A", 4, "gp"), a_need("A", 1, "vaccination"))
    found = (
        Fragile(needs[0], nurse, 2, 2),
        Fragile(needs[2], nurse, 2, 3),
        Fragile(needs[1], doctor, 2, 2),
    )
    known = {"P": Known("Maïwenn FICTIF", "infirmière", "56007")}
    assert hanging(found, known) == (Hanging("infirmière", "56007", 2, 1, 10), Hanging("", "A", 1, 1, 4))
