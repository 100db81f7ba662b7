"""Accounts as the administration keeps them: made, changed, closed, and never left without an administrator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.access.actor import COMMAND_LINE, Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.services.accounts.manage_accounts import (
    Details,
    LoginRules,
    change_account,
    close_logins,
    create_account,
    disable_account,
    open_again,
    set_login_rules,
    take_away_code,
)
from app.services.accounts.recover_access import invite, open_link
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.services.accounts.who_acts import accounts_exist, who_acts
from app.store import accounts, community, journal, people, second_factors
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_person, a_store
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, use_light_hashes, with_code


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "data")


@pytest.fixture
def boss(store: Store) -> Account:
    return an_account(store, "boss", Role.ADMINISTRATION, name="Aziliz Fictif")


def details(account: Account, **changes: object) -> Details:
    held = Details(
        login=account.login, name=account.name, role=account.role, person_id=account.person_id, email=account.email
    )
    return replace(held, **changes)  # type: ignore[arg-type]


ZOE = Details(login=" Zoe@Exemple.FR ", name="Zoé  Fictif", role=Role.COORDINATION)


def a_browser(store: Store, login: str) -> str:
    outcome = sign_in(store, login, PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    return outcome.token


def test_an_account_is_made_without_a_password_and_with_an_invitation(store: Store, boss: Account) -> None:
    """Its login and address in small letters; the journal says who made it, in which role, and no more."""
    made = create_account(boss.actor, store, ZOE)
    account = read(store, made.account)
    assert (account.login, account.email, account.name, account.role, account.has_password) == (
        "zoe@exemple.fr", "zoe@exemple.fr", "Zoé Fictif", Role.COORDINATION, False,
    )  # fmt: skip
    opened = open_link(store, made.token)
    assert opened is not None
    assert opened.account == account
    with store.reading() as conn:
        told = {one.type: (one.actor_id, one.subject_id, one.payload) for one in journal.recent(conn)}
    assert told == {
        "account.created": (boss.id, account.id, {"role": "coordination"}),
        "account.invited": (boss.id, account.id, {"reset": False}),
    }


def test_the_first_account_administers(store: Store) -> None:
    """From the command line too: another one would close the doors with nobody to open them."""
    with pytest.raises(InvalidInput, match="premier compte est d’administration"):
        create_account(COMMAND_LINE, store, ZOE)
    assert not accounts_exist(store)
    create_account(COMMAND_LINE, store, replace(ZOE, role=Role.ADMINISTRATION))
    create_account(COMMAND_LINE, store, replace(ZOE, login="second"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"login": "BOSS"}, "déjà pris"),
        ({"login": "a b"}, "ne convient pas"),
        ({"name": "  "}, "nom de la personne"),
        ({"email": "pas une adresse"}, "n’est pas une adresse e-mail"),
        ({"role": Role.PROFESSIONAL}, "une personne de l’effectif"),
    ],
)
def test_what_does_not_fit_makes_nothing(store: Store, boss: Account, changes: dict[str, object], why: str) -> None:
    """One sentence, and no account."""
    with pytest.raises(InvalidInput) as refused:
        create_account(boss.actor, store, replace(ZOE, **changes))  # type: ignore[arg-type]
    assert why in sentence(refused.value)
    with store.reading() as conn:
        assert accounts.every(conn) == [boss]


def test_a_person_has_one_account(store: Store, boss: Account) -> None:
    """A professional's is theirs alone; someone unknown has none."""
    person = a_person("Zoé")
    with store.transaction() as conn:
        people.put(conn, person, store.now())
    professional = replace(ZOE, role=Role.PROFESSIONAL, person_id=person.id)
    create_account(boss.actor, store, professional)
    with pytest.raises(InvalidInput, match="a déjà un compte"):
        create_account(boss.actor, store, replace(professional, login="zoe2"))
    with pytest.raises(NotFound, match="plus dans l’effectif"):
        create_account(boss.actor, store, replace(professional, login="zoe3", person_id=PersonId("inconnue")))


def test_a_role_changes_at_once_in_an_open_tab(store: Store, boss: Account) -> None:
    """The next look-up acts in the new role; the journal names the fields, not their values."""
    ada = an_account(store)
    token = a_browser(store, "ada")
    change_account(boss.actor, store, ada.id, ada.revision, details(ada, role=Role.READING, name="Ada L."))
    found = who_acts(store, token)
    assert found is not None
    assert (found.actor.role, found.actor.name) == (Role.READING, "Ada L.")
    with store.reading() as conn:
        entry = next(one for one in journal.recent(conn) if one.type == "account.changed")
    assert entry.payload == {"fields": ["name", "role"], "role": "lecture"}


def test_who_comes_second_is_told_who_came_first(store: Store, boss: Account) -> None:
    """Two administrators on one account: the second writes nothing, and learns what changed."""
    ada = an_account(store)
    change_account(boss.actor, store, ada.id, ada.revision, details(ada, name="Ada L."))
    for act in (disable_account, take_away_code, open_again):
        with pytest.raises(StaleRevision) as stale:
            act(boss.actor, store, ada.id, ada.revision)
        assert "Rien n’a été écrit" in sentence(stale.value)
    with pytest.raises(StaleRevision):
        change_account(boss.actor, store, ada.id, ada.revision, details(ada, name="Ada M."))
    assert read(store, ada).name == "Ada L."


def test_a_closed_account_stops_everywhere_and_opens_again(store: Store, boss: Account) -> None:
    """Browsers out, links void, password refused; opened again, the same password opens it."""
    ada = an_account(store)
    token, link = a_browser(store, "ada"), invite(boss.actor, store, ada.id)
    disable_account(boss.actor, store, ada.id, ada.revision)
    assert (who_acts(store, token), open_link(store, link)) == (None, None)
    assert not isinstance(sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE), SignedInNow)
    disable_account(boss.actor, store, ada.id, read(store, ada).revision)
    open_again(boss.actor, store, ada.id, read(store, ada).revision)
    assert who_acts(store, token) is None
    assert a_browser(store, "ada")


def the_last_stays(store: Store, boss: Account, act: Callable[[Account], None]) -> None:
    with pytest.raises(RuleRefusal, match="dernier compte d’administration"):
        act(boss)
    assert read(store, boss) == boss


def test_the_last_administrator_stays(store: Store, boss: Account) -> None:
    """Neither closed nor given another role, whatever the number of others; not even by the command line."""
    an_account(store)
    the_last_stays(store, boss, lambda one: disable_account(boss.actor, store, one.id, one.revision))
    the_last_stays(store, boss, lambda one: disable_account(COMMAND_LINE, store, one.id, one.revision))
    the_last_stays(
        store,
        boss,
        lambda one: change_account(boss.actor, store, one.id, one.revision, details(one, role=Role.READING)),
    )


def test_whoever_can_not_sign_in_yet_does_not_count(store: Store, boss: Account) -> None:
    """A second administrator who never chose a password, or whose account is closed, is no help tomorrow."""
    an_account(store, "zoe", Role.ADMINISTRATION, password="")
    closed = an_account(store, "ali", Role.ADMINISTRATION)
    disable_account(boss.actor, store, closed.id, closed.revision)
    the_last_stays(store, boss, lambda one: disable_account(boss.actor, store, one.id, one.revision))


def test_with_a_second_one_the_first_may_go(store: Store, boss: Account) -> None:
    """Then the second is the last; a provider's identity counts as a way in."""
    second = an_account(store, "zoe", Role.ADMINISTRATION, password="")
    with store.transaction() as conn:
        conn.execute(
            "INSERT INTO identity (issuer, subject, account_id, linked_at) VALUES ('https://psc.example', 's', ?, '2026-11-26T16:00:00Z')",
            (second.id,),
        )
    disable_account(boss.actor, store, boss.id, boss.revision)
    the_last_stays(store, second, lambda one: disable_account(second.actor, store, one.id, one.revision))


def test_a_closed_administrator_may_be_given_another_role(store: Store, boss: Account) -> None:
    """Nobody loses anything."""
    other = an_account(store, "zoe", Role.ADMINISTRATION)
    disable_account(boss.actor, store, other.id, other.revision)
    held = read(store, other)
    change_account(boss.actor, store, held.id, held.revision, details(held, role=Role.READING))
    assert read(store, other).role is Role.READING


def test_browsers_are_signed_out_together(store: Store, boss: Account) -> None:
    """How many were is told; the password still opens."""
    ada = an_account(store)
    tokens = [a_browser(store, "ada"), a_browser(store, "ada")]
    assert close_logins(boss.actor, store, ada.id) == 2
    assert [who_acts(store, token) for token in tokens] == [None, None]
    assert a_browser(store, "ada")


def test_a_lost_telephone_is_forgotten(store: Store, boss: Account) -> None:
    """The password alone opens again, and what was open is not any more."""
    ada = an_account(store)
    token = a_browser(store, "ada")
    with_code(store, ada)
    take_away_code(boss.actor, store, ada.id, read(store, ada).revision)
    assert who_acts(store, token) is None
    assert a_browser(store, "ada")
    with store.reading() as conn:
        assert second_factors.find(conn, ada.id) is None


def test_login_rules_hold_from_the_next_look_up(store: Store, boss: Account) -> None:
    """Within bounds; nothing else of the community moves."""
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), name="CPTS fictive", login_days=7))
    set_login_rules(boss.actor, store, LoginRules(idle_hours=2, days=30, administration_code=False))
    with store.reading() as conn:
        held = community.read(conn)
    assert (held.name, held.login_idle_hours, held.login_days) == ("CPTS fictive", 2, 30)
    for hours, days in ((0, 7), (25, 7), (8, 0), (8, 91)):
        with pytest.raises(InvalidInput, match="de 1 à 24 heures"):
            set_login_rules(boss.actor, store, LoginRules(idle_hours=hours, days=days, administration_code=False))


def test_whoever_asks_for_codes_has_one(store: Store, boss: Account) -> None:
    """Or they would shut themselves out; the command line has no telephone either."""
    rules = LoginRules(idle_hours=8, days=7, administration_code=True)
    with pytest.raises(RuleRefusal, match="votre propre code"):
        set_login_rules(boss.actor, store, rules)
    with pytest.raises(NotAllowed):
        set_login_rules(COMMAND_LINE, store, rules)
    with_code(store, boss)
    set_login_rules(boss.actor, store, rules)
    with store.reading() as conn:
        assert community.read(conn).administration_totp


@pytest.mark.parametrize("actor", [COORDINATOR, READER], ids=["coordination", "lecture"])
def test_only_the_administration_keeps_accounts(store: Store, boss: Account, actor: Actor) -> None:
    """The coordination neither."""
    no_one = AccountId("x")
    rules = LoginRules(idle_hours=8, days=7, administration_code=False)
    for act in (
        lambda: create_account(actor, store, ZOE),
        lambda: change_account(actor, store, boss.id, 1, ZOE),
        lambda: disable_account(actor, store, boss.id, 1),
        lambda: open_again(actor, store, no_one, 1),
        lambda: close_logins(actor, store, boss.id),
        lambda: take_away_code(actor, store, boss.id, 1),
        lambda: set_login_rules(actor, store, rules),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_does_not_exist_is_said(store: Store, boss: Account) -> None:
    """Erased meanwhile, or never there."""
    with pytest.raises(NotFound, match="n’existe pas"):
        disable_account(boss.actor, store, AccountId("x"), 1)
