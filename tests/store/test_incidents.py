"""Tests of app/store/incidents.py: incidents come back whole, over the revision seen."""

from dataclasses import replace
from pathlib import Path

from app.store import incidents
from app.store.incidents import Incident
from tests.services.a_day import CENTRE, ENDS, NEXT, SESSION, STARTS, TEN, a_day


def test_incidents_come_back_by_session_and_period(tmp_path: Path) -> None:
    """Of one centre when given; the revision moves, and an old one writes nothing."""
    day = a_day(tmp_path)
    one = Incident("i", SESSION, None, "cold_chain", TEN, "x", "note")
    with day.store.transaction() as conn:
        incidents.add(conn, one)
        assert incidents.of_session(conn, SESSION) == [one]
        assert incidents.of_session(conn, NEXT) == []
        assert incidents.between(conn, STARTS, ENDS, CENTRE) == incidents.between(conn, STARTS, ENDS) == [one]
        assert incidents.between(conn, ENDS, ENDS) == []
        declared = replace(one, declared_at=ENDS)
        assert incidents.update(conn, declared)
        assert not incidents.update(conn, replace(one, note="lost"))
        assert incidents.find(conn, "i") == replace(declared, revision=2)
        assert incidents.find(conn, "j") is None
