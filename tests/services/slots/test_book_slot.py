"""Tests of app/services/slots/book_slot.py: places taken up to what there is, given back, who came; and the calls of a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.continuity.slots import Channel, DayCalls
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.slots.book_slot import book_slot, give_back, note_presence
from app.services.slots.keep_slots import cancel_slot
from app.services.slots.read_slots import read_calls
from app.services.slots.slot_calls import note_calls
from app.store import slots
from tests.builders import COORDINATOR, READER
from tests.services.a_territory import CELL
from tests.services.some_slots import AURAY, OF_AURAY, Kept, some_slots


def held(kept: Kept, slot: str) -> list[tuple[str, bool | None]]:
    with kept.store.reading() as conn:
        return [(one.channel.value, one.came) for one in slots.bookings_of(conn, slot)]


def test_places_are_taken_up_to_what_there_is(tmp_path: Path) -> None:
    """Three then one; a fifth is refused with what is left, nothing is written; one given back can be taken again."""
    kept = some_slots(tmp_path)
    slot = kept.slots()[0].id
    asked = kept.clock.at - timedelta(hours=5)
    ids = book_slot(COORDINATOR, kept.store, slot, Channel.SAS, asked, 3)
    with pytest.raises(InvalidInput, match="libres dans ce créneau : 1"):
        book_slot(COORDINATOR, kept.store, slot, Channel.NIGHT_LINE, None, 2)
    book_slot(OF_AURAY, kept.store, slot, Channel.PRACTICE)
    give_back(COORDINATOR, kept.store, ids[0])
    book_slot(COORDINATOR, kept.store, slot, Channel.PHARMACY)
    assert sorted(held(kept, slot)) == [("pharmacy", None), ("practice", None), ("sas", None), ("sas", None)]
    with pytest.raises(StaleRevision):
        give_back(COORDINATOR, kept.store, ids[0])
    with kept.store.reading() as conn:
        assert {one.asked_at for one in slots.bookings_of(conn, slot) if one.channel is Channel.SAS} == {asked}


def test_what_cannot_be_booked_says_why(tmp_path: Path) -> None:
    """Cancelled, closed, asked tomorrow, over for more than a week, unknown, of another practice."""
    kept = some_slots(tmp_path)
    first, second, third = kept.slots()[:3]
    with pytest.raises(InvalidInput, match="à venir"):
        book_slot(COORDINATOR, kept.store, first.id, Channel.SAS, kept.clock.at + timedelta(days=1))
    cancel_slot(COORDINATOR, kept.store, second.id, 1)
    with pytest.raises(InvalidInput, match="annulé"):
        book_slot(COORDINATOR, kept.store, second.id, Channel.SAS)
    with pytest.raises(NotFound):
        book_slot(COORDINATOR, kept.store, "unknown", Channel.SAS)
    with pytest.raises(NotAllowed):
        book_slot(READER, kept.store, first.id, Channel.SAS)
    kept.clock.forward(days=7)
    book_slot(COORDINATOR, kept.store, third.id, Channel.SAS, third.starts_at)
    kept.close(AURAY)
    with pytest.raises(InvalidInput, match="fermé à ces heures"):
        book_slot(COORDINATOR, kept.store, kept.slots()[5].id, Channel.SAS)
    kept.clock.forward(days=7)
    with pytest.raises(InvalidInput, match="passé depuis plus de 7 jours"):
        book_slot(COORDINATOR, kept.store, third.id, Channel.SAS, third.starts_at)


def test_who_came_is_a_number_and_a_change_meanwhile_is_told(tmp_path: Path) -> None:
    """Two of three, noted from the beginning of the slot on, and again; someone booked meanwhile refuses the note."""
    kept = some_slots(tmp_path)
    slot = kept.slots()[0].id
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS, None, 3)
    with pytest.raises(InvalidInput, match="n’a pas commencé"):
        note_presence(COORDINATOR, kept.store, slot, 2, booked=3)
    kept.clock.forward(hours=1)
    note_presence(COORDINATOR, kept.store, slot, 2, booked=3)
    assert sorted(came for _channel, came in held(kept, slot) if came is not None) == [False, True, True]
    note_presence(OF_AURAY, kept.store, slot, 3, booked=3)
    assert [came for _channel, came in held(kept, slot)] == [True] * 3
    with pytest.raises(InvalidInput, match="de 0 à 3"):
        note_presence(COORDINATOR, kept.store, slot, 4, booked=3)
    book_slot(COORDINATOR, kept.store, slot, Channel.SAS)
    with pytest.raises(StaleRevision, match="places prises"):
        note_presence(COORDINATOR, kept.store, slot, 3, booked=3)


def test_calls_are_written_at_the_revision_of_their_day(tmp_path: Path) -> None:
    """By the cell; a second writer from the same page is told, a day to come is refused, nothing is then written."""
    kept = some_slots(tmp_path)
    today = date(2026, 11, 26)
    note_calls(CELL, kept.store, today, {Channel.SAS: (12, 3), Channel.PRACTICE: (4, 0), Channel.OTHER: (0, 0)}, 0)
    with pytest.raises(StaleRevision, match="appels de soins non programmés notés"):
        note_calls(COORDINATOR, kept.store, today, {Channel.OTHER: (1, 0)}, 0)
    note_calls(COORDINATOR, kept.store, today, {Channel.SAS: (15, 3), Channel.PRACTICE: (4, 0)}, 2)
    with pytest.raises(InvalidInput, match="n’est pas encore passé"):
        note_calls(COORDINATOR, kept.store, today + timedelta(days=1), {Channel.SAS: (1, 0)}, 0)
    with pytest.raises(InvalidInput, match="sans réponse"):
        note_calls(COORDINATOR, kept.store, today, {Channel.SAS: (16, 0), Channel.PRACTICE: (4, 5)}, 3)
    for actor in (OF_AURAY, READER):
        with pytest.raises(NotAllowed):
            note_calls(actor, kept.store, today, {}, 0)
    assert read_calls(READER, kept.store, today, today) == (
        DayCalls(today, Channel.PRACTICE, 4, 0, 1), DayCalls(today, Channel.SAS, 15, 3, 2),
    )  # fmt: skip
    assert kept.written().count("slot_calls_noted") == 2
