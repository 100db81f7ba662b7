"""Letters of recovery: they reach the account's address with a link that opens, and serve nothing after an hour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.access.account import Account
from app.access.actor import SCHEDULER
from app.core.errors import NotAllowed
from app.services.accounts.choose_wishes import choose_wishes
from app.services.accounts.recover_access import ask_recovery, open_link
from app.services.accounts.send_account_letters import send_account_letters
from app.store import account_letters
from app.store.account_letters import AccountLetter
from app.store.database import Store, open_store
from app.words import use_language
from tests.builders import COORDINATOR, MovingClock
from tests.services.a_mailbox import NO_WAY, ways
from tests.services.a_queue import BASE, a_community
from tests.services.an_account import an_account, use_light_hashes
from tests.services.mail_server import Inbox, mail_server


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    opened = open_store(tmp_path / "data", clock)
    a_community(opened)
    return opened


@pytest.fixture
def ada(store: Store) -> Account:
    return an_account(store, email="ada@exemple.fr")


def letter(store: Store, account: Account) -> AccountLetter:
    with store.reading() as conn:
        (found,) = account_letters.of_account(conn, account.id, store.now().replace(year=2000))
    return found


def link_in(text: str) -> str:
    found = re.search(r"https://releve\.example\.org/connexion/lien/([\w-]{43})\s", text)
    assert found is not None
    return found.group(1)


def test_the_letter_reaches_the_account_with_a_link_that_opens(store: Store, ada: Account) -> None:
    """Recognisable, to the account's own address; the clear link stands in the mail alone, never in the folder."""
    inbox = Inbox()
    ask_recovery(store, "ada")
    with mail_server(inbox) as port:
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
    (mail,) = inbox.mails
    text = mail.get_content()
    assert (inbox.recipients, str(mail["Subject"])) == (
        ["ada@exemple.fr"],
        "CPTS fictive d’Auray : un nouveau mot de passe",
    )
    assert all(word in text for word in ("Ada Fictif", "menhir", "Maïwenn Fictif", "pendant une heure"))
    token = link_in(text)
    opened = open_link(store, token)
    assert opened is not None
    assert opened.account == ada
    with store.reading() as conn:
        assert token not in "\n".join(conn.iterdump())
    assert (letter(store, ada).state, letter(store, ada).attempts) == ("sent", 1)


def test_the_letter_speaks_the_language_it_was_asked_in(store: Store, ada: Account) -> None:
    """The page was read in English: so is the letter, though the scheduler speaks French."""
    with use_language("en"):
        ask_recovery(store, "ada")
    assert letter(store, ada).language == "en"
    inbox = Inbox()
    with mail_server(inbox) as port:
        send_account_letters(SCHEDULER, store, ways(port))
    assert str(inbox.mails[0]["Content-Language"]) == "en"


def test_a_server_that_refuses_for_now_is_tried_again_with_the_same_link(
    store: Store, ada: Account, clock: MovingClock
) -> None:
    """A minute later, then two: one Message-ID, one link, whichever attempt arrives."""
    inbox = Inbox()
    inbox.data_replies.extend(["451 plus tard", "451 plus tard"])
    ask_recovery(store, "ada")
    with mail_server(inbox) as port:
        again = send_account_letters(SCHEDULER, store, ways(port))
        assert again == clock.forward(minutes=1)
        assert "ne répond pas" in letter(store, ada).error
        assert send_account_letters(SCHEDULER, store, ways(port)) == clock.forward(minutes=2)
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
    (mail,) = inbox.mails
    assert open_link(store, link_in(mail.get_content())) is not None
    assert (letter(store, ada).state, letter(store, ada).attempts) == ("sent", 3)


def test_a_letter_left_half_sent_leaves_again(store: Store, ada: Account) -> None:
    """The process died while the server answered: the same link goes once more."""
    inbox = Inbox()
    ask_recovery(store, "ada")
    with store.transaction() as conn:
        conn.execute("UPDATE account_letter SET state = 'sending', attempts = 1")
    with mail_server(inbox) as port:
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
    assert len(inbox.mails) == 1


@pytest.mark.parametrize("missing", ["mailbox", "address"])
def test_what_lacks_a_setting_waits_then_is_given_up(
    store: Store, ada: Account, clock: MovingClock, missing: str
) -> None:
    """No mailbox, or no public address: the reason is kept for the administration, and after an hour nothing leaves."""
    inbox = Inbox()
    if missing == "address":
        a_community(store, public_url="")
    ask_recovery(store, "ada")
    with mail_server(inbox) as port:
        found = NO_WAY if missing == "mailbox" else ways(port)
        while (again := send_account_letters(SCHEDULER, store, found)) is not None:
            clock.at = again
        assert send_account_letters(SCHEDULER, store, ways(port), BASE) is None
    held = letter(store, ada)
    assert (held.state, inbox.mails) == ("failed", [])
    assert {"mailbox": "aucune messagerie", "address": "aucune adresse publique"}[missing] in held.error


def test_the_process_says_the_public_address_first(store: Store, ada: Account) -> None:
    """Given to the command that serves, it wins over the community's."""
    inbox = Inbox()
    a_community(store, public_url="https://ancien.example.org")
    ask_recovery(store, "ada")
    with mail_server(inbox) as port:
        send_account_letters(SCHEDULER, store, ways(port), BASE)
    assert link_in(inbox.mails[0].get_content())


def test_a_closed_account_is_not_written_to(store: Store, ada: Account) -> None:
    """Closed between the asking and the sending."""
    inbox = Inbox()
    ask_recovery(store, "ada")
    with store.transaction() as conn:
        conn.execute("UPDATE account SET disabled_at = '2026-11-26T16:00:00Z'")
    with mail_server(inbox) as port:
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
    assert (letter(store, ada).state, inbox.mails) == ("failed", [])


def test_nothing_leaves_an_hour_after_it_was_asked(store: Store, ada: Account, clock: MovingClock) -> None:
    """The machine was off meanwhile: whoever asked has asked again, or given up."""
    inbox = Inbox()
    ask_recovery(store, "ada")
    clock.forward(hours=1)
    with mail_server(inbox) as port:
        assert send_account_letters(SCHEDULER, store, ways(port)) is None
    assert (letter(store, ada).state, inbox.mails) == ("failed", [])


def test_no_role_but_the_machine_and_the_administration_sends_them(store: Store) -> None:
    """Nobody else holds a link to someone's account."""
    with pytest.raises(NotAllowed):
        send_account_letters(COORDINATOR, store, NO_WAY)


def test_the_letter_speaks_the_language_that_the_account_chose(store: Store, ada: Account) -> None:
    """Whatever the browser it was asked from."""
    choose_wishes(ada.actor, store, language="en", key_alone=True)
    ask_recovery(store, "ada")
    assert letter(store, ada).language == "en"
