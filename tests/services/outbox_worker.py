"""A sender without screens, to be killed: ``python -m tests.services.outbox_worker FOLDER PORT`` sends until nothing waits.

It begins as the server does, by mending what a crash left, and prints a line once it is about to send.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.access.actor import SCHEDULER
from app.mobilisation.message import MessageState
from app.services.send_messages import recover, send_due
from app.services.ways_out import ways_of
from app.store import messages
from app.store.database import open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.services.mail_server import USER


def main() -> None:
    """Until the outbox is empty."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    store = open_store(folder)
    account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, from_address=USER)
    recover(SCHEDULER, store)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        send_due(SCHEDULER, store, ways_of(Secrets(smtp=account)), "https://releve.example.org")
        with store.reading() as conn:
            if not messages.waiting(conn, [MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.SENDING]):
                return
        time.sleep(0.05)


if __name__ == "__main__":
    main()
