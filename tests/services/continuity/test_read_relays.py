"""The screen « Relais » reads practices, closures and cuts in the order they matter, the two worlds apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.continuity.practice_care import Locum, NewPatients, PracticeCare
from app.continuity.situation import ClosureKind, OutageKind
from app.core.errors import NotAllowed
from app.response.desk_survey import Answer, DeskState
from app.response.event import EventKind
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.keep_practice import give_practice, put_care, put_locum
from app.services.continuity.read_failures import SEEN_AHEAD, read_closures, read_outages
from app.services.continuity.read_relays import read_cares, read_remotes
from app.ui.views import relays_closures
from tests.builders import COORDINATOR, THURSDAY
from tests.services.an_event import an_event
from tests.services.continuity.test_continuity_scene import says
from tests.services.some_practices import ALONE, FEGREAC, OBSERVER, OURS, THEIRS, some_practices

TOMORROW = THURSDAY + timedelta(days=1)


def test_practices_that_said_nothing_come_first(tmp_path: Path) -> None:
    """With who works there, where, and what they can take on."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, PracticeCare(practice=OURS, daily_visits=40, absorbable_percent=50))
    view = read_cares(COORDINATOR, store)
    assert [(one.practice.id, one.is_said, one.capacity, len(one.members)) for one in view.rows] == [
        (THEIRS, False, 6, 2),
        (OURS, True, 20, 4),
    ]
    assert (view.rows[1].professions, view.communes[view.rows[1].commune]) == (("infirmier",), "Fégréac")


def test_physicians_who_take_new_patients_are_listed_while_their_word_is_fresh(tmp_path: Path) -> None:
    """Nurses are not; « non » is not; three months later nobody is."""
    around = some_practices(tmp_path)
    give_practice(COORDINATOR, around.store, [ALONE])
    theirs = around.person(ALONE).practice
    assert theirs is not None
    for practice in (theirs, OURS):
        put_care(COORDINATOR, around.store, PracticeCare(practice=practice, new_patients=NewPatients.SOME))
    assert [one.practice.id for one in read_cares(COORDINATOR, around.store).taking] == [theirs]
    around.clock.forward(days=93)
    assert read_cares(COORDINATOR, around.store).taking == ()
    held = read_cares(COORDINATOR, around.store).row(theirs)
    assert held is not None
    put_care(COORDINATOR, around.store, replace(held.care, new_patients=NewPatients.NO))
    assert read_cares(COORDINATOR, around.store).taking == ()


def test_closures_are_under_way_or_to_come_and_their_pair_is_told(tmp_path: Path) -> None:
    """What is over is not listed, nor what is far ahead; those of an exercise are marked."""
    around = some_practices(tmp_path)
    store = around.store
    put_care(COORDINATOR, store, PracticeCare(practice=OURS, paired=THEIRS, agreed_on=date(2026, 5, 4)))
    exercise = an_event(store, kind=EventKind.EXERCISE)
    for draft in (
        ClosureDraft(practice=OURS, kind=ClosureKind.CRISIS, starts_at=THURSDAY, ends_at=TOMORROW),
        ClosureDraft(practice=THEIRS, kind=ClosureKind.PLANNED, starts_at=THURSDAY + timedelta(hours=6)),
        ClosureDraft(practice=THEIRS, kind=ClosureKind.PLANNED, starts_at=THURSDAY + 2 * SEEN_AHEAD),
        ClosureDraft(practice=THEIRS, kind=ClosureKind.CRISIS, starts_at=THURSDAY, event_id=exercise),
    ):
        declare_closure(COORDINATOR, store, draft)
    view = read_closures(COORDINATOR, store)
    assert [(one.name, one.exercise, one.overlaps) for one in view.running] == [
        ("Cabinet de Fégréac", False, ("Cabinet de Redon",)),
        ("Cabinet de Redon", True, ()),
    ]
    assert [(one.name, one.overlaps) for one in view.coming] == [("Cabinet de Redon", ("Cabinet de Fégréac",))]
    assert view.running[0].phone == "+33199007001"
    around.clock.forward(days=2)
    assert [one.name for one in read_closures(COORDINATOR, store).running] == ["Cabinet de Redon", "Cabinet de Redon"]


def test_what_practices_say_of_themselves_stands_beside(tmp_path: Path) -> None:
    """Closed before reduced; open says nothing."""
    store = some_practices(tmp_path).store
    says(
        store,
        {
            f"practice:{OURS}": Answer(state=DeskState.DEGRADED, present=1, expected=4),
            f"practice:{THEIRS}": Answer(state=DeskState.CLOSED),
            "site:had": Answer(state=DeskState.OPEN),
            "site:officine": Answer(state=DeskState.CLOSED),
            f"person:{ALONE}": Answer(state=DeskState.CLOSED),
        },
    )
    view = read_closures(COORDINATOR, store)
    assert [one.name for one in view.said] == [
        "Cabinet de Redon", "Pharmacie fictive", "Yann Fictif", "Cabinet de Fégréac",
    ]  # fmt: skip
    assert relays_closures.sentence(view).replace("\xa0", " ") == (
        "2 cabinets fermés : Cabinet de Redon et Yann Fictif. 1 cabinet en service réduit."
    )  # fmt: skip
    assert relays_closures.detail(view).replace("\xa0", " ") == "1 établissement se dit fermé : Pharmacie fictive."


def test_who_can_stand_in_today_is_beside_the_closure(tmp_path: Path) -> None:
    """With their own number when none was written; not whose days are over, nor another practice's."""
    store = some_practices(tmp_path).store
    declare_closure(COORDINATOR, store, ClosureDraft(practice=OURS, kind=ClosureKind.CRISIS, starts_at=THURSDAY))
    for one in (
        Locum(id="", practice=OURS, name="Remplaçante fictive", phone="0639980041", from_day=date(2026, 11, 26)),
        Locum(id="", practice=OURS, person=ALONE, until_day=date(2026, 11, 26)),
        Locum(id="", practice=OURS, name="Partie", until_day=date(2026, 11, 25)),
        Locum(id="", practice=THEIRS, name="Ailleurs"),
    ):
        put_locum(COORDINATOR, store, one)
    [row] = read_closures(COORDINATOR, store).running
    assert sorted(row.standing_in) == [("Remplaçante fictive", "+33639980041"), ("Yann Fictif", "")]
    assert relays_closures.standing_in(row).startswith("Peut remplacer aujourd’hui")


def test_cuts_are_under_way_or_to_come(tmp_path: Path) -> None:
    """Power first whenever it began; with what a new one may be about."""
    store = some_practices(tmp_path).store
    draft = OutageDraft(kind=OutageKind.POWER, starts_at=THURSDAY, communes=(FEGREAC,))
    declare_outage(COORDINATOR, store, draft)
    declare_outage(COORDINATOR, store, replace(draft, kind=OutageKind.WATER, starts_at=TOMORROW))
    declare_outage(COORDINATOR, store, replace(draft, kind=OutageKind.NETWORK, starts_at=THURSDAY - timedelta(days=2)))
    view = read_outages(COORDINATOR, store)
    assert [[row.outage.kind for row in rows] for rows in (view.running, view.coming)] == [
        ["power", "network"],
        ["water"],
    ]
    assert len(view.communes) == 39
    assert set(view.sites) == {"had", "officine", "hopital"}


@pytest.mark.parametrize("read", [read_cares, read_closures, read_outages, read_remotes])
def test_only_the_cell_reads_them(tmp_path: Path, read: object) -> None:
    """Names and numbers of practices are not for observers."""
    assert callable(read)
    with pytest.raises(NotAllowed):
        read(OBSERVER, some_practices(tmp_path).store)
