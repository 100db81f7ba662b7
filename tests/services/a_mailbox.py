"""The community's mailbox on this machine: what the tests start from whose letters really leave."""

from __future__ import annotations

from app.services.messages.ways_out import Ways, ways_of
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.services.mail_server import USER

NO_WAY = Ways()
"""Nothing leaves by itself: messages wait for a hand."""


def ways(port: int, **changes: object) -> Ways:
    """E-mail alone, through the server of that port of 127.0.0.1: in clear and without signing in, unless said otherwise."""
    values = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "from_address": USER, **changes}
    return ways_of(Secrets(smtp=SmtpAccount(**values)))  # type: ignore[arg-type]
