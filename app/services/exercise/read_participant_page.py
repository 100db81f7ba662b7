"""What the link of a participant shows: the clock, what their function was told, what an observer gave, the questions of the end.

Read-only. Nobody else's name, answer or rating is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require_self
from app.exercise.chronogramme import InjectState
from app.exercise.messages import reach
from app.exercise.participant import ANIMATORS, ParticipantRole
from app.services.exercise.read_hot_wash import questions_of
from app.services.exercise.the_exercise import minutes_now
from app.services.mobilisation.read_contact import read_contact
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.scenario import Objective
    from app.exercise.chronogramme import PlayedInject, Response
    from app.exercise.exercise import Exercise
    from app.exercise.hot_wash import Question
    from app.exercise.participant import Participant
    from app.exercise.rating import Observation, Rating
    from app.services.mobilisation.read_contact import Contact
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Told:
    """An inject that reached a function, and what that participant answered from their own page, oldest first."""

    inject: PlayedInject
    answers: tuple[Response, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """An objective, and what this evaluator gave it; None: nothing yet."""

    objective: Objective
    rating: Rating | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantPage:
    """One participant's page. ``minutes``: fictional, since T0, as the clock stood at this reading.

    ``told``: newest first. ``chronogramme``: every inject in order, for who animates or observes; empty for a player.
    ``judged`` and ``observations``: an observer's own. ``questions``: of the hot wash, once it may be answered.
    """

    exercise: Exercise
    participant: Participant
    contact: Contact
    minutes: float
    told: tuple[Told, ...] = ()
    chronogramme: tuple[PlayedInject, ...] = ()
    judged: tuple[Judged, ...] = ()
    observations: tuple[Observation, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_animator(self) -> bool:
        """Whether they lead the exercise: their page, a template, shows the chronogramme."""
        return self.participant.role in ANIMATORS

    @property
    def is_observer(self) -> bool:
        return self.participant.role is ParticipantRole.OBSERVER

    @property
    def is_stopped_for_real(self) -> bool:
        """Whether the exercise gave way to a real situation."""
        return self.exercise.stopped_for_real_at is not None

    @property
    def may_answer(self) -> bool:
        """Whether a player may answer an inject from here: while it is played."""
        return self.participant.role is ParticipantRole.PLAYER and self.exercise.is_under_way

    @property
    def has_washed(self) -> bool:
        """Whether the hot wash was answered."""
        return self.participant.hot_wash_on is not None

    def inject(self, inject_id: str) -> PlayedInject | None:
        """One inject that this page shows; None for any other."""
        shown = (*(one.inject for one in self.told), *self.chronogramme)
        return next((one for one in shown if one.id == inject_id), None)


def read_participant_page(actor: Actor, store: Store, participant_id: str) -> ParticipantPage | None:
    """What their link opens; None once they, or the exercise, are gone. Raises NotAllowed for somebody else's."""
    require_self(actor, participant_id, for_others=Action.RUN_EXERCISES)
    with store.reading() as conn:
        participant = exercise_people.find(conn, participant_id)
        exercise = exercises.find(conn, participant.exercise_id) if participant else None
        if participant is None or exercise is None:
            return None
        injects = exercise_injects.of_exercise(conn, exercise.id)
        is_observer = participant.role is ParticipantRole.OBSERVER
        return ParticipantPage(
            exercise=exercise,
            participant=participant,
            contact=read_contact(conn),
            minutes=minutes_now(conn, exercise, store.now()),
            told=_told(conn, participant, injects),
            chronogramme=tuple(injects) if is_observer or participant.role in ANIMATORS else (),
            judged=_judged(conn, exercise, participant_id) if is_observer else (),
            observations=_observed(conn, exercise, participant_id) if is_observer else (),
            questions=questions_of(conn, store, exercise) if exercise.is_ended else (),
        )


def _told(conn: Connection, participant: Participant, injects: list[PlayedInject]) -> tuple[Told, ...]:
    """Delivered to them, or meant for their function before they came in; newest first."""
    everyone = exercise_people.of_exercise(conn, participant.exercise_id)
    reached = {
        one.inject_id
        for one in exercise_injects.deliveries(conn, participant.exercise_id)
        if one.participant_id == participant.id
    }
    answers = [
        one for one in exercise_injects.responses(conn, participant.exercise_id) if one.actor_id == participant.id
    ]
    found = [
        one
        for one in injects
        if one.state is InjectState.SENT
        and (one.id in reached or participant in reach(one.recipient, everyone).participants)
    ]
    found.sort(key=lambda one: (one.sent_minutes or 0.0, one.number), reverse=True)
    return tuple(Told(one, tuple(given for given in answers if given.inject_id == one.id)) for one in found)


def _judged(conn: Connection, exercise: Exercise, participant_id: str) -> tuple[Judged, ...]:
    given = {code: exercise_ratings.find(conn, exercise.id, code, participant_id) for code in _codes(exercise)}
    return tuple(Judged(one, given[one.code]) for one in exercise.scenario.objectives)


def _codes(exercise: Exercise) -> list[str]:
    return [one.code for one in exercise.scenario.objectives]


def _observed(conn: Connection, exercise: Exercise, participant_id: str) -> tuple[Observation, ...]:
    """Their own, newest first."""
    found = exercise_ratings.observations(conn, exercise.id)
    return tuple(one for one in reversed(found) if one.participant_id == participant_id)
