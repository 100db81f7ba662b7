"""Screens answer only this machine; everything else of ours stays reachable."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from app.web.addresses import FORWARDED_HEADERS, asked_base, client_of, is_loopback_name
from app.web.gate import REFUSAL, LoopbackGate
from app.web.site import OwnAddresses, Site, is_own
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like


def local(peer: str = "127.0.0.1", host: str = "127.0.0.1:8501") -> Client:
    return Client(LoopbackGate(streamlit_like), peer, host)


@pytest.mark.parametrize(
    ("peer", "host"),
    [
        ("127.0.0.1", "127.0.0.1:8501"),
        ("127.0.0.1", "localhost:8501"),
        ("::1", "[::1]:8501"),
        ("::ffff:127.0.0.1", "releve.localhost"),
    ],
)
def test_a_browser_on_this_machine_sees_the_screens(peer: str, host: str) -> None:
    """Loopback by number or name, both families; its own Origin is fine."""
    assert local(peer, host).get("/planning").status_code == 200
    assert local(peer, host).ask("POST", "/_stcore/upload_file/a/b", origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    ("peer", "host", "headers"),
    [
        ("192.0.2.7", "127.0.0.1:8501", {}),
        ("127.0.0.1", "evil.example", {}),
        ("127.0.0.1", "127.0.0.1.evil.example", {}),
        ("127.0.0.1", "localhost:8501", {"origin": "https://evil.example"}),
        ("127.0.0.1", "localhost:8501", {"origin": "null"}),
        *(("127.0.0.1", "localhost:8501", {name.replace("-", "_"): "192.0.2.7"}) for name in FORWARDED_HEADERS),
    ],
)
@pytest.mark.parametrize("path", ["/", "/media/a.csv", "/_stcore/health", "/component/x/y.js", "/app/static/a.woff2"])
def test_anyone_else_reads_one_sentence(peer: str, host: str, headers: dict[str, str], path: str) -> None:
    """From another machine, through a proxy, under a rebound name or from another site's page: 403."""
    response = local(peer, host).ask("GET", path, **headers)
    assert (response.status_code, response.text) == (403, REFUSAL)


@pytest.mark.parametrize(("peer", "opens"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_the_websocket_is_gated_too(peer: str, opens: bool) -> None:
    """Pages are nothing without their websocket: it is closed before it opens for anyone else."""
    sent: list[Message] = []
    reached: list[str] = []

    async def app(scope: object, receive: object, send: object) -> None:
        reached.append("app")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "client": (peer, 1), "headers": [(b"host", b"localhost")]}
    asyncio.run(LoopbackGate(app)(scope, None, send))  # type: ignore[arg-type]
    assert (reached == ["app"], sent == []) == (opens, opens)


def test_calendars_and_health_answer_everyone(centre: PublishedCentre, site: Site) -> None:
    """Behind the gate are screens only."""
    client = Client(OwnAddresses(LoopbackGate(streamlit_like), site))
    codes = [client.get(path).status_code for path in (centre.feed_path(ZOE), "/sante", "/planning")]
    assert codes == [200, 200, 403]


def test_our_prefixes_are_ours_whatever_follows() -> None:
    """Only whole first segments count: a screen may be called « /planning » or « /api-docs »."""
    own = ["/CALENDRIER/x.ics", "/p", "/p/x", "//p/x", "/calendrier/x.ics", "/sante", "/imprimer/a/b"]
    others = ["/", "/planning", "/api-docs", "/calendriers", "/_stcore/p"]
    assert ([is_own(path) for path in own], [is_own(path) for path in others]) == (
        [True] * len(own),
        [False] * len(others),
    )


@given(st.text(max_size=40))
def test_any_host_name_is_judged_without_failing(host: str) -> None:
    """Nonsense is not this machine; and no nonsense reaches an address we write."""
    is_loopback_name(host)
    scope = {"type": "http", "scheme": "https", "headers": [(b"host", host.encode("utf-8", "ignore"))]}
    base = asked_base(scope)
    assert base == "" or base == f"https://{host}"
    assert not set(base) & set(" <>\"'\r\n\\")


def test_a_client_is_its_peer_or_whom_a_local_proxy_names() -> None:
    """A forwarded address counts only when the proxy is on this machine; the last one is the one it saw itself."""
    forwarded = [(b"x-forwarded-for", b"10.0.0.1, 198.51.100.4")]
    found = [
        client_of({"type": "http", "client": (peer, 1), "headers": forwarded}) for peer in ("127.0.0.1", "192.0.2.7")
    ]
    assert found == ["198.51.100.4", "192.0.2.7"]


@pytest.mark.parametrize(
    ("lines", "client"),
    [
        ([b"203.0.113.1", b"198.51.100.4"], "198.51.100.4"),
        ([b"2001:db8:1:2:3::9"], "2001:db8:1:2::/64"),
        ([b"2001:db8:1:2:ffff::1"], "2001:db8:1:2::/64"),
        ([b"::ffff:198.51.100.4"], "198.51.100.4"),
        ([b"unknown"], "unknown"),
    ],
)
def test_nobody_becomes_another_client_by_what_they_may_vary(lines: list[bytes], client: str) -> None:
    """Neither a forwarded line of their own above the proxy's, nor the half of an IPv6 address that is theirs to choose."""
    headers = [(b"x-forwarded-for", line) for line in lines]
    assert client_of({"type": "http", "client": ("127.0.0.1", 1), "headers": headers}) == client
