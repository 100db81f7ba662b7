"""Tests of app/services/world/read_world.py: what each thing that is live changes in who gives what and what is asked where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.drills.coverage import Coverage
from app.drills.world import Part
from app.services.world.override_roads import override_road
from app.services.world.read_world import live_mark
from app.store import care_keys, people
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people
from tests.services.a_live_world import world
from tests.services.a_relay import OURS, a_care_need, a_relay, close, noted
from tests.services.a_territory import PHARMACY, a_territory
from tests.services.world.test_world_outages import PENTHIEVRE

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_territory_asks_and_nobody_of_the_roster_answers(tmp_path: Path) -> None:
    """31 communes, 53 roads, needs by rates in each; neighbours serve most of theirs, duty and transport stand."""
    found = world(a_territory(tmp_path))
    assert (len(found.ordinary.places), len(found.ordinary.roads)) == (31, 53)
    assert found.estimated == {one.id for one in found.ordinary.needs}
    assert len(found.estimated) == 31 * len(found.skills)
    assert {one.kind for one in found.ordinary.up if one.capacity} == {"site"}
    local = {known.commune for known in found.known.values() if known.site_kind == "neighbour"}
    assert (len(local), sum(found.populations[one] for one in local)) == (8, 13_150)
    assert any("8 communes voisines" in one for one in found.assumptions)
    assert "Besoins : aucun registre" in found.assumptions[0].replace("\u00a0", " ")


def test_quantities_follow_the_day(tmp_path: Path) -> None:
    """Thursday to Sunday: mornings ask more than afternoons, nights little, Sundays less; the kernel serves each slice."""
    found = world(a_territory(tmp_path), days=4)
    totals = [sum(one[rank] for one in found.quantities.values()) for rank in range(12)]
    parts = [one.part for one in found.slices]
    assert parts == [Part.MORNING, Part.AFTERNOON, Part.NIGHT] * 4
    assert totals[:3] == totals[3:6]
    assert totals[0] > totals[1] > totals[2]
    assert totals[0] > totals[6] > totals[9]
    assert sum(one.quantity for one in found.at(9).needs) == totals[9]
    assert Coverage(found.at(2)).demand == totals[2]


def test_without_a_territory_there_is_nothing(tmp_path: Path) -> None:
    """Slices all the same, so that a screen can say what is missing."""
    found = world(a_store(tmp_path))
    assert (found.ordinary.places, found.known, len(found.slices)) == ((), {}, 6)


@pytest.mark.parametrize("territory", ["redon", "ploermel"])
def test_the_other_territories_stand_too(tmp_path: Path, territory: str) -> None:
    """Duty and transport of each, or those that hold anywhere; a coverage can be asked."""
    found = world(a_territory(tmp_path, territory))
    assert sum(known.site_kind == "duty" for known in found.known.values()) >= 3
    assert Coverage(found.at(0)).demand > 0


def test_the_mark_moves_with_what_the_world_reads_and_with_nothing_else(tmp_path: Path) -> None:
    """A person changed, a road, a need, a closure, a rule: another mark each time; reading alone moves nothing."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    marks = [live_mark(READER, relay.store)]

    def moved() -> bool:
        marks.append(live_mark(READER, relay.store))
        return marks[-1] not in marks[:-1]

    world(relay.store)
    assert not moved()
    some_people(relay.store, a_person("Zoé"))
    assert moved()
    override_road(COORDINATOR, relay.store, PENTHIEVRE, 30, "mesuré", 0)
    assert moved()
    noted(relay, a_care_need(1))
    assert moved()
    close(relay)
    assert moved()
    with relay.store.transaction() as conn:
        people.put_site(conn, PHARMACY)
    assert moved()
    care_keys.path_of(relay.store.folder, OURS).unlink()
    assert moved()
    own = relay.store.folder.content / "data" / "duty_supply.csv"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("code\n", encoding="utf-8")
    assert moved()
