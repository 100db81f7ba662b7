"""The demonstration's accounts: one a role, passwords that are the folder's own, and none outside a demonstration."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE, Role
from app.access.passwords import PasswordRules, checked
from app.core.errors import InvalidInput, NotAllowed
from app.services.accounts.change_password import change_password, common_words
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.services.accounts.who_acts import who_acts
from app.services.demo.demo_accounts import HOW_MANY, NAMES, create, listed, password_of, words
from app.store import accounts, community, people
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, a_store
from tests.services.an_account import CLIENT, DEVICE, an_account, use_light_hashes


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


def a_demonstration(folder: Path) -> Store:
    store = a_store(folder)
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
        for name in ("Zoé", "Ali"):
            people.put(conn, a_person(name), store.now())
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_demonstration(tmp_path / "data")


def test_every_role_has_an_account_that_opens(store: Store) -> None:
    """As listed, in order; the professional is the person asked for, and acts as them."""
    with store.reading() as conn:
        zoe = next(one for one in people.every(conn) if one.given_name == "Zoé")
    made = create(COMMAND_LINE, store, zoe.id)
    assert [one["role"] for one in made] == [role.value for role in Role]
    for one in made:
        outcome = sign_in(store, one["login"], one["password"], client=CLIENT, device=DEVICE)
        assert isinstance(outcome, SignedInNow)
        found = who_acts(store, outcome.token)
        assert found is not None
        assert found.actor.role.value == one["role"]
        assert (found.actor.id == zoe.id) is (found.actor.role is Role.PROFESSIONAL)
    with store.reading() as conn:
        assert community.read(conn).demonstration_accounts
    assert listed(store) == made


def test_hashing_may_take_longer_than_a_second(tmp_path: Path) -> None:
    """The accounts are listed although the clock moved on while their passwords were made."""
    folder = tmp_path / "slow"
    at, store = datetime(2026, 11, 26, 8, tzinfo=UTC), a_demonstration(folder)
    seconds = itertools.count()
    slow = replace(store, clock=lambda: at + timedelta(seconds=next(seconds)))
    assert len(create(COMMAND_LINE, slow)) == len(Role)


def test_without_a_person_the_professional_is_the_first_by_name(store: Store) -> None:
    """And there is none in an empty roster."""
    create(COMMAND_LINE, store)
    with store.reading() as conn:
        held = accounts.by_login(conn, NAMES[Role.PROFESSIONAL][0])
    assert held is not None
    assert held.name == "Ali Fictif"


def test_an_empty_roster_has_no_professional(tmp_path: Path) -> None:
    """Five accounts then."""
    store = a_store(tmp_path / "empty")
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
    assert len(create(COMMAND_LINE, store)) == len(Role) - 1


def test_passwords_are_the_folders_own(store: Store, tmp_path: Path) -> None:
    """The same each time they are asked, others in another folder, and none is written in the database."""
    made, other = create(COMMAND_LINE, store), a_demonstration(tmp_path / "other")
    assert [password_of(store, Role(one["role"])) for one in made] == [one["password"] for one in made]
    assert not {password_of(other, role) for role in Role} & {one["password"] for one in made}
    with store.reading() as conn:
        written = "\n".join(conn.iterdump())
    assert [one["password"] in written for one in made] == [False] * len(made)


def test_passwords_are_words_that_can_be_read_aloud_and_not_guessed(store: Store) -> None:
    """Plain letters, none twice in the list, 35 bits at least; they pass the rules of anyone's password."""
    assert len(set(words())) == len(words()) >= 128
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    for role in Role:
        password = password_of(store, role)
        assert len(password.split("-")) == HOW_MANY
        assert checked(password, PasswordRules(shortest=12), common_words(), NAMES[role]) == password


def test_a_password_that_was_changed_is_not_shown(store: Store) -> None:
    """Nor is a closed account: what is listed opens."""
    create(COMMAND_LINE, store)
    later = replace(store, clock=lambda: store.now().replace(hour=20))
    with store.reading() as conn:
        held = accounts.by_login(conn, "coordination")
    assert held is not None
    change_password(held.actor, later, password_of(store, Role.COORDINATION), "galet verger lucarne 4")
    assert "coordination" not in {one["login"] for one in listed(store)}


def test_nothing_is_made_outside_a_demonstration(tmp_path: Path, store: Store) -> None:
    """A real folder, or one that has accounts already, is left alone; nobody but the administration makes them."""
    real = a_store(tmp_path / "real")
    an_account(store, "boss", Role.ADMINISTRATION)
    for folder in (real, store):
        with pytest.raises(InvalidInput, match="démonstration qui n’en a pas encore"):
            create(COMMAND_LINE, folder)
        assert listed(folder) == []
    with pytest.raises(NotAllowed):
        create(COORDINATOR, store)
