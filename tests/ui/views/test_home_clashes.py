"""Tests of app/ui/views/home_clashes.py: two places at once."""

from pathlib import Path

from app.services.home.read_home import as_it_stands
from app.services.rota.change_session import move_session
from app.services.rota.read_rota import read_rota
from app.ui.views.home_clashes import double_booking_tasks
from app.ui.views.home_tasks import Task
from tests.builders import COORDINATOR
from tests.services.a_rota import Rota, a_rota


def clashes(rota: Rota) -> tuple[Task, ...]:
    return double_booking_tasks(as_it_stands(read_rota(COORDINATOR, rota.store, rota.centre)))


def test_who_is_expected_at_two_places_at_once_rises_until_it_is_mended(tmp_path: Path) -> None:
    """The morning moved onto the afternoon: everyone who holds both is counted, with the way to the first of these seats."""
    rota = a_rota(tmp_path)
    assert clashes(rota) == ()
    session, then = rota.session(), rota.session(1)
    move_session(COORDINATOR, rota.store, session.id, session.revision, then.day, then.starts, then.ends)
    (row,) = clashes(rota)
    assert (row.sentence, row.button, row.page) == (
        "5 personnes sont attendues à deux endroits à la fois.", "Voir au planning", "rota"
    )  # fmt: skip
    assert row.query["semaine"] == "2026-11-30"
    assert row.query["poste"] in {rota.of(name, part).id for name in rota.people for part in (0, 1)}
    moved = next(one for one in (rota.session(0), rota.session(1)) if one.id == session.id)
    move_session(COORDINATOR, rota.store, moved.id, moved.revision, session.day, session.starts, session.ends)
    assert clashes(rota) == ()
