"""Tests of app/services/ways_out_smtp.py: a letter as the text that leaves. Servers: test_send_messages.py."""

from email import message_from_bytes, policy

from app.services.letter import Letter
from app.services.ways_out_smtp import mail
from tests.builders import THURSDAY


def test_a_letter_says_its_language_and_its_encoding() -> None:
    """What clears the headers of the content is done before the language is written: both are there, once."""
    letter = Letter(
        key="k", message_id="<k@exemple.fr>", to="zoe@exemple.fr", subject="Your shift", text="See you there — à bientôt\n",
        at=THURSDAY, sender_name="Relève", language="en",
    )  # fmt: skip
    sent = message_from_bytes(mail(letter, "planning@exemple.fr"), policy=policy.SMTP)
    assert sent.get_all("Content-Language") == ["en"]
    assert sent.get_all("Content-Type") == ['text/plain; charset="utf-8"']
    assert sent.get_content().replace("\r\n", "\n") == letter.text
