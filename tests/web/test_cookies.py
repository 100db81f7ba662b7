"""When cookies are for TLS only."""

from __future__ import annotations

import pytest
from starlette.types import Scope

from app.web.cookies import is_secure


def asked(scheme: str, peer: str, **headers: str) -> Scope:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": scheme, "client": (peer, 1), "headers": named}


@pytest.mark.parametrize(
    ("scope", "base_url", "secure"),
    [
        (asked("https", "192.0.2.7"), "", True),
        (asked("wss", "192.0.2.7"), "", True),
        (asked("http", "127.0.0.1"), "http://127.0.0.1:8501", False),
        (asked("http", "127.0.0.1"), "https://releve.exemple.fr", True),
        (asked("http", "127.0.0.1", x_forwarded_proto="https"), "", True),
        (asked("http", "127.0.0.1", x_forwarded_proto="http"), "", False),
        (asked("http", "192.0.2.7", x_forwarded_proto="https"), "", False),
        (asked("http", "127.0.0.1", x_forwarded_proto="https, http"), "", False),
    ],
)
def test_cookies_are_for_tls_only_where_there_is_tls(scope: Scope, base_url: str, secure: bool) -> None:
    """Asked so, passed on so by a proxy of this machine, or announced so by the public address; nobody else is believed."""
    assert is_secure(scope, base_url) is secure
