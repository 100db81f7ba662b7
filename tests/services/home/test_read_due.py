"""Tests of app/services/home/read_due.py and what the first screen draws of it: what falls due within a week, in order of gravity."""

from datetime import timedelta
from pathlib import Path

from app.access.actor import Actor, Role
from app.activity.doses import Lot
from app.response.stock import Item
from app.services.home.read_due import read_due
from app.services.plans.keep_inventory import keep_items
from app.store import doses
from app.store.doses import KeptLot
from app.ui.views.home_due import tasks
from app.ui.views.home_tasks import Gravity, in_order
from tests.builders import COORDINATOR, a_centre, a_store

READER = Actor("l", "Lectrice", Role.READING)


def test_what_expires_within_a_week_is_told_what_expired_first(tmp_path: Path) -> None:
    """A lot of vaccine that ends tomorrow presses more than a stock that is past its date; what ends in a month is silent."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    today = read_due(COORDINATOR, store).today
    with store.transaction() as conn:
        for number, days in (("A1", 1), ("B2", 30)):
            lot = Lot("comirnaty", number, today + timedelta(days=days), today - timedelta(days=9), 3, 6)
            doses.add_lot(conn, KeptLot(number, centre, lot))
    kept = [("Gants", -2), ("Masques", 40)]
    keep_items(
        COORDINATOR, store,
        [Item(id=name, label=name, quantity=5, expires_on=today + timedelta(days=days)) for name, days in kept],
    )  # fmt: skip
    found = in_order(tasks(read_due(COORDINATOR, store)))
    assert [(one.id, one.gravity, one.by) for one in found] == [
        ("lot_A1", Gravity.SOON, "avant demain soir"),
        ("stock", Gravity.LATE, "en retard de 2 jours"),
    ]
    assert [one.sentence.replace("\u00a0", " ") for one in found] == [
        "Doses : 3 flacons du lot A1 périment.",
        "Stock : 1 lot périmé ; d’abord « Gants ».",
    ]
    assert [one.id for one in tasks(read_due(READER, store))] == ["stock"]
