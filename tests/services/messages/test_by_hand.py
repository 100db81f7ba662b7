"""Tests of app/services/messages/by_hand.py, mend_messages.py, read_outbox.py and public_notices.py."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import NotAllowed, NotFound, RuleRefusal
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import ErrorClass, Queued, failed
from app.mobilisation.poll import Poll
from app.mobilisation.preferences import Channel
from app.services.crisis.public_notices import Announceable, open_seats_notice, poll_notice, read_announceable
from app.services.messages.by_hand import BCC_AT_ONCE, LONGEST_ADDRESS, batch_csv, bcc_lists, hand_overs, mailto, sms
from app.services.messages.mend_messages import cancel, mark_done, pass_by_hand, retry
from app.services.messages.read_outbox import Group, read_outbox, read_sent
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import journal, messages, people, polls, secrets, solicitations
from app.store.database import Store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import COORDINATOR, READER, THURSDAY, a_centre, a_person, a_store, a_team, some_people
from tests.services.a_queue import BASE, a_community, a_message, found, queue, someone
from tests.services.an_event import played


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder of a community that is ready to write."""
    opened = a_store(tmp_path)
    a_community(opened)
    return opened


def plain(text: str) -> str:
    """With plain spaces only."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@given(TEXTS, TEXTS)
def test_mailto_says_the_text_whole_or_not_at_all(subject: str, text: str) -> None:
    """Read back as RFC 6068 says, subject and body are what was given; a long one is empty, never cut."""
    address = mailto("clarisse+test@example.org", subject, text)
    if not address:
        assert len(subject) + len(text) > 100
        return
    assert len(address) <= LONGEST_ADDRESS
    assert address.isascii()
    parts = urlsplit(address)
    fields = dict(piece.split("=", 1) for piece in parts.query.split("&"))
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "clarisse+test@example.org")
    assert {name: unquote(value) for name, value in fields.items()} == {"subject": subject, "body": text}


def test_line_breaks_and_signs_survive_the_openers() -> None:
    """CRLF in an e-mail, « + » and « & » kept; an SMS opens with its number."""
    assert mailto("a@example.org", "1 & 2", "un\ndeux + trois") == (
        "mailto:a@example.org?subject=1%20%26%202&body=un%0D%0Adeux%20%2B%20trois"
    )
    assert sms("+33639980002", "Oui ? à bientôt") == "sms:+33639980002?body=Oui%C2%A0%3F%20%C3%A0%20bient%C3%B4t"
    assert parse_qs(urlsplit(sms("+33639980002", "a+b&c")).query) == {"body": ["a+b&c"]}
    assert mailto("a@example.org", "s", "é" * 400) == ""


def test_a_message_is_handed_over_with_its_link(store: Store) -> None:
    """Name, contacts, text with the link that opens; the same link at every call."""
    person = someone(store)
    message = a_message(person, Channel.HAND)
    queue(store, message)
    (one,) = hand_overs(COORDINATOR, store, [message.id], BASE)
    assert one == hand_overs(COORDINATOR, store, [message.id], BASE)[0]
    assert f"{BASE}/p/" in one.text
    assert (one.name, one.email, one.mobile) == ("Clarisse Fictif", "clarisse@example.org", "+33639980002")
    assert one.mailto.startswith("mailto:clarisse@example.org?subject=")
    assert one.sms.startswith("sms:+33639980002?body=")
    with pytest.raises(NotAllowed):
        hand_overs(READER, store, [message.id], BASE)


def test_a_call_out_is_handed_over_with_its_answers_and_its_person_s_page(store: Store) -> None:
    """Two addresses, each its own: the call-out's and the page where data are seen and erased."""
    message = a_message(
        someone(store), Channel.HAND, kind=MessageKind.CALL_OUT, about="call-1", body="Oui ou non : {lien} – {page}"
    )
    page_only = a_message(someone(store), Channel.HAND, kind=MessageKind.CALL_OUT, about="call-1", body="{page}")
    queue(store, message, page_only)
    both, one = hand_overs(COORDINATOR, store, [message.id, page_only.id], BASE)
    assert re.fullmatch(rf"Oui ou non : {BASE}/appel/\S{{40,}} – {BASE}/p/\S{{40,}}", both.text)
    assert re.fullmatch(rf"{BASE}/p/\S{{40,}}", one.text)


def test_the_file_of_messages_opens_in_a_spreadsheet(store: Store) -> None:
    """One row a message, line breaks inside the cell, a number no spreadsheet turns into a sum."""
    person = someone(store)
    message = a_message(person, Channel.HAND)
    queue(store, message)
    content = batch_csv(hand_overs(COORDINATOR, store, [message.id], BASE)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""), delimiter=";")
    assert (row["e-mail"], row["mobile"], row["sujet du message"]) == (
        "clarisse@example.org", "0033639980002", "dernier rappel",
    )  # fmt: skip
    assert row["message"].startswith("Bonjour,\n\nVotre page : https://")


def test_hidden_copies_go_by_profession_to_those_who_may_be_written_to(store: Store) -> None:
    """Opted out: left out. No address: counted. More than a mailbox takes at once: several lists."""
    some_people(
        store,
        *(a_person(f"I{number}", email=f"i{number}@example.org") for number in range(BCC_AT_ONCE + 1)),
        a_person("Sans"),
        a_person("Retire", email="retire@example.org", opted_out_on=date(2026, 11, 1)),
        a_person("Anne", "medecin", email="anne@example.org"),
    )
    lists = {one.profession: one for one in bcc_lists(COORDINATOR, store)}
    nurses = lists["infirmier"]
    assert (nurses.count, nurses.without_email) == (BCC_AT_ONCE + 1, 1)
    assert [len(one.split(", ")) for one in nurses.lists] == [BCC_AT_ONCE, 1]
    assert "retire@example.org" not in " ".join(nurses.lists)
    assert lists["médecin"].lists == ("anne@example.org",)


def test_without_a_way_messages_wait_for_a_hand(store: Store) -> None:
    """E-mail and SMS without settings are « à passer à la main »; with a mailbox the e-mail leaves by itself."""
    person = someone(store)
    mail, text, hand = (a_message(person, channel) for channel in Channel)
    queue(store, mail, text, hand)
    assert {row.id for row in read_outbox(COORDINATOR, store).of(Group.BY_HAND)} == {mail.id, text.id, hand.id}
    account = SmtpAccount(host="127.0.0.1", port=25, security=Security.NONE, from_address="cpts@example.org")
    secrets.write(store.folder, Secrets(account))
    outbox = read_outbox(COORDINATOR, store)
    assert [row.id for row in outbox.of(Group.WAITING)] == [mail.id]
    assert {row.id for row in outbox.of(Group.BY_HAND)} == {text.id, hand.id}
    assert outbox.unsent[0].name == "Clarisse F."


def test_done_by_hand_counts_as_told(store: Store) -> None:
    """The message is out of the queue, the notice it carried given today, and the journal says who did it."""
    person = someone(store)
    one, two = a_message(person, Channel.HAND, carries_notice=True), a_message(person, Channel.HAND)
    queue(store, one, two)
    assert mark_done(COORDINATOR, store, [one.id, two.id]) == 2
    assert read_outbox(COORDINATOR, store).unsent == ()
    assert {row.group for row in read_sent(COORDINATOR, store, (), ()).rows} == {Group.DONE}
    with store.reading() as conn:
        known, entry = people.find(conn, person.id), journal.recent(conn, 1)[0]
    assert known is not None
    assert known.notice_given_on == date(2026, 11, 26)
    assert (entry.actor_id, entry.type) == (COORDINATOR.id, "messages_done_by_hand")
    with pytest.raises(RuleRefusal):
        mark_done(COORDINATOR, store, [one.id])


def a_failed(store: Store, **changes: object) -> str:
    """A message whose address was refused."""
    message = a_message(someone(store, email="fausse@example.org"), **changes)  # type: ignore[arg-type]
    queue(store, message)
    with store.transaction() as conn:
        messages.update(conn, failed(message, ErrorClass.REFUSED, "550", THURSDAY), THURSDAY)
    return message.id


def test_a_failure_is_tried_again_at_the_address_of_today(store: Store) -> None:
    """Corrected in the roster, the address is the one used."""
    id = a_failed(store)
    with store.transaction() as conn:
        held = messages.find(conn, id)
        assert held is not None
        person = people.find(conn, held.message.recipient)
        assert person is not None
        people.put(conn, replace(person, email="juste@example.org"), THURSDAY)
    retry(COORDINATOR, store, [id])
    with store.reading() as conn:
        again = messages.find(conn, id)
    assert again is not None
    assert (again.message.state, again.message.address, again.message.error) == (
        MessageState.QUEUED, "juste@example.org", "",
    )  # fmt: skip


def test_a_failure_is_passed_by_hand(store: Store) -> None:
    """It waits for a hand whatever ways are set."""
    id = a_failed(store)
    pass_by_hand(COORDINATOR, store, [id])
    (row,) = read_outbox(COORDINATOR, store).of(Group.BY_HAND)
    assert (row.id, row.queued.message.channel) == (id, Channel.HAND)


def test_a_cancelled_request_costs_nothing(store: Store) -> None:
    """Its person may be asked again; what is sent can't be cancelled any more."""
    message = a_message(someone(store), kind=MessageKind.CALL_OUT, about="call-1")
    queue(store, message)
    cancel(COORDINATOR, store, [message.id])
    assert found(store, message).message.state is MessageState.CANCELLED
    with store.reading() as conn:
        assert solicitations.since(conn, THURSDAY.replace(day=1)) == []
    with store.transaction() as conn:
        sent = replace(message, state=MessageState.SENT)
        messages.update(conn, Queued(sent, THURSDAY), THURSDAY)
    with pytest.raises(RuleRefusal):
        cancel(COORDINATOR, store, [message.id])


def test_all_or_none(store: Store) -> None:
    """One that is gone: nothing is marked."""
    message = a_message(someone(store), Channel.HAND)
    queue(store, message)
    with pytest.raises(NotFound):
        mark_done(COORDINATOR, store, [message.id, "inconnu"])
    assert found(store, message).message.state is MessageState.QUEUED


def test_open_seats_are_announced_without_a_name_or_a_personal_link(store: Store) -> None:
    """The sessions, the roles and where to answer; the poster is a PDF; a filled centre announces nothing."""
    centre_id = a_centre(store)
    team = a_team(store)
    publish_rota(COORDINATOR, store, centre_id, read_rota(COORDINATOR, store, centre_id).revision)
    notice = open_seats_notice(COORDINATOR, store, centre_id, BASE)
    assert notice is not None
    text = plain(notice.group_text)
    assert text.startswith("CPTS fictive d’Auray (mot convenu : menhir). Centre du Pratel : 10 places")
    assert "– Lundi 30 novembre, matin (9 h–13 h) : " in text
    assert "vaccinateur" in text
    assert f"{BASE}/p/" in text
    assert not [name for name in (*team, "Fictif", "Maïwenn") if name in text]
    pdf = notice.poster()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 5000


def test_seats_of_an_exercise_are_not_announced(store: Store) -> None:
    """Every session is played: the centre is not proposed and has nothing to announce."""
    centre_id = a_centre(store)
    view = read_rota(COORDINATOR, store, centre_id)
    publish_rota(COORDINATOR, store, centre_id, view.revision)
    played(store, *(one.id for one in view.sessions))
    assert read_announceable(COORDINATOR, store) == Announceable((), ())
    assert open_seats_notice(COORDINATOR, store, centre_id, BASE) is None


def test_a_poster_that_would_open_nothing_is_refused(store: Store) -> None:
    """Without a public address there is no code to scan."""
    centre_id = a_centre(store)
    publish_rota(COORDINATOR, store, centre_id, read_rota(COORDINATOR, store, centre_id).revision)
    notice = open_seats_notice(COORDINATOR, store, centre_id, "")
    assert notice is not None
    with pytest.raises(NotFound, match="adresse publique"):
        notice.poster()
    with pytest.raises(NotFound):
        poll_notice(COORDINATOR, store, "inconnu", BASE)


def test_an_open_poll_is_announced_with_where_to_ask_for_one_s_link(store: Store) -> None:
    """Its sessions and closing hour, the address of the lost link, no name; a poster too."""
    centre_id = a_centre(store)
    team = a_team(store)
    view = read_rota(COORDINATOR, store, centre_id)
    closes = THURSDAY + timedelta(days=2)
    poll = Poll(
        id="sondage-1", centre_id=centre_id, session_ids=tuple(one.id for one in view.upcoming),
        professions=frozenset(), mission=None, opened_at=THURSDAY, closes_at=closes,
    )  # fmt: skip
    with store.transaction() as conn:
        polls.insert(conn, poll, [one.id for one in team.values()])
    notice = poll_notice(COORDINATOR, store, "sondage-1", BASE)
    text = plain(notice.group_text)
    assert "Réponse avant samedi 28 novembre à 17 h." in text
    assert "– lundi 30 novembre, matin (9 h–13 h)\n– lundi 30 novembre, après-midi (14 h–18 h)\n" in text
    assert text.endswith(f"{BASE}/p")
    assert not [name for name in team if name in text]
    assert notice.poster().startswith(b"%PDF-")
