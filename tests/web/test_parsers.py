"""Four independent readers agree on a calendar fetched over HTTP: icalendar, ical.js, node-ical and khal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.request import urlopen

import icalendar
import pytest
import uvicorn

from app.core.clock import paris_instant
from app.core.ids import SessionId
from app.server import address_of, listening
from app.store import sessions
from app.web.site import OwnAddresses, Site
from tests.web.a_centre import ZOE, PublishedCentre, a_published_centre, a_session
from tests.web.conftest import streamlit_like

HERE = Path(__file__).parent
NODE_MODULES = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute()
NAMES = ("uid", "start", "end", "summary", "location", "status")

Read = list[dict[str, str]]


def required(present: object, what: str) -> None:
    """Skip where a reader is not installed; in CI that is a failure."""
    if not present:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} is needed in CI")
        pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> PublishedCentre:
    """Ordinary mornings, both nights of the clock changes, the doubled hour, a cancelled one, a difficult name."""
    centre = a_published_centre(tmp_path_factory.mktemp("data"))
    nights = [
        (date(2026, 11, 3), time(20), time(6)),
        (date(2026, 12, 31), time(22), time(2)),
        (date(2027, 3, 27), time(20), time(6)),
        (date(2027, 3, 27), time(22), time(3)),
    ]
    with centre.store.transaction() as conn:
        conn.execute("UPDATE centre SET name = 'D’Œil; « été », \\ \"Ô\" 👩🏽‍⚕️'")
        for number, (night, starts, ends) in enumerate(nights, 10):
            a_session(conn, centre.store, number, night)
            session = sessions.find(conn, SessionId(f"s-{number:03}"))
            assert session is not None
            after = date.fromordinal(night.toordinal() + 1)
            sessions.update(
                conn,
                replace(session, starts_at=paris_instant(night, starts), ends_at=paris_instant(after, ends)),
                centre.store.now(),
            )
    centre.cancel(1)
    return centre


@pytest.fixture(scope="module")
def address(centre: PublishedCentre) -> Iterator[str]:
    """The centre served by uvicorn on a free port of this machine."""
    site = Site(centre.store)
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(OwnAddresses(streamlit_like, site), log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield address_of(listener)
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The night of 24 to 25 October 2026, before the window of the other tests, with both doubled half-hours."""
    centre = a_published_centre(tmp_path_factory.mktemp("automne"), days=0)
    night = date(2026, 10, 25)
    bounds = [
        (paris_instant(date(2026, 10, 24), time(20)), paris_instant(night, time(6))),
        (paris_instant(night, time(2, 30)), paris_instant(night, time(2, 30), fold=1)),
        (paris_instant(date(2026, 10, 24), time(22)), paris_instant(night, time(2, 15), fold=1)),
    ]
    with centre.store.transaction() as conn:
        for number, (starts_at, ends_at) in enumerate(bounds):
            a_session(conn, centre.store, number, date(2026, 10, 24))
            session = sessions.find(conn, SessionId(f"s-{number:03}"))
            assert session is not None
            sessions.update(conn, replace(session, starts_at=starts_at, ends_at=ends_at), centre.store.now())
    from app.feeds.calendar import build
    from app.services.messages.read_calendar import open_calendar

    token = centre.feed_path(ZOE).rpartition("/")[2].removesuffix(".ics")
    opened = open_calendar(centre.store, token, base_url="", today=date(2026, 11, 1))
    assert opened is not None
    return build(opened.feed)


@pytest.fixture(scope="module")
def served(centre: PublishedCentre, address: str) -> bytes:
    with urlopen(address + centre.feed_path(ZOE), timeout=10) as response:
        assert response.headers["content-type"] == "text/calendar; charset=utf-8"
        body: bytes = response.read()
    return body


def by_icalendar(body: bytes) -> Read:
    read = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return sorted(
        (
            {
                "uid": str(event["UID"]),
                "start": text_of(event["DTSTART"].dt),
                "end": text_of(event["DTEND"].dt),
                "summary": str(event["SUMMARY"]),
                "location": str(event.get("LOCATION", "")),
                "status": str(event.get("STATUS", "")),
            }
            for event in read
        ),
        key=lambda event: event["uid"],
    )


def text_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def by_node(body: bytes, folder: Path) -> dict[str, Read]:
    file = folder / "lu.ics"
    file.write_bytes(body)
    done = subprocess.run(
        ["node", str(HERE / "read_calendars.mjs"), str(NODE_MODULES), str(file)],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "TZ": "America/Toronto"},
        timeout=60,
    )
    return {name: sorted(events, key=lambda event: event["uid"]) for name, events in json.loads(done.stdout).items()}


def by_khal(body: bytes, folder: Path, first: str, last: str) -> Read:
    """khal's own listing, in UTC, of the calendar imported into an empty folder."""
    config, file, vdir = folder / "config", folder / "import.ics", folder / "vdir"
    vdir.mkdir()
    file.write_bytes(body)
    config.write_text(
        f"[calendars]\n[[c]]\npath = {vdir}\n[sqlite]\npath = {folder}/khal.db\n[locale]\nlocal_timezone = UTC\n"
        "default_timezone = UTC\ntimeformat = %H:%M:%S\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M:%S\nlongdatetimeformat = %Y-%m-%d %H:%M:%S\n",
        encoding="utf-8",
    )
    env = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(folder)}
    khal = ["khal", "-c", str(config)]
    subprocess.run(
        [*khal, "import", "--batch", "-a", "c", str(file)], capture_output=True, check=True, env=env, timeout=60
    )
    form = "\x1f".join("{" + name + "}" for name in ("uid", "start-long-full", "end-long-full", "title", "location"))
    form += "\x1f{status}\x1e"
    listed = subprocess.run(
        [*khal, "list", "--once", "--format", form, "--day-format", "", first, last],
        capture_output=True, check=True, text=True, env=env, timeout=60,
    )  # fmt: skip
    found = []
    for record in listed.stdout.split("\x1e"):
        if record.strip():
            values = [value.strip() for value in record.strip().split("\x1f")]
            event = dict(zip(NAMES, values, strict=True))
            event["start"], event["end"] = (f"{event[name].replace(' ', 'T')}Z" for name in ("start", "end"))
            found.append(event)
    return sorted(found, key=lambda event: event["uid"])


@pytest.mark.node
def test_ical_js_and_node_ical_read_what_icalendar_reads(served: bytes, autumn: bytes, tmp_path: Path) -> None:
    """On a machine in another time zone: every event, its instants, title, place and state."""
    required(shutil.which("node"), "Node.js")
    required((NODE_MODULES / "ical.js").is_dir() and (NODE_MODULES / "node-ical").is_dir(), "ical.js and node-ical")
    for body in (served, autumn):
        expected = by_icalendar(body)
        assert by_node(body, tmp_path) == {"ical.js": expected, "node-ical": expected}


def test_khal_reads_what_icalendar_reads(served: bytes, autumn: bytes, tmp_path: Path) -> None:
    """A vdir client imports every event and lists the same instants."""
    required(shutil.which("khal"), "khal")
    for name, body, days in (("a", served, ("2026-10-01", "2027-06-30")), ("b", autumn, ("2026-10-01", "2026-12-01"))):
        (tmp_path / name).mkdir()
        assert by_khal(body, tmp_path / name, *days) == by_icalendar(body)


def test_icalendar_reads_what_was_published(served: bytes, autumn: bytes) -> None:
    """Nine shifts, hand-counted: nights of the clock changes last an hour more or less than the wall says."""
    read = by_icalendar(served)
    hours = {event["uid"]: hours_of(event) for event in read}
    assert hours == {
        **{f"seat-i-{day:03}@releve": 4.0 for day in range(5)},
        "seat-i-010@releve": 10.0,
        "seat-i-011@releve": 4.0,
        "seat-i-012@releve": 9.0,
        "seat-i-013@releve": 4.0,
    }
    assert [hours_of(event) for event in by_icalendar(autumn)] == [11.0, 1.0, 5.25]
    assert {event["summary"] for event in read} == {
        'Ligne 1 · Injection — D’Œil; « été », \\ "Ô" 👩🏽‍⚕️',
        'ANNULÉ – Ligne 1 · Injection — D’Œil; « été », \\ "Ô" 👩🏽‍⚕️',
    }


def hours_of(event: dict[str, str]) -> float:
    ends, starts = (datetime.fromisoformat(event[name].replace("Z", "+00:00")) for name in ("end", "start"))
    return (ends - starts).total_seconds() / 3600
