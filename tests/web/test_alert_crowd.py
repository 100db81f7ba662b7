"""One hundred and thirty people answer one alert at once, over real HTTP: not one error, and the board is right."""

from __future__ import annotations

from pathlib import Path

from app.core.ids import PersonId
from app.services.crisis.read_alert import read_alert
from app.store import journal
from app.web.site import Site
from tests.bench.alert import PEOPLE, a_crowd, answer_all
from tests.bench.calendars import served
from tests.builders import COORDINATOR


def test_everybody_is_heard(tmp_path: Path) -> None:
    """130 × 303 then 200; the board counts each of them, one journal entry each, the chain whole."""
    store, alert_id, paths = a_crowd(tmp_path)
    site = Site(store)
    with served(site) as port:
        answers = answer_all(port, paths)
    site.close()
    assert {(posted, seen) for posted, seen, _page, _took in answers.values()} == {(303, 200)}
    assert [person for person, (_p, _s, page, _t) in answers.items() if "Votre réponse" not in page] == []
    board = read_alert(COORDINATOR, store, alert_id).board
    yes = sum(1 for rank in range(PEOPLE) if rank % 3 == 0)
    assert (board.asked, board.answered, board.available, board.silent) == (PEOPLE, PEOPLE, yes, 0)
    with store.reading() as conn:
        entries = [one for one in journal.recent(conn, 1000) if one.type == "alert_answered"]
        assert journal.problems(conn) == []
    assert {PersonId(one.actor_id) for one in entries} == set(paths)
    assert len(entries) == PEOPLE
