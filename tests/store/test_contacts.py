"""Tests of app/store/contacts.py: contacts come back as they were written; one taken out keeps its calls for later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.response.directory import Contact
from app.response.number_check import CheckRound, NumberTest, Outcome
from app.store import contacts
from tests.builders import THURSDAY, a_store

FULL = Contact(
    id="c1", function="prefecture", department="56", organisation="Préfecture fictive", name="permanence",
    day_phone="+33199002004", night_phone="+33199002005", email="sidpc@example.org", note="le jour",
    checked_on=date(2026, 11, 1), checked_by="Maïwenn",
)  # fmt: skip


def test_a_contact_comes_back_whole_and_its_revision_moves(tmp_path: Path) -> None:
    """Every field, then one more revision."""
    with a_store(tmp_path).transaction() as conn:
        contacts.put(conn, FULL)
        assert contacts.every(conn) == [FULL]
        contacts.put(conn, replace(FULL, name="", checked_on=None))
        assert contacts.find(conn, "c1") == replace(FULL, name="", checked_on=None, revision=2)


def test_whoever_holds_a_function_is_found_its_own_department_first(tmp_path: Path) -> None:
    """The territory's own number does for a department that has none."""
    whole = replace(FULL, id="c0", department="", organisation="A")
    with a_store(tmp_path).transaction() as conn:
        for one in (whole, FULL, replace(FULL, id="c2", department="35")):
            contacts.put(conn, one)
        assert [one.id for one in contacts.of_function(conn, "prefecture", "56")] == ["c1", "c0"]
        assert [one.id for one in contacts.of_function(conn, "prefecture", "44")] == ["c0"]
        assert contacts.of_function(conn, "cpam") == []


def test_one_taken_out_is_nowhere_until_it_is_put_back(tmp_path: Path) -> None:
    """Neither it nor its calls are read meanwhile."""
    test = NumberTest("t1", "c1", THURSDAY, FULL.day_phone, Outcome.ANSWERED, "maiwenn")
    with a_store(tmp_path).transaction() as conn:
        contacts.put(conn, FULL)
        contacts.add_test(conn, test)
        contacts.remove(conn, "c1", THURSDAY)
        assert (contacts.every(conn), contacts.find(conn, "c1"), contacts.calls(conn)) == ([], None, [])
        assert contacts.removed(conn, "c1")
        contacts.restore(conn, "c1")
        assert contacts.find(conn, "c1") == replace(FULL, revision=3)
        assert contacts.calls(conn) == [test]
        assert contacts.calls(conn, THURSDAY + timedelta(seconds=1)) == []
        contacts.take_back_test(conn, "t1")
        assert contacts.calls(conn) == []


def test_rounds_come_back_in_order(tmp_path: Path) -> None:
    """One ended with its figures, one that runs."""
    ended = CheckRound(opened_at=THURSDAY, opened_by="M", closed_at=THURSDAY, called=3, answered=2, wrong=1, left=4)
    running = CheckRound(opened_at=THURSDAY + timedelta(days=1), opened_by="N")
    with a_store(tmp_path).transaction() as conn:
        assert contacts.rounds(conn) == []
        for kept in ([ended], [ended, running]):
            contacts.write_rounds(conn, kept)
            assert contacts.rounds(conn) == kept
