"""Accounts and browsers signed in, for tests of what they open."""

from __future__ import annotations

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.ids import PersonId
from app.services.accounts.who_acts import open_login
from app.store import accounts
from app.store.database import Store
from tests.services.an_account import LIGHT

PASSWORD = "marmite verte et grand large"
"""Of every account made here."""

_HASH = LIGHT.hash(PASSWORD)


def an_account(
    store: Store,
    role: Role = Role.COORDINATION,
    *,
    login: str = "",
    name: str = "Maïwenn Kerdruc",
    person_id: PersonId | None = None,
    email: str = "",
) -> Account:
    """An open account with :data:`PASSWORD`."""
    account = Account(
        id=AccountId(f"compte-{role.value}-{login}"),
        login=login or role.value,
        name=name,
        role=role,
        created_at=store.now(),
        person_id=person_id,
        email=email,
    )
    with store.transaction() as conn:
        accounts.add(conn, account)
        accounts.set_password_hash(conn, account.id, _HASH, store.now())
        found = accounts.find(conn, account.id)
    assert found is not None
    return found


def a_login(store: Store, account: Account, device: str = "Firefox, Linux") -> str:
    """The token of a browser signed in."""
    with store.transaction() as conn:
        return open_login(conn, account.id, store.now(), how="password", device=device)
