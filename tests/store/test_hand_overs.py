"""Rows of hand-overs, discharges and helpers come back as they went in; a stale write changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.continuity.carer import CarerId, practice_carer
from app.continuity.discharge import Discharge, DischargeId, Line, Taking
from app.continuity.hand_over import HandOver, HandOverId, answered
from app.continuity.helping import CcasCause, CcasHelp, Helper, HelperKind
from app.continuity.need import NeedId
from app.store import ccas_helps, discharges, hand_overs, helpers
from tests.builders import THURSDAY
from tests.services.a_relay import AURAY, NEAR, OURS, a_relay

ASKED = HandOver(
    id=HandOverId("h1"), need=NeedId("n1"), giver=OURS, taker=practice_carer(NEAR), proposed_at=THURSDAY, actor_id="maiwenn",
)  # fmt: skip


def test_a_hand_over_comes_back_and_is_found_from_both_sides(tmp_path: Path) -> None:
    """Running: by its giver, by its taker; refused: by neither, but among refusals."""
    store = a_relay(tmp_path, needs=0).store
    with store.transaction() as conn:
        hand_overs.insert(conn, ASKED)
        assert [hand_overs.find(conn, "h1"), *hand_overs.running(conn)] == [ASKED, ASKED]
        assert hand_overs.of_practice(conn, OURS) == hand_overs.taken_by(conn, NEAR) == [ASKED]
        assert hand_overs.of_practice(conn, NEAR) == hand_overs.taken_by(conn, OURS) == []
        refused = answered(ASKED, accepts=False, at=THURSDAY + timedelta(hours=1))
        assert hand_overs.update(conn, refused)
        assert not hand_overs.update(conn, refused)
        assert hand_overs.running(conn) == hand_overs.taken_by(conn, NEAR) == []
        assert hand_overs.refused_since(conn, THURSDAY) == [refused]
        assert hand_overs.refused_since(conn, THURSDAY + timedelta(hours=2)) == []
        assert hand_overs.between(conn, THURSDAY, THURSDAY + timedelta(hours=1)) == [refused]


def test_a_need_is_handed_over_once_at_a_time(tmp_path: Path) -> None:
    """A second running one is refused by the base itself; after a refusal, another may be asked."""
    store = a_relay(tmp_path, needs=0).store
    with store.transaction() as conn:
        hand_overs.insert(conn, ASKED)
        with pytest.raises(Exception, match="UNIQUE"):
            hand_overs.insert(conn, replace(ASKED, id=HandOverId("h2")))
        hand_overs.update(conn, answered(ASKED, accepts=False, at=THURSDAY))
        hand_overs.insert(conn, replace(ASKED, id=HandOverId("h2")))


def test_a_discharge_comes_back_with_its_lines_takings_and_refusals(tmp_path: Path) -> None:
    """Written whole at its revision; a stale write leaves it as it is."""
    store = a_relay(tmp_path, needs=0).store
    near, site = practice_carer(NEAR), CarerId("site:had")
    one = Discharge(
        id=DischargeId("d"), title="Ce soir", asked_at=THURSDAY, wanted_at=THURSDAY, beds=9, actor_id="maiwenn",
        lines=(Line("INS", AURAY, 3), Line("PLAIE", AURAY, 2)),
        takings=(
            Taking(category="INS", commune=AURAY, carer=near, patients=1, refused=True),
            Taking(category="INS", commune=AURAY, carer=near, patients=2, agreed_at=THURSDAY),
            Taking(category="PLAIE", commune=AURAY, carer=site, patients=2),
        ),
    )  # fmt: skip
    with store.transaction() as conn:
        discharges.insert(conn, one)
        assert discharges.find(conn, "d") == one
        closed = replace(one, closed_at=THURSDAY, takings=(), revision=2)
        assert discharges.update(conn, closed, "maiwenn")
        assert not discharges.update(conn, replace(one, revision=2), "maiwenn")
        assert discharges.every(conn) == [closed]
        assert discharges.every(conn, closed=False) == []


def test_a_helper_and_a_town_hall_come_back(tmp_path: Path) -> None:
    """At their revision; struck off and closed ones are read no more."""
    store = a_relay(tmp_path, needs=0).store
    helper = Helper(
        id="h", kind=HelperKind.DAC, name="DAC", communes=frozenset({AURAY}), capacity=2, said_on=date(2026, 11, 26)
    )
    calls = CcasHelp(
        id="c", commune=AURAY, cause=CcasCause.OTHER, registered=4, calls_per_day=1, callers=1,
        from_day=date(2026, 11, 26), until_day=date(2026, 11, 30),
    )  # fmt: skip
    with store.transaction() as conn:
        assert helpers.put(conn, helper)
        assert helpers.every(conn) == [replace(helper, revision=1)]
        assert not helpers.put(conn, replace(helper, revision=2))
        assert not helpers.remove(conn, "h", 2, THURSDAY)
        assert helpers.remove(conn, "h", 1, THURSDAY)
        assert helpers.every(conn) == []
        assert ccas_helps.put(conn, calls)
        assert ccas_helps.every(conn) == [replace(calls, revision=1)]
        assert not ccas_helps.put(conn, replace(calls, revision=2))
        assert ccas_helps.put(conn, replace(calls, closed_at=THURSDAY, revision=1))
        assert ccas_helps.every(conn) == []
        assert len(ccas_helps.every(conn, closed=True)) == 1
