"""Calendars under load: how long an answer takes cold, warm and unchanged, and 130 phones polling while screens work."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope
from app.core.ids import PersonId, SeatId, SessionId
from app.scheduling.session import Holder, Seat, SeatState
from app.server import address_of, listening
from app.services.hand_out_links import centre_links, hand_out_links
from app.store import centres, seats
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import MovingClock
from tests.web.a_centre import CENTRE, MONDAY, PRATEL, a_person, a_session
from tests.web.conftest import streamlit_like

PEOPLE, EVENTS = 130, 40
Row = dict[str, object]


def run(quick: bool) -> list[Row]:
    """The figures of the section « calendars »; ``quick`` polls for 5 seconds instead of 60."""
    with TemporaryDirectory() as folder:
        store, paths = a_busy_centre(Path(folder))
        site = Site(store)
        with served(site) as port:
            rows = [*_one_calendar(store, port, paths[0], 20 if quick else 100)]
            rows += [*_rebuilt(store, port, paths), *_polled(port, paths, store, 5 if quick else 60)]
            whole = next(
                link.feed
                for link in centre_links(LOCAL_COORDINATION, store, CENTRE, base_url="")
                if link.subject.scope is LinkScope.CENTRE
            )
            rows += _whole_centre(port, whole)
    return rows


def a_busy_centre(folder: Path) -> tuple[Store, list[str]]:
    """130 people who hold 40 seats each over 20 weeks, and their calendars' paths."""
    store = open_store(folder, MovingClock())
    people = [PersonId(f"p-{number:03}") for number in range(PEOPLE)]
    with store.transaction() as conn:
        for name in ("zoe", "ali"):
            a_person(conn, PersonId(f"p-{name}"), name, "x")
        centres.insert(conn, PRATEL)
        for person in people:
            a_person(conn, person, "Clarisse", f"PALUDE-{person}")
        for number in range(EVENTS):
            session = a_session(conn, store, number, MONDAY + timedelta(days=3 * number))
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
    tag = ask(connection, path)[1]

    def read() -> object:
        return ask(connection, path)

    rows = [
        _row("304", _milliseconds(times, lambda: ask(connection, path, **{"If-None-Match": tag})), "ms", "bar: 5"),
        _row("warm", _milliseconds(times, read), "ms", "bar: 5"),
        _row(
            "cold",
            _milliseconds(times, read, lambda: _change_everyones_seats(store, path)),
            "ms",
            f"{EVENTS} events, after a write to all of them; bar: 50",
        ),
    ]
    connection.close()
    return rows


def _change_everyones_seats(store: Store, reason: str) -> None:
    with store.transaction() as conn:
        conn.execute("UPDATE seat SET sequence = sequence + 1, revision = revision + 1")
        conn.execute("UPDATE centre SET rota_revision = rota_revision + 1 WHERE name <> ?", (reason,))


def _rebuilt(store: Store, port: int, paths: list[str]) -> list[Row]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    _change_everyones_seats(store, "all")
    start, start_cpu = time.perf_counter(), time.process_time()
    codes = {ask(connection, path)[0] for path in paths}
    took, took_cpu = time.perf_counter() - start, time.process_time() - start_cpu
    connection.close()
    assert codes == {200}
    note = f"{len(paths)} calendars of {EVENTS} events, one after another"
    return [
        _row("rebuilt", round(took, 2), "s", f"{note}; bar: 3"),
        _row("rebuilt_cpu", round(took_cpu, 2), "s", f"{note}, server and client"),
    ]


def _polled(port: int, paths: list[str], store: Store, seconds: int) -> list[Row]:
    """Each of the phones once, spread over ``seconds``, while a screen computes 0.3 s in every second and writes."""
    codes: list[int] = []
    waits: list[float] = []
    over = threading.Event()

    def phone(number: int, path: str) -> None:
        time.sleep(seconds * number / len(paths))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        start = time.perf_counter()
        codes.append(ask(connection, path)[0])
        waits.append((time.perf_counter() - start) * 1000)
        connection.close()

    def screens() -> None:
        while not over.is_set():
            until = time.perf_counter() + 0.3
            while time.perf_counter() < until:
                sum(range(1000))
            _change_everyones_seats(store, "écran")
            over.wait(0.7)

    work = threading.Thread(target=screens)
    phones = [threading.Thread(target=phone, args=pair) for pair in enumerate(paths)]
    work.start()
    for thread in phones:
        thread.start()
    for thread in phones:
        thread.join()
    over.set()
    work.join()
    waits.sort()
    note = f"{len(paths)} phones within {seconds} s while a screen computes and writes each second"
    return [
        _row("errors", sum(code >= 500 for code in codes), "answers", f"{note}; bar: 0"),
        _row("p99", round(waits[int(len(waits) * 0.99)], 1), "ms", note),
    ]


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


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "calendars", "name": name, "value": value, "unit": unit, "note": note}


if __name__ == "__main__":
    for row in run(quick=True):
        print(*row.values(), sep="\t")
