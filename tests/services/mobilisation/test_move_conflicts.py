"""Tests of app/services/mobilisation/move_conflicts.py: who a move would put in difficulty, by the rota's own rules."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from app.core.clock import paris_instant
from app.core.errors import InvalidInput
from app.core.intervals import Interval
from app.scheduling.session import NOBODY
from app.scheduling.warnings import WarningCode
from app.services.mobilisation.move_conflicts import MOST_NAMES, MoveConflicts, read_move_conflicts
from app.services.mobilisation.record_answers import record_busy
from app.store import community, seats
from tests.builders import COORDINATOR, MONDAY
from tests.services.a_rota import Rota, a_rota

AFTERNOON = (MONDAY, time(14), time(18))


def names(rota: Rota, part: int) -> list[str]:
    """First names of the people who hold a seat of a session, in order."""
    with rota.store.reading() as conn:
        held = {seat.holder.person_id for seat in seats.of_session(conn, rota.session(part).id)}
    return sorted(name for name, one in rota.people.items() if one.id in held)


def test_a_session_moved_onto_another_names_everyone_booked_twice(tmp_path: Path) -> None:
    """Morning onto afternoon: who holds both is named, once; who holds one of them is not; nothing is written."""
    rota = a_rota(tmp_path)
    seat = rota.of("Anne", 1)
    with rota.store.transaction() as conn:
        seats.write(conn, seat, replace(seat, holder=NOBODY), rota.store.now())
        before = list(conn.iterdump())
    both = sorted(set(names(rota, 0)) & set(names(rota, 1)))
    assert "Anne" not in both
    found = read_move_conflicts(COORDINATOR, rota.store, rota.session().id, *AFTERNOON)
    assert found.found == tuple((WarningCode.DOUBLE_BOOKING, f"{name} F.") for name in both)
    listed = ", ".join(name for _code, name in found.found)
    said = f"Ce déplacement gênerait {len(both)} personnes : attendus à deux endroits à la fois ({listed})."
    assert found.sentence.replace("\u00a0", " ") == said
    with rota.store.reading() as conn:
        assert list(conn.iterdump()) == before


def test_hours_that_break_nothing_new_are_moved_without_a_word(tmp_path: Path) -> None:
    """An hour earlier, and the very same hours when people are booked twice already: no move's doing."""
    rota = a_rota(tmp_path)
    session = rota.session()
    assert read_move_conflicts(COORDINATOR, rota.store, session.id, MONDAY, time(8), time(12)) == MoveConflicts()
    assert MoveConflicts().sentence == ""
    with rota.store.transaction() as conn:
        conn.execute(
            "UPDATE session SET starts_at = (SELECT starts_at FROM session WHERE id = ?), ends_at = (SELECT ends_at FROM"
            " session WHERE id = ?) WHERE id = ?",
            (session.id, session.id, rota.session(1).id),
        )
    assert (
        read_move_conflicts(COORDINATOR, rota.store, session.id, MONDAY, session.starts, session.ends)
        == MoveConflicts()
    )


def test_rest_and_busy_hours_count_too(tmp_path: Path) -> None:
    """A Sunday evening before Monday's afternoon leaves too little rest; whoever is busy then is said for that."""
    rota = a_rota(tmp_path)
    sunday, seat = MONDAY - timedelta(days=1), rota.of("Anne", 1)
    with rota.store.transaction() as conn:
        seats.write(conn, seat, replace(seat, holder=NOBODY), rota.store.now())
        community.write(conn, replace(community.read(conn), min_rest_hours=20))
    both = sorted(set(names(rota, 0)) & set(names(rota, 1)))
    busy = Interval(paris_instant(sunday, time(18)), paris_instant(sunday, time(20)))
    record_busy(COORDINATOR, rota.store, rota.id("Anne"), [busy])
    found = read_move_conflicts(COORDINATOR, rota.store, rota.session().id, sunday, time(18), time(22))
    assert found.found == (*((WarningCode.REST, f"{name} F.") for name in both), (WarningCode.BUSY, "Anne F."))


def test_hours_that_the_move_refuses_are_refused_alike(tmp_path: Path) -> None:
    """An end before the start."""
    rota = a_rota(tmp_path)
    with pytest.raises(InvalidInput, match="finirait avant"):
        read_move_conflicts(COORDINATOR, rota.store, rota.session().id, MONDAY, time(10), time(9))


def test_at_most_eight_are_named() -> None:
    """The others are counted, the most serious first."""
    rows = [(WarningCode.DOUBLE_BOOKING, f"A{n}") for n in range(MOST_NAMES - 1)] + [(WarningCode.REST, f"B{n}") for n in range(3)]  # fmt: skip
    assert MoveConflicts(tuple(rows)).sentence.replace("\u00a0", " ") == (
        "Ce déplacement gênerait 10 personnes : attendus à deux endroits à la fois (A0, A1, A2, A3, A4, A5, A6),"
        " pas assez de repos (B0), et 2 autres."
    )
