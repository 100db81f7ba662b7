"""Exercises of the coach scenario played and judged, kept in a folder: everything in them is invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from app.drills.scenario import Scenario
from app.drills.shock import CallVolunteers
from app.exercise.chronogramme import (
    CoverageMoment,
    Decision,
    ExpectedOutcome,
    InjectState,
    Outcome,
    PlayedInject,
    Response,
)
from app.exercise.clock import ClockMark
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import Element, Letter, Observation, ObservationKind, Rating
from app.library import Library
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from app.store.database import Store

STARTED = datetime(2026, 11, 24, 13, tzinfo=UTC)
T0 = datetime(2026, 11, 30, 8, tzinfo=UTC)
LETTERS = {"O1": "PPS", "O2": "SMU", "O3": "S"}
"""Objective → what each observer gave, in their order; the others are not rated."""


@cache
def a_scenario() -> Scenario:
    """One of the library."""
    return Library().scenarios.scenarios["autocar_rn165"]


def reviewed(
    store: Store, id: str = "e1", number: int = 1, *, letters: dict[str, str] | None = None, **fields: Any
) -> Exercise:
    """Finished: the fifth message was skipped, the third had no answer, the first expected thing of each was done in 12 min."""
    usual: dict[str, Any] = {
        "id": id, "number": number, "title": "Autocar, avec le CHBA", "kind": ExerciseKind.TABLETOP, "scenario": a_scenario(),
        "state": ExerciseState.FINISHED, "starts_at": STARTED, "ends_at": STARTED + timedelta(hours=3), "t0": T0,
        "started_at": STARTED, "finished_at": STARTED + timedelta(hours=2), "created_at": STARTED, "actor_id": COORDINATOR.id,
        "speed": 60,
    }  # fmt: skip
    with store.transaction() as conn:
        exercises.insert(conn, exercise := Exercise(**(usual | fields)))
        exercises.mark(conn, id, ClockMark(STARTED, 0, 60))
        for one in _people(id):
            exercise_people.insert(conn, one)
        _played(conn, id)
        for code, given in (LETTERS if letters is None else letters).items():
            for rank, letter in enumerate(given):
                said = Rating(
                    exercise_id=id, objective=code, participant_id=f"{id}-o{rank}", letter=Letter(letter), at=STARTED,
                    rationale="Vu en salle.", cause="Numéro de garde absent." if letter in "MU" else "",
                )  # fmt: skip
                exercise_ratings.put(conn, said)
        for seen in _observations(id):
            exercise_ratings.add_observation(conn, seen)
    return exercise


def _people(id: str) -> list[Participant]:
    def one(suffix: str, role: ParticipantRole, function: str, **more: Any) -> Participant:
        return Participant(id=f"{id}-{suffix}", exercise_id=id, role=role, function=function, **more)

    player, observer = ParticipantRole.PLAYER, ParticipantRole.OBSERVER
    return [
        one("d", ParticipantRole.DIRECTOR, "coordinatrice", attended=True),
        one("p0", player, "cellule", attended=True, account_id=""),
        one("p1", player, "cadre d’astreinte", organisation="CHBA", attended=True, name="Solveig Kermorvan"),
        one("o0", observer, "référente qualité", organisation="CHBA", attended=True, name="Baptiste Quéméneur"),
        one("o1", observer, "médecin", organisation="CPTS voisine", attended=True),
        one("o2", observer, "pharmacien"),
    ]


def _played(conn: Any, id: str) -> None:
    for one in a_scenario().injects:
        sent = one.number != 5
        exercise_injects.insert(
            conn,
            PlayedInject(
                id=f"{id}-i{one.number}", exercise_id=id, number=one.number, minutes=one.minutes, planned_minutes=one.minutes,
                sender=one.sender, recipient=one.to, channel=one.channel, text=one.text, effects=one.effects,
                expected=one.expected, state=InjectState.SENT if sent else InjectState.SKIPPED,
                sent_minutes=one.minutes + 7.0 if sent else None, reason="" if sent else "faute de temps",
            ),
        )  # fmt: skip
        if not sent:
            continue
        at = one.minutes + 7.0
        if one.number != 3:
            said = Response(id=f"{id}-r{one.number}", inject_id=f"{id}-i{one.number}", text="Bien reçu.", by_whom=one.to, at=STARTED, minutes=at + 5 + one.number)  # fmt: skip
            exercise_injects.add_response(conn, id, said)
        for rank, _expected in enumerate(one.expected[:2]):
            became = ExpectedOutcome(inject_id=f"{id}-i{one.number}", rank=rank, outcome=(Outcome.DONE, Outcome.MISSED)[rank], at=STARTED, minutes=at + 12)  # fmt: skip
            exercise_injects.put_outcome(conn, became)
        exercise_injects.add_moment(
            conn, id, CoverageMoment(STARTED, at, 400, 20 + one.number, f"Message {one.number}")
        )
    decided = Decision(
        id=f"{id}-d1", text="Appeler les volontaires", effects=(CallVolunteers(profession="infirmier", count=4),), at=STARTED,
        minutes=95.0, by_whom="cellule",
    )  # fmt: skip
    exercise_injects.add_decision(conn, id, decided)


def _observations(id: str) -> list[Observation]:
    better, well = ObservationKind.IMPROVEMENT, ObservationKind.STRENGTH
    return [
        Observation(id=f"{id}-b1", exercise_id=id, kind=better, text="Le numéro de garde du CHBA manque dans l’annuaire.", element=Element.PLANNING, participant_id=f"{id}-o0", objective="O2", inject_id=f"{id}-i4", cause="Annuaire jamais relu.", at=STARTED, minutes=42.0),
        Observation(id=f"{id}-b2", exercise_id=id, kind=better, text="Deux personnes tiennent la main courante en même temps.", element=Element.ORGANISATION, at=STARTED, minutes=60.0),
        Observation(id=f"{id}-w1", exercise_id=id, kind=well, text="La cellule se réunit vite et se répartit les rôles.", element=Element.ORGANISATION, at=STARTED, minutes=30.0),
    ]  # fmt: skip
