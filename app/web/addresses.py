"""Where requests come from and which address they were sent to: loopback or not, behind a proxy or not."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import Scope

_PASSED_ON = re.compile(
    r"forwarded.*|via|front-end-https"
    r"|x-(forward|original|cluster|real|proxy|envoy|amzn|amz|appengine|azure|arr|remote|rewrite|host|scheme|url-scheme).*"
    r"|.*client-ip|.*connecting-ip|(cf|fly|fastly|cdn|akamai|ngrok)-.*"
)
"""Headers that proxies, tunnels and hosts' front doors write and no browser does."""

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


@lru_cache(maxsize=256)
def is_loopback_name(host: str) -> bool:
    """Whether a host name or address, without port, can only mean this machine."""
    name = host.strip("[]").lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool(mapped.is_loopback if mapped else address.is_loopback)


def is_from_this_machine(scope: Scope) -> bool:
    """Whether a request comes from a browser on this machine that meant to reach it.

    Peer and ``Host`` (against DNS rebinding) are loopback, ``Origin`` is that very host (against other sites' pages, those
    of another program of this machine included), and nobody passed it on.
    """
    headers = Headers(scope=scope)
    peer, host, origin = scope.get("client"), headers.get("host", ""), headers.get("origin")
    if peer is None or not is_loopback_name(peer[0]) or is_passed_on(scope):
        return False
    return is_loopback_name(_host_part(host)) and (origin is None or netloc_of(origin).lower() == host.lower())


def is_passed_on(scope: Scope) -> bool:
    """Whether someone else's request was passed on: a header says so, or its protocol, HTTP/1.0, that of proxies alone."""
    names = (name.decode("latin-1").lower().replace("_", "-") for name, _value in scope["headers"])
    return scope.get("http_version") == "1.0" or any(_PASSED_ON.fullmatch(name) for name in names)


def netloc_of(origin: str) -> str:
    """Host and port of an ``Origin``; empty for « null » and for what is no address at all."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def client_of(scope: Scope) -> str:
    """Who asks, to count wrong guesses: the peer, or whom a proxy on this machine says it asks for."""
    peer = scope.get("client")
    host = str(peer[0]) if peer else ""
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    if forwarded and is_loopback_name(host):
        # The last line too: some proxies add one of their own below what the client sent.
        host = _without_port(forwarded[-1].rpartition(",")[2].strip()[:64])
    return _line_of(host)


def _without_port(address: str) -> str:
    """Some proxies write « 198.51.100.4:51234 » or « [2001:db8::1]:443 »: a port anew at each request is no other client."""
    found = re.fullmatch(r"\[(.+)\](?::\d+)?|([^:]+):\d+", address)
    return (found[1] or found[2]) if found else address


@lru_cache(maxsize=256)
def _line_of(host: str) -> str:
    """An IPv4 address as it is; of an IPv6 one the 64 bits that one subscriber holds (RFC 6177): the rest is theirs to vary."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return host
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))


def asked_base(scope: Scope) -> str:
    """``https://host`` as the client wrote it; empty when its ``Host`` is no host name."""
    host = first_header(scope, b"host")
    if len(host) > 255:
        return ""
    return _base(host, first_header(scope, b"x-forwarded-proto") or scope.get("scheme", "http"))


def first_header(scope: Scope, name: bytes) -> str:
    """The first header of this name (lower case), empty when there is none."""
    for held, value in scope["headers"]:
        if held == name:
            return str(value, "latin-1")
    return ""


@lru_cache(maxsize=256)
def _base(host: str, scheme: str) -> str:
    """Kept: every answer asks several times, and a server has few names. An attacker's names push each other out."""
    if not _HOST.fullmatch(host):
        return ""
    base = f"{'https' if scheme in ('https', 'wss') else 'http'}://{host}"
    # « [::::] » looks like an address and is none.
    return base if netloc_of(base) else ""


def _host_part(host: str) -> str:
    """A ``Host`` header without its port."""
    if not _HOST.fullmatch(host):
        return ""
    return host.partition("]")[0] if host.startswith("[") else host.partition(":")[0]
