"""The demonstration's sealed copies: most up to date, some late, and the same each time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from app.continuity.need import HeldNeed, NeedId, Stamp
from app.continuity.sealed_copy import CopyState
from app.core.clock import paris_date
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.read_sealed_copies import read_sealed_copies
from app.services.demo.demo_copies import fill
from app.services.roster.edit_person import add_practices
from app.store import care_keys, care_vault, people, sealed_copies
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import PHARMACY, some_sites
from tests.services.a_vault import LATER, OURS, THEIRS, a_need, a_vault

PRACTICES = [PracticeId(f"cabinet-{number}") for number in range(8)]


def a_demonstration(folder: Path) -> Store:
    """Eight practices, each with one need, and two that hold none."""
    store = a_vault(folder).store
    add_practices(COORDINATOR, store, [Practice(id=id, name=f"Cabinet {id[-1]}") for id in PRACTICES])
    with store.transaction() as conn:
        for id in PRACTICES:
            key = care_keys.make(conn, store.folder, id, store.now())
            care_vault.put(conn, key, HeldNeed(Stamp(NeedId(f"need-{id}"), id, LATER), a_need().content))
    return store


def test_one_of_each_state_is_shown(tmp_path: Path) -> None:
    """One lacks a copy, one is to be tested, one to be checked, the others are up to date."""
    store = a_demonstration(tmp_path)
    some_sites(store, PHARMACY)
    fill(COORDINATOR, store, paris_date(store.now()))
    view = read_sealed_copies(COORDINATOR, store)
    assert Counter(one.state for one in view.practices) == {
        CopyState.FINE: 5, CopyState.ABSENT: 1, CopyState.TO_TEST: 1, CopyState.TO_CHECK: 1,
    }  # fmt: skip
    assert not {OURS, THEIRS} & {one.practice for one in view.practices}


def test_without_a_pharmacy_nothing_is_noted(tmp_path: Path) -> None:
    """Nobody would hold it."""
    store = a_demonstration(tmp_path)
    fill(COORDINATOR, store, paris_date(store.now()))
    with store.reading() as conn:
        assert (sealed_copies.every(conn), people.sites(conn)) == ([], [])
