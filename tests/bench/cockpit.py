"""The cockpit of an exercise at demonstration size: 40 participants, 60 injects, half of them sent. CPU seconds; bar: 0.3 s.

Also what one press takes (an inject sent with its effects) and a process that starts again in the middle.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

from app.access.actor import COMMAND_LINE
from app.exercise.chronogramme import PlayedInject
from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.services.exercise import live_exercise
from app.services.exercise.decide_in_exercise import DecisionDraft, decide
from app.services.exercise.read_cockpit import read_cockpit
from app.services.exercise.record_response import record_response
from app.services.exercise.send_injects import send_inject
from app.services.exercise.start_exercise import start_exercise
from app.services.laboratory.read_scenarios import find_scenario
from app.store import exercise_injects, exercise_people, exercises
from tests.bench.a_community import AT
from tests.bench.a_screen import Opened, row, the_demonstration

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.database import Store
    from tests.bench.rows import Row

EXERCISE, SCENARIO = "bench", "quatre_jours_a_38"
PARTICIPANTS, INJECTS, SENT = 40, 60, 30
BOUND = "bar: 0.3 s, 40 participants, 60 injects"
PANELS = {"conduite": "cockpit", "fil": "thread", "couverture": "coverage"}


def run(quick: bool) -> list[Row]:
    """Two rows a panel, then one press and one restart. ``quick``: three reruns of each."""
    with the_demonstration() as store:
        _prepare(store)
        press = _play(store)
        live_exercise.forget_all()
        restart = _spent(lambda: read_cockpit(COMMAND_LINE, store, EXERCISE))
        reading = _spent(lambda: read_cockpit(COMMAND_LINE, store, EXERCISE))
        # A screen opened alone has no other screen to lead to.
        with patch("streamlit.page_link"):
            rows = [one for panel in PANELS for one in _panel(panel, 3 if quick else 7)]
    return [
        *rows,
        row("cockpit", "an inject sent, slowest", press, "its effects solved, its lines written"),
        row("cockpit", "read after a restart", restart, "roster read, 30 injects played again"),
        row("cockpit", "read again", reading, "what the two-second refresh reads"),
    ]


def _panel(panel: str, runs: int) -> list[Row]:
    page = Opened("conduct", {"volet": panel, "exercice": EXERCISE})
    return [
        row("cockpit", f"{PANELS[panel]}, first run", page.once(), "nothing kept"),
        row("cockpit", f"{PANELS[panel]}, rerun", page.again(runs), BOUND),
    ]


def _prepare(store: Store) -> None:
    """The injects of a scenario told over and over, a quarter of an hour apart."""
    with store.transaction() as conn:
        scenario = find_scenario(conn, store, SCENARIO)
        exercises.insert(
            conn,
            Exercise(
                id=EXERCISE, number=exercises.next_number(conn), title=scenario.title, kind=ExerciseKind.TABLETOP,
                scenario=scenario, starts_at=AT, ends_at=AT + timedelta(hours=10), t0=AT, created_at=AT, actor_id=COMMAND_LINE.id,
            ),
        )  # fmt: skip
        for number in range(PARTICIPANTS):
            role = ParticipantRole.OBSERVER if number % 8 == 0 else ParticipantRole.PLAYER
            exercise_people.insert(
                conn, Participant(id=f"p{number}", exercise_id=EXERCISE, role=role, function=f"fonction {number}")
            )
        for number in range(1, INJECTS + 1):
            one = scenario.injects[number % len(scenario.injects)]
            exercise_injects.insert(
                conn,
                PlayedInject(
                    id=f"i{number}", exercise_id=EXERCISE, number=number, minutes=15 * number, planned_minutes=15 * number,
                    sender=one.sender, recipient=one.to, channel=one.channel, text=one.text, effects=one.effects,
                    expected=one.expected,
                ),
            )  # fmt: skip


def _play(store: Store) -> float:
    """Half of it sent and answered, the plan decided; the CPU seconds of the slowest send."""
    start_exercise(COMMAND_LINE, store, EXERCISE, 1)
    for rank in range(len(read_cockpit(COMMAND_LINE, store, EXERCISE).plan)):
        decide(COMMAND_LINE, store, EXERCISE, DecisionDraft(id=f"d{rank}", plan_rank=rank))
    slowest = 0.0
    for number in range(1, SENT + 1):
        slowest = max(slowest, _spent(_sending(store, number)))
        record_response(COMMAND_LINE, store, f"i{number}", id=f"r{number}", text="Reçu.", by_whom="Cellule")
    return slowest


def _sending(store: Store, number: int) -> Callable[[], object]:
    return lambda: send_inject(COMMAND_LINE, store, f"i{number}", 1)


def _spent(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start
