"""A volunteer's page at the size of the demonstration: how long the server takes, how much it sends, and 200 answers at once."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.actor import LOCAL_COORDINATION
from app.access.links import call_out_subject, page_subject, token_of
from app.core.clock import fixed_clock
from app.core.ids import CentreId, PersonId
from app.mobilisation.poll import Poll
from app.scheduling.session import NOBODY, SeatState
from app.services.mobilisation.start_call_out import start_call_out
from app.store import call_outs, centres, links, polls, seats, sessions
from app.store.database import Store, open_store
from app.web.site import Site
from tests.bench.a_community import AT, copy_demonstration
from tests.bench.calendars import served
from tests.web.test_two_hundred import PEOPLE, a_crowd, say_yes

if TYPE_CHECKING:
    from tests.bench.rows import Row

LARGEST_BYTES = 40_000
"""Of a page: what one bar of signal brings in a few seconds."""


def run(quick: bool) -> list[Row]:
    """The figures of the section « volunteer »; ``quick`` asks 20 times instead of 80, and leaves the crowd to the tests."""
    with tempfile.TemporaryDirectory() as folder:
        copy_demonstration(Path(folder) / "demo")
        store = open_store(Path(folder) / "demo", fixed_clock(AT))
        paths = _paths(store)
        site = Site(store)
        with served(site) as port:
            rows = [row for name, path in paths.items() for row in _one_page(name, port, path, 20 if quick else 80)]
        site.close()
        return rows if quick else [*rows, *_crowd(Path(folder) / "crowd")]


def _paths(store: Store) -> dict[str, str]:
    """The page of whoever holds most shifts, asked a poll of twelve sessions; their exchanges; a call-out."""
    key = store.folder.key("links")
    with store.reading() as conn:
        live = [seat for seat in seats.between(conn, AT, AT + timedelta(days=60)) if seat.holder.person_id]
        busiest = Counter(seat.holder.person_id for seat in live).most_common(1)[0][0]
        centre = centres.every(conn)[0]
        asked = sessions.between(conn, AT, AT + timedelta(days=60))[:12]
    assert busiest is not None
    poll = Poll(
        id="bench", centre_id=centre.id, session_ids=tuple(one.id for one in asked), opened_at=AT,
        closes_at=AT + timedelta(days=3),
    )  # fmt: skip
    with store.transaction() as conn:
        polls.insert(conn, poll, [busiest])
        page = links.ensure(conn, key, page_subject(busiest), AT)
    token = token_of(key, page.subject, page.generation)
    mine = next(seat for seat in live if seat.holder.person_id == busiest)
    return {
        "page": f"/p/{token}",
        "exchanges": f"/p/{token}/echange?poste={mine.id}",
        "call-out": _call(store, centre.id, busiest),
    }


def _call(store: Store, centre_id: CentreId, sparing: PersonId) -> str:
    """The answer of the first person asked for one freed seat, which is not one of ``sparing``: their exchanges are timed."""
    with store.transaction() as conn:
        hole = next(
            seat
            for seat in seats.between(conn, AT, AT + timedelta(days=60), centre_id)
            if seat.role == "injector" and seat.holder.person_id not in (None, sparing)
        )
        seats.write(conn, hole, replace(hole, holder=NOBODY, state=SeatState.OPEN), AT)
    id = start_call_out(LOCAL_COORDINATION, store, [hole.id])
    key = store.folder.key("links")
    with store.transaction() as conn:
        held = call_outs.find(conn, id)
        assert held is not None
        link = links.ensure(conn, key, call_out_subject(id, held.callout.candidates[0].person), AT)
    return f"/appel/{token_of(key, link.subject, link.generation)}"


def _one_page(name: str, port: int, path: str, times: int) -> list[Row]:
    """Median and slowest twentieth of answers on a kept connection, in milliseconds, and the bytes of the page."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    waits = []
    body = b""
    for _time in range(times):
        start = time.perf_counter()
        line.request("GET", path)
        answer = line.getresponse()
        body = answer.read()
        waits.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, (name, answer.status)
    line.close()
    waits = sorted(waits[1:])
    bar = "bar: 30" if name != "exchanges" else "every exchange is judged by the rules"
    return [
        _row(name, round(statistics.median(waits), 1), "ms", f"GET, demo of 132 people; {bar}"),
        _row(f"{name} p95", round(waits[int(len(waits) * 0.95)], 1), "ms", ""),
        {**_row(f"{name} size", len(body), "bytes", ""), "at_most": LARGEST_BYTES},
    ]


def _crowd(folder: Path) -> list[Row]:
    centre, paths = a_crowd(folder)
    site = Site(centre.store)
    with served(site) as port:
        start = time.perf_counter()
        answers = say_yes(port, paths)
        took = time.perf_counter() - start
    site.close()
    taken = sum("Le poste est à vous" in page or "déjà à vous" in page for _posted, _seen, page in answers.values())
    faults = sum(posted >= 500 or seen >= 500 for posted, seen, _page in answers.values())
    note = f"{PEOPLE} POST of « oui » at once on one seat, each then reads its page"
    return [
        _row("crowd", round(took, 2), "s", note),
        {**_row("crowd seats given", taken, "seats", ""), "at_least": 1, "at_most": 1},
        {**_row("crowd faults", faults, "answers", ""), "at_most": 0},
    ]


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "volunteer", "name": name, "value": value, "unit": unit, "note": note}
