"""Tests of app/services/world/world_outages.py: what a declared cut stops, on the roads and elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.situation import OutageKind
from app.drills.shock import PowerCut
from app.drills.striking import strike
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.world.override_roads import override_road
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_live_world import MORNING, given, world
from tests.services.a_territory import HOSPITAL, PHARMACY, a_territory, some_sites

if TYPE_CHECKING:
    from pathlib import Path

PENTHIEVRE = "56168-56234"


def test_a_declared_cut_stops_whom_the_same_cut_of_a_drill_stops(tmp_path: Path) -> None:
    """A pharmacist who lives elsewhere stops with the pharmacy, two hours after its power went, until it is back."""
    store = a_territory(tmp_path)
    some_sites(store, PHARMACY, HOSPITAL)
    where = PHARMACY.commune_insee
    pharmacist = a_person("Paul", "pharmacien", organisation=PHARMACY.name, usual_half_days=frozenset())
    some_people(store, pharmacist)
    drilled = [strike(world(store), [PowerCut(communes=(where,), until_hours=30)], rank) for rank in range(6)]
    expected = {
        id: tuple(0 if id in drilled[rank].fallen else acts for rank, acts in enumerate(acts_by_rank))
        for id, acts_by_rank in world(store).capacities.items()
    }
    start = world(store).slices[0].starts_at
    draft = OutageDraft(kind=OutageKind.POWER, starts_at=start, ends_at=start + timedelta(hours=30), communes=(where,))
    declare_outage(COORDINATOR, store, draft)
    found = world(store)
    assert found.capacities == expected
    assert given(found, f"person:{pharmacist.id}") == (0, 0, 0, 0, 35, 0)


def test_a_corrected_road_and_a_cut_one_are_the_world_s(tmp_path: Path) -> None:
    """25 minutes instead of 12; cut until 17:00, it is back at night; closed, it is on no half-day."""
    store = a_territory(tmp_path)

    def minutes() -> list[int]:
        """What the road takes on Thursday's morning, afternoon and night; 0 where it is not there."""
        found = world(store)
        each = [{one.id: int(one.minutes) for one in found.at(rank).roads} for rank in range(3)]
        return [one.get(PENTHIEVRE, 0) for one in each]

    usual = minutes()[0]
    override_road(COORDINATOR, store, PENTHIEVRE, usual + 13, "mesuré", 0)
    assert minutes() == [usual + 13] * 3
    draft = OutageDraft(
        kind=OutageKind.ROAD, starts_at=MORNING, ends_at=MORNING + timedelta(hours=9), roads=(("56168", "56234"),)
    )
    declare_outage(COORDINATOR, store, draft)
    assert minutes() == [0, 0, usual + 13]
    assert any("1 route coupée" in one for one in world(store).assumptions)
    override_road(COORDINATOR, store, PENTHIEVRE, None, "sous l’eau", 1)
    assert minutes() == [0, 0, 0]


def test_a_boat_is_cut_where_no_road_leads(tmp_path: Path) -> None:
    """Quiberon – Houat is a boat: a cut between them is that of the boat."""
    store = a_territory(tmp_path)
    draft = OutageDraft(kind=OutageKind.ROAD, starts_at=MORNING, ends_at=None, roads=(("56086", "56186"),))
    declare_outage(COORDINATOR, store, draft)
    assert world(store).cut_roads == {"56086-56186-bateau": frozenset(range(6))}
