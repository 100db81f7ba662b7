"""Calendars on the product's own server: an answer cold, warm and unchanged, beside a bare Starlette route of the same bytes.

The bare route (:mod:`tests.bench.a_server`) stands in the same process behind the same socket: short rounds of one and of the
others in turn, compared by what an answer costs the server's CPU and by throughput. With screens at work: ``pages``.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import uvicorn

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.ids import PersonId, SeatId, SessionId
from app.feeds.calendar import build
from app.scheduling.session import Holder, Seat, SeatState
from app.server import address_of, listening
from app.services.messages.hand_out_links import centre_links, hand_out_links
from app.services.messages.read_calendar import open_calendar
from app.store import centres, seats
from app.store.database import open_store
from app.web.site import OwnAddresses, Site
from tests.bench import a_server
from tests.bench.a_server import BARE
from tests.bench.load import load
from tests.bench.sessions import cpu_seconds
from tests.web.a_centre import CENTRE, PRATEL, a_person, a_session
from tests.web.conftest import streamlit_like

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.store.database import Store
    from tests.bench.rows import Row

PEOPLE, EVENTS = 130, 40
HOUR_POLLS = 12_000
"""An hour of a thousand phones that ask every five minutes, several times what phones do."""
HOUR_WRITES = 60
"""One a minute: a coordination at work."""
LEAST_OF_BARE, LEAST_OF_BARE_QUICK = 0.7, 0.55
"""The floor, and what three short rounds on a machine shared with others may still show of it."""
CONNECTIONS = 8
MOST_SLOPE = 20.0


def run(quick: bool) -> list[Row]:
    """The figures of the section « calendars »; ``quick``: three short rounds, a few minutes of polls."""
    with TemporaryDirectory() as given:
        folder = Path(given) / "centre"
        store, paths = a_busy_centre(folder)
        with a_server.served(folder, _written(store, paths[0])) as (port, pid):
            rows = _one_calendar(store, port, paths[0], 10 if quick else 60)
            rows += _rebuilt(store, (port, pid), paths[:30] if quick else paths)
            rows += _beside_bare(
                (port, pid),
                paths,
                rounds=3 if quick else 9,
                asks=600 if quick else 2_500,
                least=LEAST_OF_BARE_QUICK if quick else LEAST_OF_BARE,
            )
            rows += _whole_centre(port, _whole_feed(store))
            rows += _an_hour(store, (port, pid), paths, share=0.1 if quick else 1.0)
    return rows


def _written(store: Store, path: str) -> bytes:
    """A calendar's bytes, for the bare route to send."""
    token = path.rpartition("/")[2].removesuffix(".ics")
    opened = open_calendar(store, token, base_url="http://127.0.0.1", today=paris_date(store.now()), reminders=())
    assert opened is not None
    return build(opened.feed)


def _whole_feed(store: Store) -> str:
    return next(
        link.feed
        for link in centre_links(LOCAL_COORDINATION, store, CENTRE, base_url="")
        if link.subject.scope is LinkScope.CENTRE
    )


def a_busy_centre(folder: Path) -> tuple[Store, list[str]]:
    """130 people who hold 40 seats each over the 18 weeks that begin today, and their calendars' paths."""
    store = open_store(folder)
    today = paris_date(store.now())
    people = [PersonId(f"p-{number:03}") for number in range(PEOPLE)]
    with store.transaction() as conn:
        for name in ("zoe", "ali"):
            a_person(conn, PersonId(f"p-{name}"), name, "x")
        centres.insert(conn, PRATEL)
        for person in people:
            a_person(conn, person, "Clarisse", f"PALUDE-{person}")
        for number in range(EVENTS):
            session = a_session(conn, store, number, today + timedelta(days=3 * number))
            seats.insert(conn, [_seat(session, rank, person) for rank, person in enumerate(people, 2)], store.now())
    given = hand_out_links(LOCAL_COORDINATION, store, CENTRE, base_url="")
    return store, [one.link.feed for one in given if one.person_id in people]


def _seat(session: SessionId, rank: int, person: PersonId) -> Seat:
    return Seat(
        SeatId(f"{session}-{person}"), session, "injector", rank % 5 + 1, rank, Holder(person), SeatState.PUBLISHED
    )


@contextmanager
def served(site: Site) -> Iterator[int]:
    """The site behind uvicorn on a free port."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(OwnAddresses(streamlit_like, site), log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield int(address_of(listener).rpartition(":")[2])
        finally:
            server.should_exit = True
            thread.join()


def ask(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, str, bytes]:
    """Status, tag and body of one GET on a kept connection."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("etag", ""), answer.read()


def _milliseconds(times: int, act: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    found = []
    for _ in range(times):
        before()
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(found), 2)


def _one_calendar(store: Store, port: int, path: str, times: int) -> list[Row]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    _status, tag, body = ask(connection, path)

    def read() -> object:
        return ask(connection, path)

    cold = _milliseconds(min(times, 20), read, lambda: change_everyones_seats(store))
    rows = [
        _row("304", _milliseconds(times, lambda: ask(connection, path, **{"If-None-Match": tag})), "ms", "bar: 5"),
        _row("warm", _milliseconds(times, read), "ms", f"{len(body)} bytes; bar: 5"),
        _row("cold", cold, "ms", f"{EVENTS} events, after a write to all of them; bar: 50"),
    ]
    connection.close()
    return rows


def change_everyones_seats(store: Store) -> None:
    """A new revision of every calendar, written by another process than the server's."""
    with store.transaction() as conn:
        conn.execute("UPDATE seat SET sequence = sequence + 1, revision = revision + 1")


def _change_one(store: Store, rank: int) -> None:
    """One person's calendar changes; the server reads the others again to know that they did not."""
    with store.transaction() as conn:
        conn.execute(
            "UPDATE seat SET sequence = sequence + 1, revision = revision + 1 WHERE person_id = ?", (f"p-{rank:03}",)
        )


def _rebuilt(store: Store, server: tuple[int, int], paths: list[str]) -> list[Row]:
    """Everyone's calendar after a write to all of them, each asked once."""
    port, pid = server
    change_everyones_seats(store)
    spent = cpu_seconds(pid)
    found = load(port, paths, seconds=0, connections=1, once=True)
    spent = cpu_seconds(pid) - spent
    note = f"{len(paths)} calendars of {EVENTS} events, one after another"
    return [
        _row("rebuilt", round(found.seconds, 2), "s", f"{note}; bar: 3"),
        _row("rebuilt, CPU", round(spent, 2), "s", f"{note}, the server's"),
        _row("rebuilt, cold answers", round(found.rate), "answers a second", "one connection"),
        {**_row("rebuilt, not answered", _not(found.codes, "200"), "answers", note), "at_most": 0},
    ]


def _beside_bare(server: tuple[int, int], paths: list[str], *, rounds: int, asks: int, least: float) -> list[Row]:
    """Rounds of the bare route, warm calendars and unchanged ones, in turn, of so many asks each."""
    port, pid = server
    connection = http.client.HTTPConnection("127.0.0.1", port)
    tag = ask(connection, paths[0])[1]
    connection.close()
    # Few of them: whatever the server writes itself meanwhile has each read again, which is not what « warm » means.
    warm = paths[:CONNECTIONS]
    kinds = {"bare": ([BARE], ""), "warm": (warm, ""), "304": (paths[:1], tag)}
    costs: dict[str, list[float]] = {kind: [] for kind in kinds}
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    unexpected = 0
    for _round in range(rounds):
        for kind, (asked, known) in kinds.items():
            load(port, asked, seconds=0, once=True, tag=known)
            spent = computed(pid)
            found = load(port, [asked[one % len(asked)] for one in range(asks)], seconds=0, once=True, tag=known)
            costs[kind].append((computed(pid) - spent) / asks)
            rates[kind].append(found.rate)
            unexpected += _not(found.codes, "304" if known else "200")
    note = f"{rounds} rounds of {asks} asks on {CONNECTIONS} connections"
    rows = [
        _row(f"{kind}, throughput", round(statistics.median(rates[kind])), "answers a second", note) for kind in kinds
    ]
    for kind in ("warm", "304"):
        dear, cheap = min(costs[kind]), min(costs["bare"])
        said = f"by the server's CPU an answer: {cheap * 1e6:.0f} µs over {dear * 1e6:.0f}, the best round of each"
        whole = _ratio(rates[kind], rates["bare"])
        rows += [
            {**_row(f"{kind}, of the bare route", round(cheap / dear, 2), "×", said), "at_least": least},
            _row(f"{kind}, throughput of the bare route's", whole, "×", "median of rounds"),
        ]
    return [*rows, {**_row("rounds, not answered", unexpected, "answers", note), "at_most": 0}]


def computed(pid: int) -> float:
    """CPU seconds of a process's threads, to the nanosecond: what the kernel's clock ticks of 10 ms are too coarse for."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def _ratio(over: list[float], under: list[float]) -> float:
    """The median of what each round says, so that a machine that slows down midway slows both."""
    return round(statistics.median(one / other for one, other in zip(over, under, strict=True)), 2)


def _not(codes: dict[str, int], good: str) -> int:
    return sum(count for code, count in codes.items() if code != good)


def _whole_centre(port: int, path: str) -> list[Row]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    status, _tag, body = ask(connection, path)
    took = time.perf_counter() - start
    connection.close()
    assert status == 200
    note = f"a centre's calendar over {EVENTS * (PEOPLE + 3)} seats"
    return [
        _row("whole_centre_bytes", len(body), "bytes", f"{note}; bar: 1000000"),
        _row("whole_centre", round(took, 2), "s", f"{note}, cold"),
    ]


def _an_hour(store: Store, server: tuple[int, int], paths: list[str], *, share: float) -> list[Row]:
    """An hour of polls as fast as they are answered, a write before each minute's; resident memory after each."""
    port, pid = server
    minutes = round(HOUR_WRITES * share)
    each = HOUR_POLLS // HOUR_WRITES
    asked = [paths[number % len(paths)] for number in range(each)]
    held = [(0, resident(pid))]
    faults = 0
    for minute in range(1, minutes + 1):
        _change_one(store, minute % PEOPLE)
        faults += _not(load(port, asked, seconds=0, once=True).codes, "200")
        held.append((minute * each, resident(pid)))
    late = held[len(held) // 3 :]
    slope = statistics.linear_regression([float(polls) for polls, _mb in late], [mb for _polls, mb in late]).slope
    note = f"{minutes * each} polls, {minutes} writes"
    return [
        {**_row("an hour, not answered", faults, "answers", note), "at_most": 0},
        _row("an hour, resident at the end", held[-1][1], "MB", f"{held[0][1]} before"),
        {
            **_row("an hour, slope", round(slope * 10_000, 2), "MB a 10,000 polls", "over the last two thirds"),
            "at_most": MOST_SLOPE,
        },
    ]


def resident(pid: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return round(int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024, 1)


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "calendars", "name": name, "value": value, "unit": unit, "note": note}
