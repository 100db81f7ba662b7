"""Tests of app/services/slots/read_slots.py and demo_slots.py: what each role reads, and the demonstration's figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from app.continuity.slots import Channel
from app.core.errors import NotAllowed
from app.core.ids import PersonId, PracticeId
from app.roster.practice import Practice
from app.services.demo import demo_slots
from app.services.roster.edit_person import add_practices
from app.services.slots.book_slot import book_slot
from app.services.slots.keep_slots import open_series
from app.services.slots.read_slots import read_choices, read_own_slots, read_slot_figures, read_slots
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people
from tests.services.a_territory import CELL, OBSERVER
from tests.services.some_slots import ANNE, AURAY, BRECH, NURSES, OF_AURAY, SERIES, some_slots

TODAY = date(2026, 11, 26)


def test_free_places_are_what_is_left_in_what_is_open(tmp_path: Path) -> None:
    """Two booked of four; once Auray is closed none is free, though nothing was cancelled."""
    kept = some_slots(tmp_path)
    book_slot(COORDINATOR, kept.store, kept.slots()[0].id, Channel.SAS, None, 2)
    (row,) = read_slots(READER, kept.store, TODAY, TODAY).rows
    assert (row.left, row.use.booked, row.name, row.commune, row.closed) == (2, 2, "Cabinet d’Auray", "Auray", False)
    kept.close(AURAY)
    (row,) = read_slots(READER, kept.store, TODAY, TODAY).rows
    assert (row.left, row.closed, row.slot.is_open) == (0, True, True)


def test_who_receives_is_named_to_who_may_read_names(tmp_path: Path) -> None:
    """The cell and who reads the rota; the observer reads practices and numbers."""
    kept = some_slots(tmp_path, kept=False)
    open_series(COORDINATOR, kept.store, replace(SERIES, person=ANNE))
    open_series(COORDINATOR, kept.store, replace(SERIES, id="seule", practice=None, person=ANNE))
    named = {
        actor.id: [(row.name, row.person) for row in read_slots(actor, kept.store, TODAY, TODAY).rows]
        for actor in (CELL, READER, OBSERVER)
    }
    whole = [("Anne Fictif", "Anne Fictif"), ("Cabinet d’Auray", "Anne Fictif")]
    assert {id: sorted(rows) for id, rows in named.items()} == {
        CELL.id: whole, READER.id: whole, OBSERVER.id: [("", ""), ("Cabinet d’Auray", "")],
    }  # fmt: skip


def test_a_professional_reads_and_chooses_among_their_own(tmp_path: Path) -> None:
    """Anne: the slots of Auray and nobody else's; the view of all is refused to her."""
    kept = some_slots(tmp_path)
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    view = read_own_slots(OF_AURAY, kept.store, TODAY, TODAY)
    assert ([row.slot.practice for row in view.rows], [one.id for one in view.series]) == ([AURAY], ["serie"])
    assert len(read_own_slots(CELL, kept.store, TODAY, TODAY).rows) == 2
    assert read_choices(OF_AURAY, kept.store).practices == ((AURAY, "Cabinet d’Auray"),)
    assert {id for id, _name in read_choices(CELL, kept.store).practices} == {AURAY, BRECH, NURSES}
    with pytest.raises(NotAllowed):
        read_slots(OF_AURAY, kept.store, TODAY, TODAY)
    with pytest.raises(NotAllowed):
        read_own_slots(READER, kept.store, TODAY, TODAY)


def five_practices(folder: Path) -> Store:
    """Auray, Brech and four more practices of physicians."""
    kept = some_slots(folder, kept=False)
    more = [Practice(id=PracticeId(f"p{n}"), name=f"Cabinet {n}", commune_insee="56007") for n in range(4)]
    add_practices(COORDINATOR, kept.store, more)
    some_people(
        kept.store,
        *(replace(a_person(f"M{n}", "medecin"), id=PersonId(f"m{n}"), practice=more[n].id) for n in range(4)),
    )
    return kept.store


def test_the_demonstration_has_twenty_places_a_day_59_percent_taken(tmp_path: Path) -> None:
    """DOMAIN § 7 on the demonstration's own days: 400 places over twenty working days, 236 taken; the same twice."""
    found = []
    for name in ("une", "deux"):
        store = five_practices(tmp_path / name)
        demo_slots.fill(COORDINATOR, store, TODAY)
        figures, _names = read_slot_figures(COORDINATOR, store, TODAY - timedelta(days=28), TODAY - timedelta(days=1))
        found.append(figures)
    one, two = found
    assert (one.total.places, one.total.booked, one.total.rate, one.places_a_day) == (
        400,
        236,
        Fraction(59, 100),
        Fraction(20),
    )
    assert {use.places for use in one.by_day.values()} == {20}
    assert (one.booked_by, one.delays, one.calls) == (two.booked_by, two.delays, two.calls)
    assert one.delays.within < one.delays.counted
    assert one.calls.unanswered > 0


def test_a_demonstration_without_physicians_keeps_no_slot(tmp_path: Path) -> None:
    """Nowhere to keep them: nothing is written."""
    store = a_store(tmp_path)
    demo_slots.fill(COORDINATOR, store, TODAY)
    assert read_slots(COORDINATOR, store, TODAY - timedelta(days=30), TODAY).rows == ()
