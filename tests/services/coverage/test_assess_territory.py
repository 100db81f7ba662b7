"""Tests of app/services/coverage/assess_territory.py: hazards are started, rated and taken back; sub-zones proposed and written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.response.risk import Level, Risk
from app.services.coverage.assess_territory import (
    propose_zones,
    rate_hazards,
    read_territory,
    rename_zone,
    set_zones,
    start_hazards,
)
from app.store import journal
from app.store.database import Store
from app.words.changes import naming
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_territory import ANOTHER, CELL, a_territory


def risks(store: Store) -> dict[tuple[str, str], Risk]:
    return {(one.commune_insee, one.hazard): one for one in read_territory(READER, store).risks}


def test_a_territory_starts_from_nothing_then_from_usual_values(tmp_path: Path) -> None:
    """Every commune starts with something, each value waits for its source, and starting again adds nothing."""
    store = a_territory(tmp_path)
    empty = read_territory(READER, store)
    assert (len(empty.communes), empty.risks, len(empty.unrated)) == (23, (), 23)
    added = start_hazards(COORDINATOR, store)
    view = read_territory(READER, store)
    assert (len(view.risks), len(view.unchecked), view.unrated) == (added, added, ())
    assert view.risks[0].level is Level.HIGH
    assert start_hazards(COORDINATOR, store) == 0


def test_without_a_territory_there_is_nothing_to_rate(tmp_path: Path) -> None:
    """The sentence says where to choose it."""
    with pytest.raises(InvalidInput, match="Communauté"):
        start_hazards(COORDINATOR, a_store(tmp_path))


def test_ratings_are_written_changed_and_taken_back_together(tmp_path: Path) -> None:
    """One entry of the journal, which names no commune."""
    store = a_territory(tmp_path)
    storm = Risk(commune_insee="56007", hazard="storm", probability=3, impact=3, source=" DICRIM 2024 ")
    flood = Risk(commune_insee="56007", hazard="river_flood", probability=1, impact=1)
    rate_hazards(COORDINATOR, store, [storm, flood])
    held = risks(store)
    assert held["56007", "storm"] == replace(storm, source="DICRIM 2024", revision=1)
    rate_hazards(COORDINATOR, store, [replace(held["56007", "storm"], impact=4)], [held["56007", "river_flood"]])
    assert {key: (one.impact, one.revision) for key, one in risks(store).items()} == {("56007", "storm"): (4, 2)}
    with store.reading() as conn:
        last = journal.recent(conn, 1)[0]
    assert (last.type, last.payload) == ("hazards_rated", {"hazards": 2})


def test_two_people_rate_different_cells_and_the_second_in_one_cell_is_told(tmp_path: Path) -> None:
    """Nothing of the second write is kept, and the sentence says who was first."""
    store = a_territory(tmp_path)
    start_hazards(COORDINATOR, store)
    held = risks(store)
    mine, theirs = held["56007", "storm"], held["56023", "storm"]
    rate_hazards(ANOTHER, store, [replace(theirs, impact=1)])
    rate_hazards(COORDINATOR, store, [replace(mine, impact=1)])
    with pytest.raises(StaleRevision) as refused:
        rate_hazards(COORDINATOR, store, [replace(held["56034", "storm"], impact=1), replace(theirs, impact=4)])
    assert "dangers cotés" in sentence(naming(refused.value))
    with pytest.raises(StaleRevision):
        rate_hazards(COORDINATOR, store, [], [theirs])
    now = risks(store)
    assert [now[code, "storm"].impact for code in ("56007", "56023", "56034")] == [1, 1, 3]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hazard": "dragons"}, {"commune_insee": "75056"}, {"probability": 0}, {"impact": 5}, {"note": "x" * 301},
    ],
)  # fmt: skip
def test_a_rating_that_does_not_hold_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    """Nothing is written."""
    store = a_territory(tmp_path)
    good = Risk(commune_insee="56007", hazard="storm", probability=3, impact=3)
    with pytest.raises(InvalidInput):
        rate_hazards(COORDINATOR, store, [good, replace(good, **wrong)])  # type: ignore[arg-type]
    assert risks(store) == {}


def test_sub_zones_are_proposed_then_written_then_renamed(tmp_path: Path) -> None:
    """A proposal writes nothing; a zone that keeps its name stays itself; one without communes goes."""
    store = a_territory(tmp_path)
    proposed = propose_zones(COORDINATOR, store, 3)
    assert (len(proposed), len(set(proposed.values())), read_territory(READER, store).zones) == (23, 3, ())
    set_zones(COORDINATOR, store, proposed, [])
    first = read_territory(READER, store)
    assert first.zone_of == proposed
    moved = {**proposed, "56007": "Pluvigner"}
    set_zones(COORDINATOR, store, moved, first.zones)
    second = read_territory(READER, store)
    assert second.zone_of == moved
    kept = {one.name: one.id for one in first.zones}
    assert {one.name: one.id for one in second.zones} == kept
    rename_zone(COORDINATOR, store, second.zones[0].id, "Ouest", second.zones[0].revision)
    third = read_territory(READER, store)
    assert kept[second.zones[0].name] in {one.id for one in third.zones if one.name == "Ouest"}
    set_zones(COORDINATOR, store, {"56007": "Seule", "56023": " "}, third.zones)
    assert [(one.name, one.communes) for one in read_territory(READER, store).zones] == [("Seule", ("56007",))]


def test_sub_zones_seen_by_somebody_else_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    """Nor a name that another zone bears, nor a commune from elsewhere, nor more zones than there may be."""
    store = a_territory(tmp_path)
    set_zones(COORDINATOR, store, {"56007": "A", "56023": "B"}, [])
    with pytest.raises(StaleRevision):
        set_zones(COORDINATOR, store, {"56007": "C"}, [])
    zones = read_territory(READER, store).zones
    for name in ("", "B"):
        with pytest.raises(InvalidInput):
            rename_zone(COORDINATOR, store, zones[0].id, name, zones[0].revision)
    with pytest.raises(StaleRevision):
        rename_zone(COORDINATOR, store, zones[0].id, "D", zones[0].revision + 1)
    with pytest.raises(InvalidInput, match="75056"):
        set_zones(COORDINATOR, store, {"75056": "A"}, zones)
    for count in (0, 9):
        with pytest.raises(InvalidInput):
            propose_zones(COORDINATOR, store, count)


def test_a_territory_without_a_road_table_is_cut_all_the_same(tmp_path: Path) -> None:
    """Ploërmel has no roads yet: the straight line decides."""
    assert len(set(propose_zones(COORDINATOR, a_territory(tmp_path, "ploermel"), 3).values())) == 3


def test_the_cell_reads_and_does_not_rate(tmp_path: Path) -> None:
    """Writing the plan is the coordination's."""
    store = a_territory(tmp_path)
    assert read_territory(CELL, store).communes
    with pytest.raises(NotAllowed):
        start_hazards(CELL, store)


def test_a_rating_given_again_is_not_the_one_that_was_read(tmp_path: Path) -> None:
    """Taken back and rated anew meanwhile: who read the first does not write over the second."""
    store = a_territory(tmp_path)
    rate_hazards(COORDINATOR, store, [Risk(commune_insee="56007", hazard="storm", probability=2, impact=2)])
    read = risks(store)["56007", "storm"]
    rate_hazards(ANOTHER, store, [], [read])
    rate_hazards(ANOTHER, store, [Risk(commune_insee="56007", hazard="storm", probability=4, impact=4)])
    with pytest.raises(StaleRevision):
        rate_hazards(COORDINATOR, store, [replace(read, impact=1)])
    assert risks(store)["56007", "storm"].impact == 4
