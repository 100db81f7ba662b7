"""The network cut while letters leave, people sign in with a provider, and calendars of other servers are read."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from app.access.account import Account, AccountId
from app.access.actor import COMMAND_LINE, SCHEDULER, Role
from app.core.errors import ReleveError
from app.core.intervals import Interval
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import state_text
from app.services.accounts import provider_client
from app.services.accounts.sign_in_with_provider import arrive, depart
from app.services.accounts.who_acts import who_acts
from app.services.keeping.check_folder import check_folder
from app.services.messages.send_messages import send_due
from app.services.messages.ways_out import ways_of
from app.services.messages.ways_out_smtp import SmtpWay
from app.services.slots import remote_calendar
from app.services.slots.busy_times import read_address
from app.store import accounts, answers, messages
from app.store.database import Store, open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person, some_people
from tests.faults.cut_line import a_cut, a_line
from tests.faults.suffered import Suffered
from tests.services.a_queue import BASE, a_community, a_message, queue, someone
from tests.services.lying_provider import CODE, SECRET, LyingProvider, QuietServer, lying_provider
from tests.services.mail_server import USER, Inbox, mail_server

SILENCE_SECONDS = 0.25
"""How long a silent server is waited for here, in place of ten or twenty seconds: many silences in one series."""

LETTER_BYTES = 1_200
"""About what passes on the line for one letter, both ways."""

BACK = "https://releve.exemple.fr/connexion/p/autre/retour"


def cut_letters(folder: Path, *, cuts: int, seed: int) -> Suffered:
    """A queue that leaves while the line to its server breaks: each message arrives, and a doubled one is said uncertain.

    One in six of the breaks falls where it hurts most: the server has taken the text, and its answer never comes.
    """
    began, drawn, clock, inbox = time.perf_counter(), random.Random(seed), MovingClock(), Inbox()
    hung_up, store = max(1, cuts // 6), open_store(folder / "data", clock)
    a_community(store)
    person = someone(store)
    queue(store, *(a_message(person) for _each in range(5 * cuts)))
    with (
        mail_server(inbox) as port,
        a_line(port) as line,
        patch.object(SmtpWay.__init__, "__defaults__", (SILENCE_SECONDS,)),
    ):
        account = SmtpAccount(host="127.0.0.1", port=line.port, security=Security.NONE, from_address=USER)
        line.cuts.extend(a_cut(drawn, longest=6 * LETTER_BYTES, at_once=0.05) for _each in range(cuts - hung_up))
        inbox.data_replies.extend(["", "", "", "hang up"] * hung_up)
        while _waiting(store):
            again = send_due(SCHEDULER, store, ways_of(Secrets(smtp=account)), BASE)
            clock.at = max(clock.at, again or clock.at)
    return _letters_told(store, inbox, line.made + hung_up, time.perf_counter() - began)


def _waiting(store: Store) -> bool:
    with store.reading() as conn:
        return bool(messages.waiting(conn, [MessageState.QUEUED, MessageState.SENDING, MessageState.UNCERTAIN]))


def _letters_told(store: Store, inbox: Inbox, cuts: int, seconds: float) -> Suffered:
    with store.reading() as conn:
        held = {one.message.message_id: one.message for one in messages.recent(conn, limit=10_000).messages}
    sent = {id for id, one in held.items() if one.state is MessageState.SENT}
    doubled = {id for id, count in inbox.taken.items() if count > 1}
    uncertain = {id for id, one in held.items() if state_text(one) == "envoi incertain, renvoyé"}
    return Suffered(
        "network cut: mail", cuts, len(held),
        refused=sum(one.attempts for one in held.values()) - len(held),
        lost=tuple(sorted({*held} - {*inbox.kept})),
        halves=tuple(sorted(doubled - uncertain)),
        problems=tuple(check_folder(COMMAND_LINE, store)),
        unclear=tuple(sorted({*held} - sent)),
        seconds=seconds,
        more={"letters taken twice, each said uncertain": len(doubled & uncertain)},
    )  # fmt: skip


def cut_sign_ins(folder: Path, *, cuts: int, seed: int) -> Suffered:
    """People who go to a provider and back over a line that breaks: a login is open whole, or there is a sentence.

    After each break the line holds once: the next attempt must do.
    """
    began, drawn = time.perf_counter(), random.Random(seed)
    opened, refused, mended, unclear = [], 0, 0, []
    with (
        lying_provider() as provider,
        a_line(int(provider.issuer.rpartition(":")[2])) as line,
        patch.object(provider_client, "TIMEOUT_SECONDS", SILENCE_SECONDS),
    ):
        provider.issuer = f"http://127.0.0.1:{line.port}"
        store = _with_provider(folder / "data", provider)
        while line.made < cuts:
            line.cuts.clear()
            if line.made == mended:
                line.cuts.extend([None] * drawn.randrange(4))
                line.cuts.append(a_cut(drawn, longest=900))
            mended = line.made
            try:
                opened.append(_sign_in(store, provider))
            except ReleveError:
                refused += 1
            except Exception as error:
                unclear.append(f"{type(error).__name__}: {error}")
    with store.reading() as conn:
        logins = conn.execute("SELECT count(*) FROM login").fetchone()[0]
    return Suffered(
        "network cut: sign-in", line.made, len(opened), refused,
        lost=tuple(token for token in opened if who_acts(store, token) is None),
        halves=tuple(["a login that nobody was given"] * (logins - len(opened))),
        problems=tuple(check_folder(COMMAND_LINE, store)),
        unclear=tuple(unclear),
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def _with_provider(folder: Path, provider: LyingProvider) -> Store:
    store = open_store(folder)
    zoe = Account(
        id=AccountId("compte"), login="zoe", name="Zoé", role=Role.COORDINATION, created_at=store.now(),
        email="zoe@exemple.fr",
    )  # fmt: skip
    with store.transaction() as conn:
        accounts.add(conn, zoe)
    path = folder / "secrets.toml"
    path.touch(0o600)
    path.write_text(f'[oidc.autre]\nissuer = "{provider.issuer}"\nclient_id = "releve"\nclient_secret = "{SECRET}"\n')
    return store


def _sign_in(store: Store, provider: LyingProvider) -> str:
    """The whole way there and back; the token of the login."""
    leaving = depart(store, "autre", next="/", redirect_uri=BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving.address).query).items()}
    provider.nonce = asked["nonce"]
    said = {"state": asked["state"], "code": CODE, "iss": provider.issuer}
    return arrive(store, "autre", said, browser=leaving.browser, redirect_uri=BACK).token


def cut_calendars(folder: Path, *, cuts: int, seed: int) -> Suffered:
    """Calendars that change between two readings over a line that breaks: the new one whole, or the one before it whole."""
    began, drawn, clock = time.perf_counter(), random.Random(seed), MovingClock()
    store = open_store(folder / "data", clock)
    person, agenda = a_person("Anne", "medecin"), _Agenda()
    some_people(store, person)
    known: list[Interval] = []
    read, refused, mended = 0, 0, 0
    lost: list[str] = []
    halves: list[str] = []
    unclear: list[str] = []
    with (
        _served(agenda) as port,
        a_line(port) as line,
        patch.object(remote_calendar, "TIMEOUT_SECONDS", SILENCE_SECONDS),
        patch.object(remote_calendar, "public_address", lambda _host, _port: "127.0.0.1"),
    ):
        while line.made < cuts:
            agenda.turn, agenda.says_length = agenda.turn + 1, drawn.random() < 0.5
            if line.made == mended:
                line.cuts.append(a_cut(drawn, longest=len(agenda.text) + 400))
            mended = line.made
            try:
                read_address(COORDINATOR, store, person.id, f"http://agenda.example.org:{line.port}/anne.ics")
                read, known, told = read + 1, agenda.hours, True
            except ReleveError:
                refused, told = refused + 1, False
            except Exception as error:
                unclear.append(f"{type(error).__name__}: {error}")
                told = False
            if _busy(store) != known:
                (lost if told else halves).append(f"reading {agenda.turn}")
                known = _busy(store)
    return Suffered(
        "network cut: calendars", line.made, read, refused, tuple(lost), tuple(halves),
        tuple(check_folder(COMMAND_LINE, store)), tuple(unclear), time.perf_counter() - began,
    )  # fmt: skip


class _Agenda:
    """Twenty events, all of which move by an hour at each turn."""

    turn = 0
    says_length = True
    """Whether the server tells how long its answer is; without it, an answer cut short looks ended."""

    @property
    def hours(self) -> list[Interval]:
        first = THURSDAY + timedelta(days=1, hours=self.turn)
        return [Interval(first + timedelta(days=n), first + timedelta(days=n, minutes=30)) for n in range(20)]

    @property
    def text(self) -> bytes:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fictif//FR"]
        for number, one in enumerate(self.hours):
            lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20261101T000000Z"]
            lines += [f"DTSTART:{one.start:%Y%m%dT%H%M%SZ}", f"DTEND:{one.end:%Y%m%dT%H%M%SZ}", "END:VEVENT"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@contextmanager
def _served(agenda: _Agenda) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = agenda.text
            self.send_response(200)
            if agenda.says_length:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Nothing is written to the output."""

    server = QuietServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _busy(store: Store) -> list[Interval]:
    with store.reading() as conn:
        held = answers.busy_between(conn, THURSDAY, THURSDAY + timedelta(days=180))
    return [one for intervals in held.values() for one in intervals]
