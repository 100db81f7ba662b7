"""Something seen during an exercise or a real event, tied to what was played: a strength, something to improve, a fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.exercise.rating import Observation, ObservationKind
from app.services.exercise.rate_objective import check_open, checked_text, evaluator_of
from app.services.exercise.the_exercise import held, minutes_now
from app.store import exercise_injects, exercise_people, exercise_ratings, journal, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.exercise.rating import Element
    from app.store.database import Connection, Store

TYPES = ("observation_written", "observation_removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationDraft:
    """What is written down. ``id``: made before the form is shown, so that sending it twice writes once.

    ``inject_id``, ``log_number``: its evidence. ``minutes``: fictional, since T0; None: now.
    """

    id: str
    kind: ObservationKind
    text: str
    objective: str = ""
    cause: str = ""
    element: Element | None = None
    inject_id: str = ""
    log_number: int | None = None
    minutes: float | None = None


def observe(
    actor: Actor, store: Store, exercise_id: str, draft: ObservationDraft, *, participant_id: str = "",
    revision: int | None = None,
) -> bool:  # fmt: skip
    """Write an observation of an evaluator, or of the animation (``participant_id`` empty, which takes RUN_EXERCISES).

    True when something was written. ``revision`` None: it is new, and the same id sent again writes nothing; else what was
    seen, and what it said is changed. Raises NotFound, InvalidInput without a text, RuleRefusal before the start, for a player
    and once signed, StaleRevision, NotAllowed.
    """
    _require(actor, participant_id)
    with store.transaction() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        if participant_id:
            evaluator_of(conn, actor, exercise, participant_id)
            exercise_people.has_attended(conn, participant_id)
        check_open(exercise)
        said = _checked(conn, exercise, draft, participant_id, now)
        written = exercise_ratings.add_observation(conn, said) if revision is None else _changed(conn, said, revision)
        if written:
            journal.write(conn, now, actor.id, "observation_written", exercise_id, {"kind": said.kind.value})
        return written


def remove_observation(
    actor: Actor, store: Store, exercise_id: str, observation_id: str, revision: int, *, participant_id: str = ""
) -> None:
    """Take an observation back. Raises NotFound, RuleRefusal once signed, StaleRevision, NotAllowed."""
    _require(actor, participant_id)
    with store.transaction() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        if participant_id:
            evaluator_of(conn, actor, exercise, participant_id)
        check_open(exercise)
        found = _held(conn, exercise_id, observation_id, participant_id)
        if found.revision != revision:
            raise revisions.stale(conn, exercise_id, types=TYPES)
        exercise_ratings.update_observation(conn, replace(found, removed_at=now))
        journal.write(conn, now, actor.id, "observation_removed", exercise_id, {"kind": found.kind.value})


def _require(actor: Actor, participant_id: str) -> None:
    if participant_id:
        require_self(actor, participant_id, for_others=Action.RATE_EXERCISES)
    else:
        require(actor, Action.RUN_EXERCISES)


def _checked(
    conn: Connection, exercise: Exercise, draft: ObservationDraft, participant_id: str, now: datetime
) -> Observation:
    """The observation to write; evidence that is not of this exercise is refused."""
    text = checked_text(draft.text)
    if not text:
        raise InvalidInput(N_("Écrivez ce que vous avez vu, en une phrase."))
    if draft.objective and draft.objective not in {one.code for one in exercise.scenario.objectives}:
        raise NotFound(N_("Cet objectif n’est plus dans cet exercice. Rechargez la page."))
    if draft.inject_id:
        inject = exercise_injects.find(conn, draft.inject_id)
        if inject is None or inject.exercise_id != exercise.id:
            raise NotFound(N_("Ce message n’est plus dans cet exercice. Rechargez la page."))
    minutes = minutes_now(conn, exercise, now) if draft.minutes is None else draft.minutes
    return Observation(
        id=draft.id, exercise_id=exercise.id, kind=ObservationKind(draft.kind), text=text, participant_id=participant_id,
        objective=draft.objective, cause=checked_text(draft.cause), element=draft.element, inject_id=draft.inject_id,
        log_number=draft.log_number, at=now, minutes=max(0.0, minutes),
    )  # fmt: skip


def _changed(conn: Connection, said: Observation, revision: int) -> bool:
    """Write over what stands, whoever wrote it and when it was seen left as they are; False when nothing differs."""
    found = _held(conn, said.exercise_id, said.id, said.participant_id)
    if found.revision != revision:
        raise revisions.stale(conn, said.exercise_id, types=TYPES)
    kept = replace(
        said, participant_id=found.participant_id, at=found.at, minutes=found.minutes, revision=found.revision
    )
    if kept == found:
        return False
    exercise_ratings.update_observation(conn, kept)
    return True


def _held(conn: Connection, exercise_id: str, observation_id: str, participant_id: str) -> Observation:
    """The observation; an evaluator reaches their own only. Raises NotFound."""
    found = exercise_ratings.find_observation(conn, observation_id)
    if found is None or found.exercise_id != exercise_id or participant_id not in ("", found.participant_id):
        raise NotFound(N_("Cette observation n’existe plus. Rechargez la page."))
    return found
