"""Tests of app/store/doses.py and sharps_containers.py: figures come back as written, over the revision seen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.activity.doses import DoseCount, Loss, LossReason, Lot
from app.activity.sharps import SharpsContainer
from app.store import doses, sharps_containers
from app.store.doses import KeptLot, SessionCount
from app.store.sharps_containers import KeptContainer
from tests.builders import MONDAY
from tests.services.a_day import CENTRE, ENDS, NEXT, SESSION, STARTS, TEN, a_day

LOT = KeptLot("lot", CENTRE, Lot("covid_19_saison", "FX1", date(2027, 5, 31), MONDAY, 20, 6))


def test_lots_and_counts_come_back(tmp_path: Path) -> None:
    """One lot by number; a count over its revision only; vials add up over sessions."""
    day = a_day(tmp_path)
    count = DoseCount(lot=LOT.lot, day=MONDAY, received=12, vials_opened=2, injected=9, losses=(Loss(2, LossReason.BROKEN, "tombé"),), left=1, standby_called=3)  # fmt: skip
    with day.store.transaction() as conn:
        assert doses.add_lot(conn, LOT)
        assert not doses.add_lot(conn, replace(LOT, id="other"))
        assert doses.write_count(conn, SessionCount(SESSION, "lot", count), TEN, "x")
        assert not doses.write_count(conn, SessionCount(SESSION, "lot", count), TEN, "x")
        later = SessionCount(SESSION, "lot", replace(count, injected=10, left=0), 1)
        assert doses.write_count(conn, later, TEN, "x")
        assert not doses.write_count(conn, later, TEN, "x")
        doses.write_count(conn, SessionCount(NEXT, "lot", replace(count, vials_opened=3)), TEN, "x")
        assert doses.counts_of(conn, SESSION) == [replace(later, revision=2)]
        assert [one.session_id for one in doses.counts_between(conn, STARTS, ENDS, CENTRE)] == [SESSION]
        assert doses.opened_vials(conn, CENTRE) == {"lot": 5}
        assert doses.lots_of(conn, CENTRE) == [LOT]


def test_groups_and_the_standby_list(tmp_path: Path) -> None:
    """Groups are replaced whole; nobody on the list is 0."""
    day = a_day(tmp_path)
    with day.store.transaction() as conn:
        doses.write_groups(conn, SESSION, {"seniors": 4, "residents": 2}, TEN, "x")
        doses.write_groups(conn, SESSION, {"seniors": 5}, TEN, "x")
        assert doses.groups_of(conn, SESSION) == {"seniors": 5}
        assert doses.groups_between(conn, STARTS, ENDS, CENTRE) == {(SESSION, "seniors"): 5}
        assert doses.standby_of(conn, SESSION) == 0
        doses.set_standby(conn, SESSION, 4, TEN)
        doses.set_standby(conn, SESSION, 6, TEN)
        assert doses.standby_of(conn, SESSION) == 6


def test_sharps_containers(tmp_path: Path) -> None:
    """One by code; days over the revision seen; those collected long ago are left out."""
    day = a_day(tmp_path)
    one = KeptContainer("c", CENTRE, SharpsContainer("n° 3", MONDAY))
    with day.store.transaction() as conn:
        assert sharps_containers.add(conn, one)
        assert not sharps_containers.add(conn, replace(one, id="d"))
        gone = replace(one, container=SharpsContainer("n° 3", MONDAY, MONDAY, MONDAY))
        assert sharps_containers.update(conn, gone)
        assert not sharps_containers.update(conn, gone)
        assert sharps_containers.find(conn, "c") == replace(gone, revision=2)
        assert sharps_containers.of_centre(conn, CENTRE, MONDAY) == [replace(gone, revision=2)]
        assert sharps_containers.of_centre(conn, CENTRE, date(2026, 12, 24)) == []
