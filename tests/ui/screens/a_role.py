"""Someone signed in, in a role, in front of a screen: their account and login are real, only the cookie is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from app.access.account import Account, AccountId
from app.access.actor import ROLE_WORDS, Actor, Role
from app.services.accounts.who_acts import open_login
from app.store import accounts
from tests.ui.screens.a_page import UI

if TYPE_CHECKING:
    import pytest

    from app.store.database import Store


def signs_in(monkeypatch: pytest.MonkeyPatch, store: Store, role: Role) -> Actor:
    """From now on every run is this role's."""
    account = Account(
        id=AccountId(f"compte-{role.value}"), login=role.value, name=ROLE_WORDS[role], role=role, created_at=store.now()
    )
    with store.transaction() as conn:
        accounts.add(conn, account)
        token = open_login(conn, account.id, store.now(), how="password")
    monkeypatch.setattr("app.ui.session.asked_token", lambda: token)
    return account.actor


def the_product(screen: str = "", **query: str) -> AppTest:
    """The whole page with its frame and navigation, on the screen of that file name."""
    page = AppTest.from_file(str(UI / "main.py"), default_timeout=30).run()
    if screen:
        page.switch_page(f"screens/{screen}.py")
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()
