"""Writing: signed, in the recipient's language, with the art. 14 notice on the first message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import NotFound
from app.core.ids import PersonId
from app.mobilisation.message import LINK, PAGE, MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.mobilisation.writing import write
from tests.mobilisation.builders import THURSDAY, a_desk, a_recipient, after

P1 = PersonId("p01")
SHIFT = {"quoi": "injection, ligne 2", "quand": "lundi 30 novembre, matin", "ou": "Centre du Pratel"}


def test_a_message_holds_what_is_needed_to_send_it_and_to_send_it_again() -> None:
    """Queued, due, addressed, its Message-ID fixed; whole text compared."""
    message = write(
        a_desk(a_recipient()),
        MessageKind.REMINDER_3,
        P1,
        SHIFT,
        THURSDAY,
        due_at=after(5),
        about="A1",
        useless_after=after(99),
    )
    assert (message.id, message.message_id) == ("message-1", "<message-1@cpts.example.org>")
    assert (message.state, message.attempts, message.created_at, message.due_at) == (
        MessageState.QUEUED,
        0,
        THURSDAY,
        after(5),
    )
    assert (message.channel, message.address, message.about, message.useless_after) == (
        Channel.EMAIL, "p01@example.org", "A1", after(99),
    )  # fmt: skip
    assert message.subject == "CPTS fictive d’Auray : à confirmer, lundi 30 novembre, matin"
    assert message.body == (
        "Bonjour Clarisse,\n\nVous êtes attendu(e) lundi 30 novembre, matin, Centre du Pratel : injection, ligne 2.\n\n"
        "Merci de confirmer d’un clic, ou de dire si vous ne pouvez plus :\n{lien}\n\n"
        "Maïwenn Fictif, pour CPTS fictive d’Auray\n06 39 98 00 01\nMot convenu de nos messages : menhir"
    )
    assert not message.carries_notice


def test_an_sms_is_short_recognisable_and_in_the_alphabet() -> None:
    """No subject; the community and its word first."""
    message = write(a_desk(a_recipient(channel=Channel.SMS)), MessageKind.REMINDER_3, P1, SHIFT, THURSDAY)
    assert (message.subject, message.body) == (
        "",
        "CPTS fictive d'Auray (menhir) : à confirmer, lundi 30 novembre, matin, injection, ligne 2 : {lien}",
    )


def test_the_first_message_carries_the_notice_and_the_way_out() -> None:
    """Source, rights, contact, CNIL and the code word, after the message itself; the second has none."""
    first = write(a_desk(a_recipient(needs_notice=True)), MessageKind.REMINDER_3, P1, SHIFT, THURSDAY)
    head, _rule, notice = first.body.partition("\n\n— — —\n")
    assert head == write(a_desk(a_recipient()), MessageKind.REMINDER_3, P1, SHIFT, THURSDAY).body
    for part in (
        "article 14",
        "annuaire santé",
        "3 ans",
        "ne plus être sollicité(e)",
        LINK,
        "cnil.fr",
        "« menhir »",
        "06 39 98 00 01",
    ):
        assert part in notice
    assert first.carries_notice


def test_the_first_sms_points_at_its_own_link_for_the_notice() -> None:
    """One link, not two."""
    first = write(
        a_desk(a_recipient(channel=Channel.SMS, needs_notice=True)), MessageKind.REMINDER_3, P1, SHIFT, THURSDAY
    )
    assert first.body.count(LINK) == 1
    assert first.body.endswith("Vos droits, ne plus etre sollicité(e) : le lien ci-dessus ou 06 39 98 00 01")
    assert first.carries_notice


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
def test_the_notice_of_a_call_out_points_at_the_page_where_rights_are_used(channel: Channel) -> None:
    """The link of the call-out only answers it: the notice has the person's own page, also in an SMS."""
    values = {**SHIFT, "cadre": "c", "payeur": "p", "assureur": "a", "regle": "r"}
    desk = a_desk(a_recipient(channel=channel, needs_notice=True))
    first = write(desk, MessageKind.CALL_OUT, P1, values, THURSDAY)
    assert (first.body.count(LINK), first.body.count(PAGE)) == (1, 1)
    assert first.body.index(LINK) < first.body.index(PAGE)
    assert "le lien ci-dessus" not in first.body
    assert first.body_with("A", "B").endswith(first.body.partition(PAGE)[2])
    assert not replace(first, body=first.body_with("A", "B")).holds_link


def test_the_notice_alone_is_not_given_twice() -> None:
    """A notice message is the notice."""
    alone = write(a_desk(a_recipient(needs_notice=True)), MessageKind.NOTICE_ART14, P1, {}, THURSDAY)
    assert (alone.body.count("article 14"), alone.carries_notice) == (1, True)


def test_someone_who_reads_english_gets_english() -> None:
    """Text and notice."""
    message = write(a_desk(a_recipient(language="en", needs_notice=True)), MessageKind.LINK_AGAIN, P1, {}, THURSDAY)
    assert message.body.startswith("Hello Clarisse,\n\nHere is your personal link")
    assert ("GDPR, article 14" in message.body, message.language) == (True, "en")


def test_nobody_writes_to_someone_who_left_the_roster() -> None:
    """One sentence, nothing written."""
    with pytest.raises(NotFound, match="n’est plus dans l’effectif"):
        write(a_desk(), MessageKind.LINK_AGAIN, P1, {}, THURSDAY)
