"""Tests of app/store/territory_risks.py: ratings and sub-zones come back whole, over the revision seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.response.risk import Risk, Season, SubZone
from app.store import territory_risks
from tests.builders import a_store

FLOOD = Risk(
    commune_insee="56007", hazard="flood", probability=2, impact=4, season=Season.WINTER, source="DDRM", note="n"
)


def test_a_rating_comes_back_and_an_old_revision_writes_nothing(tmp_path: Path) -> None:
    """Added once, changed over its revision, removed at the one seen."""
    with a_store(tmp_path).transaction() as conn:
        assert territory_risks.put(conn, FLOOD)
        assert not territory_risks.put(conn, FLOOD)
        held = replace(FLOOD, revision=1)
        assert territory_risks.every(conn) == [held]
        assert territory_risks.put(conn, replace(held, impact=1))
        assert not territory_risks.put(conn, replace(held, impact=3))
        assert not territory_risks.remove(conn, "56007", "flood", 1)
        assert territory_risks.every(conn) == [replace(held, impact=1, revision=2)]
        assert territory_risks.remove(conn, "56007", "flood", 2)
        assert territory_risks.every(conn) == []


def test_a_sub_zone_comes_back_and_an_old_revision_writes_nothing(tmp_path: Path) -> None:
    """Its communes in order."""
    zone = SubZone("z", "Nord", ("56023", "56007"))
    with a_store(tmp_path).transaction() as conn:
        assert territory_risks.put_zone(conn, zone)
        assert territory_risks.zones(conn) == [SubZone("z", "Nord", ("56007", "56023"), 1)]
        assert territory_risks.put_zone(conn, SubZone("z", "Sud", (), 1))
        assert not territory_risks.put_zone(conn, SubZone("z", "Est", (), 1))
        assert not territory_risks.remove_zone(conn, "z", 1)
        assert territory_risks.zones(conn) == [SubZone("z", "Sud", (), 2)]
        assert territory_risks.remove_zone(conn, "z", 2)
