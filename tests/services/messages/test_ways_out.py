"""Tests of app/services/messages/ways_out.py and ways_out_webhook.py: a signed POST, once per message, and never by a detour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.access.actor import SCHEDULER
from app.mobilisation.message import Message, MessageState
from app.mobilisation.outbox import state_text
from app.mobilisation.preferences import Channel
from app.services.messages.send_messages import send_due
from app.services.messages.ways_out import Ways, read_ways, ways_of
from app.services.messages.ways_out_webhook import signed
from app.store import secrets
from app.store.database import Store
from app.store.secrets import Secrets, Security, SmtpAccount, Webhook
from tests.builders import THURSDAY, MovingClock
from tests.services.a_mailbox import NO_WAY
from tests.services.a_queue import BASE, a_message, found, queue, someone
from tests.services.sms_provider import Provider, sms_provider

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def an_sms(store: Store) -> Message:
    """An SMS in the outbox, without a link."""
    message = a_message(someone(store), Channel.SMS, subject="", body="CPTS (menhir) : à bientôt")
    queue(store, message)
    return message


def provider_ways(url: str) -> Ways:
    """The provider at this address."""
    return ways_of(Secrets(webhook=Webhook(url=url, secret=SECRET, sender="CPTS Auray")))


def test_the_signature_is_that_of_the_specification() -> None:
    """The example published with the reference libraries of Standard Webhooks gives the same signature."""
    key = Webhook(url="", secret=SECRET).key
    at = datetime.fromtimestamp(1614265330, UTC)
    assert signed(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}') == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "idempotency-key": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    }


def test_an_sms_is_posted_signed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """To, text and sender, under a signature that holds; proxies of the environment are left aside."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    message, provider = an_sms(store), Provider(SECRET, THURSDAY.timestamp())
    with sms_provider(provider) as url:
        assert send_due(SCHEDULER, store, provider_ways(url), BASE) is None
    expected = {"to": "+33639980002", "text": "CPTS (menhir) : à bientôt", "sender": "CPTS Auray"}
    assert provider.sent == {message.id: expected}
    assert provider.requests[0]["idempotency-key"] == message.id
    assert found(store, message).message.state is MessageState.SENT


def test_a_wrong_secret_is_a_fault_of_the_settings(store: Store) -> None:
    """The provider refuses the signature: the message waits, and nothing is sent."""
    message, provider = an_sms(store), Provider("whsec_" + "A" * 32, THURSDAY.timestamp())
    with sms_provider(provider) as url:
        send_due(SCHEDULER, store, provider_ways(url), BASE)
    held = found(store, message).message
    assert (provider.sent, held.state) == ({}, MessageState.QUEUED)
    assert "HTTP 401" in held.error
    assert SECRET not in held.error


def test_an_answer_that_never_came_is_sent_again_and_counted_once(store: Store, clock: MovingClock) -> None:
    """Taken, then the line is cut: the same id again, one SMS for the person, and the coordinator is told."""
    message, provider = an_sms(store), Provider(SECRET, THURSDAY.timestamp())
    provider.answers.append("hang up")
    with sms_provider(provider) as url:
        send_due(SCHEDULER, store, provider_ways(url), BASE)
        clock.forward(minutes=1)
        send_due(SCHEDULER, store, provider_ways(url), BASE)
    assert [one["webhook-id"] for one in provider.requests] == [message.id, message.id]
    assert len(provider.sent) == 1
    assert state_text(found(store, message).message) == "envoi incertain, renvoyé"


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (429, MessageState.QUEUED, "HTTP 429"),
        (503, MessageState.QUEUED, "HTTP 503"),
        (403, MessageState.QUEUED, "mal réglé"),
        (422, MessageState.FAILED, "HTTP 422"),
    ],
)
def test_what_the_provider_answers_decides(store: Store, status: int, state: MessageState, words: str) -> None:
    """Busy: later; the account: wait for a hand on the settings; the message itself: failed."""
    message, provider = an_sms(store), Provider(SECRET, THURSDAY.timestamp())
    provider.answers.append(status)
    with sms_provider(provider) as url:
        send_due(SCHEDULER, store, provider_ways(url), BASE)
    held = found(store, message).message
    assert (held.state, words in held.error) == (state, True)


def test_a_redirect_is_never_followed(store: Store) -> None:
    """The text and its signature go to the address that was set, and nowhere else."""
    message, provider = an_sms(store), Provider(SECRET, THURSDAY.timestamp())
    provider.answers.append("redirect")
    with sms_provider(provider) as url:
        send_due(SCHEDULER, store, provider_ways(url), BASE)
    assert [one["path"] for one in provider.requests] == ["/sms"]
    assert "aucune redirection" in found(store, message).message.error


def test_a_folder_begins_without_ways_and_reads_them_as_they_stand(store: Store) -> None:
    """No file: all by hand. A mailbox and a webhook: e-mail and SMS."""
    assert read_ways(store).channels == NO_WAY.channels == frozenset()
    account = SmtpAccount(host="127.0.0.1", port=25, security=Security.NONE, from_address="cpts@example.org")
    secrets.write(store.folder, Secrets(account, Webhook(url="https://sms.example.org/x", secret=SECRET)))
    assert read_ways(store).channels == {Channel.EMAIL, Channel.SMS}
