"""Accounts and logins as they are looked at: all of them by the administration, one's own by anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import token_hash
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.services.accounts.who_acts import own_account
from app.store import account_letters, accounts, community, journal, logins, one_time_links, people, second_factors
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import Account, AccountId, Login, LoginId
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.community import Community
    from app.store.database import Connection, Store
    from app.store.one_time_links import OneTimeLink

LETTERS_FOR = timedelta(days=2)
"""How long a letter that did not leave is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account with what stands around it. ``seen_at`` is UTC: the last use of a login that is still open."""

    account: Account
    person: str = ""
    logins: tuple[Login, ...] = ()
    link: OneTimeLink | None = None
    """A link that was handed over and still opens."""
    codes_left: int = 0
    unsent_letter: str = ""
    """Why the link to a new password that they asked for has not left; empty when nothing waits."""

    @property
    def seen_at(self) -> datetime | None:
        """When a browser that is signed in was last used."""
        return max((one.seen_at for one in self.logins), default=None)


@dataclass(frozen=True, slots=True)
class AccountsDesk:
    """Everything the screen of accounts shows. ``people``: who has no account yet, by name."""

    rows: tuple[AccountRow, ...]
    people: tuple[tuple[PersonId, str], ...]
    community: Community
    now: datetime


def read_accounts(actor: Actor, store: Store) -> AccountsDesk:
    """All accounts, open ones first, then by name. Raises NotAllowed."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.reading() as conn:
        now, settings, names = store.now(), community.read(conn), _names(conn)
        links = {one.account_id: one for one in one_time_links.waiting(conn, now)}
        rows = [
            AccountRow(
                account=account,
                person=names.get(account.person_id, "") if account.person_id else "",
                logins=tuple(_open(logins.of_account(conn, account.id), settings, now)),
                link=links.get(account.id),
                codes_left=second_factors.codes_left(conn, account.id),
                unsent_letter=_unsent(conn, account.id, now),
            )
            for account in accounts.every(conn)
        ]
    taken = {row.account.person_id for row in rows}
    free = sorted(
        ((id, name) for id, name in names.items() if id not in taken), key=lambda pair: (list_order(pair[1]), pair[0])
    )
    ordered = sorted(
        rows, key=lambda row: (row.account.disabled_at is not None, list_order(row.account.name), row.account.id)
    )
    return AccountsDesk(tuple(ordered), tuple(free), settings, now)


@dataclass(frozen=True, slots=True)
class OwnLogin:
    """One browser that one is signed in with; ``is_this``: the one that asks."""

    login: Login
    is_this: bool


def read_own_logins(actor: Actor, store: Store, token: str = "") -> list[OwnLogin]:
    """One's own open logins, last used first; ``token`` tells which one asks. Raises NotAllowed without an account."""
    with store.reading() as conn:
        account = own_account(conn, actor)
        held = _open(logins.of_account(conn, account.id), community.read(conn), store.now())
        this = logins.by_token(conn, token_hash(token)) if token else None
    ordered = sorted(held, key=lambda one: (one.seen_at, one.opened_at, one.id), reverse=True)
    return [OwnLogin(one, this is not None and one.id == this.id) for one in ordered]


def end_own_login(actor: Actor, store: Store, login_id: LoginId) -> None:
    """Sign one of one's own browsers out. Raises NotFound for anyone else's, NotAllowed without an account."""
    with store.transaction() as conn:
        account = own_account(conn, actor)
        if login_id not in {one.id for one in logins.of_account(conn, account.id) if one.ended_at is None}:
            raise NotFound(N_("Cette connexion est déjà fermée."))
        logins.end(conn, login_id, store.now())
        journal.write(conn, store.now(), actor.id, "login.ended", account.id, {"login": login_id})


def end_other_logins(actor: Actor, store: Store, token: str) -> int:
    """Sign every other browser of one's own out; how many were. Raises NotAllowed without an account."""
    with store.transaction() as conn:
        account = own_account(conn, actor)
        this = logins.by_token(conn, token_hash(token))
        ended = logins.end_every(conn, account.id, store.now(), but=this.id if this else None)
        journal.write(conn, store.now(), actor.id, "account.logins_closed", account.id, {"logins_ended": ended})
        return ended


def _names(conn: Connection) -> dict[PersonId, str]:
    return {one.id: full_name(one.given_name, one.family_name) for one in people.every(conn)}


def _open(found: list[Login], settings: Community, now: datetime) -> list[Login]:
    """Logins that still open something: the same rule as for whoever shows their cookie."""
    idle = timedelta(hours=settings.login_idle_hours)
    return [one for one in found if one.ended_at is None and now < one.expires_at and now - one.seen_at < idle]


def _unsent(conn: Connection, account_id: AccountId, now: datetime) -> str:
    found = account_letters.of_account(conn, account_id, now - LETTERS_FOR)
    return found[0].error if found and found[0].state != "sent" else ""
