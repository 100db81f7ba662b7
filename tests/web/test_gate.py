"""Screens answer this machine until an account exists, and whoever is signed in from then on. Which addresses are ours is tried in test_site."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.access.actor import Role
from app.services.accounts.who_acts import COOKIE, end_login, who_acts
from app.store import accounts
from app.store.database import Store, open_store
from app.web.gate import REFUSAL, Gate
from app.web.site import Site
from app.web.uploads import LARGEST
from tests.builders import MovingClock
from tests.web.a_centre import BASE, THURSDAY, App, Client
from tests.web.an_account import a_login, an_account
from tests.web.conftest import streamlit_like

PIECES = ["/media/a.csv", "/_stcore/health", "/_stcore/host-config", "/component/x/y.js", "/_stcore/bidi-components/x/y",
          "/static/js/index.js", "/app/static/fonts/a.woff2"]  # fmt: skip
"""What screens are made of."""


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(THURSDAY)


@pytest.fixture
def folder(tmp_path: Path, clock: MovingClock) -> Store:
    """A folder without any account."""
    return open_store(tmp_path / "porte", clock)


@pytest.fixture
def gate(folder: Store) -> Iterator[Gate]:
    site = Site(folder, BASE)
    yield Gate(streamlit_like, folder, site.base_url)
    site.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """The gate of a folder where no test makes an account."""
    store = open_store(tmp_path_factory.mktemp("vide"), MovingClock(THURSDAY))
    site = Site(store, BASE)
    yield Gate(streamlit_like, store, site.base_url)
    site.close()


def local(gate: Gate, peer: str = "127.0.0.1", host: str = "127.0.0.1:8501") -> Client:
    return Client(gate, peer, host)


def cookie(token: str) -> str:
    return f"{COOKIE}={token}"


@pytest.mark.parametrize(
    ("peer", "host"),
    [
        ("127.0.0.1", "127.0.0.1:8501"),
        ("127.0.0.1", "localhost:8501"),
        ("::1", "[::1]:8501"),
        ("::ffff:127.0.0.1", "releve.localhost"),
    ],
)
def test_a_browser_on_this_machine_sees_the_screens(empty: Gate, peer: str, host: str) -> None:
    """Loopback by number or name, both families; its own Origin is fine."""
    assert local(empty, peer, host).get("/planning").status_code == 200
    assert local(empty, peer, host).ask("POST", "/_stcore/upload_file/a/b", origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    ("peer", "host", "headers"),
    [
        ("192.0.2.7", "127.0.0.1:8501", {}),
        ("127.0.0.1", "evil.example", {}),
        ("127.0.0.1", "127.0.0.1.evil.example", {}),
        ("127.0.0.1", "localhost:8501", {"origin": "https://evil.example"}),
        ("127.0.0.1", "localhost:8501", {"origin": "null"}),
        ("127.0.0.1", "localhost:8501", {"origin": "http://localhost:3000"}),
        ("127.0.0.1", "localhost:8501", {"x_forwarded_for": "192.0.2.7"}),
    ],
)
@pytest.mark.parametrize("path", ["/", *PIECES])
def test_without_accounts_anyone_else_reads_one_sentence(
    empty: Gate, peer: str, host: str, headers: dict[str, str], path: str
) -> None:
    """From another machine, through a proxy, under a rebound name or from another site's page: 403."""
    response = local(empty, peer, host).ask("GET", path, **headers)
    assert (response.status_code, response.text) == (403, REFUSAL)


def handshake(gate_over: Gate, peer: str = "192.0.2.7", **headers: str) -> tuple[bool, list[Message]]:
    """Whether a websocket reaches the screens, and what was answered before."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    given_headers = {"host": "releve.exemple.fr", **headers}
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "query_string": b"",
        "scheme": "wss",
        "client": (peer, 1),
        "headers": [(name.encode(), value.encode()) for name, value in given_headers.items()],
    }
    reached: list[str] = []

    async def app(_scope: object, _receive: object, _send: object) -> None:
        reached.append("app")

    inner: App = app
    asyncio.run(Gate(inner, gate_over._store, gate_over._base_url)(scope, None, send))  # type: ignore[arg-type]
    return reached == ["app"], sent


@pytest.mark.parametrize(
    ("origin", "opens"),
    [
        ("http://localhost:8501", True),
        ("http://localhost:3000", False),
        ("http://evil.localhost", False),
        ("http://127.0.0.1:8501", False),
        ("http://evil.example", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_without_accounts_only_our_own_page_opens_the_websocket(empty: Gate, origin: str, opens: bool) -> None:
    """A page that another program of this machine serves is another site's."""
    assert handshake(empty, "127.0.0.1", host="localhost:8501", origin=origin)[0] is opens


@pytest.mark.parametrize(("peer", "opens"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_without_accounts_the_websocket_is_gated_too(empty: Gate, peer: str, opens: bool) -> None:
    """Pages are nothing without their websocket: it is closed before it opens for anyone else."""
    reached, sent = handshake(empty, peer, host="localhost")
    assert (reached, sent == []) == (opens, opens)


@pytest.mark.parametrize(("peer", "host"), [("192.0.2.7", "releve.exemple.fr"), ("127.0.0.1", "127.0.0.1:8501")])
def test_with_accounts_nothing_of_a_screen_answers_a_stranger(gate: Gate, folder: Store, peer: str, host: str) -> None:
    """From anywhere, this machine included: a page leads to signing in and back; whatever it is made of is 401."""
    an_account(folder)
    client = local(gate, peer, host)
    page = client.get("/planning?centre=Le Pratel&x=é", accept="text/html,*/*")
    assert (page.status_code, page.headers["location"]) == (
        303,
        "/connexion?suite=%2Fplanning%3Fcentre%3DLe%2520Pratel%26x%3D%25C3%25A9",
    )
    assert client.get("/", accept="text/html").headers["location"] == "/connexion"
    assert {path: client.get(path, accept="text/html").status_code for path in PIECES} == dict.fromkeys(PIECES, 401)
    assert {path: client.get(path).status_code for path in ["/", "/planning"]} == {"/": 401, "/planning": 401}
    codes = [client.ask(method, "/_stcore/upload_file/a/b").status_code for method in ("PUT", "POST", "DELETE")]
    assert codes == [401, 401, 401]
    assert handshake(gate, peer, host=host) == (False, [{"type": "websocket.close", "code": 4401}])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROFESSIONAL])
def test_whoever_is_signed_in_sees_screens_from_anywhere(gate: Gate, folder: Store, role: Role) -> None:
    """Every role but a professional's; which screens they are shown is another table's business."""
    token = a_login(folder, an_account(folder, role))
    client = Client(gate)
    paths = ["/", "/planning", *PIECES]
    assert {path: client.get(path, cookie=cookie(token)).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert handshake(gate, cookie=cookie(token), origin=BASE) == (True, [])


def test_a_professional_is_led_to_their_own_page(gate: Gate, folder: Store) -> None:
    """Pages lead to « /moi »; pieces of screens and the websocket are refused."""
    token = a_login(folder, an_account(folder, Role.PROFESSIONAL))
    client = Client(gate)
    page = client.get("/planning", cookie=cookie(token), accept="text/html")
    assert (page.status_code, page.headers["location"]) == (303, "/moi")
    assert {client.get(path, cookie=cookie(token)).status_code for path in PIECES} == {403}
    assert handshake(gate, cookie=cookie(token))[0] is False


def test_a_login_opens_nothing_once_it_is_over(gate: Gate, folder: Store, clock: MovingClock) -> None:
    """Ended, left alone too long, of a closed account, or never given: the same as nobody."""
    account = an_account(folder)
    an_account(folder, Role.ADMINISTRATION)
    ended, idle = a_login(folder, account), a_login(folder, account)
    client = Client(gate)
    assert client.get("/planning", cookie=cookie(ended)).status_code == 200
    end_login(folder, ended)
    assert client.get("/planning", cookie=cookie(ended)).status_code == 401
    clock.forward(hours=8)
    closed = a_login(folder, account)
    assert [client.get("/planning", cookie=cookie(one)).status_code for one in (idle, closed)] == [401, 200]
    with folder.transaction() as conn:
        accounts.change(conn, replace(account, disabled_at=clock.at))
    assert [client.get("/", cookie=cookie(one)).status_code for one in (closed, "x" * 43, "")] == [401] * 3


@pytest.mark.parametrize(
    ("headers", "opens"),
    [
        ({}, True),
        ({"origin": "https://releve.exemple.fr"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://evil.releve.exemple.fr"}, False),
        ({"origin": "http://["}, False),
        ({"origin": ""}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://releve.exemple.fr", "sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_another_site_opens_no_websocket_and_sends_nothing_with_ones_cookie(
    gate: Gate, folder: Store, headers: dict[str, str], opens: bool
) -> None:
    """A neighbour under the same domain included: its page would bring the cookie along."""
    token = a_login(folder, an_account(folder))
    assert handshake(gate, cookie=cookie(token), **headers)[0] is opens
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    sent = Client(gate).ask("PUT", "/_stcore/upload_file/a/b", cookie=cookie(token), **named)
    assert sent.status_code == (200 if opens else 403)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROFESSIONAL])
def test_files_are_taken_from_whoever_has_a_screen_that_asks_for_one(gate: Gate, folder: Store, role: Role) -> None:
    """Others have nothing to send, and twenty large ones an hour are enough for anyone: files stay in memory."""
    token, client = a_login(folder, an_account(folder, role)), Client(gate)
    codes = [client.ask("PUT", "/_stcore/upload_file/a/b", b"x", cookie=cookie(token), content_length=str(LARGEST))
             for _ in range(21)]  # fmt: skip
    asked = [code.status_code for code in codes]
    assert asked == ([403] * 21 if role in (Role.READING, Role.OBSERVER) else [200] * 20 + [503])


def test_what_screens_hand_over_is_kept_by_no_browser(gate: Gate, folder: Store) -> None:
    """A roster downloaded an hour ago is not in the cache of a shared machine; what screens are made of may be."""
    client, given_cookie = Client(gate), cookie(a_login(folder, an_account(folder)))
    found = [
        client.get(path, cookie=given_cookie).headers.get("cache-control") for path in ("/media/a.csv", "/static/a.js")
    ]
    assert found == ["private, no-store", None]


def test_a_screen_left_open_does_not_keep_its_login(gate: Gate, folder: Store, clock: MovingClock) -> None:
    """Its pieces, its socket and its parts that run by the clock are nobody's use; a page asked for is."""
    token = a_login(folder, an_account(folder))
    client = Client(gate)
    for _ in range(7):
        clock.forward(hours=1)
        assert client.get("/media/a.png", cookie=cookie(token)).status_code == 200
        assert handshake(gate, cookie=cookie(token))[0]
    assert client.get("/planning", cookie=cookie(token), accept="text/html").status_code == 200
    clock.forward(hours=7)
    assert client.get("/media/a.png", cookie=cookie(token)).status_code == 200
    clock.forward(hours=1)
    assert client.get("/media/a.png", cookie=cookie(token)).status_code == 401


@pytest.mark.parametrize(("auto", "goes_on"), [(False, True), (True, False)])
def test_a_click_is_use_and_a_clock_is_not(
    gate: Gate, folder: Store, clock: MovingClock, auto: bool, goes_on: bool
) -> None:
    """Over the websocket, where screens are used."""
    token = a_login(folder, an_account(folder))
    asked_run = BackMsg()
    asked_run.rerun_script.is_auto_rerun = auto
    clock.forward(hours=7)

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": asked_run.SerializeToString()}

    async def screen(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "scheme": "wss", "client": ("192.0.2.7", 1),
             "headers": [(b"host", b"releve.exemple.fr"), (b"cookie", cookie(token).encode())]}  # fmt: skip
    asyncio.run(Gate(screen, folder, gate._base_url)(scope, receive, None))  # type: ignore[arg-type]
    clock.forward(hours=7)
    assert (who_acts(folder, token) is not None) is goes_on


def test_whoever_hangs_up_while_sending_a_file_is_no_fault(
    gate: Gate, folder: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """They were let in, then left: nothing is raised, and nothing is written to the log."""
    came: list[str] = []

    async def left(scope: Scope, _receive: Receive, _send: Send) -> None:
        came.append(scope["path"])
        raise ClientDisconnect

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/b", "query_string": b"", "scheme": "https",
             "client": ("192.0.2.7", 1), "headers": [(b"host", b"releve.exemple.fr"),
             (b"cookie", cookie(a_login(folder, an_account(folder))).encode())]}  # fmt: skip
    asyncio.run(Gate(left, folder, gate._base_url)(scope, None, None))  # type: ignore[arg-type]
    assert (came, caplog.records) == ([scope["path"]], [])
