"""Tests of app/services/slots/redistribute_slots.py: who could hold a closed practice's slots, and what moving one does."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from app.continuity.practice_care import PracticeCare
from app.continuity.slot_moves import Why
from app.continuity.slots import Channel
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.services.slots.book_slot import book_slot
from app.services.slots.keep_slots import add_slot, put_back_slot
from app.services.slots.redistribute_slots import Moved, MovesView, move_slot, read_moves
from app.store import practice_care, slots
from tests.builders import COORDINATOR, READER, a_person, some_people
from tests.services.a_territory import CELL
from tests.services.some_slots import AURAY, BRECH, NURSES, OF_AURAY, Kept, some_slots


def absorbs(kept: Kept, practice: PracticeId, visits: int) -> None:
    """A practice that takes on a tenth of so many visits a day."""
    care = PracticeCare(practice=practice, daily_visits=visits, absorbable_percent=10, radius_minutes=20)
    with kept.store.transaction() as conn:
        practice_care.put(conn, care, kept.store.now())


def said(view: MovesView) -> list[tuple[int, list[tuple[str, int]], Why | None]]:
    """Booked, who could take how many, and why not the rest; slot by slot."""
    return [
        (one.booked, [(move.to, move.places) for move in one.moves], one.left.why if one.left else None)
        for one in view.closed
    ]


def test_nothing_is_proposed_while_practices_are_open(tmp_path: Path) -> None:
    """No closure: no slot to move."""
    assert read_moves(CELL, some_slots(tmp_path).store).closed == ()


def test_the_slots_of_a_closed_practice_go_where_physicians_have_room(tmp_path: Path) -> None:
    """Auray closes for two days: Brech takes what it absorbs a day, nurses take none, the rest says why."""
    kept = some_slots(tmp_path)
    absorbs(kept, BRECH, 30)
    absorbs(kept, NURSES, 300)
    book_slot(COORDINATOR, kept.store, kept.slots()[0].id, Channel.SAS, None, 2)
    kept.close(AURAY)
    view = read_moves(CELL, kept.store)
    assert said(view) == [(2, [(BRECH, 3)], Why.FULL), (0, [(BRECH, 3)], Why.FULL)]
    assert (view.places, view.proposed, view.booked) == (8, 6, 2)
    assert view.closed[0].moves[0].minutes > 0
    assert (view.names[BRECH], view.phones[BRECH]) == ("Cabinet de Brech", "+33199003002")


def test_a_practice_without_a_number_is_rung_through_its_people(tmp_path: Path) -> None:
    """Nurses gave none for their practice: that of the one who works there."""
    kept = some_slots(tmp_path)
    some_people(kept.store, replace(a_person("Nevena"), practice=NURSES, phone="+33199003009"))
    assert read_moves(CELL, kept.store).phones[NURSES] == "+33199003009"


def test_a_relay_closed_too_or_too_far_takes_nothing(tmp_path: Path) -> None:
    """Brech closed: closed; Brech accepting no way at all: far."""
    kept = some_slots(tmp_path)
    absorbs(kept, BRECH, 300)
    kept.close(AURAY)
    kept.close(BRECH)
    assert [left for _booked, _moves, left in said(read_moves(COORDINATOR, kept.store))] == [Why.CLOSED] * 2
    with kept.store.transaction() as conn:
        held = practice_care.find(conn, BRECH)
        practice_care.put(conn, replace(held, radius_minutes=0), kept.store.now())
    assert [left for _booked, _moves, left in said(read_moves(COORDINATOR, kept.store))] == [Why.FAR] * 2


def test_moving_a_slot_cancels_it_there_makes_it_here_and_takes_patients_along(tmp_path: Path) -> None:
    """Three places for four patients: three go along, one is to be placed again; room is then taken for the day."""
    kept = some_slots(tmp_path)
    absorbs(kept, BRECH, 30)
    before = kept.slots()[0]
    book_slot(COORDINATOR, kept.store, before.id, Channel.SAS, None, 4)
    kept.close(AURAY)
    done = move_slot(CELL, kept.store, before.id, 1, {BRECH: 3})
    assert done == Moved(done.slots, to_tell=3, without=1)
    with kept.store.reading() as conn:
        (there,) = slots.moved_to(conn, before.id)
        gone = slots.find(conn, before.id)
        assert gone is not None
        assert (gone.is_open, gone.revision) == (False, 2)
        assert there == replace(
            before, id=done.slots[0], practice=BRECH, places=3, series="", moved_from=before.id, changed_at=kept.store.now()
        )  # fmt: skip
        assert (len(slots.bookings_of(conn, there.id)), len(slots.bookings_of(conn, before.id))) == (3, 1)
    assert len(read_moves(CELL, kept.store).closed) == 1
    assert kept.written()[-1] == "slot_moved"


def test_room_given_on_a_day_is_not_given_twice(tmp_path: Path) -> None:
    """Two slots the same evening: once the first has moved, Brech has no room that day for the second."""
    kept = some_slots(tmp_path)
    absorbs(kept, BRECH, 40)
    first = kept.slots()[0]
    add_slot(COORDINATOR, kept.store, replace(first, id="second"), day=first.day, hours=(time(20), time(21)))
    kept.close(AURAY, days=1)
    move_slot(CELL, kept.store, first.id, 1, {BRECH: 4})
    assert (0, [], Why.FULL) in said(read_moves(CELL, kept.store))


def test_a_move_is_taken_back_with_its_patients(tmp_path: Path) -> None:
    """Put back within a day: the stand-in goes, everybody is where they were."""
    kept = some_slots(tmp_path)
    slot = kept.slots()[0]
    book_slot(COORDINATOR, kept.store, slot.id, Channel.SAS, None, 2)
    move_slot(CELL, kept.store, slot.id, 1, {BRECH: 4})
    put_back_slot(COORDINATOR, kept.store, slot.id, 2)
    with kept.store.reading() as conn:
        assert slots.moved_to(conn, slot.id) == []
        assert len(slots.bookings_of(conn, slot.id)) == 2


def test_a_move_that_cannot_be_writes_nothing(tmp_path: Path) -> None:
    """Too many places, nowhere, to itself, to nobody known, twice, by somebody else."""
    kept = some_slots(tmp_path)
    slot = kept.slots()[0].id
    for to in ({BRECH: 5}, {}, {BRECH: 0}, {AURAY: 4}, {PracticeId("gone"): 4}, {BRECH: -1}):
        with pytest.raises(InvalidInput):
            move_slot(CELL, kept.store, slot, 1, to)
    for actor in (READER, OF_AURAY):
        with pytest.raises(NotAllowed):
            move_slot(actor, kept.store, slot, 1, {BRECH: 4})
    with pytest.raises(NotFound):
        move_slot(CELL, kept.store, "unknown", 1, {BRECH: 4})
    assert kept.written() == ["slot_series_opened"]
    move_slot(CELL, kept.store, slot, 1, {BRECH: 4})
    with pytest.raises(StaleRevision, match="créneau d’un cabinet fermé déplacé"):
        move_slot(CELL, kept.store, slot, 1, {BRECH: 4})
