"""The accounts of the demonstration: one a role, their passwords made from the folder's own key, and shown to whoever sits there.

Never made anywhere else: :func:`create` refuses a folder that is no demonstration.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access import passwords
from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.permissions import Action, require
from app.access.sealed import derived
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.library import content_file
from app.store import accounts, community, journal, people
from app.words.people import full_name

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Connection, Store

KEY = "demo"

NAMES = {
    Role.ADMINISTRATION: ("administration", "Aziliz Fictif-Administration"),
    Role.COORDINATION: ("coordination", ""),
    Role.CRISIS_CELL: ("cellule", "Denez Fictif-Cellule"),
    Role.PROFESSIONAL: ("professionnel", ""),
    Role.OBSERVER: ("observateur", "Nolwenn Fictif-Observatrice"),
    Role.READING: ("lecture", "Goulven Fictif-Lecture"),
}
"""The login of each role, and who holds it: the coordination is the community's coordinator, the professional someone of
the roster."""

WORDS = "data/demo/password_words.txt"
"""Words without accents, easy to read aloud: 7 bits each at least."""

HOW_MANY = 5


def create(actor: Actor, store: Store, person_id: PersonId | None = None) -> list[dict[str, str]]:
    """One account a role, with a password each, as ``releve demo --json`` lists them.

    ``person_id``: who the professional is; without, the first of the roster by name, and no such account in an empty one.
    Raises InvalidInput unless the folder is a demonstration without any account.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.reading() as conn:
        held = community.read(conn)
        if not held.demonstration or accounts.every(conn):
            raise InvalidInput(N_("Les comptes fictifs se montent dans une démonstration qui n’en a pas encore."))
        found = [_account(conn, store, role, person_id) for role in Role]
    made = [(one, passwords.hashed(password_of(store, one.role))) for one in found if one is not None]
    with store.transaction() as conn:
        now = store.now()
        for account, hashed in made:
            # Made and given its password at one instant: that they differ says that somebody changed it.
            accounts.add(conn, replace(account, created_at=now))
            accounts.set_password_hash(conn, account.id, hashed, now)
            journal.write(conn, now, actor.id, "account.created", account.id, {"role": account.role.value})
        community.write(conn, replace(community.read(conn), demonstration_accounts=True))
    return listed(store)


def listed(store: Store) -> list[dict[str, str]]:
    """The fictional accounts whose password is still the one that was made: role, login, password. None elsewhere."""
    with store.reading() as conn:
        held = community.read(conn)
        if not (held.demonstration and held.demonstration_accounts):
            return []
        known = [accounts.by_login(conn, login) for login, _name in NAMES.values()]
    return [
        {"role": one.role.value, "login": one.login, "password": password_of(store, one.role)}
        for one in known
        if one
        and one.disabled_at is None
        and one.password_changed_at == one.created_at
        and one.login == NAMES[one.role][0]
    ]


def password_of(store: Store, role: Role) -> str:
    """The password made for a role in this folder: five words, the same each time, another in any other folder."""
    known, chosen = words(), []
    drawn = int.from_bytes(derived(store.folder.key(KEY), "password", role.value))
    for _word in range(HOW_MANY):
        drawn, at = divmod(drawn, len(known))
        chosen.append(known[at])
    return "-".join(chosen)


def words() -> list[str]:
    """The words that passwords are made of."""
    return content_file(WORDS).read_text(encoding="utf-8").split()


def _account(conn: Connection, store: Store, role: Role, person_id: PersonId | None) -> Account | None:
    login, name = NAMES[role]
    said = name or community.read(conn).coordinator or login.title()
    account = Account(id=AccountId(new_id()), login=login, name=said, role=role, created_at=store.now())
    if role is not Role.PROFESSIONAL:
        return account
    roster = sorted(people.every(conn), key=lambda one: (one.family_name, one.given_name, one.id))
    person = next((one for one in roster if person_id in (None, one.id)), None)
    if person is None:
        return None
    return replace(account, name=full_name(person.given_name, person.family_name), person_id=person.id)
