"""Senders without screens, to be killed: ``python -m tests.services.outbox_worker FOLDER PORT``.

For each line read it forks a sender, writes its number, and once it has ended the status it ended with. A sender begins as
the server does, by mending what a crash left, prints a line once it is about to send, and sends until nothing waits.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path

from app.access.actor import SCHEDULER
from app.mobilisation.message import MessageState
from app.services.messages.send_messages import recover, send_due
from app.services.messages.ways_out import ways_of
from app.store import messages
from app.store.database import open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.services.mail_server import USER


def send(folder: Path, port: int) -> None:
    """Until the outbox is empty."""
    store = open_store(folder)
    account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, from_address=USER)
    recover(SCHEDULER, store)
    os.write(1, b"ready\n")
    while True:
        send_due(SCHEDULER, store, ways_of(Secrets(smtp=account)), "https://releve.example.org")
        with store.reading() as conn:
            if not messages.waiting(conn, [MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.SENDING]):
                return
        time.sleep(0.05)


def main() -> None:
    """Everything is imported once: a life is then short, and most of it is sending."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                send(folder, port)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        os.write(1, f"{child}\n".encode())
        os.write(1, f"ended {os.waitpid(child, 0)[1]}\n".encode())


if __name__ == "__main__":
    main()
