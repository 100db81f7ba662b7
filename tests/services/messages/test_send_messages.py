"""Tests of app/services/messages/send_messages.py: what leaves, what waits for a hand, what serves nothing any more; through a real mail server on loopback."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from app.access.actor import SCHEDULER
from app.access.links import call_out_subject, page_subject, token_of
from app.core.errors import NotAllowed
from app.mobilisation.budget import Ask
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued, fate_sentence, state_text
from app.mobilisation.preferences import Channel
from app.services.messages.letter import Failure, Letter
from app.services.messages.send_messages import recover, send_due
from app.services.messages.ways_out import Ways
from app.store import messages, people, solicitations
from app.store.database import Store
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock
from tests.services.a_mailbox import NO_WAY, ways
from tests.services.a_queue import BASE, a_community, a_message, found, queue, someone
from tests.services.mail_server import Inbox, mail_server


def test_a_letter_leaves_recognisable_and_once(store: Store) -> None:
    """From, Reply-To, Date, Message-ID, the link filled in; a second round sends nothing more."""
    person, inbox = someone(store), Inbox()
    message = a_message(person)
    queue(store, message)
    with mail_server(inbox) as port:
        assert send_due(SCHEDULER, store, ways(port), BASE) is None
        assert send_due(SCHEDULER, store, ways(port), BASE) is None
    (mail,) = inbox.mails
    token = token_of(store.folder.key("links"), page_subject(person.id), 1)
    assert {
        name: str(mail[name]) for name in ("From", "To", "Subject", "Message-ID", "Reply-To", "Auto-Submitted")
    } == {
        "From": "CPTS fictive d’Auray <cpts@example.org>",
        "To": "clarisse@example.org",
        "Subject": "CPTS fictive d’Auray : à bientôt, lundi",
        "Message-ID": message.message_id,
        "Reply-To": "cpts@example.org",
        "Auto-Submitted": "auto-generated",
    }
    assert mail["Date"].datetime == THURSDAY
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert mail.get_content().replace("\r\n", "\n") == f"Bonjour,\n\nVotre page : {BASE}/p/{token}\n\nmenhir\n"
    assert (inbox.taken.total(), inbox.connections) == (1, 1)
    assert state_text(found(store, message).message) == "envoyé"


def test_a_call_out_opens_its_own_answer(store: Store) -> None:
    """The link of a call-out is /appel/ and this person's."""
    person, inbox = someone(store), Inbox()
    queue(store, a_message(person, kind=MessageKind.CALL_OUT, about="call-1"))
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    token = token_of(store.folder.key("links"), call_out_subject("call-1", person.id), 1)
    assert f"{BASE}/appel/{token}" in inbox.mails[0].get_content()


def test_the_notice_of_a_call_out_leaves_with_the_address_of_the_person_s_page(store: Store) -> None:
    """Where data are seen, corrected and erased; without a public address it waits like any link."""
    person, inbox = someone(store), Inbox()
    message = a_message(person, kind=MessageKind.CALL_OUT, about="call-1", body="Vos droits : {page}")
    queue(store, message)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), "")
        assert not inbox.mails
        with store.transaction() as conn:
            messages.update(conn, Queued(message, THURSDAY), THURSDAY)
        send_due(SCHEDULER, store, ways(port), BASE)
    token = token_of(store.folder.key("links"), page_subject(person.id), 1)
    assert inbox.mails[0].get_content().strip() == f"Vos droits : {BASE}/p/{token}"


def test_one_connection_a_batch_urgent_first(store: Store) -> None:
    """Thirty letters leave by a single connection, the change within 48 h before the rest."""
    person, inbox = someone(store), Inbox()
    written = [a_message(person, created_at=THURSDAY) for _ in range(29)]
    urgent = a_message(person, kind=MessageKind.CHANGE_WITHIN_48H)
    queue(store, *written, urgent)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    assert (len(inbox.kept), inbox.connections) == (30, 1)
    assert next(iter(inbox.kept)) == urgent.message_id


def test_two_senders_never_take_the_same_message(store: Store) -> None:
    """Four threads over one queue: every message is attempted once."""
    person = someone(store)
    written = [a_message(person) for _ in range(12)]
    queue(store, *written)
    tried: list[str] = []

    class Counting:
        def send(self, letter: Letter) -> Failure | None:
            tried.append(letter.key)
            return None

        def close(self) -> None:
            pass

    opened = Ways({Channel.EMAIL: Counting})
    senders = [threading.Thread(target=send_due, args=(SCHEDULER, store, opened, BASE)) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(tried) == sorted(one.id for one in written)


def test_without_a_way_nothing_is_attempted(store: Store) -> None:
    """Messages wait for a hand, untouched."""
    person = someone(store)
    message = a_message(person)
    queue(store, message)
    before = found(store, message)
    assert send_due(SCHEDULER, store, NO_WAY, BASE) is None
    assert found(store, message) == before


def test_no_dead_link_leaves(store: Store, clock: MovingClock) -> None:
    """Without a public address a message with a link waits and says why; one without a link leaves."""
    person, inbox = someone(store), Inbox()
    linked, plain = a_message(person), a_message(person, body="Merci. menhir")
    queue(store, linked, plain)
    with mail_server(inbox) as port:
        assert send_due(SCHEDULER, store, ways(port), "") == clock.at + timedelta(minutes=15)
        assert list(inbox.kept) == [plain.message_id]
        assert "adresse publique" in fate_sentence(found(store, linked), clock.at)
        clock.forward(minutes=15)
        send_due(SCHEDULER, store, ways(port), BASE)
    assert len(inbox.kept) == 2


def test_the_notice_counts_as_given_once_it_has_left(store: Store) -> None:
    """Not when queued, not when refused: the day it was taken, and a first day stays."""
    person, inbox = someone(store), Inbox()
    message = a_message(person, carries_notice=True)
    queue(store, message)
    inbox.data_replies.append("451 plus tard")
    given = []
    with mail_server(inbox) as port:
        for _ in range(2):
            with store.transaction() as conn:
                held = messages.find(conn, message.id)
                assert held is not None
                messages.update(conn, Queued(held.message, THURSDAY), THURSDAY)
            send_due(SCHEDULER, store, ways(port), BASE)
            with store.reading() as conn:
                known = people.find(conn, person.id)
                given.append(known and known.notice_given_on)
    assert given == [None, date(2026, 11, 26)]


def test_what_serves_nothing_any_more_is_cancelled_and_costs_nothing(store: Store, clock: MovingClock) -> None:
    """Past its hour, even by hand; the request it made is given back."""
    person = someone(store)
    late = a_message(person, kind=MessageKind.CALL_OUT, about="call-1", useless_after=THURSDAY + timedelta(hours=1))
    by_hand = a_message(person, Channel.HAND, useless_after=THURSDAY + timedelta(hours=1))
    queue(store, late, by_hand)
    with store.reading() as conn:
        assert [one.ask for one in solicitations.since(conn, THURSDAY - timedelta(days=1))] == [Ask.CALL_OUT]
    clock.forward(hours=1)
    send_due(SCHEDULER, store, NO_WAY, BASE)
    assert {found(store, one).message.state for one in (late, by_hand)} == {MessageState.CANCELLED}
    with store.reading() as conn:
        assert solicitations.since(conn, THURSDAY - timedelta(days=1)) == []


def test_someone_who_opted_out_since_is_not_asked(store: Store) -> None:
    """A request queued before the opt-out never leaves; a change to what they hold still does."""
    person, inbox = someone(store, opted_out_on=date(2026, 11, 26)), Inbox()
    asked = a_message(person, kind=MessageKind.POLL)
    told = a_message(person, kind=MessageKind.CHANGE_WITHIN_48H)
    queue(store, asked, told)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    assert found(store, asked).message.state is MessageState.CANCELLED
    assert list(inbox.kept) == [told.message_id]


def test_nothing_typed_can_add_a_header(store: Store) -> None:
    """Line breaks in a subject, a name or an address: one line, or a refusal; never another header."""
    person, inbox = someone(store), Inbox()
    a_community(store, name="CPTS\r\nBcc: tous@example.org", contact="a@example.org\r\nBcc: tous@example.org")
    odd = a_message(person, subject="Bonjour\r\nBcc: tous@example.org\r\n\r\ncorps")
    wrong = a_message(person, address="clarisse@example.org\r\nBcc: tous@example.org")
    two = a_message(person, address="clarisse@example.org, tous@example.org")
    queue(store, odd, wrong, two)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    (mail,) = inbox.mails
    assert (mail["Bcc"], mail["Reply-To"]) == (None, None)
    assert mail["Subject"] == "Bonjour Bcc: tous@example.org corps"
    assert inbox.recipients == ["clarisse@example.org"]
    assert {found(store, one).message.state for one in (wrong, two)} == {MessageState.FAILED}


def test_stops_between_two_messages(store: Store) -> None:
    """Asked to stop, the sender ends the message in hand and begins no other."""
    person, inbox = someone(store), Inbox()
    queue(store, *(a_message(person) for _ in range(5)))
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE, stopping=lambda: inbox.taken.total() >= 2)
    assert inbox.taken.total() == 2


def test_readers_may_not_send(store: Store) -> None:
    """The service checks the role."""
    with pytest.raises(NotAllowed):
        send_due(READER, store, NO_WAY, BASE)
    with pytest.raises(NotAllowed):
        recover(READER, store)
    assert recover(COORDINATOR, store) == 0
