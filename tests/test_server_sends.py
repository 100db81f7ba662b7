"""The real server process sends by itself: after kill -9 nothing is lost, it stops when asked, and it prints no secret."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from app.mobilisation.message import MessageState
from app.mobilisation.outbox import state_text
from app.mobilisation.preferences import Channel
from app.store import messages, secrets
from app.store.database import Store, open_store
from app.store.secrets import Secrets, Security, SmtpAccount, Webhook
from tests.services.a_queue import a_community, a_message, queue, someone
from tests.services.mail_server import PASSWORD, USER, Inbox, an_authority, mail_server
from tests.services.sms_provider import Provider, sms_provider
from tests.test_server import LAUNCH, start

EVERYTHING = f"import logging\nlogging.basicConfig(level=logging.DEBUG)\n{LAUNCH}"
"""The same server where every library writes all it has to say."""

TALKATIVE = '[logger]\nlevel = "debug"\n'
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATIENCE_SECONDS = 30


def a_wave(store: Store, count: int, channel: Channel = Channel.EMAIL) -> None:
    """Messages due now."""
    a_community(store)
    person, now = someone(store), store.now()
    queue(store, *(a_message(person, channel, created_at=now, due_at=now) for _ in range(count)))


def until_nothing_waits(store: Store, states: tuple[MessageState, ...]) -> bool:
    """Whether no message stands in these states any more, after some patience."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with store.reading() as conn:
            if not messages.waiting(conn, states):
                return True
        time.sleep(0.05)
    return False


def test_three_kills_of_the_server_lose_nothing(tmp_path: Path) -> None:
    """Killed three times while it sends, started again: every message was taken, doubles say so, the password stays in."""
    store, inbox, authority = open_store(tmp_path / "data"), Inbox(), an_authority(tmp_path)
    a_wave(store, 120)
    drawn = random.Random(20261126)
    with mail_server(inbox, certificate=authority.certificate, sign_in=True) as port:
        account = SmtpAccount(
            host="127.0.0.1", port=port, security=Security.STARTTLS, user=USER, password=PASSWORD, from_address=USER,
            ca_file=str(authority.ca_file),
        )  # fmt: skip
        secrets.write(store.folder, Secrets(account))
        printed = ""
        for turn in range(3):
            sent = len(inbox.kept)
            running = start(store.folder.path, tmp_path / f"ui{turn}", TALKATIVE)
            while len(inbox.kept) == sent and running.process.poll() is None:
                time.sleep(0.002)
            time.sleep(drawn.uniform(0, 0.1))
            running.process.kill()
            running.process.wait(20)
            printed += running.output.read_text(encoding="utf-8")
        assert len(inbox.kept) < 120, "every kill fell while messages were waiting"
        running = start(store.folder.path, tmp_path / "ui", TALKATIVE)
        waiting = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNCERTAIN)
        assert until_nothing_waits(store, waiting)
        printed += running.stop()
    assert running.process.returncode in (0, -15)
    with store.reading() as conn:
        held = {one.message.message_id: one.message for one in messages.recent(conn, limit=500).messages}
    assert set(inbox.kept) == set(held)
    doubled = {id for id, count in inbox.taken.items() if count > 1}
    assert doubled <= {id for id, one in held.items() if state_text(one) == "envoi incertain, renvoyé"}
    assert PASSWORD not in printed


def test_a_refused_account_and_secret_are_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong password, wrong signature: messages wait, and the most talkative log holds neither secret nor address."""
    monkeypatch.setattr("tests.test_server.LAUNCH", EVERYTHING)
    store, inbox, provider = open_store(tmp_path / "data"), Inbox(), Provider("whsec_" + "A" * 32, time.time())
    authority = an_authority(tmp_path)
    a_wave(store, 2)
    person = someone(store, "Denez")
    queue(store, a_message(person, Channel.SMS, created_at=store.now(), due_at=store.now()))
    with mail_server(inbox, certificate=authority.certificate, sign_in=True) as port, sms_provider(provider) as url:
        account = SmtpAccount(
            host="127.0.0.1", port=port, security=Security.STARTTLS, user=USER, password="canari-FAUX-MDP",
            from_address=USER, ca_file=str(authority.ca_file),
        )  # fmt: skip
        secrets.write(store.folder, Secrets(account, Webhook(url=f"{url}/canari-chemin", secret=SECRET)))
        running = start(store.folder.path, tmp_path / "ui", TALKATIVE)
        deadline = time.monotonic() + PATIENCE_SECONDS
        tried = False
        while not tried and time.monotonic() < deadline:
            with store.reading() as conn:
                tried = all(one.message.error for one in messages.waiting(conn))
            time.sleep(0.05)
        printed = running.stop()
    assert tried
    assert "DEBUG:" in printed
    assert (len(inbox.kept), provider.sent) == (0, {})
    for secret in ("canari", SECRET, "clarisse@example.org", "33639980002", "/p/"):
        assert secret not in printed
