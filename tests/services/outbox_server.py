"""A mail server in its own process: ``python -m tests.services.outbox_server FILE`` prints its port and serves.

Each text taken is one line of FILE, its Message-ID, written before the server answers that it took it.
"""

from __future__ import annotations

import os
import sys
import threading

from tests.services.mail_server import Inbox, mail_server


class Witness(Inbox):
    """An inbox that writes down what it takes before it says so."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def take(self, content: bytes, recipients: list[str]) -> None:
        super().take(content, recipients)
        id = next(line for line in content.splitlines() if line.lower().startswith(b"message-id:"))
        os.write(self._descriptor, id.partition(b":")[2].strip() + b"\n")


def main() -> None:
    """Until it is stopped."""
    descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with mail_server(Witness(descriptor)) as port:
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
