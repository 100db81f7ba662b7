"""Tests of app/services/plans/training_figures.py: the figures of a period, ends included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.response.number_check import Outcome
from app.response.training import Communication, TrainingFigures
from app.services.coverage.tell_awareness import put_communication
from app.services.plans.plan_training import put_training
from app.services.plans.record_training import record_presence
from app.services.plans.test_numbers import record_call
from app.services.plans.training_figures import training_figures
from tests.builders import COORDINATOR, THURSDAY, a_person
from tests.services.a_directory import NIGHT, redon
from tests.services.plans.test_record_training import AFGSU, TODAY


def test_a_period_counts_what_lies_in_it_ends_included(tmp_path: Path) -> None:
    """One training, one communication, two numbers called on the day itself; nothing the day before or after."""
    at = redon(tmp_path)
    anne = a_person("Anne", "medecin")
    at.people(anne)
    training = put_training(COORDINATOR, at.store, AFGSU)
    put_training(COORDINATOR, at.store, replace(AFGSU, day=date(2026, 11, 27)))
    record_presence(COORDINATOR, at.store, training, {anne.id: True}, seen={})
    told = Communication(id="", day=TODAY, audience="tous", channel="affiche", title="Affiche", reached=12)
    put_communication(COORDINATOR, at.store, told)
    contact = at.add(night_phone=NIGHT)
    record_call(COORDINATOR, at.store, contact, "+33199002001", Outcome.ANSWERED)
    record_call(COORDINATOR, at.store, contact, "+33199002002", Outcome.NO_ANSWER)
    with at.store.reading() as conn:
        found = training_figures(conn, TODAY, TODAY)
        assert training_figures(conn, date(2026, 1, 1), date(2026, 11, 25)) == TrainingFigures()
        assert training_figures(conn, date(2026, 11, 27), date(2027, 1, 1)) == TrainingFigures()
    assert found == TrainingFigures(
        trainings=1, attendances=1, people=1, by_profession={"medecin": 1}, person_minutes=420, certificates=1,
        communications=1, reached=12, numbers_called=2, numbers_answered=1,
    )  # fmt: skip
    assert THURSDAY.date() == TODAY
