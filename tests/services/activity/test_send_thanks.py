"""Tests of app/services/activity/send_thanks.py: one message each, once, and never a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.mobilisation.message import MessageKind
from app.services.activity.read_vacations import read_vacations
from app.services.activity.record_attendance import Noted, record_attendance
from app.services.activity.send_thanks import Thanked, read_thanks, send_thanks
from app.services.roster.edit_person import change_people
from app.store import messages, people
from tests.builders import COORDINATOR
from tests.services.a_month import WEEK, Month, a_month
from tests.services.activity.test_read_vacations import _row
from tests.services.an_event import played


def _thanks(month: Month) -> list[str]:
    with month.store.reading() as conn:
        found = [one.message for one in messages.recent(conn).messages if one.message.kind is MessageKind.THANKS]
    return sorted(one.recipient for one in found)


def test_each_volunteer_who_came_is_thanked_once(tmp_path: Path) -> None:
    """Five came but Denez, absent both times, and Enora who opted out: three messages; a second time, none."""
    month = a_month(tmp_path)
    for rank, session in enumerate(month.sessions):
        record_attendance(COORDINATOR, month.store, session.id, {_row(month, "Denez", rank): Noted(absent=True)})
    month.close()
    with month.store.reading() as conn:
        enora, held = people.find(conn, month.id("Enora")), people.revisions(conn)[month.id("Enora")]
    assert enora is not None
    change_people(COORDINATOR, month.store, [(replace(enora, opted_out_on=date(2026, 12, 1)), held)])
    assert read_thanks(COORDINATOR, month.store, WEEK) == Thanked(3, 0)
    with month.store.reading() as conn:
        asked = conn.execute("SELECT count(*) FROM solicitation").fetchone()[0]
    assert send_thanks(COORDINATOR, month.store, WEEK) == 3
    assert _thanks(month) == sorted(month.id(name) for name in ("Anne", "Bleuenn", "Corentin"))
    assert read_thanks(COORDINATOR, month.store, WEEK) == Thanked(3, 3)
    with month.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM solicitation").fetchone()[0] == asked
    with pytest.raises(InvalidInput, match="Personne à remercier"):
        send_thanks(COORDINATOR, month.store, WEEK)


def test_an_exercise_is_not_thanked_as_a_vaccination(tmp_path: Path) -> None:
    """Both sessions were played: nobody came to anything else."""
    month = a_month(tmp_path)
    month.close()
    played(month.store, *(one.id for one in month.sessions))
    assert read_thanks(COORDINATOR, month.store, WEEK) == Thanked(0, 0)


def test_nobody_is_thanked_for_a_sheet_nobody_closed(tmp_path: Path) -> None:
    """Attendance comes first."""
    month = a_month(tmp_path)
    with pytest.raises(InvalidInput):
        send_thanks(COORDINATOR, month.store, WEEK)
    assert read_vacations(COORDINATOR, month.store, WEEK).people == ()
