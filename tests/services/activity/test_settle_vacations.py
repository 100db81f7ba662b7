"""Tests of app/services/activity/settle_vacations.py: a settled statement never changes; what was wrong comes on the next."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, RuleRefusal, StaleRevision
from app.indicators.periods import period_of_days, week_of
from app.services.activity.record_attendance import Noted, add_walk_in, record_attendance
from app.services.activity.settle_vacations import Settled, settle_vacations
from app.services.keeping.reference import edit_reference
from app.store import journal, pay
from app.store.database import connect
from tests.builders import COORDINATOR, MONDAY
from tests.services.a_month import WEEK, Month, a_month
from tests.services.activity.test_read_vacations import _row
from tests.services.an_event import played

NEXT_WEEK = week_of(date(2026, 12, 7))


def _seen(month: Month) -> dict[str, int]:
    return {one.key: one.total_cents for one in month.view().to_settle}


def test_a_week_is_settled_as_it_was_shown(tmp_path: Path) -> None:
    """Five statements, 1,300 € for one session; again, there is nothing left to settle and nothing changes."""
    month = a_month(tmp_path)
    month.close(0)
    assert settle_vacations(COORDINATOR, month.store, WEEK, _seen(month)) == Settled(5, 130000)
    view = month.view()
    assert view.to_settle == ()
    assert {one.total_cents for one in view.people if one.name == "Anne Fictif"} == {42000}
    with month.store.reading() as conn:
        assert [entry.type for entry in journal.recent(conn, 5)] == ["vacations_settled"] * 5
        assert sum(one.total_cents for one in pay.settlements(conn)) == 130000


def test_the_database_refuses_to_change_a_statement(tmp_path: Path) -> None:
    """Even by hand."""
    month = a_month(tmp_path)
    month.close(0)
    settle_vacations(COORDINATOR, month.store, WEEK, _seen(month))
    conn = connect(month.store.folder.database)
    with pytest.raises(sqlite3.IntegrityError, match="immutable"):
        conn.execute("UPDATE settlement SET total_cents = 1")
    conn.close()


def test_a_total_that_moved_is_not_settled(tmp_path: Path) -> None:
    """The second session is closed between reading and settling: nothing is written."""
    month = a_month(tmp_path)
    month.close(0)
    seen = _seen(month)
    month.close(1)
    with pytest.raises(StaleRevision):
        settle_vacations(COORDINATOR, month.store, WEEK, seen)
    with month.store.reading() as conn:
        assert pay.settlements(conn) == []


def test_corrections_and_late_sheets_come_on_the_next_statement(tmp_path: Path) -> None:
    """Settled for the morning; then Denez was absent after all and the afternoon is closed: next week says both."""
    month = a_month(tmp_path)
    month.close(0)
    settle_vacations(COORDINATOR, month.store, WEEK, _seen(month))
    record_attendance(COORDINATOR, month.store, month.sessions[0].id, {_row(month, "Denez"): Noted(absent=True)})
    month.close(1)
    later = month.at(datetime(2026, 12, 14, 9, tzinfo=UTC))
    denez = later.view(NEXT_WEEK).person(month.key("Denez"))
    assert denez is not None
    assert sorted((line.kind, line.cents) for line in denez.lines) == [("correction", -22000), ("late", 22000)]
    seen = {one.key: one.total_cents for one in later.view(NEXT_WEEK).to_settle}
    assert settle_vacations(COORDINATOR, later.store, NEXT_WEEK, seen) == Settled(5, 108000)
    with month.store.reading() as conn:
        anne = [one.total_cents for one in pay.settlements(conn, month.key("Anne"))]
    assert anne == [42000, 42000]


def test_the_name_of_someone_passing_goes_once_they_are_paid(tmp_path: Path) -> None:
    """Before: named; after: « renfort de passage », and the name is nowhere in the table, the statement or the journal."""
    month = a_month(tmp_path)
    add_walk_in(
        COORDINATOR, month.store, month.sessions[0].id, "Soazig Inoubliable", profession="medecin",
        exercise="retraite", status="retraite",
    )  # fmt: skip
    month.close(0)
    assert any(one.name == "Soazig Inoubliable" for one in month.view().people)
    settle_vacations(COORDINATOR, month.store, WEEK, _seen(month))
    assert "renfort de passage" in {one.name for one in month.view().people}
    conn = connect(month.store.folder.database)
    assert "Inoubliable" not in "\n".join(conn.iterdump())
    conn.close()


def test_who_came_to_an_exercise_without_being_known_is_forgotten_with_the_week(tmp_path: Path) -> None:
    """Nothing is owed to them: their name goes when the others' statements are frozen."""
    month = a_month(tmp_path)
    add_walk_in(COORDINATOR, month.store, month.sessions[0].id, "Soazig Inoubliable", profession="medecin")
    month.close()
    played(month.store, month.sessions[0].id)
    assert settle_vacations(COORDINATOR, month.store, WEEK, _seen(month)) == Settled(5, 130000)
    conn = connect(month.store.folder.database)
    assert "Inoubliable" not in "\n".join(conn.iterdump())
    conn.close()


def test_hours_paid_twice_are_refused(tmp_path: Path) -> None:
    """The afternoon moved onto the morning: the same nurse would be paid twice for the same hours."""
    month = a_month(tmp_path)
    month.close()
    with month.store.transaction() as conn:
        conn.execute(
            "UPDATE session SET starts_at = (SELECT min(starts_at) FROM session), ends_at = (SELECT min(ends_at) FROM session)"
        )
    with pytest.raises(RuleRefusal, match="deux fois"):
        settle_vacations(COORDINATOR, month.store, WEEK, _seen(month))


def test_beyond_the_yearly_cap_a_reason_is_asked(tmp_path: Path) -> None:
    """A cap of 400 € for 2026: 440 € by the structure is refused with the figures, then accepted with a kept reason."""
    month = a_month(tmp_path)
    month.close()
    row = {
        "code": "pass", "year": "2026", "amount_eur": "400", "warn_percent": "90", "counted_payers": "Structure organisatrice",
        "reference": "CSP D.1434-44", "source": "essai", "checked": "local", "note": "",
    }  # fmt: skip
    edit_reference(COORDINATOR, month.store, "caps", [row], "essai")
    bleuenn = {month.key("Bleuenn"): 44000}
    with pytest.raises(RuleRefusal, match="440,00") as refused:
        settle_vacations(COORDINATOR, month.store, WEEK, bleuenn)
    assert refused.value.data["left"] == "400,00\xa0€"
    settle_vacations(COORDINATOR, month.store, WEEK, bleuenn, reason="décision du bureau du 1er décembre")
    with month.store.reading() as conn:
        kept = pay.settlements(conn, month.key("Bleuenn"))[0]
        entry = journal.recent(conn, 1)[0]
    assert kept.statement["reason"] == "décision du bureau du 1er décembre"
    assert entry.payload is not None
    assert "bureau" not in str(entry.payload)


def test_a_period_still_running_is_not_settled(tmp_path: Path) -> None:
    """Up to tomorrow: refused in a sentence."""
    month = a_month(tmp_path)
    month.close()
    with pytest.raises(InvalidInput, match="pas finie"):
        settle_vacations(COORDINATOR, month.store, period_of_days(MONDAY, date(2026, 12, 8)), _seen(month))
