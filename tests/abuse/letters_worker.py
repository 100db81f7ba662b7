"""A sender of partners' letters alone, to be killed: ``python -m tests.abuse.letters_worker FOLDER PORT`` until none waits."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.access.actor import SCHEDULER
from app.services.crisis.send_partner_letters import send_partner_letters
from app.services.messages.ways_out import ways_of
from app.store import partner_letters
from app.store.database import open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.services.a_queue import BASE
from tests.services.mail_server import USER


def main() -> None:
    """Until every letter has left."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    store = open_store(folder)
    account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, from_address=USER)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        send_partner_letters(SCHEDULER, store, ways_of(Secrets(smtp=account)), BASE)
        with store.reading() as conn:
            if not partner_letters.in_states(conn):
                return
        time.sleep(0.05)


if __name__ == "__main__":
    main()
