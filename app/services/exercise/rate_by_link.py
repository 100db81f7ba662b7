"""What an observer's own link lets them say: a letter an objective, something seen; and a player's, an answer to an inject.

Each may be sent again on a bad line: it stands once. The last rating of an objective is the one that stands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.actor import volunteer
from app.access.permissions import Action, require_self
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.exercise.chronogramme import InjectState
from app.exercise.exercise import LONGEST_FIELD
from app.exercise.messages import reach
from app.exercise.participant import ParticipantRole
from app.exercise.rating import Letter
from app.services.crisis.under_way import the_inject
from app.services.exercise.observe import observe, remove_observation
from app.services.exercise.rate_objective import check_open, rate_objective
from app.services.exercise.record_response import keep_response
from app.services.exercise.the_exercise import GONE, held
from app.store import exercise_injects, exercise_people, exercise_ratings

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.participant import Participant
    from app.services.exercise.observe import ObservationDraft
    from app.store.database import Connection, Store


class Kept(StrEnum):
    """What became of a rating: the first, the same again, or one over another."""

    FIRST = "first"
    SAME = "same"
    OVER = "over"


def rate_by_link(
    actor: Actor, store: Store, participant_id: str, objective: str, letter: str, *, rationale: str = "", cause: str = ""
) -> Kept:  # fmt: skip
    """Write an observer's letter for an objective, over the one they gave before if any.

    Raises InvalidInput for no letter or a long text, RuleRefusal before the start and once signed, NotFound, NotAllowed.
    """
    require_self(actor, participant_id, for_others=Action.RATE_EXERCISES)
    if letter not in frozenset(Letter):
        raise InvalidInput(N_("Choisissez une lettre : P, S, M ou U."))
    with store.reading() as conn:
        participant = _participant(conn, participant_id)
        before = exercise_ratings.find(conn, participant.exercise_id, objective, participant_id)
    now = rate_objective(
        actor, store, participant.exercise_id, participant_id, objective, Letter(letter), rationale=rationale, cause=cause
    )  # fmt: skip
    if before is None:
        return Kept.FIRST
    return Kept.SAME if now == before.revision else Kept.OVER


def observe_by_link(actor: Actor, store: Store, participant_id: str, draft: ObservationDraft) -> None:
    """Write something an observer saw; the same id sent again writes nothing. Raises as :func:`observe`."""
    require_self(actor, participant_id, for_others=Action.RATE_EXERCISES)
    with store.reading() as conn:
        exercise_id = _participant(conn, participant_id).exercise_id
    observe(actor, store, exercise_id, draft, participant_id=participant_id)


def take_back_by_link(actor: Actor, store: Store, participant_id: str, observation_id: str, revision: int) -> None:
    """An observer takes back what they noted. Raises as :func:`remove_observation`."""
    require_self(actor, participant_id, for_others=Action.RATE_EXERCISES)
    with store.reading() as conn:
        exercise_id = _participant(conn, participant_id).exercise_id
    remove_observation(actor, store, exercise_id, observation_id, revision, participant_id=participant_id)


def respond_by_link(actor: Actor, store: Store, participant_id: str, inject_id: str, text: str, *, id: str) -> bool:
    """A player answers an inject that reached their function; the same id sent again writes nothing (False).

    What arrives just after the end is kept at the minute where the clock stopped. Raises InvalidInput without a text, RuleRefusal
    for an inject that did not reach them, once it gave way to a real situation and once signed, NotFound, NotAllowed.
    """
    require_self(actor, participant_id, for_others=Action.RUN_EXERCISES)
    with store.transaction() as conn:
        participant = _participant(conn, participant_id)
        inject, exercise = the_inject(conn, inject_id), held(conn, participant.exercise_id)
        if exercise.stopped_for_real_at is not None:
            raise RuleRefusal(N_("L’exercice s’est arrêté : une situation réelle l’a interrompu."))
        check_open(exercise)
        if not _reached(conn, participant, inject):
            raise RuleRefusal(N_("Ce message ne vous est pas parvenu : seuls ceux qui l’ont reçu y répondent."))
        exercise_people.has_attended(conn, participant.id)
        who = participant.who[:LONGEST_FIELD]
        speaker = volunteer(participant.id, who)
        return keep_response(conn, store, speaker, exercise, inject, id=id, text=text, by_whom=who)


def _participant(conn: Connection, participant_id: str) -> Participant:
    found = exercise_people.find(conn, participant_id)
    if found is None:
        raise NotFound(GONE)
    return found


def _reached(conn: Connection, participant: Participant, inject: PlayedInject) -> bool:
    """Whether a player was sent this inject, by a delivery or because it is meant for their function."""
    if inject.exercise_id != participant.exercise_id or inject.state is not InjectState.SENT:
        return False
    if participant.role is not ParticipantRole.PLAYER:
        return False
    written = exercise_injects.deliveries(conn, participant.exercise_id)
    if any(one.inject_id == inject.id and one.participant_id == participant.id for one in written):
        return True
    return (
        participant in reach(inject.recipient, exercise_people.of_exercise(conn, participant.exercise_id)).participants
    )
