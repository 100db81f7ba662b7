"""An exercise under way with its event, one inject and four players: a guest by e-mail, one by SMS, one of the roster, one to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.core.ids import PersonId
from app.drills.scenario import Scenario
from app.exercise.chronogramme import PlayedInject
from app.exercise.clock import ClockMark
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.response.event import EventKind
from app.services.crisis.open_event import open_event
from app.services.exercise.arm_exercise import arm_exercise
from app.store import exercise_injects, exercise_people, exercises, messages, partner_letters
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from app.store.database import Store

EXERCISE, STOP = "exercice", "menhir"
GUEST, BY_SMS, OURS, TO_TELL, WATCHING = "invitee", "astreinte", "noa-joue", "a-dire", "observe"

SCENARIO = Scenario.model_validate(
    {
        "format": "releve.scenario/1", "code": "car_accidente", "title": "Accident de car", "kind": "own",
        "territory": "any", "typology": 1, "story": "Un car se renverse (fictif).", "starts": "un lundi, 8 h", "hours": 6,
        "objectives": [{"code": "O1", "text": "Ouvrir la cellule", "measure": "en 45 min"}],
    }
)  # fmt: skip


def an_exercise(store: Store, **fields: Any) -> Exercise:
    """Number 1, running since now, its event open; nobody armed it."""
    event_id, now = open_event(COORDINATOR, store, "Accident de car (joué)", kind=EventKind.EXERCISE), store.now()
    usual: dict[str, Any] = {
        "id": EXERCISE, "number": 1, "title": "Accident de car", "kind": ExerciseKind.TABLETOP, "scenario": SCENARIO,
        "state": ExerciseState.RUNNING, "starts_at": now, "ends_at": now + timedelta(hours=3), "t0": now,
        "stop_word": STOP, "event_id": event_id, "started_at": now, "created_at": now, "actor_id": COORDINATOR.id,
    }  # fmt: skip
    with store.transaction() as conn:
        exercises.insert(conn, Exercise(**(usual | fields)))
        exercises.mark(conn, EXERCISE, ClockMark(now, 0, 1))
        for one in _players():
            exercise_people.insert(conn, one)
    return the(store)


def _players() -> list[Participant]:
    def one(id: str, function: str, organisation: str, **fields: Any) -> Participant:
        role = fields.pop("role", ParticipantRole.PLAYER)
        return Participant(
            id=id, exercise_id=EXERCISE, role=role, function=function, organisation=organisation, **fields
        )

    return [
        one(GUEST, "cadre de santé", "CHBA (fictif)", name="Gaël Fictif", email="gael@example.org"),
        one(BY_SMS, "cadre d’astreinte", "CHBA (fictif)", phone="+33639980009"),
        one(OURS, "référente de crise", "CPTS", person_id=PersonId("noa")),
        one(TO_TELL, "secrétaire", "CPTS"),
        one(WATCHING, "observatrice", "ARS (fictive)", role=ParticipantRole.OBSERVER, email="obs@example.org"),
    ]


def an_inject(store: Store, recipient: str = "Cellule", number: int = 1, **fields: Any) -> PlayedInject:
    """Planned at T+1 h 40."""
    one = PlayedInject(
        id=f"inject-{number}", exercise_id=EXERCISE, number=number, minutes=100, planned_minutes=100, sender="SAMU",
        recipient=recipient, channel="téléphone", text="Vingt blessés légers arrivent à {lien}.", **fields,
    )  # fmt: skip
    with store.transaction() as conn:
        exercise_injects.insert(conn, one)
    return one


def the(store: Store) -> Exercise:
    with store.reading() as conn:
        found = exercises.find(conn, EXERCISE)
    assert found is not None
    return found


def armed(store: Store) -> Exercise:
    """The same, armed."""
    arm_exercise(COORDINATOR, store, EXERCISE, the(store).revision, STOP)
    return the(store)


def finished(store: Store) -> Exercise:
    """Moved to its end as the row alone says: whoever ends it does the rest."""
    with store.transaction() as conn:
        held = exercises.find(conn, EXERCISE)
        assert held is not None
        exercises.update(conn, replace(held, state=ExerciseState.FINISHED, finished_at=store.now()))
    return the(store)


def gone(store: Store) -> tuple[int, int]:
    """How many messages and letters the outbox holds, whatever became of them."""
    with store.reading() as conn:
        held = [*messages.recent(conn).messages]
        letters = conn.execute("SELECT count(*) FROM partner_letter").fetchone()[0]
        return len(held), int(letters)


def letters_of(store: Store, inject_id: str) -> list[partner_letters.PartnerLetter]:
    with store.reading() as conn:
        return partner_letters.about(conn, inject_id)
