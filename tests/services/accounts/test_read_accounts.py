"""Accounts and logins as they are looked at: who is there, what waits for a hand, and one's own browsers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.account import Account, LoginId
from app.access.actor import LOCAL_COORDINATION, Role
from app.core.errors import NotAllowed, NotFound
from app.services.accounts.manage_accounts import disable_account
from app.services.accounts.read_accounts import end_other_logins, end_own_login, read_accounts, read_own_logins
from app.services.accounts.recover_access import ask_recovery, invite
from app.services.accounts.send_account_letters import send_account_letters
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.services.accounts.who_acts import who_acts
from app.store import community, people
from app.store.database import Store, open_store
from app.store.one_time_links import LinkPurpose
from tests.builders import COORDINATOR, MovingClock, a_person
from tests.services.a_mailbox import NO_WAY
from tests.services.an_account import PASSWORD, an_account, read, use_light_hashes, with_code


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


@pytest.fixture
def boss(store: Store) -> Account:
    return an_account(store, "boss", Role.ADMINISTRATION, name="Zénaïde Fictif")


def a_browser(store: Store, login: str = "ada", device: str = "Firefox, Android", client: str = "192.0.2.7") -> str:
    outcome = sign_in(store, login, PASSWORD, client=client, device=device)
    assert isinstance(outcome, SignedInNow)
    return outcome.token


def test_the_desk_shows_who_is_there_and_what_waits(store: Store, boss: Account, clock: MovingClock) -> None:
    """Open accounts by name, closed ones last; persons, browsers, links and codes where they belong."""
    person, free = a_person("Zoé"), a_person("Ali")
    with store.transaction() as conn:
        for one in (person, free):
            people.put(conn, one, store.now())
    ada = an_account(store, person_id=person.id)
    new = an_account(store, "new", name="Bleuenn Fictif", password="")
    gone = an_account(store, "gone", name="Abel Fictif")
    disable_account(boss.actor, store, gone.id, gone.revision)
    token = a_browser(store)
    with_code(store, ada)
    invite(boss.actor, store, new.id)
    clock.forward(hours=1)
    who_acts(store, token)
    desk = read_accounts(boss.actor, store)
    rows = {row.account.login: row for row in desk.rows}
    assert [row.account.login for row in desk.rows] == ["ada", "new", "boss", "gone"]
    assert [(row.person, len(row.logins), row.link is not None) for row in desk.rows] == [
        ("Zoé Fictif", 1, False), ("", 0, True), ("", 0, False), ("", 0, False),
    ]  # fmt: skip
    link = rows["new"].link
    assert link is not None
    assert link.purpose is LinkPurpose.INVITATION
    assert (rows["ada"].seen_at, rows["new"].seen_at) == (clock.at, None)
    assert [name for _id, name in desk.people] == ["Ali Fictif"]


def test_a_letter_that_does_not_leave_is_told(store: Store, boss: Account, clock: MovingClock) -> None:
    """With its reason, for two days; then it is the past."""
    an_account(store, email="ada@exemple.fr")
    ask_recovery(store, "ada")
    send_account_letters(boss.actor, store, NO_WAY)
    assert "aucune messagerie" in read_accounts(boss.actor, store).rows[0].unsent_letter
    clock.forward(days=2)
    assert read_accounts(boss.actor, store).rows[0].unsent_letter == ""


def test_logins_that_open_nothing_are_not_shown(store: Store, boss: Account, clock: MovingClock) -> None:
    """Idle too long is out, as for whoever shows its cookie."""
    an_account(store)
    a_browser(store)
    clock.forward(hours=8)
    assert [len(row.logins) for row in read_accounts(boss.actor, store).rows] == [0, 0]
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), login_idle_hours=9))
    assert [len(row.logins) for row in read_accounts(boss.actor, store).rows] == [1, 0]


def test_only_the_administration_reads_them_all(store: Store) -> None:
    """The coordination does not see who is signed in from where."""
    with pytest.raises(NotAllowed):
        read_accounts(COORDINATOR, store)


def test_ones_own_browsers_are_told_apart(store: Store, clock: MovingClock) -> None:
    """Last used first; the one that asks is marked; nobody else's stand there."""
    ada = an_account(store)
    an_account(store, "zoe")
    old = a_browser(store, device="Chrome, Windows")
    a_browser(store, "zoe")
    clock.forward(minutes=10)
    here = a_browser(store)
    found = read_own_logins(ada.actor, store, here)
    assert [(one.login.device, one.is_this) for one in found] == [
        ("Firefox, Android", True),
        ("Chrome, Windows", False),
    ]
    assert [one.is_this for one in read_own_logins(ada.actor, store)] == [False, False]
    assert who_acts(store, old) is not None


def test_one_browser_is_signed_out(store: Store) -> None:
    """One's own, once; someone else's is refused as if it were not there."""
    ada, zoe = an_account(store), an_account(store, "zoe")
    token, other = a_browser(store), a_browser(store, "zoe")
    (mine,) = read_own_logins(ada.actor, store)
    (theirs,) = read_own_logins(zoe.actor, store)
    end_own_login(ada.actor, store, mine.login.id)
    assert who_acts(store, token) is None
    for login_id in (mine.login.id, theirs.login.id, LoginId("x")):
        with pytest.raises(NotFound):
            end_own_login(ada.actor, store, login_id)
    assert who_acts(store, other) is not None


def test_all_the_others_are_signed_out(store: Store) -> None:
    """This one stays; with a token that is nobody's, none does."""
    ada = an_account(store)
    here, elsewhere = a_browser(store), a_browser(store)
    assert end_other_logins(ada.actor, store, here) == 1
    assert [who_acts(store, token) is not None for token in (here, elsewhere)] == [True, False]
    assert end_other_logins(ada.actor, store, "x") == 1
    assert read(store, ada) == ada


def test_without_an_account_there_is_nothing_of_ones_own(store: Store) -> None:
    """Whoever sits at the machine before accounts exist."""
    for act in (
        lambda: read_own_logins(LOCAL_COORDINATION, store),
        lambda: end_own_login(LOCAL_COORDINATION, store, LoginId("x")),
        lambda: end_other_logins(LOCAL_COORDINATION, store, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()
