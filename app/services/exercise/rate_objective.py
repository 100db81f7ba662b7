"""An evaluator says how well an objective was met: a letter, why, and the root cause when it fell short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, may, require_self
from app.core.errors import N_, NotAllowed, NotFound, RuleRefusal
from app.core.typed import typed_text
from app.exercise.exercise import LONGEST_TEXT, ExerciseState
from app.exercise.participant import ParticipantRole
from app.exercise.rating import Letter, Rating
from app.services.exercise.the_exercise import held
from app.store import exercise_people, exercise_ratings, journal, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.store.database import Connection, Store

NOT_THERE = N_("Cette personne ne participe pas à cet exercice, ou n’y participe plus.")
NOT_STARTED = N_("Cet exercice n’a pas commencé : on cote ce que l’on a vu.")
SIGNED = N_("Ce retour d’expérience est signé. Rouvrez-le pour y changer quelque chose.")
LOOKED_ON = frozenset(ParticipantRole) - {ParticipantRole.PLAYER}
"""Who may evaluate: a player answers the hot wash."""


def rate_objective(
    actor: Actor, store: Store, exercise_id: str, participant_id: str, objective: str, letter: Letter,
    *, rationale: str = "", cause: str = "", revision: int | None = None,
) -> int:  # fmt: skip
    """Write, or change, what an evaluator (``participant_id``) says of an objective (its code); its revision.

    ``revision``: the one that was seen, 0 for none; None writes over whatever stands, as a page sent again does. The same said
    twice writes nothing. Raises NotFound, InvalidInput for another objective or a long text, RuleRefusal before the start, for a
    player and once signed, StaleRevision, NotAllowed.
    """
    require_self(actor, participant_id, for_others=Action.RATE_EXERCISES)
    with store.transaction() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        evaluator = evaluator_of(conn, actor, exercise, participant_id)
        if objective not in {one.code for one in exercise.scenario.objectives}:
            raise NotFound(N_("Cet objectif n’est plus dans cet exercice. Rechargez la page."))
        present = exercise_ratings.find(conn, exercise_id, objective, evaluator.id)
        said = Rating(
            exercise_id=exercise_id, objective=objective, participant_id=evaluator.id, letter=Letter(letter),
            rationale=checked_text(rationale), cause=checked_text(cause), at=now,
        )  # fmt: skip
        exercise_people.has_attended(conn, evaluator.id)
        if present is not None and _same(present, said):
            return present.revision
        stands = present.revision if present else 0
        if revision is not None and revision != stands:
            raise revisions.stale(conn, exercise_id, types=("objective_rated",))
        exercise_ratings.put(conn, said)
        journal.write(conn, now, actor.id, "objective_rated", exercise_id, {"objective": objective})
        return stands + 1


def evaluator_of(conn: Connection, actor: Actor, exercise: Exercise, participant_id: str) -> Participant:
    """The participant who evaluates. Raises NotFound, NotAllowed for somebody else's, RuleRefusal when it is not the time."""
    found = exercise_people.find(conn, participant_id)
    if found is None or found.exercise_id != exercise.id:
        raise NotFound(NOT_THERE)
    # The cell types the paper sheets of others; an observer's account only ever speaks for itself.
    if actor.role is not Role.PROFESSIONAL and not may(actor, Action.RUN_EXERCISES) and found.account_id != actor.id:
        raise NotAllowed(N_("Cette fiche n’est pas la vôtre : cotez en votre nom."))
    if found.role not in LOOKED_ON:
        raise RuleRefusal(N_("Un joueur ne cote pas l’exercice : il répond au questionnaire à chaud."))
    check_open(exercise)
    return found


def check_open(exercise: Exercise) -> None:
    """Pass while it can still be evaluated; raises RuleRefusal otherwise."""
    if exercise.state is ExerciseState.PREPARED:
        raise RuleRefusal(NOT_STARTED)
    if exercise.state is ExerciseState.REVIEWED:
        raise RuleRefusal(SIGNED)


def checked_text(text: str) -> str:
    """A text without blanks around it. Raises InvalidInput when it is endless."""
    return typed_text(text, LONGEST_TEXT)


def _same(one: Rating, other: Rating) -> bool:
    return (one.letter, one.rationale, one.cause) == (other.letter, other.rationale, other.cause)
