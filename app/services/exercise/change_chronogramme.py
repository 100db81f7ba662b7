"""Change the chronogramme of an exercise: an inject added, rewritten, moved earlier or later, taken out; all of it replaced.

What has left stays as it left. Numbers follow the minutes until the exercise begins; from then on each keeps its own. The ids
come from the caller: sent twice, an inject is written once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.drills.scenario_draft import an_inject, changed
from app.exercise.chronogramme import InjectState
from app.exercise.exercise import ExerciseState
from app.exercise.prepared import is_written
from app.library.scenarios import problems_of
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.store import exercise_injects, journal, revisions
from app.store.exercise_numbers import exchange, renumber

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store

MOST_INJECTS = 200


def add_inject(actor: Actor, store: Store, inject: PlayedInject) -> None:
    """Add one at its minute; its number, state and revision are made here. Once the exercise runs it counts as improvised.

    Raises InvalidInput, RuleRefusal once ended, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise = _open(conn, inject.exercise_id)
        if exercise_injects.find(conn, inject.id) is not None:
            return
        if len(exercise_injects.of_exercise(conn, exercise.id)) >= MOST_INJECTS:
            raise InvalidInput(N_("Un chronogramme tient {most} injects au plus."), most=MOST_INJECTS)
        _insert(conn, store, exercise, inject)
        _renumber(conn, exercise)
        journal.write(conn, store.now(), actor.id, "inject_added", inject.id, {"exercise": exercise.id})


def change_inject(actor: Actor, store: Store, inject: PlayedInject) -> None:
    """Write over one that has not left, at the revision it holds. Its number and state stay.

    Raises InvalidInput, RuleRefusal (it left, was skipped, or the exercise ended), StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = _standing(conn, inject.id, inject.revision)
        exercise = _open(conn, present.exercise_id)
        wanted = _checked(store, conn, exercise, inject)
        planned = wanted.minutes if exercise.state is ExerciseState.PREPARED else present.planned_minutes
        exercise_injects.update(
            conn,
            replace(
                present, minutes=wanted.minutes, planned_minutes=planned, sender=wanted.sender,
                recipient=wanted.recipient, channel=wanted.channel, text=wanted.text, effects=wanted.effects,
                expected=wanted.expected, objectives=wanted.objectives, note=wanted.note,
            ),
        )  # fmt: skip
        _renumber(conn, exercise)
        journal.write(conn, store.now(), actor.id, "inject_changed", inject.id, {"exercise": exercise.id})


def move_inject(actor: Actor, store: Store, inject_id: str, earlier: bool, revision: int) -> None:
    """Exchange an inject with the one before it (``earlier``) or after it: their minutes, their numbers at the same minute.

    Raises RuleRefusal (nothing to exchange with, or it left), StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = _standing(conn, inject_id, revision)
        exercise = _open(conn, one.exercise_id)
        order = [each for each in exercise_injects.of_exercise(conn, exercise.id) if is_written(each)]
        rank = next(at for at, each in enumerate(order) if each.id == one.id) + (-1 if earlier else 1)
        if not 0 <= rank < len(order):
            raise RuleRefusal(N_("Cet inject est déjà au bout du chronogramme."))
        other = order[rank]
        if other.minutes == one.minutes:
            exchange(conn, one.id, other.id)
        else:
            _at_minute(conn, exercise, one, other.minutes)
            _at_minute(conn, exercise, other, one.minutes)
        _renumber(conn, exercise)
        journal.write(conn, store.now(), actor.id, "inject_moved", one.id, {"exercise": exercise.id})


def remove_inject(actor: Actor, store: Store, inject_id: str, revision: int) -> None:
    """Take one out that has not left. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = _standing(conn, inject_id, revision)
        exercise = _open(conn, one.exercise_id)
        exercise_injects.update(conn, replace(one, removed_at=store.now()))
        _renumber(conn, exercise)
        journal.write(conn, store.now(), actor.id, "inject_removed", one.id, {"exercise": exercise.id})


def _insert(conn: Connection, store: Store, exercise: Exercise, inject: PlayedInject) -> None:
    one = _checked(store, conn, exercise, inject)
    planned = one.minutes if exercise.state is ExerciseState.PREPARED else None
    exercise_injects.insert(
        conn,
        replace(
            one, number=exercise_injects.next_number(conn, exercise.id), planned_minutes=planned,
            state=InjectState.PLANNED, sent_at=None, sent_minutes=None, removed_at=None, revision=1,
        ),
    )  # fmt: skip


def _checked(store: Store, conn: Connection, exercise: Exercise, inject: PlayedInject) -> PlayedInject:
    """The inject, its texts trimmed. Raises InvalidInput: which part, what is wrong, what would be right."""
    one = an_inject(
        {
            "number": 1, "minutes": inject.minutes, "from": inject.sender, "to": inject.recipient,
            "channel": inject.channel, "text": inject.text, "effects": inject.effects,
            "expected": [each.model_dump() for each in inject.expected], "note": inject.note,
        }
    )  # fmt: skip
    bare = tuple(each.model_copy(update={"cards": ()}) for each in exercise.scenario.objectives)
    alone = changed(exercise.scenario, objectives=bare, orsan=(), effects=(), plan=(), injects=(one,))
    for problem in problems_of(alone, read_library(store, conn).scenarios.tables):
        raise InvalidInput(N_("{problem}"), problem=problem)
    codes = {each.code for each in bare}
    return replace(
        inject, sender=one.sender, recipient=one.to, channel=one.channel, text=one.text, note=one.note.strip(),
        expected=one.expected, objectives=tuple(code for code in inject.objectives if code in codes),
    )  # fmt: skip


def _renumber(conn: Connection, exercise: Exercise) -> None:
    """Once it has begun numbers stay: the main courante, answers and the paper in the hands of the room name injects by them."""
    if exercise.state is ExerciseState.PREPARED:
        renumber(conn, exercise.id)


def _at_minute(conn: Connection, exercise: Exercise, one: PlayedInject, minutes: int) -> None:
    planned = minutes if exercise.state is ExerciseState.PREPARED else one.planned_minutes
    exercise_injects.update(conn, replace(one, minutes=minutes, planned_minutes=planned))


def _open(conn: Connection, exercise_id: str) -> Exercise:
    exercise = held(conn, exercise_id)
    if exercise.is_ended:
        raise RuleRefusal(N_("L’exercice est terminé : son chronogramme ne change plus."))
    return exercise


def _standing(conn: Connection, inject_id: str, revision: int) -> PlayedInject:
    one = exercise_injects.find(conn, inject_id)
    if one is None:
        raise NotFound(N_("Cet inject n’est plus dans le chronogramme. Rechargez la page."))
    if not is_written(one):
        raise RuleRefusal(N_("Cet inject est déjà parti ou passé : il ne change plus."))
    if one.revision != revision:
        raise revisions.stale(conn, inject_id)
    return one
