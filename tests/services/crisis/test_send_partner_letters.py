"""Letters to partners: by e-mail with the link that opens, by hand without an address, again after a fault, never doubled silently."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import SCHEDULER
from app.access.links import desk_subject, token_hash
from app.core.errors import InvalidInput, NotFound, RuleRefusal
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.services.crisis.mend_partner_letters import (
    cancel_partner_letters,
    mark_letters_done,
    pass_letters_by_hand,
    retry_letters,
)
from app.services.crisis.read_partner_letters import letters_to_hand, read_partner_letters, take_letters
from app.services.crisis.send_partner_letters import send_partner_letters
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.services.keeping.run_due import run_due
from app.services.messages.read_outbox import Group
from app.store import links, partner_letters
from app.store.database import Store, open_store
from app.store.partner_letters import PartnerLetter
from tests.builders import COORDINATOR, MovingClock
from tests.services.a_mailbox import NO_WAY, ways
from tests.services.a_queue import BASE, a_community
from tests.services.mail_server import Inbox, mail_server

LINK = desk_subject("survey-1", "practice:p1")
PORT = Partner("Dr Fictif", "Cabinet du Port", "port@example.org", "+33297000001")


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    opened = open_store(tmp_path / "data", clock)
    a_community(opened)
    return opened


def written(store: Store, to: Partner = PORT, **changes: Any) -> str:
    values: dict[str, Any] = {
        "kind": LetterKind.DESK_SURVEY, "about": "survey-1", "to": to, "subject": "Votre cabinet est-il ouvert ?",
        "body": "Bonjour,\n\nRépondez d’un geste : {lien}\n", "link": LINK,
    }  # fmt: skip
    with store.transaction() as conn:
        return write_to_partner(conn, store, store.now(), **{**values, **changes})


def held(store: Store, id: str) -> PartnerLetter:
    with store.reading() as conn:
        found = partner_letters.find(conn, id)
    assert found is not None
    return found


def test_a_letter_leaves_by_email_with_a_link_that_opens(store: Store) -> None:
    """Once, to the partner's address, with the community's name and the link of its subject; never again."""
    inbox, id = Inbox(), written(store)
    with mail_server(inbox) as port:
        assert send_partner_letters(SCHEDULER, store, ways(port)) is None
        assert send_partner_letters(SCHEDULER, store, ways(port)) is None
    (mail,) = inbox.mails
    text = mail.get_content()
    assert (inbox.recipients, str(mail["Subject"])) == (["port@example.org"], "Votre cabinet est-il ouvert ?")
    token = text.partition(f"{BASE}/point/")[2].split()[0]
    with store.reading() as conn:
        link = links.resolve(conn, token_hash(token))
    assert link is not None
    assert link.subject == LINK
    assert (held(store, id).state, held(store, id).attempts) == (MessageState.SENT, 1)


def test_without_an_email_the_letter_waits_for_a_hand_with_its_whole_text(store: Store) -> None:
    """Nothing leaves by itself; the telephone and the text with its link are there, and « passé » closes it."""
    id = written(store, replace(PORT, email=""))
    with mail_server(Inbox()) as port:
        assert send_partner_letters(SCHEDULER, store, ways(port)) is None
    (row,) = read_partner_letters(COORDINATOR, store).unsent
    assert (row.group, row.letter.channel) == (Group.BY_HAND, Channel.HAND)
    (handed,) = letters_to_hand(COORDINATOR, store, [id], BASE)
    assert (handed.tel, handed.mailto, handed.who) == ("tel:+33297000001", "", "Dr Fictif, Cabinet du Port")
    assert f"{BASE}/point/" in handed.text
    assert mark_letters_done(COORDINATOR, store, [id]) == 1
    post = read_partner_letters(COORDINATOR, store)
    assert (post.unsent, [one.group for one in post.left]) == ((), [Group.DONE])


def test_letters_are_taken_as_a_file_for_a_mail_merge(store: Store) -> None:
    """One line each, its own link in its text; the number can't be taken for a formula."""
    ids = [written(store), written(store, replace(PORT, email=""), link=desk_subject("survey-1", "practice:p2"))]
    lines = take_letters(COORDINATOR, store, ids, BASE).decode("utf-8-sig")
    assert lines.splitlines()[0] == "destinataire;e-mail;téléphone;objet;message"
    assert "port@example.org" in lines
    assert ";0033297000001;" in lines
    assert len(set(re.findall(f"{BASE}/point/[\\w-]+", lines))) == 2


def test_a_mobile_without_an_email_takes_the_short_text(store: Store) -> None:
    """The long letter is no SMS: the short text leaves in its place."""
    id = written(store, replace(PORT, email="", phone="+33639980002"), by_sms="Ouvert ? {lien}")
    assert (held(store, id).channel, held(store, id).body) == (Channel.SMS, "Ouvert ? {lien}")
    fixed = written(store, replace(PORT, email=""), by_sms="Ouvert ? {lien}")
    assert held(store, fixed).channel is Channel.HAND


def test_a_server_out_of_reach_is_tried_again_then_given_up_after_a_day(store: Store, clock: MovingClock) -> None:
    """The same Message-ID at every attempt; a day later the letter has failed, and may be retried."""
    inbox, id = Inbox(), written(store)
    inbox.data_replies.extend(["451 plus tard"] * 200)
    with mail_server(inbox) as port:
        assert send_partner_letters(SCHEDULER, store, ways(port)) == clock.at + timedelta(minutes=1)
        while (again := send_partner_letters(SCHEDULER, store, ways(port))) is not None:
            clock.at = again
        assert held(store, id).state is MessageState.FAILED
        inbox.data_replies.clear()
        assert retry_letters(COORDINATOR, store, [id]) == 1
        send_partner_letters(SCHEDULER, store, ways(port))
    assert held(store, id).state is MessageState.SENT
    assert [str(mail["Message-ID"]) for mail in inbox.mails] == [held(store, id).message_id]


def test_an_address_refused_fails_at_once(store: Store) -> None:
    """A 5xx is final: the coordinator reads why and passes it by hand."""
    inbox, id = Inbox(), written(store)
    inbox.data_replies.append("550 inconnu")
    with mail_server(inbox) as port:
        assert send_partner_letters(SCHEDULER, store, ways(port)) is None
    assert held(store, id).state is MessageState.FAILED
    assert "refusé" in held(store, id).error
    assert pass_letters_by_hand(COORDINATOR, store, [id]) == 1
    assert held(store, id).channel is Channel.HAND


def test_a_letter_left_half_sent_leaves_again_and_says_so(store: Store) -> None:
    """After a crash nobody knows whether the server took it: same Message-ID, and « envoi incertain »."""
    inbox, id = Inbox(), written(store)
    with store.transaction() as conn:
        partner_letters.update(conn, replace(held(store, id), state=MessageState.SENDING, attempts=1), store.now())
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port))
    assert (len(inbox.mails), held(store, id).state) == (1, MessageState.SENT)
    assert held(store, id).error == "envoi incertain, renvoyé"


def test_a_link_that_would_open_nothing_is_not_sent(store: Store) -> None:
    """Without a public address the letter waits and says why; one without a link leaves."""
    a_community(store, public_url="")
    inbox, id = Inbox(), written(store)
    written(store, body="Bonjour.", link=None)
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port))
    assert (len(inbox.mails), held(store, id).state) == (1, MessageState.QUEUED)
    assert held(store, id).error == "l’adresse publique de Relève n’est pas réglée, le lien ne s’ouvrirait pas"
    assert [row.group for row in read_partner_letters(COORDINATOR, store).unsent] == [Group.BY_HAND]


def test_three_strikes_put_the_rest_off(store: Store) -> None:
    """A server that is down is not asked a hundred times: after three failures the others wait for the next round."""
    for _n in range(5):
        written(store)
    assert send_partner_letters(SCHEDULER, store, ways(1)) is not None
    with store.reading() as conn:
        waiting = partner_letters.in_states(conn)
    assert [one.state for one in waiting] == [MessageState.QUEUED] * 5
    assert all(one.error for one in waiting)


def test_what_serves_nothing_any_more_is_withdrawn(store: Store, clock: MovingClock) -> None:
    """Past its hour a letter is cancelled, one by hand too; so are those about something that was closed."""
    late = written(store, replace(PORT, email=""), useless_after=clock.at + timedelta(hours=1))
    other = written(store, about="survey-2", link=desk_subject("survey-2", "practice:p1"))
    clock.forward(hours=1)
    send_partner_letters(SCHEDULER, store, NO_WAY)
    assert held(store, late).state is MessageState.CANCELLED
    with store.transaction() as conn:
        assert cancel_letters(conn, "survey-2", store.now(), LetterKind.PLAN) == 0
        assert cancel_letters(conn, "survey-2", store.now()) == 1
    assert held(store, other).state is MessageState.CANCELLED


def test_an_exercise_says_so_first(store: Store) -> None:
    """Object and text begin with « EXERCICE – EXERCICE – EXERCICE »."""
    one = held(store, written(store, exercise=True))
    assert one.subject.startswith("EXERCICE – EXERCICE – EXERCICE, ")
    assert one.body.startswith("EXERCICE – EXERCICE – EXERCICE\n\nBonjour")


def test_a_wrong_address_and_a_link_without_its_place_are_refused(store: Store) -> None:
    """Nothing is queued that could not arrive or would lead nowhere."""
    with pytest.raises(InvalidInput, match="n’est pas une adresse e-mail"):
        written(store, replace(PORT, email="port at example"))
    with pytest.raises(InvalidInput, match="ne vont pas ensemble"):
        written(store, body="Bonjour.")
    with pytest.raises(InvalidInput, match="ne vont pas ensemble"):
        written(store, link=None)
    with store.reading() as conn:
        assert partner_letters.in_states(conn) == []


def test_what_has_left_is_not_mended(store: Store) -> None:
    """A letter cancelled or gone refuses each action, in words; an unknown one too."""
    id = written(store)
    assert cancel_partner_letters(COORDINATOR, store, [id]) == 1
    for act in (retry_letters, pass_letters_by_hand, mark_letters_done, cancel_partner_letters):
        with pytest.raises(RuleRefusal, match="annulé"):
            act(COORDINATOR, store, [id])
    with pytest.raises(NotFound):
        retry_letters(COORDINATOR, store, ["nothing"])


def test_the_scheduler_sends_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round of duties sends letters by the ways that are set then."""
    inbox, id = Inbox(), written(store, body="Bonjour.", link=None)
    with mail_server(inbox) as port:
        monkeypatch.setattr("app.services.crisis.send_partner_letters.read_ways", lambda _store: ways(port))
        run_due(store, duties=())
    assert held(store, id).state is MessageState.SENT


def test_the_signature_says_who_writes(store: Store) -> None:
    """Coordination, community, and how to answer."""
    with store.reading() as conn:
        assert signature(conn) == "Maïwenn Fictif, CPTS fictive d’Auray\ncpts@example.org"
