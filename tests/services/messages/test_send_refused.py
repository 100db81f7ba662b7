"""Letters that a mail server refuses, puts off or loses: what is tried again and when, what has failed, what is uncertain."""

from __future__ import annotations

from datetime import timedelta

from app.access.actor import SCHEDULER
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued, begin, fate_sentence, state_text
from app.mobilisation.preferences import Channel
from app.services.messages.letter import Failure, Letter
from app.services.messages.send_messages import recover, send_due
from app.services.messages.ways_out import Ways
from app.store import messages
from app.store.database import Store
from tests.builders import THURSDAY, MovingClock
from tests.services.a_mailbox import ways
from tests.services.a_queue import BASE, a_message, found, queue, someone
from tests.services.mail_server import USER, Inbox, mail_server


def test_temporary_refusals_are_tried_again_later_and_later(store: Store, clock: MovingClock) -> None:
    """451 twice: after 1 minute, then 2, then taken; attempts are counted and one Message-ID used."""
    person, inbox = someone(store), Inbox()
    inbox.data_replies.extend(["451 4.3.0 plus tard", "452 4.3.1 plus tard"])
    message = a_message(person)
    queue(store, message)
    with mail_server(inbox) as port:
        opened = ways(port)
        assert send_due(SCHEDULER, store, opened, BASE) == clock.at + timedelta(minutes=1)
        assert send_due(SCHEDULER, store, opened, BASE) == clock.at + timedelta(minutes=1)
        assert found(store, message).message.attempts == 1
        clock.forward(minutes=1)
        assert send_due(SCHEDULER, store, opened, BASE) == clock.at + timedelta(minutes=2)
        assert "2 essais, le serveur ne répond pas" in fate_sentence(found(store, message), clock.at)
        clock.forward(minutes=2)
        assert send_due(SCHEDULER, store, opened, BASE) is None
    assert dict(inbox.taken) == {message.message_id: 1}
    held = found(store, message).message
    assert (held.state, held.attempts, held.error, held.was_uncertain) == (MessageState.SENT, 3, "", False)


def test_one_slow_recipient_never_holds_up_the_others(store: Store) -> None:
    """A recipient that is put off (greylisting) waits alone."""
    slow, prompt, inbox = someone(store, "Anne"), someone(store, "Denez"), Inbox()
    inbox.refused["anne@example.org"] = "450 4.2.0 revenez plus tard"
    late, sent = a_message(slow), a_message(prompt)
    queue(store, late, sent)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    assert [found(store, one).message.state for one in (late, sent)] == [MessageState.QUEUED, MessageState.SENT]


def test_a_refused_recipient_is_a_failure_that_is_shown(store: Store) -> None:
    """550 is never tried again; the server's words reach the coordinator; the others leave."""
    gone, there, inbox = someone(store, "Anne"), someone(store, "Denez"), Inbox()
    inbox.refused["anne@example.org"] = "550 5.1.1 boite inconnue"
    bounced, sent = a_message(gone), a_message(there)
    queue(store, bounced, sent)
    with mail_server(inbox) as port:
        assert send_due(SCHEDULER, store, ways(port), BASE) is None
    held = found(store, bounced)
    assert held.message.state is MessageState.FAILED
    assert "550 5.1.1 boite inconnue" in fate_sentence(held, THURSDAY)
    assert inbox.recipients == ["denez@example.org"]


def test_a_refused_sender_is_a_fault_of_the_settings(store: Store) -> None:
    """No message is lost because we may not write from this address."""
    person, inbox = someone(store), Inbox(refused_senders={USER: "553 5.7.1 expediteur refuse"})
    message = a_message(person)
    queue(store, message)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
    assert found(store, message).message.state is MessageState.QUEUED
    assert "mal réglé" in found(store, message).message.error


def test_a_server_that_is_down_puts_everything_off_at_once(store: Store, clock: MovingClock) -> None:
    """One knock, every message says why, none is lost; all leave once it is back."""
    person, inbox = someone(store), Inbox()
    written = [a_message(person) for _ in range(3)]
    queue(store, *written)
    with mail_server(inbox) as port:
        pass
    assert send_due(SCHEDULER, store, ways(port), BASE) == clock.at + timedelta(minutes=1)
    assert {found(store, one).message.attempts for one in written} == {1}
    assert all("connexion impossible" in found(store, one).message.error for one in written)
    clock.forward(minutes=1)
    with mail_server(inbox, port=port) as back:
        assert send_due(SCHEDULER, store, ways(back), BASE) is None
    assert len(inbox.kept) == 3


def test_gives_up_after_a_day_and_says_it(store: Store, clock: MovingClock) -> None:
    """A server down for more than 24 h: the message has failed, and waits for a hand."""
    person = someone(store)
    message = a_message(person)
    queue(store, message)
    with mail_server(Inbox()) as port:
        pass
    clock.forward(hours=24)
    assert send_due(SCHEDULER, store, ways(port), BASE) is None
    assert found(store, message).message.state is MessageState.FAILED


def test_a_line_cut_after_the_text_left_is_uncertain(store: Store, clock: MovingClock) -> None:
    """The server took it and hung up: sent again with the same Message-ID, and the coordinator is told."""
    person, inbox = someone(store), Inbox()
    inbox.data_replies.append("hang up")
    message = a_message(person)
    queue(store, message)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
        assert found(store, message).message.state is MessageState.QUEUED
        clock.forward(minutes=1)
        send_due(SCHEDULER, store, ways(port), BASE)
    assert (dict(inbox.taken), len(inbox.kept)) == ({message.message_id: 2}, 1)
    assert state_text(found(store, message).message) == "envoi incertain, renvoyé"


def test_what_a_crash_left_is_sent_again_and_says_so(store: Store) -> None:
    """« Sending » at start-up: nobody knows, so it leaves again."""
    person, inbox = someone(store), Inbox()
    message = a_message(person)
    queue(store, message)
    with store.transaction() as conn:
        messages.update(conn, Queued(begin(message), THURSDAY), THURSDAY)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
        assert inbox.taken.total() == 0
        assert (recover(SCHEDULER, store), recover(SCHEDULER, store)) == (1, 0)
        send_due(SCHEDULER, store, ways(port), BASE)
    assert inbox.taken.total() == 1
    assert state_text(found(store, message).message) == "envoi incertain, renvoyé"


def test_a_fault_nobody_foresaw_stops_nothing(store: Store) -> None:
    """A way out that breaks leaves the fate open: the message waits with a reason, the round ends, none stays « en cours »."""
    person = someone(store)
    written = [a_message(person) for _ in range(5)]
    queue(store, *written)

    class Broken:
        def send(self, letter: Letter) -> Failure | None:
            raise ValueError(letter.to)

        def close(self) -> None:
            pass

    assert send_due(SCHEDULER, store, Ways({Channel.EMAIL: Broken}), BASE) is not None
    after = [found(store, one).message for one in written]
    assert {one.state for one in after} == {MessageState.QUEUED}
    assert any(one.was_uncertain and "ValueError" in one.error for one in after)
    assert all(one.address not in one.error for one in after)


def test_a_server_that_hangs_up_is_left_alone_after_three_breaks(store: Store, clock: MovingClock) -> None:
    """Three lines cut in a row: the rest waits, nothing is lost, all leave in the end."""
    person, inbox = someone(store), Inbox()
    written = [a_message(person) for _ in range(6)]
    inbox.data_replies.extend(["hang up"] * 3)
    queue(store, *written)
    with mail_server(inbox) as port:
        send_due(SCHEDULER, store, ways(port), BASE)
        assert inbox.taken.total() == 3
        clock.forward(minutes=1)
        send_due(SCHEDULER, store, ways(port), BASE)
    assert len(inbox.kept) == 6
    uncertain = [found(store, one).message.was_uncertain for one in written]
    assert sorted(uncertain) == [False] * 3 + [True] * 3
