"""The one thread that keeps time: it wakes when something is due, and at least every quarter of a minute."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from app.access.actor import SCHEDULER
from app.services.keeping.run_due import run_due
from app.services.messages.send_messages import recover
from app.store.wal import empty_log

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Store

log = logging.getLogger("releve.scheduler")

LONGEST_SECONDS, SHORTEST_SECONDS = 15.0, 1.0
"""Between two rounds: what screens and pages queue leaves within the first; the second keeps a faulty duty from spinning."""

STOP_SECONDS = 25.0
"""How long stopping waits for the message being sent: a server's answer at most."""


class Scheduler:
    """Runs the duties of a data folder from :meth:`start` to :meth:`stop`, over its own connections."""

    def __init__(self, store: Store, public_url: str = "") -> None:
        self._store, self._public_url = store, public_url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="releve-scheduler", daemon=True)

    def start(self) -> None:
        """Mend what a crash left, then begin the rounds."""
        self._thread.start()

    def stop(self) -> None:
        """Let the message being sent end, then return; nothing new is begun."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        recovered = False
        while not self._stop.is_set():
            try:
                # Retried until it succeeds, and before anything is sent: it must never meet our own attempts.
                if not recovered:
                    recover(SCHEDULER, self._store)
                    recovered = True
                again = run_due(self._store, public_url=self._public_url, stopping=self._stop.is_set)
                # Whatever was erased or given without a name since the last round is in no file any more.
                empty_log(self._store, patience_seconds=0)
                pause = pause_seconds(again, self._store.now())
            except Exception as error:
                log.error("round not run: %s", type(error).__name__)
                pause = LONGEST_SECONDS
            self._stop.wait(pause)


def pause_seconds(again: datetime | None, now: datetime) -> float:
    """How long to rest before the next round."""
    if again is None:
        return LONGEST_SECONDS
    return min(LONGEST_SECONDS, max(SHORTEST_SECONDS, (again - now).total_seconds()))
