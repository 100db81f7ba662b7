"""Tests of app/services/world/world_needs.py: registers where they are, rates elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.category import Frequency
from app.services.continuity.count_needs import CountDraft, count_needs
from app.store import care_keys
from tests.services.a_live_world import world
from tests.services.a_relay import AURAY, OURS, a_care_need, a_relay, noted

if TYPE_CHECKING:
    from pathlib import Path


def test_a_register_counts_where_there_is_one(tmp_path: Path) -> None:
    """Fourteen insulin visits a day in Auray instead of a rate; the other communes stay estimated, and it is said."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    before = world(relay.store)
    noted(relay, *(a_care_need(n, frequency=Frequency.SEVERAL_DAILY) for n in range(1, 8)))
    found = world(relay.store)
    ours = f"{AURAY}/vital_nursing"
    assert ours in before.estimated
    assert {one.id for one in found.ordinary.needs} - found.estimated == {ours}
    assert [sum(found.quantities[ours][:3]), sum(before.quantities[ours][:3])] == [14, 34]
    assert "registres des cabinets" in found.assumptions[0]


def test_an_exercise_counts_rates_alone_whatever_registers_hold(tmp_path: Path) -> None:
    """What a whole room looks at counts nobody real: the same needs as before anything was noted, all of them estimates."""
    relay = a_relay(tmp_path)
    before = world(relay.store, relay.clock(), synthetic=True)
    noted(relay, *(a_care_need(n, frequency=Frequency.SEVERAL_DAILY) for n in range(1, 8)))
    found = world(relay.store, relay.clock(), synthetic=True)
    assert found.quantities == before.quantities
    assert found.estimated == frozenset(one.id for one in found.ordinary.needs)
    assert world(relay.store, relay.clock()).estimated < found.estimated


def test_totals_count_as_a_register_does(tmp_path: Path) -> None:
    """« Agrégats seuls »: 40 insulin needs, twice a day, 80 visits; said as totals."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    count_needs(relay.members[OURS], relay.store, OURS, [CountDraft("INS", 40)])
    found = world(relay.store)
    assert sum(found.quantities[f"{AURAY}/vital_nursing"][:3]) == 80
    assert "agrégats seuls" in found.assumptions[0]


def test_a_lost_key_leaves_rates_and_is_said(tmp_path: Path) -> None:
    """Needs that no key opens are in no quantity: estimated again, and how many is told."""
    relay = a_relay(tmp_path, closed=False, needs=4)
    care_keys.path_of(relay.store.folder, OURS).unlink()
    found = world(relay.store)
    assert f"{AURAY}/vital_nursing" in found.estimated
    assert any("4 besoins notés ne se lisent pas" in one for one in found.assumptions)
