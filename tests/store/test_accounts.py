"""Tests of app/store/accounts.py and second_factors.py: rows come back as values, and secrets stay in the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Role
from app.core.ids import PersonId
from app.store import accounts, people, second_factors
from app.store.database import Store
from tests.builders import THURSDAY, a_person, a_store
from tests.services.an_account import an_account


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "data")


def test_an_account_comes_back_as_it_was_written(store: Store) -> None:
    """By id, login and person; changed, its revision moves."""
    person = a_person("Zoé")
    with store.transaction() as conn:
        people.put(conn, person, THURSDAY)
    zoe = an_account(store, "zoe", Role.PROFESSIONAL, person_id=person.id, email="zoe@exemple.fr", password="")
    with store.transaction() as conn:
        assert [accounts.by_login(conn, "zoe"), accounts.by_person(conn, person.id)] == [zoe, zoe]
        assert [accounts.by_login(conn, "Zoe"), accounts.by_person(conn, PersonId("x"))] == [None, None]
        changed = replace(zoe, name="Zoé L.", role=Role.READING, person_id=None, disabled_at=THURSDAY)
        accounts.change(conn, changed)
        assert accounts.find(conn, zoe.id) == replace(changed, revision=2)


def test_no_value_holds_the_hash(store: Store) -> None:
    """It is asked for by name, and read by nobody else."""
    ada = an_account(store)
    with store.reading() as conn:
        kept = accounts.password_hash(conn, ada.id)
        held = accounts.every(conn)
    assert kept.startswith("$argon2id$")
    assert kept not in repr(held)


def test_letters_reach_a_login_or_an_address(store: Store) -> None:
    """Open accounts only; several may share a mailbox."""
    ada, zoe = an_account(store, email="cabinet@exemple.fr", password=""), an_account(store, "zoe", email="cabinet@exemple.fr", password="")  # fmt: skip
    an_account(store, "ali", password="")
    with store.transaction() as conn:
        assert {one.id for one in accounts.reached_by(conn, "cabinet@exemple.fr")} == {ada.id, zoe.id}
        assert [one.id for one in accounts.reached_by(conn, "zoe")] == [zoe.id]
        accounts.change(conn, replace(zoe, disabled_at=THURSDAY))
        assert [one.id for one in accounts.reached_by(conn, "cabinet@exemple.fr")] == [ada.id]
        assert accounts.reached_by(conn, "") == []


def test_a_step_and_a_recovery_code_are_used_once(store: Store) -> None:
    """Neither an earlier step, nor a code of another account."""
    ada, zoe = an_account(store, password=""), an_account(store, "zoe", password="")
    with store.transaction() as conn:
        second_factors.put(conn, ada.id, b"sealed", THURSDAY, 10)
        held = second_factors.find(conn, ada.id)
        assert held == second_factors.SealedFactor(b"sealed", THURSDAY, 10)
        assert [second_factors.take_step(conn, ada.id, step) for step in (10, 11, 11, 9, 12)] == [False, True, False, False, True]  # fmt: skip
        second_factors.replace_codes(conn, ada.id, ["h1", "h2"])
        assert not second_factors.take_code(conn, zoe.id, "h1", THURSDAY)
        assert [second_factors.take_code(conn, ada.id, "h1", THURSDAY) for _time in range(2)] == [True, False]
        assert second_factors.codes_left(conn, ada.id) == 1
        second_factors.remove(conn, ada.id)
        assert (second_factors.find(conn, ada.id), second_factors.codes_left(conn, ada.id)) == (None, 0)
