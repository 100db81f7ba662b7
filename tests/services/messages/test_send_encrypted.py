"""A mailbox that encrypts and asks who writes: the authority is checked, nothing leaves in clear that should not, no password is repeated."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.mobilisation.message import MessageState
from app.services.messages.send_messages import send_due
from app.store.database import Store
from app.store.secrets import Security
from tests.builders import THURSDAY
from tests.services.a_mailbox import ways
from tests.services.a_queue import BASE, a_message, found, queue, someone
from tests.services.mail_server import PASSWORD, USER, Inbox, an_authority, mail_server


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("implicit", [False, True])
def test_tls_and_sign_in(store: Store, tmp_path: Path, implicit: bool) -> None:
    """STARTTLS, or TLS from the first byte, checked against the given authority, then the password."""
    person, inbox, authority = someone(store), Inbox(), an_authority(tmp_path)
    queue(store, a_message(person))
    security = Security.TLS if implicit else Security.STARTTLS
    account = {"security": security, "user": USER, "password": PASSWORD, "ca_file": str(authority.ca_file)}
    with mail_server(inbox, certificate=authority.certificate, implicit_tls=implicit, sign_in=True) as port:
        send_due(SCHEDULER, store, ways(port, **account), BASE)
    assert len(inbox.kept) == 1


def test_an_unknown_authority_is_refused(store: Store, tmp_path: Path) -> None:
    """Another authority, or the system's own: nothing is said to the server, and the settings are to blame."""
    person, inbox, authority = someone(store), Inbox(), an_authority(tmp_path)
    message = a_message(person)
    queue(store, message)
    other = an_authority(tmp_path, "Une autre")
    with mail_server(inbox, certificate=authority.certificate) as port:
        again = send_due(SCHEDULER, store, ways(port, security=Security.STARTTLS, ca_file=str(other.ca_file)), BASE)
    assert inbox.taken.total() == 0
    assert again == THURSDAY + timedelta(minutes=15)
    assert "certificat du serveur non reconnu" in found(store, message).message.error


def test_a_wrong_password_waits_and_says_so_without_repeating_it(store: Store, tmp_path: Path) -> None:
    """The account is to blame, no message is lost, and the password stands nowhere in the folder."""
    person, inbox, authority = someone(store), Inbox(), an_authority(tmp_path)
    first, second = a_message(person), a_message(person)
    queue(store, first, second)
    account = {
        "security": Security.STARTTLS,
        "user": USER,
        "password": "canari-FAUX",
        "ca_file": str(authority.ca_file),
    }
    with mail_server(inbox, certificate=authority.certificate, sign_in=True) as port:
        send_due(SCHEDULER, store, ways(port, **account), BASE)
    for one in (first, second):
        held = found(store, one)
        assert held.message.state is MessageState.QUEUED
        assert "identifiant ou mot de passe refusé" in held.message.error
    assert inbox.connections <= 2, "a server that refuses the account is asked once (EHLO before and after TLS)"
    kept = b"".join(path.read_bytes() for path in store.folder.path.rglob("*") if path.is_file())
    assert b"menhir" in kept
    assert b"canari-FAUX" not in kept


def test_starttls_that_is_not_offered_is_never_done_without(store: Store) -> None:
    """A server without encryption gets nothing, whoever took STARTTLS away."""
    person, inbox = someone(store), Inbox()
    message = a_message(person)
    queue(store, message)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port, security=Security.STARTTLS), BASE)
    assert inbox.taken.total() == 0
    assert "STARTTLS" in found(store, message).message.error
