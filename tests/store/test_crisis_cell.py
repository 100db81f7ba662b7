"""Tests of app/store/crisis_cell.py: members, places and shifts come back whole, over the revision seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.response.cell import CellPlace, Member, Shift
from app.store import crisis_cell, people
from tests.builders import THURSDAY, a_person, a_store


def test_a_function_is_replaced_whole_and_its_revision_moves(tmp_path: Path) -> None:
    """Ranks as given; the other functions stay."""
    store, anne = a_store(tmp_path), a_person("Anne", "medecin")
    first = [
        Member(function="steering", rank=0, person_id=anne.id),
        Member(function="steering", rank=1, name="Bleuenn", phone="+33639980002"),
    ]
    other = Member(function="logistics", rank=0, name="Denez")
    with store.transaction() as conn:
        people.put(conn, anne, THURSDAY)
        crisis_cell.replace_function(conn, "logistics", [other])
        crisis_cell.replace_function(conn, "steering", first)
        assert crisis_cell.members(conn) == [replace(one, revision=1) for one in (other, *first)]
        crisis_cell.replace_function(conn, "steering", first[:1])
        assert crisis_cell.members(conn) == [replace(other, revision=1), replace(first[0], revision=2)]


def test_the_place_is_written_over_the_revision_seen(tmp_path: Path) -> None:
    """Empty at revision 0 until somebody wrote."""
    with a_store(tmp_path).transaction() as conn:
        assert crisis_cell.place(conn) == (CellPlace(), 0)
        chosen = CellPlace("Mairie", "École", "https://visio.example.org", "+33199001000", "Appel de l’ARS")
        assert crisis_cell.put_place(conn, chosen, 0)
        assert not crisis_cell.put_place(conn, CellPlace(), 0)
        assert crisis_cell.place(conn) == (chosen, 1)
        assert crisis_cell.put_place(conn, CellPlace(), 1)


def test_shifts_are_those_of_their_event(tmp_path: Path) -> None:
    """The dry run apart; an old revision writes nothing."""
    dry = Shift(id="d", function="steering", starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=8), name="Anne")
    real = replace(dry, id="e", event_id="event", handed_over="tout va bien")
    with a_store(tmp_path).transaction() as conn:
        assert crisis_cell.put_shift(conn, dry)
        assert crisis_cell.put_shift(conn, real)
        assert crisis_cell.shifts(conn) == [replace(dry, revision=1)]
        assert crisis_cell.shifts(conn, "event") == [replace(real, revision=1)]
        assert crisis_cell.put_shift(conn, replace(dry, name="Denez", revision=1))
        assert not crisis_cell.put_shift(conn, replace(dry, name="Enora", revision=1))
        assert crisis_cell.find_shift(conn, "d") == replace(dry, name="Denez", revision=2)
        assert not crisis_cell.remove_shift(conn, "d", 1)
        assert crisis_cell.remove_shift(conn, "d", 2)
        assert crisis_cell.find_shift(conn, "d") is None
