"""Tests of app/services/messages/set_up_sending.py: who signs, the accounts and their trials; passwords stay in their file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput, NotAllowed
from app.mobilisation.preferences import Channel
from app.services.messages.send_messages import send_due
from app.services.messages.sending_backlog import Backlog, read_backlog
from app.services.messages.set_up_sending import (
    Signature,
    announcement,
    read_accounts,
    send_trial,
    set_up_mailbox,
    set_up_signature,
    set_up_webhook,
    signature_of,
)
from app.services.messages.ways_out import read_ways
from app.store import community, journal
from app.store.database import Store
from app.store.secrets import Secrets, Security, SmtpAccount, Webhook
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, THURSDAY, a_store
from tests.services.a_queue import a_community, a_message, found, queue, someone
from tests.services.mail_server import PASSWORD, USER, Inbox, an_authority, mail_server
from tests.services.sms_provider import Provider, sms_provider

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WORDS = Signature(
    contact="06 39 98 00 01", code_word="dolmen", data_source="annuaire santé", retention="3 ans",
    mail_domain="CPTS.example.org", public_url="https://releve.example.org/",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder of a community that is ready to write, but for its public address."""
    opened = a_store(tmp_path)
    a_community(opened, public_url="")
    return opened


def an_account(port: int, **changes: object) -> SmtpAccount:
    """A mailbox on this machine."""
    values = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "from_address": USER, **changes}
    return SmtpAccount(**values)  # type: ignore[arg-type]


def test_the_words_of_the_community_are_kept(store: Store) -> None:
    """Trimmed, the domain in lower case, the address without its last slash; the name is left alone."""
    set_up_signature(COORDINATOR, store, WORDS)
    with store.reading() as conn:
        held = community.read(conn)
    assert signature_of(held) == replace(WORDS, mail_domain="cpts.example.org", public_url="https://releve.example.org")
    assert held.name == "CPTS fictive d’Auray"
    assert "« dolmen »" in announcement(COORDINATOR, store).replace("\N{NO-BREAK SPACE}", " ")


def test_no_word_no_announcement(store: Store) -> None:
    """There is nothing to announce before a word is chosen."""
    set_up_signature(COORDINATOR, store, replace(WORDS, code_word=""))
    assert announcement(COORDINATOR, store) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code_word": "deux\nlignes"}, "« mot convenu »"),
        ({"code_word": "x" * 31}, "30 caractères"),
        ({"contact": "{lien}"}, "« contact »"),
        ({"mail_domain": "pas un domaine"}, "nom de domaine"),
        ({"public_url": "releve.example.org"}, "Adresse publique"),
    ],
)
def test_a_word_that_does_not_fit_is_refused_whole(store: Store, changes: dict[str, str], words: str) -> None:
    """One sentence names the field; nothing is written."""
    with pytest.raises(InvalidInput) as refused:
        set_up_signature(COORDINATOR, store, replace(WORDS, **changes))
    assert words in sentence(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    with store.reading() as conn:
        assert community.read(conn).code_word == "menhir"


def test_setting_the_public_address_lets_waiting_links_leave(store: Store) -> None:
    """The message that waited for it leaves at the next round, not a quarter of an hour later."""
    message, inbox = a_message(someone(store)), Inbox()
    queue(store, message)
    with mail_server(inbox) as port:
        set_up_mailbox(COORDINATOR, store, an_account(port), sends_backlog=True)
        assert send_due(SCHEDULER, store, read_ways(store), "") == THURSDAY + timedelta(minutes=15)
        set_up_signature(COORDINATOR, store, WORDS)
        assert found(store, message).next_at == THURSDAY
        send_due(SCHEDULER, store, read_ways(store), "https://releve.example.org")
    assert list(inbox.kept) == [message.message_id]


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
def test_a_first_way_sends_nothing_that_waited_unless_it_is_asked_to(store: Store, channel: Channel) -> None:
    """What is due goes to the coordinator's hand, what comes later keeps its hour; another save sets nothing aside."""
    one, two = someone(store), someone(store, "Denez")
    due = [a_message(one, channel), a_message(one, channel), a_message(two, channel)]
    later = a_message(one, channel, due_at=THURSDAY + timedelta(hours=1))
    gone = a_message(one, channel, useless_after=THURSDAY)
    queue(store, *due, later, gone)
    assert read_backlog(COORDINATOR, store, channel) == Backlog(3, 2)
    _set_up(store, channel)
    assert [found(store, m).message.channel for m in (*due, later)] == [Channel.HAND] * 3 + [channel]
    assert read_backlog(COORDINATOR, store, channel) == Backlog(0, 0)
    new = a_message(two, channel)
    queue(store, new)
    _set_up(store, channel)
    assert found(store, new).message.channel is channel


def test_what_waited_leaves_by_a_first_way_when_it_is_asked_to(store: Store) -> None:
    """Ticked, the backlog leaves at the next round."""
    set_up_signature(COORDINATOR, store, WORDS)
    waiting, inbox = [a_message(someone(store)), a_message(someone(store, "Denez"))], Inbox()
    queue(store, *waiting)
    with mail_server(inbox) as port:
        set_up_mailbox(COORDINATOR, store, an_account(port), sends_backlog=True)
        send_due(SCHEDULER, store, read_ways(store), "https://releve.example.org")
    assert sorted(inbox.kept) == sorted(one.message_id for one in waiting)


def test_refused_settings_leave_what_waits_as_it_was(store: Store) -> None:
    """A server's name that does not fit: no message changes hands."""
    message = a_message(someone(store))
    queue(store, message)
    with pytest.raises(InvalidInput):
        set_up_mailbox(COORDINATOR, store, an_account(25, host=""))
    assert found(store, message).message.channel is Channel.EMAIL


def _set_up(store: Store, channel: Channel) -> None:
    if channel is Channel.EMAIL:
        set_up_mailbox(COORDINATOR, store, an_account(25))
    else:
        set_up_webhook(COORDINATOR, store, Webhook(url="https://sms.example.org/envoi", secret=SECRET))


def test_an_empty_password_keeps_the_one_held_for_the_same_server_only(store: Store) -> None:
    """Saving the form again does not lose it; it is never offered to another server."""
    account = an_account(25, user=USER, password=PASSWORD)
    set_up_mailbox(COORDINATOR, store, account)
    set_up_mailbox(COORDINATOR, store, replace(account, password="", port=26))
    assert read_accounts(COORDINATOR, store).smtp == replace(account, port=26)
    with pytest.raises(InvalidInput, match="vont ensemble"):
        set_up_mailbox(COORDINATOR, store, replace(account, password="", host="localhost"))
    webhook = Webhook(url="https://sms.example.org/envoi", secret=SECRET)
    set_up_webhook(COORDINATOR, store, webhook)
    set_up_webhook(COORDINATOR, store, replace(webhook, secret="", sender="CPTS"))
    assert read_accounts(COORDINATOR, store).webhook == replace(webhook, sender="CPTS")
    set_up_mailbox(COORDINATOR, store, None)
    set_up_webhook(COORDINATOR, store, None)
    assert read_accounts(COORDINATOR, store) == Secrets()


def test_message_ids_take_the_domain_of_the_mailbox(store: Store) -> None:
    """Filled in when nothing was said; what was said stays."""
    set_up_signature(COORDINATOR, store, replace(WORDS, mail_domain=""))
    for address, expected in (
        ("cpts@Auray.example.org", "auray.example.org"),
        ("a@b.example.org", "auray.example.org"),
    ):
        set_up_mailbox(COORDINATOR, store, an_account(25, from_address=address))
        with store.reading() as conn:
            assert community.read(conn).mail_domain == expected


def test_no_secret_reaches_the_database_or_the_journal(store: Store) -> None:
    """The journal says that a way changed, and nothing of what it holds."""
    set_up_mailbox(COORDINATOR, store, an_account(25, user=USER, password=PASSWORD))
    set_up_webhook(COORDINATOR, store, Webhook(url="https://sms.example.org/envoi", secret=SECRET))
    with store.reading() as conn:
        told = [(one.type, one.payload) for one in journal.recent(conn, 2)]
    assert told == [("sending_set_up", {"set": True})] * 2
    files = [path for path in store.folder.path.rglob("*") if path.is_file() and path.name != "secrets.toml"]
    held = b"".join(path.read_bytes() for path in files)
    assert b"sending_set_up" in held
    assert PASSWORD.encode() not in held
    assert SECRET.encode() not in held
    assert PASSWORD not in json.dumps(told)


def test_a_trial_goes_to_the_coordinator_at_once(store: Store) -> None:
    """By e-mail and by SMS; it is no message of the outbox."""
    inbox, provider = Inbox(), Provider(SECRET, THURSDAY.timestamp())
    with mail_server(inbox) as port, sms_provider(provider) as url:
        set_up_mailbox(COORDINATOR, store, an_account(port))
        set_up_webhook(COORDINATOR, store, Webhook(url=url, secret=SECRET))
        send_trial(COORDINATOR, store, Channel.EMAIL, " moi@example.org ")
        send_trial(COORDINATOR, store, Channel.SMS, "06 39 98 00 01")
    assert inbox.recipients == ["moi@example.org"]
    assert "Mot convenu" in inbox.mails[0].get_content()
    assert [one["to"] for one in provider.sent.values()] == ["+33639980001"]


def test_a_trial_that_fails_says_what_to_mend(store: Store, tmp_path: Path) -> None:
    """Not set, a bad address, a wrong password: one sentence each, and the password in none."""
    said = []
    authority = an_authority(tmp_path)
    account = {
        "security": Security.STARTTLS,
        "user": USER,
        "password": "canari-FAUX",
        "ca_file": str(authority.ca_file),
    }
    with mail_server(Inbox(), certificate=authority.certificate, sign_in=True) as port:
        for to in ("moi@example.org", "moi", "moi@example.org"):
            with pytest.raises(InvalidInput) as refused:
                send_trial(COORDINATOR, store, Channel.EMAIL, to)
            said.append(sentence(refused.value).replace("\N{NO-BREAK SPACE}", " "))
            set_up_mailbox(COORDINATOR, store, an_account(port, **account))
    assert said[0].startswith("Aucun envoi par e-mail n’est réglé")
    assert said[1].startswith("« moi » n’est pas une adresse e-mail")
    assert "535, identifiant ou mot de passe refusé" in said[2]
    assert "canari" not in " ".join(said)


def test_only_the_coordination_sets_up_sending(store: Store) -> None:
    """The services check the role."""
    for act in (
        lambda: read_accounts(READER, store),
        lambda: set_up_signature(READER, store, WORDS),
        lambda: set_up_mailbox(READER, store, None),
        lambda: set_up_webhook(READER, store, None),
        lambda: send_trial(READER, store, Channel.EMAIL, USER),
    ):
        with pytest.raises(NotAllowed):
            act()
