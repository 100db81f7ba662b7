"""An alert in figures: launched, answered by 130 people at once over HTTP, and how long its board takes to be right.

The board is drawn again every two seconds: what is measured here is what one drawing has to read and count.
"""

from __future__ import annotations

import http.client
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from app.access.links import alert_subject, token_of
from app.core.clock import instant_text
from app.core.ids import PersonId
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.services.crisis.read_alert import board_of, read_alert
from app.store import links, people
from app.store.database import Store, open_store
from app.web.site import Site
from tests.bench.calendars import served
from tests.builders import COORDINATOR, a_person

Row = dict[str, object]
PEOPLE = 130
PROFESSIONS = ("infirmier", "infirmier", "medecin", "pharmacien", "psychologue")


def run(quick: bool) -> list[Row]:
    """One crowd, twice in the long form. Raises AssertionError when an answer is lost."""
    found = [_measured() for _time in range(1 if quick else 2)]
    rows = []
    for name, unit, note in _LINES:
        rows.append({"section": "alert", "name": name, "value": round(median(one[name] for one in found), 1), "unit": unit, "note": note})  # fmt: skip
    return rows


_LINES = (
    ("launch", "ms", f"alert and {PEOPLE} messages written in one transaction"),
    ("answers, all at once", "s", f"{PEOPLE} POST then GET over HTTP, every one 303 then 200"),
    ("slowest answer", "ms", "of those, POST and the page that follows"),
    ("board", "ms", "read and counted once, median of 20"),
    ("board behind the last answer", "ms", "from the last POST's reply to a board that counts it"),
)


def _measured() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        store, alert_id, paths = a_crowd(Path(folder))
        launch = _launch_ms(store)
        site = Site(store)
        with served(site) as port:
            begun = time.perf_counter()
            answers = answer_all(port, paths)
            took = time.perf_counter() - begun
            read = time.perf_counter()
            board = read_alert(COORDINATOR, store, alert_id).board
            behind = time.perf_counter() - read
        site.close()
        assert board.answered == PEOPLE
        assert {(posted, seen) for posted, seen, _page, _took in answers.values()} == {(303, 200)}
        times = []
        for _time in range(20):
            read = time.perf_counter()
            with store.reading() as conn:
                board_of(conn, alert_id, store.now())
            times.append(time.perf_counter() - read)
    return {
        "launch": launch,
        "answers, all at once": took,
        "slowest answer": max(one[3] for one in answers.values()) * 1000,
        "board": median(times) * 1000,
        "board behind the last answer": behind * 1000,
    }


def _launch_ms(store: Store) -> float:
    """A second launch on the same people, the library already read."""
    start = time.perf_counter()
    launch_alert(COORDINATOR, store, AlertRequest(title="mesure", text="Mesure.", frame="ars_call"))
    return (time.perf_counter() - start) * 1000


def a_crowd(folder: Path) -> tuple[Store, str, dict[PersonId, str]]:
    """One hundred and thirty people alerted with the needs of typology 1, and the path of each one's answer."""
    store = open_store(folder)
    with store.transaction() as conn:
        for rank in range(PEOPLE):
            one = a_person(
                f"Personne {rank:03}", PROFESSIONS[rank % len(PROFESSIONS)], id=PersonId(f"p-{rank:03}"),
                email=f"p{rank}@example.org",
            )  # fmt: skip
            people.put(conn, one, store.now())
    request = AlertRequest(title="accident de car", text="Renforts.", frame="ars_call", plans=("typologie_1",))
    alert_id = launch_alert(COORDINATOR, store, request)
    key = store.folder.key("links")
    paths = {}
    with store.transaction() as conn:
        for rank in range(PEOPLE):
            person = PersonId(f"p-{rank:03}")
            link = links.ensure(conn, key, alert_subject(alert_id, person), store.now())
            paths[person] = f"/reponse/{token_of(key, link.subject, link.generation)}"
    return store, alert_id, paths


def answer_all(port: int, paths: dict[PersonId, str]) -> dict[PersonId, tuple[int, int, str, float]]:
    """Everyone presses at the same instant, then looks: (code of the POST, code of the GET, the page, seconds)."""
    answers: dict[PersonId, tuple[int, int, str, float]] = {}
    ready = threading.Barrier(len(paths))
    later = instant_text(datetime.now(UTC) + timedelta(hours=6))

    def press(rank: int, person: PersonId, path: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.connect()
        ready.wait()
        start = time.perf_counter()
        fields = ({"answer": "available"}, {"answer": "later", "from": later}, {"answer": "no"})[rank % 3]
        headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        line.request("POST", path, urlencode(fields), headers)
        posted = line.getresponse()
        posted.read()
        line.request("GET", path)
        seen = line.getresponse()
        answers[person] = (posted.status, seen.status, seen.read().decode(), time.perf_counter() - start)
        line.close()

    threads = [threading.Thread(target=press, args=(rank, *pair)) for rank, pair in enumerate(sorted(paths.items()))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
