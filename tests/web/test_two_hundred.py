"""Two hundred people press « oui » on the same last seat at once, over real HTTP: one has it, the others are thanked."""

from __future__ import annotations

import http.client
import threading
from pathlib import Path

from app.access.links import call_out_subject, token_of
from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState
from app.scheduling.session import SeatState
from app.store import call_outs, journal, links, seats
from app.web.site import Site
from tests.bench.calendars import served
from tests.web.a_centre import PublishedCentre, a_published_centre
from tests.web.a_volunteer import CALL_OUT, HOLE, a_call_out, many_nurses, words

PEOPLE = 200


def a_crowd(folder: Path) -> tuple[PublishedCentre, dict[PersonId, str]]:
    """Two hundred nurses asked for one seat, and the path of each one's answer."""
    centre = a_published_centre(folder, days=1)
    key, now = centre.store.folder.key("links"), centre.store.now()
    with centre.store.transaction() as conn:
        words(conn)
        people = many_nurses(conn, PEOPLE)
        a_call_out(conn, centre, people)
        subjects = {person: call_out_subject(CALL_OUT, person) for person in people}
        made = {person: links.ensure(conn, key, subject, now) for person, subject in subjects.items()}
    paths = {person: f"/appel/{token_of(key, link.subject, link.generation)}" for person, link in made.items()}
    return centre, paths


def say_yes(port: int, paths: dict[PersonId, str]) -> dict[PersonId, tuple[int, int, str]]:
    """Everyone presses at the same instant, then looks: (code of the POST, code of the GET, the page)."""
    answers: dict[PersonId, tuple[int, int, str]] = {}
    ready = threading.Barrier(len(paths))

    def press(person: PersonId, path: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.connect()
        ready.wait()
        headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        line.request("POST", path, "answer=yes", headers)
        posted = line.getresponse()
        posted.read()
        line.request("GET", path)
        seen = line.getresponse()
        answers[person] = (posted.status, seen.status, seen.read().decode())
        line.close()

    threads = [threading.Thread(target=press, args=pair) for pair in paths.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_of_two_hundred_has_the_seat(tmp_path: Path) -> None:
    """200 answers, no fault; one seat, one holder, 199 kind words; the journal tells who came first and in which order."""
    centre, paths = a_crowd(tmp_path)
    site = Site(centre.store)
    with served(site) as port:
        answers = say_yes(port, paths)
    site.close()
    assert {(posted, seen) for posted, seen, _page in answers.values()} == {(303, 200)}
    happy = [person for person, (_posted, _seen, page) in answers.items() if "Ce poste est déjà à vous" in page]
    sorry = [person for person, (_posted, _seen, page) in answers.items() if "juste avant vous" in page]
    assert (len(happy), len(sorry)) == (1, PEOPLE - 1)
    with centre.store.reading() as conn:
        seat, held = seats.find(conn, HOLE), call_outs.find(conn, CALL_OUT)
        entries = [one for one in reversed(journal.recent(conn, 1000)) if one.type == "call_out_answered"]
        order = [one.person for one in call_outs.responses(conn, CALL_OUT)]
        assert journal.problems(conn) == []
    assert seat is not None
    assert held is not None
    assert (seat.holder.person_id, seat.state) == (happy[0], SeatState.ACKNOWLEDGED)
    assert held.callout.state is CallOutState.FILLED
    verdicts = [(one.actor_id, (one.payload or {})["verdict"]) for one in entries]
    assert verdicts[0] == (happy[0], "taken")
    assert sorted(verdicts[1:]) == sorted((person, "too_late") for person in sorry)
    assert order == [person for person, _verdict in verdicts], "the journal's order is that of the answers"
