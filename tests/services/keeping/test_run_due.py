"""Tests of app/services/keeping/run_due.py and scheduler.py: duties in order, faults kept apart, one thread that stops."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER, Actor
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued, begin
from app.services.keeping.run_due import DUTIES, run_due
from app.services.keeping.scheduler import LONGEST_SECONDS, SHORTEST_SECONDS, Scheduler, pause_seconds
from app.store import messages, secrets
from app.store.database import Store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import THURSDAY, a_store
from tests.services.a_queue import a_community, a_message, found, queue, real_clock, someone
from tests.services.mail_server import USER, Inbox, mail_server

CANARY = "clarisse@example.org"


def test_a_duty_that_fails_stops_no_other_and_tells_no_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The others run, the earliest instant is returned, and the log holds the kind and place of the fault alone."""
    store, ran = a_store(tmp_path), []

    def later(_actor: Actor, _store: Store) -> datetime | None:
        ran.append("later")
        return THURSDAY + timedelta(minutes=5)

    def broken(_actor: Actor, _store: Store) -> datetime | None:
        raise RuntimeError(CANARY)

    def sooner(_actor: Actor, _store: Store) -> datetime | None:
        ran.append("sooner")
        return THURSDAY + timedelta(minutes=2)

    assert run_due(store, duties=(later, broken, sooner)) == THURSDAY + timedelta(minutes=2)
    assert ran == ["later", "sooner"]
    assert "broken: RuntimeError (broken:" in caplog.text
    assert CANARY not in caplog.text


def test_sending_ends_every_round_with_the_folder_s_own_settings(tmp_path: Path) -> None:
    """What a duty writes leaves in the same round, by secrets.toml and the community's public address."""
    store, inbox = a_store(tmp_path), Inbox()
    a_community(store)
    person = someone(store)

    def writing(_actor: Actor, opened: Store) -> datetime | None:
        queue(opened, a_message(person))
        return None

    with mail_server(inbox) as port:
        account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, from_address=USER)
        secrets.write(store.folder, Secrets(account))
        assert run_due(store, duties=(writing,)) is None
    assert "https://releve.example.org/p/" in inbox.mails[0].get_content()


def test_a_bad_secrets_file_is_logged_without_its_content(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The round goes on; no value of the file is repeated."""
    store = a_store(tmp_path)
    path = store.folder.path / "secrets.toml"
    path.write_text('[smtp]\npassword = "canari-secret"\n', encoding="utf-8")
    path.chmod(0o600)
    assert run_due(store, duties=()) is None
    assert "send_waiting: InvalidInput" in caplog.text
    assert "canari-secret" not in caplog.text


def test_every_duty_runs_on_an_empty_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing to do is no fault: only what comes back each night is foreseen, the copy of the data first."""
    store = a_store(tmp_path)
    with caplog.at_level(logging.ERROR):
        again = run_due(store)
    assert again is not None
    assert timedelta(0) < again - store.now() <= timedelta(days=1)
    assert caplog.text == ""
    assert [duty.__name__ for duty in DUTIES] == [
        "advance_call_outs", "offer_freed_seats", "expire_swaps", "remind_holders", "close_polls", "keep_ahead",
        "back_up_when_due", "purge_expired", "pack_bag_when_due", "remind_due",
    ]  # fmt: skip


def test_the_pause_is_bounded() -> None:
    """Never longer than a quarter of a minute, never nothing."""
    assert pause_seconds(None, THURSDAY) == LONGEST_SECONDS
    assert pause_seconds(THURSDAY + timedelta(hours=3), THURSDAY) == LONGEST_SECONDS
    assert pause_seconds(THURSDAY + timedelta(seconds=4), THURSDAY) == 4
    assert pause_seconds(THURSDAY - timedelta(days=1), THURSDAY) == SHORTEST_SECONDS


def test_the_thread_mends_sends_and_stops(tmp_path: Path) -> None:
    """What a crash left « sending » is sent at start-up, then the thread ends when asked."""
    store, inbox = real_clock(a_store(tmp_path)), Inbox()
    a_community(store)
    message = a_message(someone(store), created_at=store.now(), due_at=store.now())
    queue(store, message)
    with store.transaction() as conn:
        messages.update(conn, Queued(begin(message), store.now()), store.now())
    with mail_server(inbox) as port:
        account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, from_address=USER)
        secrets.write(store.folder, Secrets(account))
        scheduler, waited = Scheduler(store), threading.Event()
        scheduler.start()
        for _ in range(200):
            if found(store, message).message.state is MessageState.SENT:
                break
            waited.wait(0.05)
        scheduler.stop()
    held = found(store, message).message
    assert (held.state, held.was_uncertain) == (MessageState.SENT, True)
    assert not [one for one in threading.enumerate() if one.name == "releve-scheduler"]
    assert SCHEDULER.name == "automate"
