"""One-time links: they open once, in time, for one thing; what is asked by e-mail leaves without a link being stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.account import Account
from app.access.actor import Role
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.services.accounts.recover_access import ask_recovery, first_link, invite, link_address, open_link, use_link
from app.services.accounts.sign_in_account import CodeWanted, Refused, SignedInNow, finish_with_code, sign_in
from app.services.accounts.who_acts import accounts_exist, who_acts
from app.store import account_letters, accounts, journal
from app.store.database import Store, open_store
from app.store.one_time_links import LinkPurpose
from tests.builders import COORDINATOR, READER, MovingClock
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, shown, use_light_hashes, with_code

NEW = "galet verger lucarne 4"


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


@pytest.fixture
def boss(store: Store) -> Account:
    return an_account(store, "boss", Role.ADMINISTRATION, name="Aziliz Fictif")


def used(store: Store, token: str, password: str = NEW, **said: str) -> SignedInNow | CodeWanted:
    return use_link(store, token, password=password, client=CLIENT, device=DEVICE, **said)


def signs_in(store: Store, login: str, password: str) -> bool:
    return isinstance(sign_in(store, login, password, client=CLIENT, device=DEVICE), SignedInNow)


def first(store: Store) -> str:
    token = first_link(store)
    assert token is not None
    return token


def test_the_first_link_makes_an_administrator(store: Store) -> None:
    """Then none is made any more, and screens ask who is there."""
    token = first(store)
    opened = open_link(store, token)
    assert opened is not None
    assert (opened.purpose, opened.account) == (LinkPurpose.FIRST, None)
    outcome = used(store, token, login="Maïwenn@Exemple.fr", name="  Maïwenn   Kerdruc ")
    assert isinstance(outcome, SignedInNow)
    found = who_acts(store, outcome.token)
    assert found is not None
    account = found.account
    assert (account.login, account.email, account.name, account.role, account.has_password) == (
        "maïwenn@exemple.fr", "maïwenn@exemple.fr", "Maïwenn Kerdruc", Role.ADMINISTRATION, True,
    )  # fmt: skip
    assert (first_link(store), open_link(store, token), accounts_exist(store)) == (None, None, True)
    with pytest.raises(NotFound, match="a déjà servi"):
        used(store, token, login="second", name="Second")


def test_only_the_last_first_link_opens(store: Store, clock: MovingClock) -> None:
    """Each start prints a new one; it opens for a day."""
    old, new = first(store), first(store)
    assert open_link(store, old) is None
    clock.forward(hours=23, minutes=59)
    assert open_link(store, new) is not None
    clock.forward(minutes=1)
    assert open_link(store, new) is None


def test_an_open_first_link_is_void_once_an_account_exists(store: Store) -> None:
    """Made by the command line meanwhile: the address printed before makes no second administrator."""
    token = first(store)
    an_account(store, "boss", Role.ADMINISTRATION)
    assert open_link(store, token) is None
    with pytest.raises(NotFound):
        used(store, token, login="intrus", name="Intrus")


@pytest.mark.parametrize(
    ("login", "name", "password"),
    [
        ("a b", "Ada", NEW),
        ("ada", "", NEW),
        ("ada", "x" * 101, NEW),
        ("ada", "Ada Kerdruc", "court"),
        ("adaadaada", "Ada", "adaadaada-12"),
    ],
)
def test_what_does_not_fit_leaves_the_link_open(store: Store, login: str, name: str, password: str) -> None:
    """A login, a name or a password that is refused writes nothing: the person tries again with the same link."""
    token = first(store)
    with pytest.raises(InvalidInput):
        used(store, token, password, login=login, name=name)
    assert not accounts_exist(store)
    assert open_link(store, token) is not None


def test_an_invitation_gives_a_first_password(store: Store, boss: Account, clock: MovingClock) -> None:
    """Seven days, once; the login and the name are the account's, whatever the form says."""
    zoe = an_account(store, "zoe", password="")
    token = invite(boss.actor, store, zoe.id)
    clock.forward(days=6, hours=23)
    opened = open_link(store, token)
    assert opened is not None
    assert (opened.purpose, opened.account) == (LinkPurpose.INVITATION, zoe)
    outcome = used(store, token, login="autre", name="Autre")
    assert isinstance(outcome, SignedInNow)
    found = who_acts(store, outcome.token)
    assert found is not None
    assert (found.account.login, found.account.name, found.login.how) == ("zoe", "Ada Fictif", "link")
    assert signs_in(store, "zoe", NEW)
    with pytest.raises(NotFound):
        used(store, token)


def test_a_forgotten_password_is_replaced_and_every_browser_is_out(store: Store, boss: Account) -> None:
    """What the old password opened closes: whoever had stolen it is out too."""
    an_account(store)
    before = sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(before, SignedInNow)
    with store.reading() as conn:
        ada = accounts.by_login(conn, "ada")
    assert ada is not None
    token = invite(boss.actor, store, ada.id)
    opened = open_link(store, token)
    assert opened is not None
    assert opened.purpose is LinkPurpose.RECOVERY
    used(store, token)
    assert who_acts(store, before.token) is None
    assert [signs_in(store, "ada", password) for password in (PASSWORD, NEW)] == [False, True]


def test_a_new_link_voids_the_one_before(store: Store, boss: Account) -> None:
    """The one handed over last is the one that opens."""
    zoe = an_account(store, "zoe", password="")
    old, new = invite(boss.actor, store, zoe.id), invite(boss.actor, store, zoe.id)
    assert [open_link(store, token) is not None for token in (old, new)] == [False, True]


def test_a_link_does_not_replace_the_code(store: Store, boss: Account, clock: MovingClock) -> None:
    """Someone else's mailbox is not enough: the telephone's code is asked after the new password."""
    ada = an_account(store)
    telephone = with_code(store, ada)
    outcome = used(store, invite(boss.actor, store, ada.id))
    assert isinstance(outcome, CodeWanted)
    assert isinstance(finish_with_code(store, outcome.ticket, "000000", client=CLIENT, device=DEVICE), Refused)
    code = shown(telephone, clock.at)
    assert isinstance(finish_with_code(store, outcome.ticket, code, client=CLIENT, device=DEVICE), SignedInNow)


def test_a_closed_account_has_no_link(store: Store, boss: Account) -> None:
    """Neither made, nor opened when it was made before."""
    zoe = an_account(store, "zoe", password="")
    token = invite(boss.actor, store, zoe.id)
    with store.transaction() as conn:
        accounts.change(conn, replace(zoe, disabled_at=store.now()))
    assert open_link(store, token) is None
    with pytest.raises(NotFound):
        used(store, token)
    with pytest.raises(InvalidInput, match="fermé"):
        invite(boss.actor, store, zoe.id)


def test_only_the_administration_invites(store: Store, boss: Account) -> None:
    """The coordination would otherwise take an administrator's account over."""
    for actor in (COORDINATOR, READER):
        with pytest.raises(NotAllowed):
            invite(actor, store, boss.id)


@pytest.mark.parametrize("token", ["", "x", "é" * 43, "\ud800", "A" * 100_000])
def test_anything_else_opens_nothing(store: Store, boss: Account, token: str) -> None:
    """Unknown, odd or endless: None, and no error."""
    assert open_link(store, token) is None


def test_opening_a_link_writes_nothing(store: Store, boss: Account) -> None:
    """A mail scanner that follows it leaves it good."""
    token = invite(boss.actor, store, boss.id)
    with store.reading() as conn:
        before = "\n".join(conn.iterdump())
    for _time in range(3):
        assert open_link(store, token) is not None
    with store.reading() as conn:
        after = "\n".join(conn.iterdump())
    assert before == after
    assert token not in after


def letters(store: Store) -> list[str]:
    with store.reading() as conn:
        return [one.account_id for one in account_letters.waiting(conn)]


@pytest.mark.parametrize("typed", ["ada", " ADA ", "Ada@Exemple.fr"])
def test_a_letter_is_queued_for_a_known_login_or_address(store: Store, typed: str) -> None:
    """However it is typed; the journal says it, the account's own address is where it will go."""
    ada = an_account(store, email="ada@exemple.fr")
    ask_recovery(store, typed)
    assert letters(store) == [ada.id]
    with store.reading() as conn:
        assert [(one.type, one.subject_id) for one in journal.recent(conn)] == [("account.recovery_asked", ada.id)]


@pytest.mark.parametrize("typed", ["nobody", "", "zoe", "ali", "ada@exemple.fr.pirate.example", "x" * 9_000])
def test_nothing_leaves_for_anyone_else(store: Store, typed: str) -> None:
    """Unknown, closed, or without an address: the same silence."""
    an_account(store, email="ada@exemple.fr")
    an_account(store, "zoe")
    ali = an_account(store, "ali", email="ali@exemple.fr")
    with store.transaction() as conn:
        accounts.change(conn, replace(ali, disabled_at=store.now()))
    ask_recovery(store, typed)
    assert letters(store) == []


def test_an_account_is_written_to_three_times_an_hour_at_most(store: Store, clock: MovingClock) -> None:
    """Whoever asks, a mailbox is not to be filled; an hour later one may ask again."""
    an_account(store, email="ada@exemple.fr")
    for _time in range(10):
        ask_recovery(store, "ada")
    assert len(letters(store)) == 3
    clock.forward(hours=1, seconds=1)
    ask_recovery(store, "ada")
    assert len(letters(store)) == 4


def test_asking_leaves_the_password_and_earlier_links_as_they_are(store: Store, boss: Account) -> None:
    """Someone else's asking breaks nothing: the password still opens, and so does the link the administration gave."""
    ada = an_account(store, email="ada@exemple.fr")
    token = invite(boss.actor, store, ada.id)
    ask_recovery(store, "ada")
    assert signs_in(store, "ada", PASSWORD)
    assert open_link(store, token) is not None
    assert read(store, ada) == ada


def test_a_link_stands_under_the_address_given() -> None:
    """With or without a last slash, under a base path too."""
    assert [link_address(base, "t") for base in ("https://a.example/", "https://a.example/releve")] == [
        "https://a.example/connexion/lien/t", "https://a.example/releve/connexion/lien/t",
    ]  # fmt: skip
