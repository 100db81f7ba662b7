"""Tests of app/services/activity/count_doses.py and read_session_doses.py: doses add up, advice never blocks, sharps move on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.activity.doses import LossReason
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.activity.count_doses import (
    Counted,
    add_lot,
    count_doses,
    count_groups,
    move_container,
    set_out_container,
    set_standby,
)
from app.services.activity.day_rights import lead_actor
from app.store import centres, doses
from tests.builders import COORDINATOR, MONDAY, READER
from tests.services.a_day import CENTRE, ENDS, NEXT, SESSION, STARTS, TEN, Day, a_day

MAY = date(2027, 5, 31)


def a_lot(day: Day, vials: int = 20, expires: date = MAY) -> str:
    return add_lot(lead_actor(SESSION), day.store, SESSION, "covid_19_saison", " fx1234 ", expires, vials)


def test_doses_are_counted_over_the_revision_seen(tmp_path: Path) -> None:
    """Written twice the second holds; a stale revision is refused and nothing changes."""
    day = a_day(tmp_path, TEN)
    lot = a_lot(day)
    per_vial = day.read().doses.lots[0].lot.doses_per_vial
    count_doses(COORDINATOR, day.store, SESSION, lot, 0, Counted(2, per_vial))
    full = Counted(2, 2 * per_vial - 1, 1, LossReason.BROKEN)
    count_doses(COORDINATOR, day.store, SESSION, lot, 1, full)
    with pytest.raises(StaleRevision):
        count_doses(COORDINATOR, day.store, SESSION, lot, 1, Counted(9))
    held = day.read().doses
    assert held.counts[lot].count.losses[0].reason is LossReason.BROKEN
    assert (held.counts[lot].count.gap, held.left_vials[lot], held.to_look_at) == (0, 18, ())
    with day.store.reading() as conn:
        (one,) = doses.counts_between(conn, STARTS, ENDS, CENTRE)
        assert doses.counts_between(conn, ENDS, ENDS) == []
    assert (one.session_id, one.count.injected, one.revision) == (SESSION, 2 * per_vial - 1, 2)


def test_what_does_not_add_up_is_told_and_never_refused(tmp_path: Path) -> None:
    """More injections than doses drawn, from an expired vial: two sentences, and the figures are written."""
    day = a_day(tmp_path, TEN)
    lot = a_lot(day, expires=MONDAY - timedelta(days=1))
    assert day.read().doses.lots == (), "an expired lot is not offered"
    count_doses(COORDINATOR, day.store, SESSION, lot, 0, Counted(1, 50))
    told = " ".join(day.read().doses.to_look_at)
    assert "de plus que reçu" in told
    assert "périmé" in told


def test_an_open_vial_is_no_fault_until_the_session_ends(tmp_path: Path) -> None:
    """Doses not yet injected are told once nobody comes any more."""
    day = a_day(tmp_path, TEN)
    count_doses(COORDINATOR, day.store, SESSION, a_lot(day), 0, Counted(2, 7))
    assert day.read().doses.to_look_at == ()
    assert any("manque" in told for told in day.at(ENDS).read().doses.to_look_at)


def test_advice_on_the_next_vial_and_the_week_s_allotment(tmp_path: Path) -> None:
    """Bookings are left: open one. Tomorrow's 60 would exceed the 70 of the week by what today took."""
    day = a_day(tmp_path, TEN)
    lot = a_lot(day)
    assert "Ouvrez un flacon" in day.read().doses.advice
    count_doses(COORDINATOR, day.store, SESSION, lot, 0, Counted(20, 20))
    with day.store.transaction() as conn:
        centres.set_allotment(conn, CENTRE, MONDAY, 70)
    told = day.read().doses.to_look_at
    assert any("10 de trop" in one for one in told), told
    with day.store.transaction() as conn:
        centres.set_allotment(conn, CENTRE, MONDAY, 80)
    assert not any("de trop" in one for one in day.read().doses.to_look_at)
    assert day.at(ENDS).read().doses.advice == ""


def test_groups_and_standby_are_numbers(tmp_path: Path) -> None:
    """Written again they are replaced; zero is left out; an unknown group is refused."""
    day = a_day(tmp_path, TEN)
    count_groups(COORDINATOR, day.store, SESSION, {"seniors": 12, "residents": 3})
    count_groups(COORDINATOR, day.store, SESSION, {"seniors": 14, "residents": 0})
    with pytest.raises(InvalidInput):
        count_groups(COORDINATOR, day.store, SESSION, {"martians": 1})
    set_standby(COORDINATOR, day.store, SESSION, 7)
    with day.store.reading() as conn:
        assert doses.groups_between(conn, STARTS, ENDS) == {(SESSION, "seniors"): 14}
    assert (day.read().doses.groups["seniors"][1], day.read().doses.standby) == (14, 7)


def test_a_sharps_container_is_set_out_filled_and_collected(tmp_path: Path) -> None:
    """One step at a time, by the link of a session of its centre only; then nothing is left to do."""
    day = a_day(tmp_path, TEN)
    lead = lead_actor(SESSION)
    set_out_container(lead, day.store, SESSION, "n° 3")
    with pytest.raises(InvalidInput, match="déjà en place"):
        set_out_container(lead, day.store, SESSION, "n° 3")
    one = day.read().doses.containers[0]
    move_container(lead, day.store, one.id, 1, session_id=SESSION)
    assert any("attend son enlèvement" in told for told in day.read().doses.to_look_at)
    with pytest.raises(StaleRevision):
        move_container(lead, day.store, one.id, 1, session_id=SESSION)
    with pytest.raises(NotAllowed):
        move_container(lead_actor(NEXT), day.store, one.id, 2, session_id=SESSION)
    with pytest.raises(NotAllowed):
        move_container(READER, day.store, one.id, 2)
    move_container(COORDINATOR, day.store, one.id, 2)
    with pytest.raises(InvalidInput, match="déjà enlevé"):
        move_container(COORDINATOR, day.store, one.id, 3)
    assert day.read().doses.to_look_at == ()


def test_refusals(tmp_path: Path) -> None:
    """Unknown vaccine, lot without number or twice, figures out of range, an unknown lot."""
    day = a_day(tmp_path, TEN)
    lot = a_lot(day)
    for product, number, vials in (("potion", "A", 1), ("covid_19_saison", " ", 1), ("covid_19_saison", "FX1234", 1), ("covid_19_saison", "B", -1)):  # fmt: skip
        with pytest.raises(InvalidInput):
            add_lot(COORDINATOR, day.store, SESSION, product, number, MAY, vials)
    with pytest.raises(InvalidInput, match="nombre entier"):
        count_doses(COORDINATOR, day.store, SESSION, lot, 0, Counted(1, -2))
    with pytest.raises(NotFound):
        count_doses(COORDINATOR, day.store, SESSION, "nothing", 0, Counted())
    assert day.read().doses.counts == {}
