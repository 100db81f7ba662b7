"""How those alerted answered: the silent stay in the curve, small groups are told to whoever runs exercises alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.ids import PersonId
from app.exercise.delays import DelayStep
from app.response.alert import Alert, AlertKind, Answer, Called
from app.response.event import EventState
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import open_event
from app.services.exercise.open_review import open_review
from app.services.exercise.read_exercise_review import read_review
from app.store import alerts
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people

NURSES, MIDWIFE = [PersonId(f"ide{n}") for n in range(5)], PersonId("sf")


@pytest.fixture
def review_id(tmp_path: Path) -> tuple[Store, str]:
    """Five nurses and a midwife alerted as the event opens; two nurses answer after 4 and 10 minutes, one of them yes."""
    store = a_store(tmp_path)
    some_people(store, *(a_person(id, id=id) for id in NURSES), a_person("Sage", "sage_femme", id=MIDWIFE))
    event_id, now = open_event(COORDINATOR, store, "Autocar"), store.now()
    heard = {NURSES[0]: (10, Answer.AVAILABLE), NURSES[1]: (4, Answer.NO)}
    with store.transaction() as conn:
        alert = Alert(
            id="a",
            kind=AlertKind.ALERT,
            title="Renfort",
            text="Venez.",
            launched_at=now,
            actor_id=COORDINATOR.id,
            event_id=event_id,
        )
        called = [
            Called(alert_id="a", person=one, rank=rank, due_at=now) for rank, one in enumerate((*NURSES, MIDWIFE), 1)
        ]
        alerts.insert(conn, alert, called)
        for one in called:
            if one.person in heard:
                minutes, answer = heard[one.person]
                at = now + timedelta(minutes=minutes)
                alerts.write_answer(
                    conn,
                    Called(
                        alert_id="a",
                        person=one.person,
                        rank=one.rank,
                        due_at=now,
                        seen_at=at,
                        answered_at=at,
                        answer=answer,
                        from_at=at if answer is Answer.AVAILABLE else None,
                    ),
                )
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    return store, open_review(COORDINATOR, store, event_id)


def test_the_silent_stay_in_the_curve(review_id: tuple[Store, str]) -> None:
    """Two of six: a third is reached in ten minutes, half never; the chain has the alert, its first answer, its first yes."""
    store, id = review_id
    review = read_review(COORDINATOR, store, id)
    [call] = review.calls
    assert call.everybody.points == ((0.0, 0.0), (4.0, 1 / 6), (10.0, 2 / 6))
    assert [call.everybody.minutes_of(part) for part in (0.3, 0.5)] == [10.0, None]
    assert [(one.group, one.asked, one.answered) for one in call.curves] == [
        ("", 6, 2),
        ("infirmier", 5, 2),
        ("sage-femme", 1, 0),
    ]
    steps = {one.step: one.minutes for one in review.delays}
    assert (steps[DelayStep.ALERT_SENT], steps[DelayStep.ACKNOWLEDGED], steps[DelayStep.FIRST_RELIEF]) == (
        0.0,
        4.0,
        10.0,
    )


def test_a_group_of_one_is_told_to_who_runs_exercises_alone(review_id: tuple[Store, str]) -> None:
    """One midwife who never answered would be somebody."""
    store, id = review_id
    assert [one.asked for one in read_review(READER, store, id).calls[0].curves] == [6, 5]
