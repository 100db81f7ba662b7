"""Who acts on a screen: looked up at every run, in callbacks too, and stopped as soon as the login is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.account import Account
from app.access.actor import LOCAL_COORDINATION, Role
from app.access.permissions import ALLOWED, Action
from app.services.accounts.who_acts import SignedIn, end_login, who_acts
from app.store.current import use
from app.store.database import Store
from app.ui import session
from tests.builders import a_store
from tests.web.an_account import a_login, an_account


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = a_store(tmp_path)
    use(opened)
    yield opened
    use(None)


class Tab:
    """What an open tab brings at each run: the cookie it was opened with."""

    token = ""


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Tab:
    opened = Tab()
    monkeypatch.setattr(session, "asked_token", lambda: opened.token)
    return opened


@pytest.fixture
def account(store: Store) -> Account:
    return an_account(store, Role.COORDINATION)


def _screen() -> None:
    import streamlit as st

    from app.ui.session import current_actor, current_store

    def note() -> None:
        (current_store().folder.path / "note.txt").write_text(current_actor().id, encoding="utf-8")

    st.text(current_actor().name)
    st.button("Noter", on_click=note)


def test_without_accounts_whoever_sits_there_acts(store: Store, tab: Tab) -> None:
    """A cookie left from another folder changes nothing."""
    tab.token = "x" * 43
    assert session.current_actor() == LOCAL_COORDINATION
    assert session.signed_in() is None


def test_with_accounts_the_login_says_who_acts(store: Store, tab: Tab, account: Account) -> None:
    """Name and account on the screen, and in what a callback writes."""
    tab.token = a_login(store, account)
    page = AppTest.from_function(_screen).run()
    assert [text.value for text in page.text] == ["Maïwenn Kerdruc"]
    page.button[0].click().run()
    assert (store.folder.path / "note.txt").read_text(encoding="utf-8") == account.id


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_nobody_reads_a_screen_without_a_login(store: Store, tab: Tab, account: Account, token: str) -> None:
    """The run stops where who acts is asked, with the way back in."""
    tab.token = token
    page = AppTest.from_function(_screen).run()
    assert [one.value[:16] for one in page.warning] == ["Session expirée."]
    assert (len(page.text), len(page.button), len(page.exception)) == (0, 0, 0)
    assert 'href="connexion' in page.html[0].value


def test_a_login_that_ended_stops_at_the_next_run_and_in_its_callback(store: Store, tab: Tab, account: Account) -> None:
    """The button of a tab left open does nothing, and the page says why."""
    tab.token = a_login(store, account)
    page = AppTest.from_function(_screen).run()
    assert len(page.button) == 1
    end_login(store, tab.token)
    page.button[0].click().run()
    assert not (store.folder.path / "note.txt").exists()
    assert ([one.value[:16] for one in page.warning], len(page.text)) == (["Session expirée."], 0)


def test_a_tab_that_changes_hands_starts_afresh(store: Store, tab: Tab, account: Account) -> None:
    """What the first person had chosen or typed is not the second one's to find; the same person finds theirs again."""

    def chooser() -> None:
        import streamlit as st

        from app.ui.session import start_afresh

        start_afresh()
        st.text(str(st.session_state.get("brouillon", "")))
        st.session_state["brouillon"] = "à moi"

    tab.token = a_login(store, account)
    page = AppTest.from_function(chooser).run().run()
    assert [one.value for one in page.text] == ["à moi"]
    tab.token = a_login(store, account)
    assert [one.value for one in page.run().text] == ["à moi"]
    tab.token = a_login(store, an_account(store, Role.READING))
    assert [one.value for one in page.run().text] == [""]


def test_reading_the_folder_asks_too(store: Store, tab: Tab, account: Account) -> None:
    """A part that only reads is stopped as well."""

    def reader() -> None:
        import streamlit as st

        from app.ui.session import current_store

        st.text(str(current_store().now()))

    page = AppTest.from_function(reader).run()
    assert (len(page.warning), len(page.text)) == (1, 0)


@pytest.mark.parametrize("role", list(Role))
def test_may_says_what_the_table_says(store: Store, tab: Tab, role: Role) -> None:
    """For whoever is signed in now."""
    tab.token = a_login(store, an_account(store, role))
    assert {action for action in Action if session.may(action)} == {
        action for action in Action if role in ALLOWED[action]
    }


def test_a_run_is_no_use_of_its_login(
    store: Store, tab: Tab, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of a page run again by the clock: a screen left open must not keep its login from ending."""
    tab.token = a_login(store, account)
    opened = session.signed_in()
    assert opened is not None
    later = opened.login.seen_at + timedelta(hours=1)
    monkeypatch.setattr(type(store), "now", lambda _store: later)
    page = AppTest.from_function(_screen).run().run()
    again = session.signed_in()
    assert again is not None
    assert (len(page.text), again.login.seen_at) == (1, opened.login.seen_at)


def _asks_often() -> None:
    import streamlit as st

    from app.ui.session import current_actor, current_store, signed_in

    for _time in range(20):
        current_store()
        signed_in()
    st.text(current_actor().name)


def test_one_run_looks_its_login_up_once_and_the_next_again(
    store: Store, tab: Tab, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often a screen asks who is there; what was found in a run says nothing in another."""
    tab.token, looked = a_login(store, account), list[str]()

    def counted(store: Store, token: str, *, seen: bool = True) -> SignedIn | None:
        looked.append(token)
        return who_acts(store, token, seen=seen)

    monkeypatch.setattr(session, "who_acts", counted)
    monkeypatch.setattr(session, "LOOKED_UP_SECONDS", 60.0)
    page = AppTest.from_function(_asks_often, default_timeout=20).run()
    assert looked == [tab.token]
    end_login(store, tab.token)
    assert page.run().warning
    assert len(looked) == 2
