"""The territory as a file: whoever opens it learns of no one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.drills.territory import ProviderKind
from app.services.coverage.coverage_stage import Asked, Moment
from app.services.coverage.export_territory_graph import export_territory_graph
from app.store import journal
from tests.builders import COORDINATOR, a_person, some_people
from tests.drills.graphml_back import read_graphml
from tests.services.a_live_world import world
from tests.services.a_relay import AURAY, a_care_need, a_relay, noted
from tests.services.a_territory import CELL, PHARMACY, a_territory, some_sites

if TYPE_CHECKING:
    from pathlib import Path


def test_professionals_are_numbered_and_the_rest_is_whole(tmp_path: Path) -> None:
    """Places, roads, sites and needs are those of the half-day; no id of a person is in the bytes, no name either."""
    store = a_territory(tmp_path)
    person = a_person("Gwenola")
    some_people(store, person)
    some_sites(store, PHARMACY)
    content = export_territory_graph(CELL, store, Asked())
    now = world(store, store.now())
    live, found = now.at(now.rank_of(store.now())), read_graphml(content)
    assert (found.places, found.roads, found.needs) == (live.places, live.roads, live.needs)
    assert [one.id for one in found.providers if one.kind is ProviderKind.PROFESSIONAL] == ["professional:1"]
    assert len(found.providers) == len(live.providers)
    for word in (person.id, "Gwenola", "FICTIF", "Pharmacie fictive"):
        assert word.encode() not in content


def test_small_numbers_of_the_register_are_left_out(tmp_path: Path) -> None:
    """Two needs of Auray in the register: fewer than the threshold, they are not in the file, and it says one is missing."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    before = read_graphml(export_territory_graph(COORDINATOR, relay.store, Asked()))
    noted(relay, a_care_need(1), a_care_need(2))
    content = export_territory_graph(COORDINATOR, relay.store, Asked())
    about = nx.read_graphml(BytesIO(content), force_multigraph=True).graph
    now = world(relay.store, relay.store.now())
    small = {
        one.id
        for one in now.at(now.rank_of(relay.store.now())).needs
        if one.id not in now.estimated and one.quantity < 5
    }
    assert small
    assert not small & {one.id for one in read_graphml(content).needs}
    assert about["needs_left_out"] == str(len(small))
    assert "band" not in about
    assert {one.place for one in before.needs} >= {AURAY}


def test_an_exercise_says_so_and_the_journal_counts(tmp_path: Path) -> None:
    """After a shock the file carries the word EXERCICE; the journal holds codes and counts only."""
    store = a_territory(tmp_path)
    asked = Asked(shock="d768_penthievre", moment=Moment.AFTER)
    content = export_territory_graph(CELL, store, asked)
    about = nx.read_graphml(BytesIO(content), force_multigraph=True).graph
    assert about["band"].startswith("EXERCICE")
    assert "56168-56234" not in {one.id for one in read_graphml(content).roads}
    with store.reading() as conn:
        last = next(one for one in journal.recent(conn) if one.type == "territory_graph_exported")
    assert last.payload["needs"] == len(read_graphml(content).needs)


@pytest.mark.parametrize("role", [role for role in Role if role in (Role.PROFESSIONAL, Role.OBSERVER, Role.READING)])
def test_others_do_not_take_it_away(tmp_path: Path, role: Role) -> None:
    """Who may not run drills reads the screen."""
    with pytest.raises(NotAllowed):
        export_territory_graph(Actor("x", "X Fictif", role), a_territory(tmp_path), Asked())
