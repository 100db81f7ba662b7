"""What phones and volunteers wait for while the coordination works on 0, 5 and 10 screens: one server, one community.

The product's own server in its process (:mod:`tests.bench.a_server`), the demonstration of today, signed-in screens in
another process (:mod:`tests.bench.active`). Of each kind of answer: the throughput of 8 connections that ask without a
pause, and the tail of asks that come at a steady pace, much above what a community's phones ask (:data:`KINDS`).
"""

from __future__ import annotations

import http.client
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.actor import LOCAL_COORDINATION
from app.access.links import call_out_subject, page_subject, token_of
from app.core.ids import new_id
from app.mobilisation.callout import CallOut, CallOutState, Wave
from app.mobilisation.ranking import Candidate
from app.scheduling.session import NOBODY, SeatState
from app.services.messages.hand_out_links import hand_out_links
from app.store import call_outs, centres, journal, links, seats, sessions
from app.store.database import open_store
from tests.bench.a_server import BARE, served
from tests.bench.a_tab import Tab
from tests.bench.active import active
from tests.bench.load import load
from tests.bench.sessions import SCREENS, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.access.links import Subject
    from app.core.ids import PersonId
    from app.scheduling.session import Seat
    from app.store.database import Connection, Store
    from tests.bench.active import Active
    from tests.bench.load import Answered
    from tests.bench.rows import Row

LEVELS, QUICK_LEVELS = (0, 5, 10), (5,)
BAR_MS = 50
KINDS = {"304": 100.0, "warm": 100.0, "cold": 15.0, "page": 15.0, "claim": 10.0}
"""Asks a second for the tail: an hour of 100 polls a second is 360,000 phones polled hourly."""
BARE_BYTES = 5_000
"""Of the bare route's answer: about a calendar of the demonstration."""
GOOD = frozenset({"200", "303", "304"})
CLAIMS_AT_ONCE = 60
ASKED_EACH = 10
"""People asked for each freed seat: one has it, the others come too late."""


@dataclass(frozen=True, slots=True)
class Community:
    """A demonstration of today, and the addresses that its people hold."""

    store: Store
    tokens: list[str]
    feeds: list[str]
    pages: list[str]
    claims: Iterator[str]
    """Each opens one answer to a call-out that was not given yet."""

    def claim(self, count: int) -> list[str]:
        """That many answers not given yet."""
        return [next(self.claims) for _one in range(count)]


def run(quick: bool) -> list[Row]:
    """The figures of the section « pages »; ``quick``: five screens only, and a second of each kind."""
    rows: list[Row] = []
    codes = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        held = a_community(Path(folder) / "demo")
        with served(held.store.folder.path, b"x" * BARE_BYTES) as (port, pid):
            if not quick:
                draw_every_screen(port, held.tokens[0])
            for level in QUICK_LEVELS if quick else LEVELS:
                with active(port, held.tokens[:level]) as seen:
                    rows += _level(held, (port, pid), level, quick, codes)
                if level:
                    rows += _screens(level, seen)
        given_twice = _given_twice(held.store)
    unexpected = sum(count for code, count in codes.items() if code not in GOOD)
    said = ", ".join(f"{count} × {code}" for code, count in sorted(codes.items()))
    return [
        *rows,
        {**_row("answers that say a fault, or anything unexpected", unexpected, "answers", said), "at_most": 0},
        {**_row("seats given twice", given_twice, "seats", "claims of several people on one seat"), "at_most": 0},
    ]


def a_community(folder: Path) -> Community:
    """A demonstration of today with logins, a calendar and a page each, and freed seats that several are asked for."""
    tokens = tokens_in(folder)
    store = open_store(folder)
    with store.reading() as conn:
        centre = centres.every(conn)[0]
    given = hand_out_links(LOCAL_COORDINATION, store, centre.id, base_url="")
    people = [one.person_id for one in given]
    with store.transaction() as conn:
        pages = [_address(store, conn, "p", page_subject(person)) for person in people]
    return Community(store, tokens, [one.link.feed for one in given], pages, _claims(store, people))


def _address(store: Store, conn: Connection, room: str, subject: Subject) -> str:
    key = store.folder.key("links")
    return f"/{room}/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def _claims(store: Store, people: Sequence[PersonId]) -> Iterator[str]:
    """Answers to call-outs, one seat freed after another."""
    with store.reading() as conn:
        now = store.now()
        live = [
            seat
            for seat in seats.between(conn, now + timedelta(days=2), now + timedelta(days=60))
            if seat.holder.person_id is not None
        ]
    for rank, seat in enumerate(live):
        asked = [people[(rank * ASKED_EACH + one) % len(people)] for one in range(ASKED_EACH)]
        with store.transaction() as conn:
            id = _call_out(store, conn, seat, asked)
            found = [_address(store, conn, "appel", call_out_subject(id, person)) for person in asked]
        yield from found


def _call_out(store: Store, conn: Connection, seat: Seat, people: Sequence[PersonId]) -> str:
    now = store.now()
    seats.write(conn, seat, replace(seat, holder=NOBODY, state=SeatState.OPEN), now)
    session = sessions.find(conn, seat.session_id)
    assert session is not None
    held = CallOut(
        id=new_id(),
        centre_id=session.centre_id,
        seats=(seat.id,),
        starts={seat.id: session.starts_at},
        candidates=tuple(Candidate(person, (seat.id,), "") for person in people),
        created_at=now,
        waves=(Wave(1, tuple(people), now),),
        state=CallOutState.RUNNING,
    )
    call_outs.insert(conn, held, "local", now + timedelta(minutes=30))
    return held.id


def draw_every_screen(port: int, token: str) -> None:
    """What the first reader of the day pays for is not what is measured."""
    with Tab(port, token) as one:
        for screen in SCREENS:
            one.open(*screen)


def _level(held: Community, server: tuple[int, int], level: int, quick: bool, codes: Counter[str]) -> list[Row]:
    """Throughput and tail of each kind while so many screens work; beside the bare route's."""
    rows, port = [], server[0]
    name = f"{level} screens" if level else "no screen"
    stretch, tail = (0.5, 1.0) if quick else (2.0, 4.0)
    bare = [load(port, [BARE], seconds=stretch)]
    for kind, pace in KINDS.items():
        if kind == "cold":
            whole = _cold(held, port, pace=0.0, seconds=stretch)
            paced = _cold(held, port, pace=pace, seconds=tail)
        else:
            whole = _asked(held, port, kind, pace=0.0, seconds=stretch)
            paced = _asked(held, port, kind, pace=pace, seconds=tail)
        for one in (whole, paced):
            codes.update(one.codes)
        rows += _rows(name, kind, whole, paced)
    bare.append(load(port, [BARE], seconds=stretch))
    rate = sum(one.rate for one in bare) / len(bare)
    p99 = max(one.wait(0.99) for one in bare)
    return [*rows, _row(f"bare route, {name}", round(rate), "answers a second", f"8 connections; p99 {p99} ms")]


def _asked(held: Community, port: int, kind: str, *, pace: float, seconds: float) -> Answered:
    if kind == "claim":
        # Each answer is given once: as many as there will be, or a batch as fast as they are heard.
        paths = held.claim(int(pace * seconds) if pace else CLAIMS_AT_ONCE)
        return load(port, paths, seconds=seconds, form="answer=yes", pace=pace, once=True)
    if kind == "page":
        return load(port, held.pages, seconds=seconds, pace=pace)
    if kind == "304":
        return load(port, held.feeds[:1], seconds=seconds, pace=pace, tag=_tag(port, held.feeds[0]))
    load(port, held.feeds, seconds=0, once=True)
    return load(port, held.feeds, seconds=seconds, pace=pace)


def _cold(held: Community, port: int, *, pace: float, seconds: float) -> Answered:
    """Everyone's calendar changed, then each asked for once; as many of them as the time has room for."""
    change_every_seat(held.store)
    count = int(pace * seconds) if pace else len(held.feeds)
    return load(port, held.feeds[:count], seconds=seconds, pace=pace, once=True)


def change_every_seat(store: Store) -> None:
    """A new revision of every calendar, written by another process than the server's."""
    with store.transaction() as conn:
        conn.execute("UPDATE seat SET sequence = sequence + 1, revision = revision + 1")


def _tag(port: int, path: str) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.headers["etag"]


def _given_twice(store: Store) -> int:
    """Seats that the journal gives to more than one of those who answered."""
    with store.reading() as conn:
        heard = [one for one in journal.recent(conn, 100_000) if one.type == "call_out_answered"]
    taken = Counter(one.subject_id for one in heard if (one.payload or {}).get("verdict") == "taken")
    return sum(count > 1 for count in taken.values())


def _rows(name: str, kind: str, whole: Answered, paced: Answered) -> list[Row]:
    bar = f"; bar: {BAR_MS} under five screens" if kind in ("304", "warm") else ""
    return [
        _row(f"{kind}, {name}", round(whole.rate), "answers a second", f"8 connections; p99 {whole.wait(0.99)} ms"),
        _row(f"{kind}, {name}, p50", paced.wait(0.5), "ms", f"{len(paced.waits)} asks, {KINDS[kind]:g} a second"),
        _row(f"{kind}, {name}, p99", paced.wait(0.99), "ms", f"the slowest {paced.wait(1)} ms{bar}"),
    ]


def _screens(level: int, seen: Active) -> list[Row]:
    note = f"{len(seen.waits)} gestures while all this was asked"
    return [
        _row(f"{level} screens, a gesture's p95", seen.at(0.95), "ms", note),
        {**_row(f"{level} screens, errors", seen.faults, "", "screens with an error, runs never ended"), "at_most": 0},
    ]


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "pages", "name": name, "value": value, "unit": unit, "note": note}
