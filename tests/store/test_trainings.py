"""Tests of app/store/trainings.py: trainings and who takes part come back as they were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from app.response.training import Answer, Participant, Training
from app.store import people, trainings
from tests.builders import THURSDAY, a_person, a_store

AFGSU = Training(
    id="t1", kind="afgsu_2", title="AFGSU", day=date(2026, 12, 15), starts=time(9, 30), minutes=420, place="Auray",
    competence="afgsu_2", valid_months=48, note="repas offert", cancelled_at=THURSDAY,
)  # fmt: skip


def test_a_training_comes_back_whole_and_days_bound_the_list(tmp_path: Path) -> None:
    """Every field, with or without an hour; both days are included."""
    bare = Training(id="t0", kind="other", title="Autre", day=date(2026, 12, 14))
    with a_store(tmp_path).transaction() as conn:
        for one in (AFGSU, bare):
            trainings.put(conn, one)
        assert trainings.every(conn) == [bare, AFGSU]
        assert trainings.every(conn, date(2026, 12, 15), date(2026, 12, 15)) == [AFGSU]
        assert trainings.every(conn, last=date(2026, 12, 14)) == [bare]
        trainings.put(conn, replace(AFGSU, cancelled_at=None))
        assert trainings.find(conn, "t1") == replace(AFGSU, cancelled_at=None, revision=2)
        assert trainings.find(conn, "t9") is None


def test_being_invited_again_keeps_the_first_time(tmp_path: Path) -> None:
    """Put down, then invited, then invited again: one line, the first invitation's hour."""
    anne = a_person("Anne")
    with a_store(tmp_path).transaction() as conn:
        people.put(conn, anne, THURSDAY)
        trainings.put(conn, replace(AFGSU, cancelled_at=None))
        trainings.add_people(conn, "t1", [anne.id])
        trainings.add_people(conn, "t1", [anne.id], THURSDAY)
        trainings.add_people(conn, "t1", [anne.id], THURSDAY + timedelta(days=1))
        part = Participant(person_id=anne.id, invited_at=THURSDAY)
        assert trainings.participants(conn, "t1") == (part,)
        said = replace(part, answer=Answer.YES, attended=True, signed_at=THURSDAY, rating=5, comment="bien")
        trainings.write_part(conn, "t1", said)
        assert trainings.all_participants(conn) == {"t1": (said,)}
        assert [part for _one, part in trainings.of_person(conn, anne.id)] == [said]
        trainings.put(conn, AFGSU)
        assert trainings.of_person(conn, anne.id) == [], "a cancelled training is not on one's page"
