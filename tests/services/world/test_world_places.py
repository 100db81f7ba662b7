"""Tests of app/services/world/world_places.py: what establishments, centres and remote services give, and what they hang on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.continuity.situation import OutageKind
from app.drills.graph_file import write_graphml
from app.roster.person import PersonStatus
from app.roster.practice import Practice
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.keep_remote_service import put_remote_service
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from tests.builders import COORDINATOR, a_person, some_people
from tests.continuity.test_remote_service import ALARMS
from tests.drills.graphml_back import read_graphml
from tests.services.a_live_world import MORNING, given, world
from tests.services.a_relay import AURAY, OURS, a_relay
from tests.services.a_rota import a_rota
from tests.services.a_territory import HOSPITAL, PHARMACY, a_territory, some_sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("kind", "stands"), [("mobile", True), ("screening", False), ("reinforcement", False)])
def test_a_mobile_team_vaccinates_as_a_centre_does(tmp_path: Path, kind: str, stands: bool) -> None:
    """Its published session gives what the same one gives in a centre; a screening or a reinforcement gives no injection."""
    rota = a_rota(tmp_path)
    set_up_community(COORDINATOR, rota.store, Community(name="CPTS fictive", territory="auray"))
    at = datetime(2026, 11, 30, 7, tzinfo=UTC)
    usual = given(world(rota.store, at), f"site:{rota.centre}")
    with rota.store.transaction() as conn:
        conn.execute("UPDATE centre SET kind = ?", (kind,))
    found = world(rota.store, at).capacities.get(f"site:{rota.centre}")
    assert (found == usual) if stands else found is None


def test_sites_hang_on_power_and_hold_out_as_long_as_they_can(tmp_path: Path) -> None:
    """A pharmacy goes on for two hours without power; a cut under way stops it from the next half-day on, not the hospital."""
    store = a_territory(tmp_path)
    some_sites(store, HOSPITAL, PHARMACY)
    pharmacy, hospital = f"site:{PHARMACY.id}", f"site:{HOSPITAL.id}"
    before = world(store)
    draft = OutageDraft(
        kind=OutageKind.POWER, starts_at=MORNING + timedelta(minutes=30), ends_at=MORNING + timedelta(hours=30),
        communes=(PHARMACY.commune_insee, HOSPITAL.commune_insee),
    )  # fmt: skip
    declare_outage(COORDINATOR, store, draft)
    found = world(store)
    power = f"power:{PHARMACY.commune_insee}"
    assert power in next(one for one in found.ordinary.providers if one.id == pharmacy).depends_on
    assert found.known[pharmacy].autonomy_hours[power] == 2
    assert given(before, pharmacy) == (60, 60, 0, 60, 60, 0)
    assert given(found, pharmacy) == (60, 0, 0, 0, 60, 0)
    assert given(found, hospital) == given(before, hospital)


def test_a_site_that_stops_gives_nothing(tmp_path: Path) -> None:
    """The pharmacy is down all Thursday; the rest of its territory goes on."""
    store = a_territory(tmp_path)
    some_sites(store, PHARMACY)
    declare_outage(
        COORDINATOR, store,
        OutageDraft(kind=OutageKind.SITE, starts_at=MORNING, ends_at=MORNING + timedelta(hours=12), site=PHARMACY.id),
    )  # fmt: skip
    assert given(world(store), f"site:{PHARMACY.id}") == (0, 0, 0, 60, 60, 0)


def test_a_remote_service_hangs_on_where_it_is_read(tmp_path: Path) -> None:
    """Read in a practice: with it, the network and the power of its commune it falls; it reaches everybody."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    put_remote_service(COORDINATOR, relay.store, replace(ALARMS, practice=OURS))
    found = world(relay.store)
    [id] = [one for one, known in found.known.items() if known.site_kind == "remote"]
    provider = next(one for one in found.ordinary.providers if one.id == id)
    assert provider.depends_on == ("it:internet", f"power:{AURAY}", f"practice:{OURS}")
    assert (provider.place, given(found, id)[0], int(provider.reach_minutes)) == (AURAY, 10, 600)


def test_nobody_hangs_on_what_is_not_on_the_map(tmp_path: Path) -> None:
    """A pharmacist of a pharmacy of elsewhere, a stand-in of an empty practice: the territory is whole, and is read back from its file."""
    store = a_territory(tmp_path)
    some_sites(store, replace(PHARMACY, commune_insee="75056"))
    add_practices(COORDINATOR, store, [Practice(id=OURS, name="Cabinet vide", commune_insee=AURAY)])
    employed = a_person("Paul", "pharmacien", organisation=PHARMACY.name)
    standing_in = a_person("Yann", practice=OURS, status=PersonStatus.REMPLACANT)
    some_people(store, employed, standing_in)
    territory = world(store).ordinary
    assert {f"person:{employed.id}", f"person:{standing_in.id}"} <= {one.id for one in territory.providers}
    assert read_graphml(write_graphml(territory)) == territory
