"""Letters to partners against what the world does to them: hostile addresses and objects, a server that dies, a sender killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput
from app.mobilisation.message import MessageState
from app.services.crisis.send_partner_letters import UNCERTAIN, send_partner_letters
from app.services.crisis.write_to_partner import LetterKind, Partner, write_to_partner
from app.store import community, partner_letters
from app.store.database import Store, open_store
from app.store.partner_letters import PartnerLetter
from tests.abuse.a_trap import FORMULAS, MARKUP, SCRIPT, UNREADABLE
from tests.builders import MovingClock
from tests.services.a_mailbox import ways
from tests.services.a_queue import a_community
from tests.services.kills import ROOT, a_server
from tests.services.mail_server import Inbox, mail_server

PORT = Partner("Dr Fictif", "Cabinet du Port", "port@example.org")
BREAKS = ("\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\x00")
OURS = {
    "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Auto-Submitted", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "Content-Language",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    opened = open_store(tmp_path / "data", clock)
    a_community(opened)
    return opened


def written(store: Store, to: Partner = PORT, subject: str = "Point de situation", *, exercise: bool = False) -> str:
    with store.transaction() as conn:
        return write_to_partner(
            conn, store, store.now(), kind=LetterKind.SITUATION, about="x", to=to, subject=subject, body="Bonjour.",
            exercise=exercise,
        )  # fmt: skip


def held(store: Store, id: str) -> PartnerLetter:
    with store.reading() as conn:
        found = partner_letters.find(conn, id)
    assert found is not None
    return found


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_nothing_typed_adds_a_header_or_a_recipient(store: Store, mark: str) -> None:
    """In the object, the names, the community's name, its contact: one recipient, our own headers, the text untouched."""
    with store.transaction() as conn:
        said = replace(
            community.read(conn),
            name=f"CPTS{mark}Bcc: e@evil.example",
            contact=f"a@example.org{mark}Cc: e@evil.example",
        )
        community.write(conn, said)
    hostile = f"Bonjour{mark}Bcc: e@evil.example{mark}{mark}<b>{SCRIPT}{MARKUP}{UNREADABLE}"
    written(store, replace(PORT, name=hostile, organisation=hostile), hostile)
    inbox = Inbox()
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port))
    (mail,) = inbox.mails
    assert inbox.recipients == ["port@example.org"]
    assert set(mail.keys()) <= OURS
    assert len(mail.keys()) == len(set(mail.keys()))
    assert mail.get_content().strip() == "Bonjour."
    assert str(mail["Subject"]).startswith("Bonjour")


@pytest.mark.parametrize(
    "address",
    [
        "port@example.org\r\nBcc: e@evil.example", "port@example.org,e@evil.example", "port@example.org e@evil.example",
        "Port <port@example.org>", "<port@example.org>", "port@example.org>\r\nRCPT TO:<e@evil.example", "port@", "@x",
        "port@exa mple.org", "port\x00@example.org", "port@example.org\u2028e@evil.example", "a;b@example.org",
        '"e@evil.example,"@example.org', f"{'a' * 300}@example.org", "port@[127.0.0.1", FORMULAS[0],
    ],
    ids=ascii,
)  # fmt: skip
def test_a_hostile_address_reaches_nobody_else(store: Store, address: str) -> None:
    """Refused as it is written, or failed as it leaves and said so: never another recipient, never a fault."""
    inbox = Inbox()
    try:
        id = written(store, replace(PORT, email=address))
    except InvalidInput:
        return
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port))
    assert not any("evil" in one and one != address for one in inbox.recipients)
    assert (len(inbox.mails), held(store, id).state) in ((0, MessageState.FAILED), (1, MessageState.SENT))
    assert inbox.recipients in ([], [address])


def test_an_exercise_says_so_in_the_object_that_arrives(store: Store) -> None:
    """As its reader's mail program lists it, whatever the object holds."""
    written(store, subject="\r\n\tPoint n° 1", exercise=True)
    inbox = Inbox()
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port))
    assert str(inbox.mails[0]["Subject"]) == "EXERCICE – EXERCICE – EXERCICE, Point n° 1"
    assert inbox.mails[0].get_content().splitlines()[0] == "EXERCICE – EXERCICE – EXERCICE"


def test_a_line_cut_after_the_text_is_a_doubt_that_stays(store: Store, clock: MovingClock) -> None:
    """The server took it and hung up: the letter leaves again under the same Message-ID, and says that it may arrive twice,
    even when something else goes wrong in between."""
    id, inbox = written(store), Inbox()
    inbox.data_replies.extend(["hang up", "451 plus tard"])
    with mail_server(inbox) as port:
        for _attempt in range(3):
            again = send_partner_letters(SCHEDULER, store, ways(port))
            clock.at = again or clock.at
            assert held(store, id).error.startswith(UNCERTAIN)
    assert (held(store, id).state, held(store, id).error) == (MessageState.SENT, UNCERTAIN)
    assert inbox.taken == Counter({held(store, id).message_id: 2})
    assert len(inbox.mails) == 1


def test_a_refusal_after_a_doubt_says_both(store: Store, clock: MovingClock) -> None:
    """It failed in the end, and may have arrived all the same: whoever passes it on by hand reads both."""
    id, inbox = written(store), Inbox()
    inbox.data_replies.extend(["hang up", "550 inconnu"])
    with mail_server(inbox) as port:
        clock.at = send_partner_letters(SCHEDULER, store, ways(port)) or clock.at
        assert send_partner_letters(SCHEDULER, store, ways(port)) is None
    assert held(store, id).state is MessageState.FAILED
    assert held(store, id).error.startswith(UNCERTAIN)
    assert "refusé" in held(store, id).error


def test_a_killed_sender_loses_nothing_and_says_what_may_be_double(tmp_path: Path) -> None:
    """Six SIGKILLs over sixty letters: every one arrives; one that the server took twice says so."""
    drawn, store = random.Random(20261126), open_store(tmp_path / "data")
    a_community(store)
    ids = [written(store) for _n in range(60)]
    with a_server(tmp_path / "pris.txt") as port:
        for _kill in range(6):
            _lived(tmp_path, port, drawn.uniform(0, 0.04))
        _lived(tmp_path, port, None)
    taken = Counter((tmp_path / "pris.txt").read_text(encoding="utf-8").split())
    kept = [held(store, id) for id in ids]
    assert {one.message_id for one in kept} == set(taken)
    assert {one.state for one in kept} == {MessageState.SENT}
    doubled = {id for id, count in taken.items() if count > 1}
    assert doubled <= {one.message_id for one in kept if one.error == UNCERTAIN}
    assert sum(taken.values()) <= 60 + 6


def _lived(folder: Path, port: int, seconds: float | None) -> None:
    """Start a sender and kill it so long after the server took one letter more; None: let it end."""
    command = [sys.executable, "-m", "tests.abuse.letters_worker", str(folder / "data"), str(port)]
    before = (folder / "pris.txt").stat().st_size
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ}) as sender:
        assert sender.stdout is not None
        assert sender.stdout.readline() == b"ready\n"
        if seconds is None:
            assert sender.wait(120) == 0
            return
        while (folder / "pris.txt").stat().st_size == before and sender.poll() is None:
            time.sleep(0.001)
        time.sleep(seconds)
        sender.kill()
