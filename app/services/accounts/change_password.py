"""One's own password: the rules of the day, and changing it. Every other browser is signed out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from app.access import passwords
from app.access.guessable import core_of
from app.access.links import token_hash
from app.access.passwords import PasswordRules
from app.access.throttling import judge
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.library import content_file, read_csv
from app.library.content import built
from app.roster.cells import day, integer, text
from app.services.accounts.sign_in_account import SLOWED
from app.services.accounts.sign_in_trials import Proof, Trial, spoken_wait
from app.services.accounts.who_acts import own_account
from app.store import accounts, community, journal, login_attempts, logins, one_time_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from app.access.account import Account, LoginId
    from app.access.actor import Actor
    from app.store.database import Connection, Store

WRONG = N_("Ce n’est pas votre mot de passe actuel.")
FLOOR, CEILING = 8, 64
"""What a site may ask for at least: NIST SP 800-63B §5.1.1.2 sets 8 as the floor, and 64 is to be accepted."""

RULES = "data/password_rules.csv"
COMMON = "data/common_passwords.txt"


def read_rules(store: Store) -> PasswordRules:
    """The rules in force today, the site's own table first. Raises InvalidInput when no row is in force."""
    today = paris_date(store.now())
    own = store.folder.content / RULES
    found = next((one for path in (own, content_file(RULES)) if path.is_file() for one in _in_force(path, today)), None)
    if found is None:
        raise InvalidInput(N_("Aucune règle de mot de passe n’est en vigueur : complétez password_rules.csv."))
    return found


def change_password(actor: Actor, store: Store, present: str, new: str, *, token: str = "") -> None:
    """Replace one's own password, knowing the present one. ``token``: the login that stays open, the others are ended.

    Raises InvalidInput when the present password is wrong or the new one does not fit; NotAllowed without an account.
    Takes two tenths of a second of processor: call it off the event loop.
    """
    with store.reading() as conn:
        account = own_account(conn, actor)
    kept = prove_password(store, account, present)
    hashed = hash_of_new(store, account.login, account.name, new)
    with store.transaction() as conn:
        account = own_account(conn, actor)
        if accounts.password_hash(conn, account.id) != kept:
            raise InvalidInput(WRONG)
        staying = logins.by_token(conn, token_hash(token)) if token else None
        set_password(conn, store, account, hashed, by=actor.id, but=staying.id if staying else None)


def set_password(
    conn: Connection, store: Store, account: Account, hashed: str, *, by: str, but: LoginId | None = None
) -> None:
    """Write a new password, end every other login and every link of the account. In the caller's transaction."""
    now = store.now()
    accounts.set_password_hash(conn, account.id, hashed, now)
    one_time_links.forget_unused(conn, account.id)
    ended = logins.end_every(conn, account.id, now, but=but)
    journal.write(conn, now, by, "account.password_set", account.id, {"logins_ended": ended})


def hash_of_new(store: Store, login: str, name: str, password: str) -> str:
    """The hash of a password that fits whoever has this login and name. Raises InvalidInput saying what would fit."""
    with store.reading() as conn:
        held = community.read(conn)
    own = [login, name, held.name, held.territory]
    return passwords.hashed(passwords.checked(password, read_rules(store), common_words(), filter(None, own)))


def prove_password(store: Store, account: Account, typed: str) -> str:
    """The hash of one's own password, once someone signed in has typed it; raises InvalidInput otherwise, or when slowed.

    A browser left open must not serve to guess the password.
    """
    trial = Trial.on(store, Proof.OWN, account.id, account.id)
    with store.transaction() as conn:
        tries = trial.tries(conn, account)
        verdict = judge(tries, store.now())
        if not verdict.passes:
            raise InvalidInput(SLOWED, wait=spoken_wait(verdict.wait))
        attempt = trial.write(conn, account, tries)
        kept = accounts.password_hash(conn, account.id)
    if not passwords.matches(kept, typed):
        raise InvalidInput(WRONG)
    with store.transaction() as conn:
        login_attempts.take_back(conn, attempt)
    return kept


@cache
def common_words() -> frozenset[str]:
    """The words that passwords are made of most often, in small letters without accents."""
    lines = content_file(COMMON).read_text(encoding="utf-8").splitlines()
    return frozenset(core_of(line) for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class _Rule:
    """One dated row of the table."""

    shortest: int
    first: date | None
    last: date | None
    source: str


def _in_force(path: Path, on: date) -> Iterable[PasswordRules]:
    rules = [built(record, _rule) for record in read_csv(path)]
    return [
        PasswordRules(shortest=one.shortest, source=one.source) for one in rules if is_within(on, one.first, one.last)
    ]


def _rule(row: Mapping[str, str]) -> _Rule:
    shortest = integer(row, "shortest")
    if shortest is None or not FLOOR <= shortest <= CEILING:
        raise InvalidInput(N_("shortest : un nombre de {floor} à {ceiling} est attendu."), floor=FLOOR, ceiling=CEILING)
    return _Rule(shortest, day(row, "valid_from"), day(row, "valid_to"), text(row, "source"))
