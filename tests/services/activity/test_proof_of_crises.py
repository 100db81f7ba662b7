"""What a proof pack says of exercises: those played to their end beside the flash ones, in numbers, and the indicator with them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.core.clock import paris_date
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.indicators.periods import quarter_of
from app.services.activity.proof_of_crises import crisis_files
from app.services.activity.proof_tables import at
from app.services.activity.read_indicators import read_indicators
from app.store import exercise_people, exercises
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_played_exercise import GUEST, OURS, SCENARIO, an_exercise, the
from tests.services.an_alert import an_alerted


def an_ended(store: Store, number: int, **fields: object) -> None:
    now = store.now()
    with store.transaction() as conn:
        one = replace(
            the(store), id=f"autre-{number}", number=number, state=ExerciseState.FINISHED, event_id="", reviewed_at=None,
            started_at=now + timedelta(hours=number), finished_at=now + timedelta(hours=number + 1), scenario=SCENARIO,
        )  # fmt: skip
        exercises.insert(conn, replace(one, **fields))  # type: ignore[arg-type]


def rows_of(store: Store) -> list[list[str]]:
    with store.reading() as conn:
        files = crisis_files(conn, quarter_of(paris_date(store.now())), store.now())
    found = next(one for one in files if one.name == "exercices.csv")
    return list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))


def test_exercises_played_to_their_end_are_proved_in_numbers(tmp_path: Path) -> None:
    """One ended with two there of five; a confidential one goes by its number; one under way, a real event and a removed one prove nothing."""
    store = an_alerted(tmp_path).store
    held = an_exercise(store)
    now = store.now()
    assert rows_of(store)[1:] == []
    with store.transaction() as conn:
        exercises.update(
            conn, replace(held, state=ExerciseState.REVIEWED, finished_at=now + timedelta(hours=1), reviewed_at=now + timedelta(days=1))
        )  # fmt: skip
        for id in (GUEST, OURS):
            someone = exercise_people.find(conn, id)
            assert someone is not None
            exercise_people.update(conn, replace(someone, attended=True))
    an_ended(store, 2, title="Intrusion", is_confidential=True, kind=ExerciseKind.ALERT_DRILL)
    an_ended(store, 3, kind=ExerciseKind.REAL_EVENT)
    an_ended(store, 4, removed_at=now)
    header, *rows = rows_of(store)
    assert header == ["Commencé le", "Exercice", "Nature", "Terminé le", "Invités", "Participants", "Relu le"]
    assert rows == [
        [at(now), "Accident de car", "exercice sur table", at(now + timedelta(hours=1)), "5", "2", at(now + timedelta(days=1))],
        [at(now + timedelta(hours=2)), "Exercice n° 2", "exercice d’alerte", at(now + timedelta(hours=3)), "0", "0", ""],
    ]  # fmt: skip
    figures = read_indicators(COORDINATOR, store).indicator("exercises")
    assert (figures.value, figures.now.bound) == (2, "2 participants")
