"""Signing in: one sentence for every refusal, waits that never fall on someone else, a code after the password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.access import passwords, second_factor
from app.access.account import Account
from app.access.actor import Role
from app.services.accounts import manage_accounts
from app.services.accounts.change_password import prove_password
from app.services.accounts.sign_in_account import (
    CODE_REFUSED,
    REFUSED,
    SLOWED,
    START_AGAIN,
    CodeWanted,
    Outcome,
    Refused,
    SignedInNow,
    finish_with_code,
    sign_in,
)
from app.services.accounts.sign_in_trials import KEY, spoken_wait
from app.services.accounts.who_acts import who_acts
from app.store import accounts, journal, second_factors
from app.store.database import Store, open_store
from app.words import _
from tests.builders import MovingClock
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, shown, use_light_hashes, with_code


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


def tried(store: Store, login: str = "ada", password: str = PASSWORD, client: str = CLIENT) -> Outcome:
    return sign_in(store, login, password, client=client, device=DEVICE)


def told(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused)
    return _(outcome.message).format(**outcome.data)


def failed(store: Store, times: int, client: str = CLIENT, login: str = "ada") -> list[Outcome]:
    return [tried(store, login, "wrong", client) for _time in range(times)]


def test_the_right_password_opens_a_login(store: Store) -> None:
    """However the login is typed; the browser holds a token that opens the account, and the journal keeps no secret."""
    account = an_account(store)
    outcome = tried(store, " ADA ")
    assert isinstance(outcome, SignedInNow)
    found = who_acts(store, outcome.token)
    assert found is not None
    assert (found.account, found.login.how, found.login.device) == (account, "password", DEVICE)
    with store.reading() as conn:
        entries = [(one.type, one.actor_id, one.subject_id) for one in journal.recent(conn)]
        written = "\n".join(conn.iterdump())
    assert entries == [("login.opened", account.id, account.id)]
    assert [secret in written for secret in (outcome.token, PASSWORD)] == [False, False]


def test_every_refusal_reads_the_same(store: Store) -> None:
    """A wrong password, an unknown login, a closed account, one without a password: same sentence, nothing else told."""
    an_account(store)
    an_account(store, "zoe", password="")
    closed = an_account(store, "ali")
    with store.transaction() as conn:
        accounts.change(conn, replace(closed, disabled_at=store.now()))
    found = [
        tried(store, "ada", "wrong"),
        *(tried(store, login) for login in ("nobody", "zoe", "ali", "", "x" * 9_000)),
    ]
    assert found == [Refused(REFUSED)] * 6
    assert tried(store, "ada", "x" * 5_000) == Refused(REFUSED)


def test_a_verification_is_done_for_an_unknown_login_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the five refusals costs one verification: the time says no more than the sentence."""
    counted: list[str] = []
    verify = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: counted.append(kept[:8]) or verify(kept, typed))
    an_account(store)
    for login, password in (("ada", "wrong"), ("nobody", PASSWORD)):
        tried(store, login, password)
    assert counted == ["$argon2i", ""]


def test_failures_make_one_wait_longer_and_longer(store: Store, clock: MovingClock) -> None:
    """Five are free; then the right password too must wait, and passes as soon as the wait is over."""
    an_account(store)
    assert failed(store, 5) == [Refused(REFUSED)] * 5
    assert told(tried(store)) == "Trop d’essais. Réessayez dans 5 secondes."
    clock.forward(seconds=5)
    assert failed(store, 1) == [Refused(REFUSED)]
    assert told(tried(store)) == "Trop d’essais. Réessayez dans 10 secondes."
    clock.forward(seconds=10)
    assert isinstance(tried(store), SignedInNow)
    assert failed(store, 5) == [Refused(REFUSED)] * 5


def test_an_unknown_login_waits_like_a_known_one(store: Store) -> None:
    """Whether the account exists can't be read from the waits."""
    an_account(store)
    assert failed(store, 8, login="ada") == failed(store, 8, "192.0.2.8", login="nobody")


def test_strangers_never_slow_someone_who_has_signed_in_from_there(store: Store) -> None:
    """Two hundred failures from ten clients: its own browser's network still opens at once."""
    an_account(store)
    assert isinstance(tried(store), SignedInNow)
    for client in range(10):
        failed(store, 20, f"198.51.100.{client}")
    assert isinstance(tried(store), SignedInNow)


def test_a_newcomer_under_attack_waits_its_turn_once(store: Store, clock: MovingClock) -> None:
    """It waits two minutes at most, though failures go on meanwhile; other accounts are not slowed."""
    an_account(store)
    an_account(store, "zoe")
    for client in range(60):
        failed(store, 4, f"198.51.100.{client}")
    first = tried(store)
    assert isinstance(first, Refused)
    assert timedelta(0) < first.wait <= timedelta(minutes=2)
    for client in range(60, 70):
        clock.forward(seconds=first.wait.total_seconds() / 10)
        failed(store, 4, f"198.51.100.{client}")
    clock.forward(minutes=2)
    assert isinstance(tried(store), SignedInNow)
    assert isinstance(tried(store, "zoe", client="192.0.2.9"), SignedInNow)


def test_tries_made_at_the_same_instant_all_count(store: Store) -> None:
    """Fifty at once are no way round: five passwords are looked at, the others wait."""
    an_account(store)
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda _one: tried(store, password="wrong"), range(50)))
    assert sum(one == Refused(REFUSED) for one in found) == 5
    assert sum(isinstance(one, Refused) and one.message == SLOWED for one in found) == 45


def test_waiting_costs_nothing(store: Store, clock: MovingClock) -> None:
    """What is tried while one waits is not looked at and does not make the wait longer."""
    an_account(store)
    failed(store, 5)
    failed(store, 30)
    clock.forward(seconds=5)
    assert isinstance(tried(store), SignedInNow)


def test_whoever_waits_takes_no_lock(store: Store) -> None:
    """While another writes, a try that has to wait is answered; it writes no row."""
    an_account(store)
    failed(store, 5)
    with ThreadPoolExecutor(1) as pool, store.transaction():
        assert told(pool.submit(tried, store).result(10)) == "Trop d’essais. Réessayez dans 5 secondes."
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 5


def test_a_login_typed_on_purpose_slows_no_other_proof(store: Store, clock: MovingClock) -> None:
    """« code/<id> » and « own/<id> » are logins like any other: neither codes nor one's own password wait for them."""
    account = an_account(store)
    telephone = with_code(store, account)
    for name in ("code", "own"):
        for client in range(8):
            failed(store, 6, f"198.51.100.{client}", f"{name}/{account.id}")
    outcome = tried(store)
    assert isinstance(outcome, CodeWanted)
    assert isinstance(given(store, outcome.ticket, shown(telephone, clock.at), "192.0.2.99"), SignedInNow)
    assert prove_password(store, account, PASSWORD)


def test_what_was_typed_is_written_nowhere(store: Store) -> None:
    """A password typed in the wrong field leaves no trace, in clear or as a plain digest."""
    tried(store, "CANARI-mot-de-passe", "CANARI-autre")
    with store.reading() as conn:
        written = "\n".join(conn.iterdump())
    assert "canari" not in written.casefold()
    assert CLIENT not in written


def test_tries_are_erased_after_a_day(store: Store, clock: MovingClock) -> None:
    """What is too old to count is not kept."""
    failed(store, 3)
    clock.forward(hours=25)
    tried(store, "zoe", "wrong")
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 1


def test_an_attack_is_journaled_once_when_it_begins(store: Store) -> None:
    """One line for an account that exists, none for a login that does not."""
    account = an_account(store)
    failed(store, 12)
    failed(store, 12, "192.0.2.8", login="nobody")
    with store.reading() as conn:
        assert [(one.type, one.subject_id) for one in journal.recent(conn)] == [("login.slowed", account.id)]


def test_an_old_hash_is_made_again(store: Store) -> None:
    """At the next sign-in, with today's parameters; the account's revision does not move."""
    account = an_account(store, password="")
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD.encode())
    with store.transaction() as conn:
        accounts.set_password_hash(conn, account.id, old, store.now())
    before = read(store, account)
    assert isinstance(tried(store), SignedInNow)
    with store.reading() as conn:
        assert accounts.password_hash(conn, account.id).startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert read(store, account) == before
    assert isinstance(tried(store), SignedInNow)


def wanted(store: Store) -> str:
    """The ticket for a code, the password being right."""
    outcome = tried(store)
    assert isinstance(outcome, CodeWanted)
    return outcome.ticket


def given(store: Store, ticket: str, code: str, client: str = CLIENT) -> SignedInNow | Refused:
    return finish_with_code(store, ticket, code, client=client, device=DEVICE)


def test_a_code_is_asked_after_the_password(store: Store, clock: MovingClock) -> None:
    """No login before it; the code of the telephone opens one, and never twice."""
    account = an_account(store)
    telephone = with_code(store, account)
    ticket, code = wanted(store), shown(telephone, clock.at)
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login").fetchone()[0] == 0
    opened = given(store, ticket, f"{code[:3]} {code[3:]}")
    assert isinstance(opened, SignedInNow)
    found = who_acts(store, opened.token)
    assert found is not None
    assert found.login.how == "totp"
    assert given(store, wanted(store), code) == Refused(CODE_REFUSED)
    clock.forward(seconds=30)
    assert isinstance(given(store, wanted(store), shown(telephone, clock.at)), SignedInNow)


def test_a_right_password_is_no_failure_even_before_its_code(store: Store) -> None:
    """Ten times back from the page of the code: nobody is slowed."""
    with_code(store, an_account(store))
    assert len({wanted(store) for _time in range(10)}) == 10


def test_a_recovery_code_serves_once(store: Store) -> None:
    """In place of the telephone, as it is copied by hand."""
    account = an_account(store)
    with_code(store, account)
    key, (one, *_others) = store.folder.key(KEY), second_factor.new_recovery_codes()
    with store.transaction() as conn:
        second_factors.replace_codes(conn, account.id, second_factor.recovery_hashes(key, account.id, [one]))
    ticket = wanted(store)
    assert isinstance(given(store, ticket, one.upper().replace("-", " ")), SignedInNow)
    assert given(store, wanted(store), one) == Refused(CODE_REFUSED)


def test_wrong_codes_wait_sooner_than_passwords(store: Store, clock: MovingClock) -> None:
    """Four are free, then half a minute, on this ticket or another."""
    an_account(store)
    telephone = with_code(store, read(store, an_account(store, "zoe")))
    outcome = tried(store, "zoe")
    assert isinstance(outcome, CodeWanted)
    wrong = "000000" if shown(telephone, clock.at) != "000000" else "000001"
    assert [given(store, outcome.ticket, wrong) for _time in range(4)] == [Refused(CODE_REFUSED)] * 4
    again = tried(store, "zoe")
    assert isinstance(again, CodeWanted)
    assert told(given(store, again.ticket, shown(telephone, clock.at))) == "Trop d’essais. Réessayez dans 30 secondes."
    clock.forward(seconds=30)
    assert isinstance(given(store, again.ticket, shown(telephone, clock.at)), SignedInNow)


def test_a_ticket_serves_five_minutes_for_one_account_as_it_was(store: Store, clock: MovingClock) -> None:
    """Too late, forged, or after the account changed: back to the password."""
    account = an_account(store)
    telephone = with_code(store, account)
    again = Refused(START_AGAIN, starts_again=True)
    ticket = wanted(store)
    clock.forward(minutes=5)
    assert given(store, ticket, shown(telephone, clock.at)) == again
    assert [given(store, forged, "123456") for forged in ("", "x", ticket[:-2], ticket + "AA")] == [again] * 4
    ticket = wanted(store)
    with store.transaction() as conn:
        accounts.set_password_hash(conn, account.id, passwords.hashed("another phrase 12"), store.now())
    assert given(store, ticket, shown(telephone, clock.at)) == again


def test_a_closed_account_gets_no_further_with_its_code(store: Store, clock: MovingClock) -> None:
    """Closed between the password and the code."""
    boss = an_account(store, "boss", Role.ADMINISTRATION)
    account = an_account(store)
    telephone = with_code(store, account)
    ticket, held = wanted(store), read(store, account)
    manage_accounts.disable_account(boss.actor, store, held.id, held.revision)
    assert given(store, ticket, shown(telephone, clock.at)) == Refused(START_AGAIN, starts_again=True)


def test_another_folders_key_opens_no_code(store: Store, clock: MovingClock) -> None:
    """A database put back without its keys: the telephone's code is refused, not an error."""
    account: Account = an_account(store)
    telephone = with_code(store, account)
    with store.transaction() as conn:
        conn.execute("UPDATE account SET totp_sealed = zeroblob(60) WHERE id = ?", (account.id,))
    assert given(store, wanted(store), shown(telephone, clock.at)) == Refused(CODE_REFUSED)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "1 seconde"),
        (1, "1 seconde"),
        (59, "59 secondes"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_a_wait_is_said_rounded_up(seconds: float, said: str) -> None:
    """Whoever waits as long as was said is let through."""
    assert spoken_wait(timedelta(seconds=seconds)) == said
