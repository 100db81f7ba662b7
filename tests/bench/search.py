"""One search over everything: at demonstration size, and with 600 people more. CPU milliseconds of the server; bar: 150."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.services.home.search import search
from app.services.keeping.steady_memory import settle
from app.store import people
from tests.bench.a_community import AT
from tests.bench.a_screen import the_demonstration
from tests.builders import a_person

if TYPE_CHECKING:
    from app.store.database import Store
    from tests.bench.rows import Row

MORE = 600
TYPED = ("ajonc", "lundi matin", "pourvoir", "cellule", "06 39 98 01", "rien de tel")


def run(quick: bool) -> list[Row]:
    """Two rows a size: the median and the slowest, everything read once before. ``quick``: three rounds."""
    with the_demonstration() as store:
        search(COMMAND_LINE, store, TYPED[0])
        # As the server does once its first screen is drawn.
        settle()
        rows = _rows(store, "demonstration", 3 if quick else 15)
        with store.transaction() as conn:
            for number in range(MORE):
                people.put(conn, a_person(f"Prénom{number}", family_name=f"Nom{number % 97} Fictif"), AT)
        return rows + _rows(store, f"{MORE} people more", 3 if quick else 15)


def _rows(store: Store, size: str, rounds: int) -> list[Row]:
    search(COMMAND_LINE, store, TYPED[0])
    waits = [_spent(store, typed) for _round in range(rounds) for typed in TYPED]
    return [
        _row(f"{size}, median", statistics.median(waits), "bar: 150 ms"),
        _row(f"{size}, slowest", max(waits), "names shown for the first time are noted in the journal"),
    ]


def _spent(store: Store, typed: str) -> float:
    start = time.process_time()
    search(COMMAND_LINE, store, typed)
    return (time.process_time() - start) * 1000


def _row(name: str, value: float, note: str) -> Row:
    return {"section": "search", "name": name, "value": round(value, 1), "unit": "ms CPU", "note": note}
