"""Tests of app/services/world/world_share.py: the more of the known offer a roster holds, the more of what is asked is its own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from app.core.ids import PersonId
from app.services.world.read_world import read_world
from app.services.world.world_share import present
from app.services.world.world_source import read_source
from app.store.database import Store
from tests.builders import THURSDAY, a_person, some_people
from tests.services.a_territory import a_territory

REDON = "35236"


def nurses(store: Store, count: int) -> None:
    some_people(
        store,
        *(
            a_person(f"Anne{n}", "infirmier", id=PersonId(f"anne{n}"), commune_insee=REDON, usual_half_days=frozenset())
            for n in range(count)
        ),
    )


def asked(store: Store, skill: str) -> int:
    with store.reading() as conn:
        found = read_world(conn, store, THURSDAY, days=1)
    return sum(one.quantity for one in found.ordinary.needs if one.skill == skill)


def shares(store: Store) -> dict[str, Fraction]:
    with store.reading() as conn:
        return dict(present(read_source(conn, store, THURSDAY, days=1, exercise=False)))


def test_a_whole_roster_answers_for_nearly_all_that_inhabitants_ask(tmp_path: Path) -> None:
    """94 nurses of the 94 of Redon: 90 % of visits that cannot wait; 47: half of that; nobody: the table's 40 %."""
    none, half, whole = (a_territory(tmp_path / name, "redon") for name in ("none", "half", "whole"))
    nurses(half, 47)
    nurses(whole, 94)
    found = [asked(one, "vital_nursing") for one in (none, half, whole)]
    assert found == [100, 112, 224]
    assert shares(none) == {}
    assert [shares(one)["vital_nursing"] for one in (half, whole)] == [Fraction(1, 2), Fraction(1)]


def test_a_profession_that_shares_a_skill_counts_by_what_it_gives(tmp_path: Path) -> None:
    """Nurses draw blood, laboratories too: 94 nurses of 12 acts out of 94 × 12 + 2 × 40."""
    store = a_territory(tmp_path, "redon")
    nurses(store, 94)
    assert shares(store)["sampling"] == Fraction(94 * 12, 94 * 12 + 2 * 40)
    assert "dispensing" not in shares(store)


def test_a_territory_without_headcounts_keeps_the_shares_of_the_table(tmp_path: Path) -> None:
    """Nobody wrote how many nurses the Pays d’Auray has."""
    store = a_territory(tmp_path, "auray")
    nurses(store, 1)
    assert shares(store) == {}
