"""A file made when it is asked for is made as whoever asks, and not at all once their login has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access.actor import Role
from app.core.errors import InvalidInput, NotAllowed
from app.services.accounts.who_acts import accounts_exist
from app.store.current import use
from app.store.database import Store
from app.ui import session
from app.ui.parts.later import later
from tests.builders import a_store
from tests.web.an_account import a_login, an_account


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    use(store)
    yield store
    use(None)


def who() -> bytes:
    return session.current_actor().id.encode()


def in_another_thread(make: Callable[[], bytes]) -> bytes:
    """As the server does: outside any run."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


def test_before_any_account_it_is_whoever_sits_there(store: Store) -> None:
    """The machine's own."""
    assert in_another_thread(later(who)) == b"local"


def test_it_is_made_as_the_one_who_signed_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as the machine itself, whoever that would be."""
    account = an_account(store, Role.OBSERVER)
    token = a_login(store, account)
    monkeypatch.setattr("app.ui.parts.later.asked_token", lambda: token)
    monkeypatch.setattr(session, "asked_token", lambda: token)
    assert in_another_thread(later(who)) == account.id.encode()


def test_nothing_is_made_once_the_login_has_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody falls back on the machine's rights: the making never begins."""
    an_account(store, Role.OBSERVER)
    monkeypatch.setattr("app.ui.parts.later.asked_token", lambda: "ended")
    monkeypatch.setattr(session, "asked_token", lambda: "ended")
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"made")
        return b"made"

    assert accounts_exist(store)
    with pytest.raises(NotAllowed):
        in_another_thread(later(make))
    with pytest.raises(NotAllowed):
        in_another_thread(who)
    assert made == []


def test_what_goes_wrong_in_the_making_is_told_as_it_is(store: Store) -> None:
    """A refusal stays the refusal it was."""

    def refuse() -> bytes:
        raise InvalidInput("Rien à imprimer.")

    with pytest.raises(InvalidInput, match="Rien à imprimer"):
        in_another_thread(later(refuse))
