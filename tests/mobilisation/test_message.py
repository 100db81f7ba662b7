"""Messages as values: whom they go to, and what is stored in place of a link."""

from __future__ import annotations

from datetime import date

from app.mobilisation.message import KIND_WORDS, LINK, MESSAGE_WORDS, MessageKind, MessageState, Recipient, recipient_of
from app.mobilisation.preferences import Channel, Preferences
from app.mobilisation.writing import write
from tests.mobilisation.builders import THURSDAY, a_desk, a_recipient
from tests.scheduling.builders import a_person


def test_a_recipient_has_the_address_of_their_channel_and_a_readable_name() -> None:
    """CLARISSE of a register is Clarisse; the notice is owed until it was given; a landline is rung by hand."""
    person = a_person(given_name="CLARISSE", email="c@example.org", mobile="+33639980002", phone="+33199000001")
    assert recipient_of(person) == Recipient(person.id, "Clarisse", Channel.EMAIL, "c@example.org", "fr", True)
    told = a_person(mobile="+33639980002", notice_given_on=date(2026, 11, 1))
    assert recipient_of(told, Preferences(language="en")) == Recipient(
        told.id, "Clarisse", Channel.SMS, "+33639980002", "en", False
    )
    assert recipient_of(person, channel=Channel.HAND).address == "+33199000001"


def test_the_link_is_filled_when_the_message_leaves() -> None:
    """What is stored holds no token."""
    message = write(a_desk(a_recipient()), MessageKind.LINK_AGAIN, a_recipient().person, {}, THURSDAY)
    assert (LINK in message.body, "https" in message.body) == (True, False)
    assert "\nhttps://example.org/p/abc\n" in message.body_with("https://example.org/p/abc")


def test_every_kind_and_state_has_its_words() -> None:
    """Nothing is shown as a code."""
    assert (set(KIND_WORDS), set(MESSAGE_WORDS)) == (set(MessageKind), set(MessageState))
    assert MESSAGE_WORDS[MessageState.UNCERTAIN] == "envoi incertain, renvoyé"
