"""Accounts, as the administration keeps them: who may sign in, in which role, and who may no longer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.login_names import chosen_login, is_email
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.services.accounts.recover_access import checked_name, invitation
from app.services.accounts.who_acts import own_account
from app.store import accounts, community, journal, logins, one_time_links, people, revisions, second_factors

if TYPE_CHECKING:
    from app.access.account import LoginId
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Connection, Store

IDLE_HOURS, DAYS = range(1, 25), range(1, 91)
"""How long a browser may stay signed in, idle and at most: bounds within which the administration chooses."""

_CHANGES = (
    "account.created", "account.changed", "account.disabled", "account.opened_again", "account.password_set",
    "account.code_set", "account.code_removed",
)  # fmt: skip
"""Entries that come with a new revision of an account."""

_LAST = N_(
    "C’est le dernier compte d’administration qui puisse se connecter : donnez d’abord ce rôle à quelqu’un d’autre."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the administration says of an account, as it was typed."""

    login: str
    name: str
    role: Role
    person_id: PersonId | None = None
    email: str = ""


def details_of(account: Account) -> Details:
    """What may be said of an account, as it stands."""
    return Details(
        login=account.login, name=account.name, role=account.role, person_id=account.person_id, email=account.email
    )


@dataclass(frozen=True, slots=True)
class Created:
    """A new account, and the token of its invitation: shown now, and never again."""

    account: Account
    token: str = field(repr=False)


def create_account(actor: Actor, store: Store, details: Details) -> Created:
    """Make an account, without a password: its holder chooses one behind the invitation, within seven days.

    The first account is an administrator's. Raises InvalidInput with one sentence, NotAllowed.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        now = store.now()
        account = _checked(conn, Account(id=AccountId(new_id()), login="", name="", role=Role.READING, created_at=now), details)  # fmt: skip
        if account.role is not Role.ADMINISTRATION and not accounts.exist(conn):
            raise InvalidInput(N_("Le premier compte est d’administration : sans lui, personne ne pourrait en faire d’autres."))  # fmt: skip
        accounts.add(conn, account)
        journal.write(conn, now, actor.id, "account.created", account.id, {"role": account.role.value})
        return Created(account, invitation(conn, actor, account, now))


def change_account(actor: Actor, store: Store, account_id: AccountId, revision: int, details: Details) -> None:
    """Replace what an account is: at once, in every tab that is open. The last administrator keeps the role.

    Raises StaleRevision, NotFound, InvalidInput, RuleRefusal; nothing is then written.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        held = _expected(conn, account_id, revision)
        changed = _checked(conn, held, details)
        if held.role is Role.ADMINISTRATION and changed.role is not Role.ADMINISTRATION:
            _spare_the_last(conn, held)
        accounts.change(conn, changed)
        fields = [name for name in ("login", "name", "role", "person_id", "email") if getattr(held, name) != getattr(changed, name)]  # fmt: skip
        told = {"fields": fields, "role": changed.role.value}
        journal.write(conn, store.now(), actor.id, "account.changed", account_id, told)


def disable_account(actor: Actor, store: Store, account_id: AccountId, revision: int) -> None:
    """Close an account: every browser is signed out and its links open nothing. It may be opened again.

    Raises StaleRevision, NotFound, RuleRefusal for the last administrator.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        held = _expected(conn, account_id, revision)
        if held.disabled_at is not None:
            return
        if held.role is Role.ADMINISTRATION:
            _spare_the_last(conn, held)
        now = store.now()
        accounts.change(conn, replace(held, disabled_at=now))
        one_time_links.forget_unused(conn, account_id)
        ended = logins.end_every(conn, account_id, now)
        journal.write(conn, now, actor.id, "account.disabled", account_id, {"logins_ended": ended})


def open_again(actor: Actor, store: Store, account_id: AccountId, revision: int) -> None:
    """Open a closed account again, with the password it had. Raises StaleRevision, NotFound."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        held = _expected(conn, account_id, revision)
        accounts.change(conn, replace(held, disabled_at=None))
        journal.write(conn, store.now(), actor.id, "account.opened_again", account_id, {})


def close_logins(actor: Actor, store: Store, account_id: AccountId) -> int:
    """Sign every browser of an account out; how many were."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        ended = logins.end_every(conn, account_id, store.now())
        journal.write(conn, store.now(), actor.id, "account.logins_closed", account_id, {"logins_ended": ended})
        return ended


def close_login(actor: Actor, store: Store, account_id: AccountId, login_id: LoginId) -> None:
    """Sign one browser of an account out. Raises NotFound when it is none of theirs, or is signed out already."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        if login_id not in {one.id for one in logins.of_account(conn, account_id) if one.ended_at is None}:
            raise NotFound(N_("Cette connexion est déjà fermée."))
        logins.end(conn, login_id, store.now())
        journal.write(conn, store.now(), actor.id, "login.ended", account_id, {"login": login_id})


def take_away_code(actor: Actor, store: Store, account_id: AccountId, revision: int) -> None:
    """No code is asked of an account any more, its telephone being lost; its browsers are signed out.

    Raises StaleRevision, NotFound.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        _expected(conn, account_id, revision)
        second_factors.remove(conn, account_id)
        ended = logins.end_every(conn, account_id, store.now())
        told = {"logins_ended": ended, "by": "administration"}
        journal.write(conn, store.now(), actor.id, "account.code_removed", account_id, told)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRules:
    """How long browsers stay signed in, and whether whoever administers must give a code."""

    idle_hours: int
    days: int
    administration_code: bool


def set_login_rules(actor: Actor, store: Store, rules: LoginRules) -> None:
    """Write how people sign in. Whoever asks the administration for a code has set up their own first.

    Raises InvalidInput, RuleRefusal.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    if rules.idle_hours not in IDLE_HOURS or rules.days not in DAYS:
        raise InvalidInput(
            N_("Un navigateur reste connecté de {least} à {hours} heures sans servir, et {days} jours au plus."),
            least=IDLE_HOURS.start, hours=IDLE_HOURS.stop - 1, days=DAYS.stop - 1,
        )  # fmt: skip
    with store.transaction() as conn:
        held = community.read(conn)
        if rules.administration_code and not held.administration_totp and own_account(conn, actor).totp_since is None:
            raise RuleRefusal(
                N_(
                    "Réglez d’abord votre propre code à six chiffres, dans « Mon compte » : sinon vous resteriez dehors."
                )
            )
        changed = replace(
            held, login_idle_hours=rules.idle_hours, login_days=rules.days, administration_totp=rules.administration_code
        )  # fmt: skip
        community.write(conn, changed)
        told = {"idle_hours": rules.idle_hours, "days": rules.days, "administration_code": rules.administration_code}
        journal.write(conn, store.now(), actor.id, "accounts.login_rules_set", "community", told)


def _checked(conn: Connection, held: Account, details: Details) -> Account:
    login, name, email = chosen_login(details.login), checked_name(details.name), details.email.strip().casefold()
    if email and not is_email(email):
        raise InvalidInput(N_("« {email} » n’est pas une adresse e-mail. Écrivez par exemple prenom.nom@exemple.fr."), email=details.email)  # fmt: skip
    other = accounts.by_login(conn, login)
    if other is not None and other.id != held.id:
        raise InvalidInput(N_("L’identifiant « {login} » est déjà pris : choisissez-en un autre."), login=login)
    _check_person(conn, held, details)
    return replace(
        held, login=login, name=name, role=details.role, person_id=details.person_id,
        email=email or (login if is_email(login) else ""),
    )  # fmt: skip


def _check_person(conn: Connection, held: Account, details: Details) -> None:
    if details.role is Role.PROFESSIONAL and details.person_id is None:
        raise InvalidInput(N_("Un compte de professionnel est celui d’une personne de l’effectif : choisissez-la."))
    if details.person_id is None:
        return
    if people.find(conn, details.person_id) is None:
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    other = accounts.by_person(conn, details.person_id)
    if other is not None and other.id != held.id:
        raise InvalidInput(N_("Cette personne a déjà un compte : « {login} »."), login=other.login)


def _expected(conn: Connection, account_id: AccountId, revision: int) -> Account:
    held = accounts.find(conn, account_id)
    if held is None:
        raise NotFound(N_("Ce compte n’existe pas."))
    if held.revision != revision:
        raise revisions.stale(conn, account_id, types=_CHANGES)
    return held


def _spare_the_last(conn: Connection, held: Account) -> None:
    if held.disabled_at is None and not set(accounts.able_to_sign_in(conn, Role.ADMINISTRATION)) - {held.id}:
        raise RuleRefusal(_LAST)
