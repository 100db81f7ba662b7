"""Tests of app/services/messages/send_messages.py and ways_out_smtp.py against a real mail server on loopback."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.access.links import call_out_subject, page_subject, token_of
from app.core.errors import NotAllowed
from app.mobilisation.budget import Ask
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued, begin, fate_sentence, state_text
from app.mobilisation.preferences import Channel
from app.services.messages.letter import Failure, Letter
from app.services.messages.send_messages import recover, send_due
from app.services.messages.ways_out import NO_WAY, Ways, ways_of
from app.store import messages, people, solicitations
from app.store.database import Store, open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock
from tests.services.a_queue import BASE, a_community, a_message, found, queue, someone
from tests.services.mail_server import PASSWORD, USER, Inbox, an_authority, mail_server


@pytest.fixture
def clock() -> MovingClock:
    """Thursday, until it is moved."""
    return MovingClock()


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """A folder of a community that is ready to write."""
    opened = open_store(tmp_path / "data", clock)
    a_community(opened)
    return opened


def ways(port: int, **changes: object) -> Ways:
    """A mailbox on this machine."""
    values = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "from_address": USER, **changes}
    return ways_of(Secrets(smtp=SmtpAccount(**values)))  # type: ignore[arg-type]


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
