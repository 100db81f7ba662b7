"""Who asks: this machine or another, by which name, through which proxy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Scope

from app.web.addresses import asked_base, client_of, is_from_this_machine, is_loopback_name

PASSED_ON = ["forwarded", "via", "x-real-ip", "x-forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-by",
             "x-forwarded-proto", "x-forwarded-scheme", "x-forwarded-ssl", "x-original-host", "x-original-forwarded-for",
             "x-cluster-client-ip", "x-client-ip", "true-client-ip", "fly-client-ip", "fly-region", "cf-connecting-ip",
             "cf-ray", "fastly-client-ip", "x-envoy-external-address", "x-amzn-trace-id", "x_forwarded_for"]  # fmt: skip
"""What proxies add to what they pass on."""

BROWSERS_OWN = ["accept", "accept-language", "cookie", "referer", "user-agent", "sec-fetch-site", "upgrade-insecure-requests",
                "x-xsrftoken", "x-requested-with", "connection", "dnt", "priority"]  # fmt: skip


@pytest.mark.parametrize("name", PASSED_ON)
def test_what_a_proxy_passes_on_is_not_this_machines(name: str) -> None:
    """Whatever the proxy is called, and even when it names nobody."""
    assert not is_from_this_machine(asked(name))


def test_a_browsers_own_headers_are_this_machines() -> None:
    """What it writes of itself is no proxy's; HTTP/1.0 is, since no browser has spoken it for decades."""
    assert [name for name in BROWSERS_OWN if not is_from_this_machine(asked(name))] == []
    assert not is_from_this_machine({**asked("accept"), "http_version": "1.0"})


def asked(name: str) -> Scope:
    """A request at this machine with one header more."""
    return {
        "type": "http",
        "http_version": "1.1",
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1:8501"), (name.encode(), b"x")],
    }


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
        ([b"198.51.100.4:51234"], "198.51.100.4"),
        ([b"10.0.0.1:1, [2001:db8:1:2:3::9]:443"], "2001:db8:1:2::/64"),
        ([b"[2001:db8:1:2:3::9]"], "2001:db8:1:2::/64"),
    ],
)
def test_nobody_becomes_another_client_by_what_they_may_vary(lines: list[bytes], client: str) -> None:
    """Neither a forwarded line of their own above the proxy's, nor the half of an IPv6 address that is theirs to choose."""
    headers = [(b"x-forwarded-for", line) for line in lines]
    assert client_of({"type": "http", "client": ("127.0.0.1", 1), "headers": headers}) == client
