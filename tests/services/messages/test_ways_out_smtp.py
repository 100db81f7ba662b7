"""Tests of app/services/messages/ways_out_smtp.py: a letter as the text that leaves. Servers: test_send_*.py."""

from email import message_from_bytes, policy

from app.mobilisation.outbox import ErrorClass
from app.services.messages.letter import Letter
from app.services.messages.ways_out_smtp import SmtpWay, mail
from app.store.secrets import Security, SmtpAccount
from tests.builders import THURSDAY

SENDER = "planning@exemple.fr"


def test_a_letter_says_its_language_and_its_encoding() -> None:
    """What clears the headers of the content is done before the language is written: both are there, once."""
    letter = Letter(
        key="k", message_id="<k@exemple.fr>", to="zoe@exemple.fr", subject="Your shift", text="See you there — à bientôt\n",
        at=THURSDAY, sender_name="Relève", language="en",
    )  # fmt: skip
    sent = message_from_bytes(mail(letter, SENDER), policy=policy.SMTP)
    assert sent.get_all("Content-Language") == ["en"]
    assert sent.get_all("Content-Type") == ['text/plain; charset="utf-8"']
    assert sent.get_content().replace("\r\n", "\n") == letter.text


def test_a_long_message_id_stays_on_one_line() -> None:
    """Servers deduplicate on it: it is never folded or encoded."""
    id = f"<{'a' * 36}@{'b' * 60}.{'c' * 60}.example.org>"
    letter = Letter(
        key="k", message_id=id, to="a@example.org", subject="é" * 120, text="ç", at=THURSDAY, sender_name="É, « CPTS »"
    )
    lines = mail(letter, SENDER).split(b"\r\n")
    assert f"Message-ID: {id}".encode() in lines
    assert all(len(line) <= 998 for line in lines)


def test_a_way_closed_twice_connects_anew() -> None:
    """Closing what never connected is quiet, and the next letter tries the server again: here nobody listens."""
    way = SmtpWay(SmtpAccount(host="127.0.0.1", port=1, security=Security.NONE, from_address=SENDER))
    way.close()
    way.close()
    failure = way.send(
        Letter(
            key="k", message_id="<k@exemple.fr>", to="a@exemple.fr", subject="s", text="t", at=THURSDAY, sender_name="R"
        )
    )
    assert failure is not None
    assert (failure.error, failure.is_uncertain) == (ErrorClass.TEMPORARY, False)
