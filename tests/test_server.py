"""The real server process: what it prints, what it refuses, what it lets through, and that no secret reaches its log."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import websockets.exceptions
from starlette.types import Message
from websockets.sync.client import connect

from app.access.actor import Role
from app.core.errors import FolderBusy, InvalidInput
from app.server import TURN_SECONDS, HideAddresses, address_of, build, first_address, listening, refuse_outsiders
from app.services.accounts.who_acts import COOKIE
from app.store.database import open_store
from app.store.folder import DataFolder
from tests.web.a_centre import BASE, ZOE, a_published_centre
from tests.web.an_account import PASSWORD, a_login, an_account

CANARY = "canari-" + "C" * 36

LAUNCH = """
import sys
from pathlib import Path
from app.server import serve
folder, script = map(Path, sys.argv[1:3])
serve(
    folder,
    port=0,
    script=script,
    announce=lambda address: print(address, flush=True),
    invite=lambda address: print("premier compte", address, flush=True),
)
"""

SCRIPT = """
import streamlit as st
from app.store.current import current
st.title(current().folder.path.name)
"""


@dataclass
class Running:
    """A server on a free port of this machine."""

    process: subprocess.Popen[str]
    address: str
    output: Path
    folder: Path

    def stop(self) -> str:
        """End it as a service manager does; everything it printed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
        return self.output.read_text(encoding="utf-8")


def start(folder: Path, script_folder: Path, config: str) -> Running:
    """Serve ``folder`` with a small script, and wait until the address is printed."""
    (script_folder / ".streamlit").mkdir(parents=True)
    (script_folder / ".streamlit" / "config.toml").write_text(config, encoding="utf-8")
    (script_folder / "main.py").write_text(SCRIPT, encoding="utf-8")
    output = script_folder / "sortie.txt"
    with output.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(folder), str(script_folder / "main.py")],
            stdout=log, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONPATH": "."},
        )  # fmt: skip
    for _ in range(600):
        lines = [line for line in output.read_text(encoding="utf-8").splitlines() if line.startswith("http://")]
        if lines or process.poll() is not None:
            break
        time.sleep(0.1)
    assert lines, output.read_text(encoding="utf-8")
    return Running(process, lines[0], output, folder)


@pytest.fixture(scope="module", params=['[logger]\nlevel = "warning"\n', '[logger]\nlevel = "info"\n'])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """With the log as shipped, and with a log that someone made talkative."""
    base = tmp_path_factory.mktemp("serveur")
    a_published_centre(base / "data")
    running = start(base / "data", base / "ui", request.param)
    yield running
    running.stop()


def test_no_token_reaches_the_output(server: Running) -> None:
    """After calendars, pages, screens and websockets asked with a canary, nothing printed holds it."""
    ws = server.address.replace("http", "ws")
    with httpx.Client(base_url=server.address) as client:
        for path in (
            f"/calendrier/{CANARY}.ics",
            f"/calendrier/{CANARY}",
            f"/p/{CANARY}",
            f"/appel/{CANARY}?x={CANARY}",
            f"/planning?jeton={CANARY}",
            f"/media/{CANARY}.csv",
            f"/_stcore/health?jeton={CANARY}",
        ):
            client.get(path)
            client.head(path)
        assert client.get(f"/calendrier/{CANARY}.ics").status_code == 404
    with connect(f"{ws}/_stcore/stream?jeton={CANARY}", subprotocols=["streamlit"], proxy=None) as socket_:  # type: ignore[list-item]
        assert socket_.subprotocol == "streamlit"
    with pytest.raises(websockets.exceptions.InvalidStatus):
        connect(f"{ws}/calendrier/{CANARY}", proxy=None).close()
    raw = socket.create_connection((httpx.URL(server.address).host, httpx.URL(server.address).port or 0))
    raw.sendall(f"GET /calendrier/{CANARY} NONSENSE\r\n\r\n".encode())
    raw.recv(1000)
    raw.close()
    time.sleep(0.3)
    assert CANARY not in server.output.read_text(encoding="utf-8")


def test_the_config_beside_the_script_is_read(server: Running) -> None:
    """Streamlit's settings come from ``.streamlit`` next to the script, wherever the process was started."""
    quiet = "warning" in (server.output.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    printed = server.output.read_text(encoding="utf-8")
    assert ("Application startup complete" in printed) is not quiet


def test_screens_for_this_machine_calendars_for_all(server: Running) -> None:
    """The shell is French and guarded; a forwarded request or a foreign page gets the calendar's addresses only."""
    accept = {"accept": "text/html"}
    with httpx.Client(base_url=server.address) as client:
        shell = client.get("/planning", headers=accept)
        assert (shell.status_code, '<html lang="fr"' in shell.text) == (200, True)
        assert "default-src 'self'" in shell.headers["content-security-policy"]
        codes = [
            client.get(path, headers={**accept, "x-forwarded-for": "192.0.2.7"}).status_code
            for path in ("/", "/planning", "/_stcore/health", "/sante", f"/calendrier/{CANARY}.ics")
        ]
        assert codes == [403, 403, 403, 200, 404]
        assert "server" not in client.get("/sante").headers
        assert "set-cookie" not in shell.headers
    ws = server.address.replace("http", "ws")
    for headers in ({"Origin": "https://evil.example"}, {"X-Forwarded-For": "192.0.2.7"}):
        with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
            connect(f"{ws}/_stcore/stream", additional_headers=headers, proxy=None).close()
        assert refused.value.response.status_code == 403


def test_a_body_that_ends_in_two_places_closes_the_connection(server: Running) -> None:
    """One answer, 400, and nothing of the request that was hidden behind."""
    url = httpx.URL(server.address)
    with socket.create_connection((url.host, url.port or 0), timeout=5) as raw:
        hidden = b"GET /sante HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        raw.sendall(
            b"POST /p HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + hidden
        )
        got = b""
        while piece := raw.recv(65536):
            got += piece
    assert (got.startswith(b"HTTP/1.1 400"), got.count(b"HTTP/1.1 ")) == (True, 1)


def test_text_on_the_screens_line_leaves_no_trace(server: Running) -> None:
    """It is dropped, the line goes on, and nothing is printed."""
    before = server.output.read_text(encoding="utf-8").count("Traceback")
    stream = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], proxy=None) as line:  # type: ignore[list-item]
        line.send("bonjour")
        line.ping().wait(5)
        with pytest.raises(TimeoutError):
            line.recv(timeout=0.5)
    time.sleep(0.3)
    assert server.output.read_text(encoding="utf-8").count("Traceback") == before


def test_a_second_process_on_the_folder_is_refused(server: Running) -> None:
    """One folder, one process: the second one stops before it opens anything."""
    with pytest.raises(FolderBusy), DataFolder(server.folder).locked():
        pass


def test_a_published_calendar_outlives_the_process(tmp_path: Path) -> None:
    """Stopped and started again, the same address serves the same bytes and tag."""
    path = a_published_centre(tmp_path / "data").feed_path(ZOE)
    seen = []
    for run in ("un", "deux"):
        running = start(tmp_path / "data", tmp_path / run, '[logger]\nlevel = "warning"\n')
        host = {"host": "releve.exemple.fr"}
        answer = httpx.get(running.address + path, headers=host)
        assert running.process.poll() is None
        assert "Traceback" not in running.stop()
        seen.append((answer.status_code, answer.headers["etag"], answer.content))
    assert seen[0] == seen[1]
    assert seen[0][0] == 200


@dataclass
class Guarded:
    """A server whose folder has accounts, and what must never reach its output."""

    running: Running
    token: str
    """Of a coordinator's browser."""

    @property
    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"}


@pytest.fixture(scope="module", params=['[logger]\nlevel = "warning"\n', '[logger]\nlevel = "info"\n'])
def guarded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """With the log as shipped, and with a talkative one."""
    base = tmp_path_factory.mktemp("comptes")
    store = open_store(base / "data")
    token = a_login(store, an_account(store))
    running = start(base / "data", base / "ui", request.param)
    yield Guarded(running, token)
    running.stop()


def test_with_accounts_a_screen_answers_only_its_login(guarded: Guarded) -> None:
    """The page, Streamlit's own files, media, uploads and the websocket: with the cookie or not at all, from this machine too."""
    page = {"accept": "text/html"}
    with httpx.Client(base_url=guarded.running.address) as client:
        assert client.get("/planning", headers=page).headers["location"] == "/connexion?suite=%2Fplanning"
        shell = client.get("/planning", headers={**page, **guarded.cookie})
        assert (shell.status_code, '<html lang="fr"' in shell.text) == (200, True)
        piece = next(part for part in shell.text.split('"') if part.endswith(".js")).lstrip("./")
        paths = [f"/{piece}", "/_stcore/health", "/_stcore/host-config", "/media/x.csv", "/_stcore/upload_file/a/b"]
        assert [client.get(path).status_code for path in paths] == [401] * 5
        assert [client.get(path, headers=guarded.cookie).status_code for path in paths[:3]] == [200] * 3
        assert client.get("/sante").status_code == 200
    stream = guarded.running.address.replace("http", "ws") + "/_stcore/stream"
    for headers in ({}, {"Cookie": f"{COOKIE}={CANARY}"}, {**guarded.cookie, "Origin": "https://evil.example"}):
        with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
            connect(stream, additional_headers=headers, proxy=None).close()
        assert refused.value.response.status_code == 403
    with connect(stream, additional_headers=guarded.cookie, subprotocols=["streamlit"], proxy=None) as opened:  # type: ignore[list-item]
        assert opened.subprotocol == "streamlit"


def test_no_login_link_or_password_reaches_the_output(guarded: Guarded) -> None:
    """Right ones and wrong ones, in cookies, forms and addresses, by HTTP and by websocket."""
    secrets = [guarded.token, PASSWORD, CANARY]
    stream = guarded.running.address.replace("http", "ws") + "/_stcore/stream"
    with httpx.Client(base_url=guarded.running.address) as client:
        for token in (guarded.token, CANARY):
            for path in ("/planning", "/compte", f"/connexion?suite=/{token}", f"/connexion/lien/{token}", "/moi"):
                client.get(path, headers={"Cookie": f"{COOKIE}={token}", "accept": "text/html"})
            client.get(f"/connexion/p/{token}/retour?code={token}&state={token}")
            client.put(f"/_stcore/upload_file/{token}/x", headers={"Cookie": f"{COOKIE}={token}"})
        for word in (CANARY, PASSWORD):
            client.get("/connexion")
            seen = client.get("/connexion").text.partition('name="jeton" value="')[2].partition('"')[0]
            form = {"identifiant": "coordination", "mot_de_passe": word, "jeton": seen}
            answer = client.post("/connexion", data=form, headers={"Origin": guarded.running.address})
            assert answer.status_code == (303 if word == PASSWORD else 422)
            secrets += [value for value in client.cookies.values() if value]
    for token in (guarded.token, CANARY):
        for address in (
            stream,
            f"{stream}?jeton={token}",
            stream.replace("/_stcore/stream", f"/connexion/lien/{token}"),
        ):
            with (
                contextlib.suppress(websockets.exceptions.InvalidStatus),
                connect(address, additional_headers={"Cookie": f"{COOKIE}={token}"}, proxy=None),
            ):
                pass
    time.sleep(0.3)
    printed = guarded.running.output.read_text(encoding="utf-8")
    assert [secret for secret in secrets if secret in printed] == []
    assert len(set(secrets)) > 4


def test_the_first_start_prints_where_the_first_account_is_made(server: Running) -> None:
    """Once, on the console, and the page is there; a folder with accounts prints none."""
    lines = server.output.read_text(encoding="utf-8").splitlines()
    printed = [line.removeprefix("premier compte ") for line in lines if line.startswith("premier compte")]
    assert [line.startswith(f"{server.address}/connexion/lien/") for line in printed] == [True]
    assert "Créer le premier compte" in httpx.get(printed[0]).text


def test_with_accounts_no_first_link_is_printed(guarded: Guarded, tmp_path: Path) -> None:
    """Nor made; and under a public address the link begins with it."""
    assert "premier compte" not in guarded.running.output.read_text(encoding="utf-8")
    store = open_store(tmp_path)
    assert first_address(store, BASE).startswith(f"{BASE}/connexion/lien/")
    an_account(store, Role.ADMINISTRATION)
    assert first_address(store, BASE) == ""


OTHERS = ["0.0.0.0", "::", "192.0.2.1", "releve.exemple.fr", ""]


@pytest.mark.parametrize("host", OTHERS)
def test_other_machines_are_refused_until_an_account_exists(host: str, tmp_path: Path) -> None:
    """The sentence says what to keep and what would allow it; the folder is not made for so little."""
    with pytest.raises(InvalidInput, match="aucun compte"):
        refuse_outsiders(host, tmp_path / "rien")
    assert not (tmp_path / "rien").exists()


def test_other_machines_are_served_once_an_account_exists(tmp_path: Path) -> None:
    """From then on everyone is asked who they are."""
    store = open_store(tmp_path)
    with pytest.raises(InvalidInput):
        refuse_outsiders("0.0.0.0", tmp_path)
    an_account(store, Role.ADMINISTRATION)
    for host in OTHERS:
        refuse_outsiders(host, tmp_path)


def test_a_taken_port_is_said_in_a_sentence() -> None:
    """And port 0 is never taken."""
    with listening("127.0.0.1", 0) as first:
        port = int(address_of(first).rpartition(":")[2])
        with pytest.raises(InvalidInput, match=str(port)), listening("127.0.0.1", port):
            pass
        with listening("localhost", 0) as second:
            assert address_of(second) != address_of(first)


@pytest.mark.parametrize(
    ("message", "logged"),
    [
        ('127.0.0.1 - "GET /calendrier/jeton.ics HTTP/1.1" 200', '127.0.0.1 - "GET /… HTTP/1.1" 200'),
        ('"GET /connexion/lien/jeton?lang=en HTTP/1.1" 404', '"GET /…/… HTTP/1.1" 404'),
        ('"WebSocket /_stcore/stream?jeton=x" [accepted]', '"WebSocket /_stcore/stream/…" [accepted]'),
        ("Started server process [12]", "Started server process [12]"),
    ],
)
def test_addresses_are_taken_out_of_log_lines(message: str, logged: str) -> None:
    """Whatever library wrote them, with or without arguments."""
    import logging

    record = logging.LogRecord("uvicorn.error", logging.INFO, "", 0, "%s", (message,), None)
    assert HideAddresses().filter(record)
    assert record.getMessage() == logged


def test_a_served_site_gives_phones_their_turn_among_computing_screens(tmp_path: Path) -> None:
    """Threads change turns ten times as often while the server runs, and as before once it has ended."""
    before, seen = sys.getswitchinterval(), []
    app = build(open_store(tmp_path))
    said = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> Message:
        return {"type": next(said)}

    async def send(message: Message) -> None:
        seen.append((message["type"], round(sys.getswitchinterval(), 6)))

    asyncio.run(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send))
    assert seen == [("lifespan.startup.complete", TURN_SECONDS), ("lifespan.shutdown.complete", before)]
    assert before > 5 * TURN_SECONDS
