"""Bytes that are hardly HTTP, sent to the real server: it answers or hangs up, tells nothing, and goes on."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
import websockets.exceptions
from websockets.sync.client import connect

from app.access.actor import SCHEDULER, Role
from app.services.accounts.who_acts import COOKIE
from app.store import journal
from app.store.database import open_store
from tests.test_server import Running, start
from tests.web.a_centre import a_published_centre
from tests.web.an_account import a_login, an_account

HOST = b"Host: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
SMUGGLED = b"GET /sante/smuggled HTTP/1.1\r\n" + HOST + b"\r\n"

REQUESTS: dict[str, bytes] = {
    "two lengths": b"POST /p HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SMUGGLED,
    "chunked, hidden": b"POST /p HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "chunked, twice": b"POST /p HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a negative length": b"POST /p HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: -1\r\n\r\nx",
    "a length in words": b"POST /p HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: douze\r\n\r\nx",
    "a body that never comes": b"POST /p HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 60000\r\n\r\ncontact=",
    "a chunk without end": b"POST /p HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx",
    "a chunk of nonsense": b"POST /p HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
    "a folded header": b"GET /p HTTP/1.1\r\n" + HOST + b"X-A: b\r\n c\r\n\r\n",
    "a header without name": b"GET /p HTTP/1.1\r\n" + HOST + b": x\r\n\r\n",
    "a header with a NUL": b"GET /p HTTP/1.1\r\n" + HOST + b"X-A: \x00\xff\r\n\r\n",
    "no host": b"GET /p HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /p HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "a header of 200 kB": b"GET /p HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "5,000 headers": b"GET /p HTTP/1.1\r\n" + HOST + b"X-A: a\r\n" * 5000 + b"\r\n",
    "an address of 100 kB": b"GET /p/" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address in raw bytes": b"GET /p/\xff\xfe\x80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address of another host": b"GET http://evil.example/sante HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address that climbs": b"GET /static/../../../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address that climbs, encoded": b"GET /app/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address that climbs backwards": b"GET /media/..%5c..%5c..%5cetc%5cpasswd HTTP/1.1\r\n" + HOST + b"\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "an old protocol": b"GET /sante\r\n",
    "a version of nonsense": b"GET /sante HTTP/9.9\r\n" + HOST + b"\r\n",
    "a lone line feed": b"GET /sante HTTP/1.1\n" + b"Host: 127.0.0.1\n\n",
    "an upgrade to nothing": b"GET /_stcore/stream HTTP/1.1\r\n" + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "nothing": b"\r\n" * 50,
    "noise": bytes(range(256)) * 40,
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """With an account, so that screens are asked for in someone's name too."""
    base = tmp_path_factory.mktemp("serveur")
    a_published_centre(base / "data")
    running = start(base / "data", base / "ui", '[logger]\nlevel = "warning"\n')
    yield running
    running.stop()


def exchange(server: Running, sent: bytes) -> bytes:
    """What comes back in two seconds at most."""
    address = urlsplit(server.address)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as line:
        line.settimeout(1.5)
        received = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            line.sendall(sent)
            while piece := line.recv(65536):
                received += piece
    return received


def written(server: Running) -> list[str]:
    """What the journal tells of people; the server's own duties go on meanwhile."""
    with open_store(server.folder).reading() as conn:
        return [entry.type for entry in journal.recent(conn) if entry.actor_id != SCHEDULER.id]


def test_what_is_hardly_http_is_answered_or_hung_up_on(server: Running) -> None:
    """No 5xx, nothing of the inside, no second answer to what was hidden in a first request; nothing written."""
    before, answers = written(server), {}

    def send(name: str) -> None:
        answers[name] = exchange(server, REQUESTS[name])

    threads = [threading.Thread(target=send, args=(name,)) for name in REQUESTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = {name: answer[9:12].decode("latin-1") for name, answer in answers.items() if answer.startswith(b"HTTP/")}
    assert {name: code for name, code in statuses.items() if code.startswith("5")} == {}
    assert [name for name, answer in answers.items() if b"root:x:" in answer or b"Traceback" in answer] == []
    assert [name for name in REQUESTS if SMUGGLED in REQUESTS[name] and answers[name].count(b"HTTP/1.1 ") > 1] == []
    assert httpx.get(f"{server.address}/sante").json()["ok"] is True
    assert written(server) == before
    assert "Traceback" not in server.output.read_text(encoding="utf-8")


def test_a_websocket_of_nonsense_is_closed(server: Running) -> None:
    """Text, oversized or empty frames on the screens' own line end that line only, and the log repeats none of it."""
    address = f"{server.address.replace('http', 'ws')}/_stcore/stream"
    for message in ("<script>canari</script>", b"canari" + b"\xff" * 1000, b"", b"\x00" * (21 * 2**20)):
        with (
            contextlib.suppress(websockets.exceptions.WebSocketException, TimeoutError, ConnectionError),
            connect(address, subprotocols=["streamlit"], proxy=None, max_size=None) as line,  # type: ignore[list-item]
        ):
            line.send(message)
            line.recv(timeout=2)
    assert httpx.get(f"{server.address}/sante").json()["ok"] is True
    assert "canari" not in server.output.read_text(encoding="utf-8")


def test_uploads_that_nobody_asked_for_are_kept_out(server: Running) -> None:
    """Names that climb, sessions that don't exist, kinds that lie: refused, and no file is written anywhere."""
    store = open_store(server.folder)
    before = {path: path.stat().st_size for path in server.folder.rglob("*") if "sqlite3" not in path.name}
    cookie = f"{COOKIE}={a_login(store, an_account(store, Role.COORDINATION, login='televerse'))}"
    printed = len(server.output.read_text(encoding="utf-8"))
    names = ("x", "../../x", "%2e%2e%2fx", "%00", "a" * 3000)
    with httpx.Client(base_url=server.address, headers={"cookie": cookie}) as client:
        codes = {
            client.request(method, f"/_stcore/upload_file/{name}/{name}", files={"file": ("../../../etc/x.csv", b"x")}).status_code
            for name in names
            for method in ("PUT", "POST", "DELETE")
        }  # fmt: skip
    after = {path: path.stat().st_size for path in server.folder.rglob("*") if "sqlite3" not in path.name}
    assert max(codes) < 500
    assert {path for path in after if path not in before} <= {store.folder.keys / "forms.key"}
    assert "Traceback" not in server.output.read_text(encoding="utf-8")[printed:]
