"""One's own second factor: nothing before a code is proven, recovery codes once, and a password to give it up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from app.access.account import Account
from app.access.actor import LOCAL_COORDINATION, Role
from app.core.errors import InvalidInput, NotAllowed, RuleRefusal
from app.services.accounts.set_up_second_factor import (
    Enrolment,
    begin,
    confirm,
    enrolment_of,
    give_up,
    read_codes_left,
    renew_recovery_codes,
)
from app.services.accounts.sign_in_account import CodeWanted, Refused, SignedInNow, finish_with_code, sign_in
from app.services.accounts.who_acts import who_acts
from app.store import community, journal, second_factors
from app.store.database import Store, open_store
from tests.builders import MovingClock
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, use_light_hashes


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


@pytest.fixture
def ada(store: Store) -> Account:
    return an_account(store)


def code_of(enrolment: Enrolment, clock: MovingClock) -> str:
    return pyotp.TOTP(enrolment.secret).at(clock.at)


def enrolled(store: Store, account: Account, clock: MovingClock) -> tuple[Enrolment, tuple[str, ...]]:
    enrolment = begin(account.actor, store, PASSWORD)
    return enrolment, confirm(account.actor, store, enrolment.ticket, code_of(enrolment, clock))


def asked(store: Store, code: str) -> SignedInNow | Refused:
    wanted = sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(wanted, CodeWanted)
    return finish_with_code(store, wanted.ticket, code, client=CLIENT, device=DEVICE)


def test_a_code_proves_the_telephone_then_is_always_asked(store: Store, ada: Account, clock: MovingClock) -> None:
    """The QR code holds the secret and who it is for; the code that proved it does not serve again."""
    enrolment, codes = enrolled(store, ada, clock)
    parts = parse_qs(urlsplit(enrolment.address).query)
    assert (parts["secret"], parts["issuer"]) == ([enrolment.secret], ["Relève"])
    assert "ada" in enrolment.address
    assert read(store, ada).totp_since == clock.at
    assert isinstance(asked(store, code_of(enrolment, clock)), Refused)
    clock.forward(seconds=30)
    assert isinstance(asked(store, code_of(enrolment, clock)), SignedInNow)
    assert isinstance(asked(store, codes[3]), SignedInNow)
    assert read_codes_left(ada.actor, store) == len(codes) - 1 == 9


def test_nothing_is_written_before_the_first_code(store: Store, ada: Account, clock: MovingClock) -> None:
    """Begun, shown again, proven wrong: the account asks for no code."""
    enrolment = begin(ada.actor, store, PASSWORD)
    assert enrolment_of(ada.actor, store, enrolment.ticket) == enrolment
    with pytest.raises(InvalidInput, match="pas le bon"):
        confirm(ada.actor, store, enrolment.ticket, "000000" if code_of(enrolment, clock) != "000000" else "000001")
    assert read(store, ada) == ada
    with store.reading() as conn:
        assert second_factors.find(conn, ada.id) is None


def test_the_secret_and_the_codes_are_kept_sealed(store: Store, ada: Account, clock: MovingClock) -> None:
    """Neither stands in the folder's database, in clear or in base32; no journal entry holds them."""
    enrolment, codes = enrolled(store, ada, clock)
    with store.reading() as conn:
        written = "\n".join(conn.iterdump())
        assert [one.type for one in journal.recent(conn)] == ["account.code_set"]
    assert [secret in written for secret in (enrolment.secret, *codes, codes[0].replace("-", ""))] == [False] * 12


def test_a_ticket_is_its_owners_for_a_quarter_of_an_hour(store: Store, ada: Account, clock: MovingClock) -> None:
    """Someone else's, too late, or anything: start again."""
    enrolment, other = begin(ada.actor, store, PASSWORD), an_account(store, "zoe")
    for actor, ticket in ((other.actor, enrolment.ticket), (ada.actor, "x"), (ada.actor, "")):
        with pytest.raises(InvalidInput, match="recommencez"):
            confirm(actor, store, ticket, code_of(enrolment, clock))
    clock.forward(minutes=15)
    with pytest.raises(InvalidInput, match="recommencez"):
        confirm(ada.actor, store, enrolment.ticket, code_of(enrolment, clock))


def test_a_ticket_to_set_up_does_not_sign_in(store: Store, ada: Account, clock: MovingClock) -> None:
    """One purpose each."""
    enrolment = begin(ada.actor, store, PASSWORD)
    refused = finish_with_code(store, enrolment.ticket, code_of(enrolment, clock), client=CLIENT, device=DEVICE)
    assert isinstance(refused, Refused)
    assert refused.starts_again


def test_new_recovery_codes_void_the_old_ones(store: Store, ada: Account, clock: MovingClock) -> None:
    """With the password; the ten printed before open nothing."""
    _enrolment, old = enrolled(store, ada, clock)
    with pytest.raises(InvalidInput, match="mot de passe actuel"):
        renew_recovery_codes(ada.actor, store, "wrong")
    new = renew_recovery_codes(ada.actor, store, PASSWORD)
    assert not set(new) & set(old)
    assert isinstance(asked(store, old[0]), Refused)
    assert isinstance(asked(store, new[0]), SignedInNow)


def test_giving_it_up_takes_the_password(store: Store, ada: Account, clock: MovingClock) -> None:
    """Then the password alone opens, and recovery codes are gone."""
    enrolled(store, ada, clock)
    with pytest.raises(InvalidInput, match="mot de passe actuel"):
        give_up(ada.actor, store, "wrong")
    give_up(ada.actor, store, PASSWORD)
    assert isinstance(sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE), SignedInNow)
    assert (read(store, ada).totp_since, read_codes_left(ada.actor, store)) == (None, 0)
    for act in (give_up, renew_recovery_codes):
        with pytest.raises(InvalidInput, match="Aucun code"):
            act(ada.actor, store, PASSWORD)


def ask_administration(store: Store) -> None:
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), administration_totp=True))


def test_where_it_is_wanted_an_administrator_keeps_it(store: Store, clock: MovingClock) -> None:
    """Others may give theirs up."""
    boss = an_account(store, "boss", Role.ADMINISTRATION)
    other = an_account(store, "zoe")
    enrolled(store, boss, clock)
    enrolled(store, other, clock)
    ask_administration(store)
    with pytest.raises(RuleRefusal, match="gardent leur code"):
        give_up(boss.actor, store, PASSWORD)
    give_up(other.actor, store, PASSWORD)


def test_where_it_is_wanted_an_administrator_without_one_only_reads(store: Store, clock: MovingClock) -> None:
    """Until they have set it up, which they still may: at the next look-up they administer again."""
    boss = an_account(store, "boss", Role.ADMINISTRATION)
    ask_administration(store)
    outcome = sign_in(store, "boss", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    before = who_acts(store, outcome.token)
    assert before is not None
    assert (before.needs_code, before.actor.role, before.actor.id) == (True, Role.READING, boss.id)
    enrolment = begin(before.actor, store, PASSWORD)
    confirm(before.actor, store, enrolment.ticket, code_of(enrolment, clock))
    after = who_acts(store, outcome.token)
    assert after is not None
    assert (after.needs_code, after.actor.role) == (False, Role.ADMINISTRATION)


def test_nobody_without_an_account_has_a_second_factor(store: Store) -> None:
    """Whoever sits at the machine, before accounts exist."""
    with pytest.raises(NotAllowed):
        begin(LOCAL_COORDINATION, store, PASSWORD)


def test_setting_up_takes_the_password(store: Store, ada: Account) -> None:
    """Whoever finds a browser open leaves with no secret, and is slowed like any other guesser."""
    for word in ("", "wrong", "wrong", "wrong", "wrong"):
        with pytest.raises(InvalidInput, match="mot de passe actuel"):
            begin(ada.actor, store, word)
    with pytest.raises(InvalidInput, match="Trop d’essais"):
        begin(ada.actor, store, PASSWORD)


def test_a_factor_in_place_is_not_replaced(store: Store, ada: Account, clock: MovingClock) -> None:
    """Not by a ticket begun before it, not by its own ticket with the same code again, not by a new one."""
    other = begin(ada.actor, store, PASSWORD)
    first, codes = enrolled(store, ada, clock)
    before = read(store, ada)
    for again in (other, first):
        for act in (lambda e: confirm(ada.actor, store, e.ticket, code_of(e, clock)), lambda e: enrolment_of(ada.actor, store, e.ticket)):  # fmt: skip
            with pytest.raises(InvalidInput, match="déjà réglé"):
                act(again)
    with pytest.raises(InvalidInput, match="déjà réglé"):
        begin(ada.actor, store, PASSWORD)
    assert (read(store, ada), read_codes_left(ada.actor, store)) == (before, 10)
    assert isinstance(asked(store, codes[0]), SignedInNow)


def test_a_ticket_is_of_no_more_use_once_the_factor_was_taken_away(
    store: Store, ada: Account, clock: MovingClock
) -> None:
    """Nor is one begun before; a new one is needed, with the password."""
    other = begin(ada.actor, store, PASSWORD)
    first, _codes = enrolled(store, ada, clock)
    give_up(ada.actor, store, PASSWORD)
    for again in (other, first):
        with pytest.raises(InvalidInput, match="recommencez"):
            confirm(ada.actor, store, again.ticket, code_of(again, clock))
    enrolled(store, ada, clock)
    assert read(store, ada).totp_since == clock.at
