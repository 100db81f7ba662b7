"""Who takes part in an exercise: added, changed, marked present, taken out.

Once taken out, what had not left is withdrawn and their link opens nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.links import exercise_subject
from app.access.login_names import is_email
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.exercise.exercise import LONGEST_FIELD
from app.roster.phones import phone_of
from app.services.crisis.write_to_partner import (
    cancel_letters_to,
)
from app.services.exercise.the_exercise import held
from app.store import exercise_people, journal, revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.store.database import Connection, Store

MOST_PARTICIPANTS = 200
TYPES = ("participant_added", "participant_changed", "participant_removed", "participants_invited")


def add_participant(actor: Actor, store: Store, one: Participant) -> None:
    """Write a participant under the id the caller made; sent twice, written once.

    Raises InvalidInput, RuleRefusal (already there), NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise = still_open(conn, one.exercise_id)
        if exercise_people.find(conn, one.id) is not None:
            return
        there = exercise_people.of_exercise(conn, exercise.id)
        if len(there) >= MOST_PARTICIPANTS:
            raise InvalidInput(N_("{most} participants au plus."), most=MOST_PARTICIPANTS)
        _refuse_twice(one, there)
        exercise_people.insert(conn, replace(_checked(one), invited_at=None, hot_wash_on=None, attended=False))
        journal.write(conn, store.now(), actor.id, "participant_added", exercise.id, {"role": one.role.value})


def change_participant(actor: Actor, store: Store, one: Participant) -> None:
    """Write over a participant at the revision they hold; attendance and invitation stay as they stand.

    Raises InvalidInput, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = taking_part(conn, one.id, one.revision)
        said = _checked(one)
        exercise_people.update(
            conn,
            replace(
                present, role=said.role, function=said.function, organisation=said.organisation, name=said.name,
                email=said.email, phone=said.phone,
            ),
        )  # fmt: skip
        journal.write(conn, store.now(), actor.id, "participant_changed", present.exercise_id, {"role": one.role.value})


def set_attended(actor: Actor, store: Store, participant_id: str, attended: bool, revision: int) -> None:
    """Say whether a participant came. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = taking_part(conn, participant_id, revision)
        exercise_people.update(conn, replace(present, attended=attended))
        payload = {"attended": int(attended)}
        journal.write(conn, store.now(), actor.id, "participant_attended", present.exercise_id, payload)


def remove_participant(actor: Actor, store: Store, participant_id: str, revision: int) -> None:
    """Take a participant out: their addresses go, invitation and injects that have not left are withdrawn, their link opens
    nothing more.

    Raises StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = taking_part(conn, participant_id, revision)
        now = store.now()
        exercise_people.update(conn, replace(one, removed_at=now))
        cancel_letters_to(conn, [exercise_subject(one.exercise_id, one.id)], now)
        journal.write(conn, now, actor.id, "participant_removed", one.exercise_id, {"role": one.role.value})


def _checked(one: Participant) -> Participant:
    """Texts trimmed, the number as it is dialled. Raises InvalidInput."""
    said = replace(
        one, function=" ".join(one.function.split()), organisation=" ".join(one.organisation.split()),
        name=" ".join(one.name.split()), email=one.email.strip(), phone=one.phone.strip(),
    )  # fmt: skip
    if not said.function:
        raise InvalidInput(N_("Chaque participant a une fonction : celle qu’il tient, ou qu’il joue."))
    if max(map(len, (said.function, said.organisation, said.name, said.email))) > LONGEST_FIELD:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_FIELD)
    if said.email and not is_email(said.email):
        raise InvalidInput(N_("« {email} » n’est pas une adresse e-mail."), email=said.email)
    return replace(said, phone=phone_of(said.phone)) if said.phone else said


def _refuse_twice(one: Participant, there: Sequence[Participant]) -> None:
    for other in there:
        same_person = bool(one.person_id) and one.person_id == other.person_id
        same_account = bool(one.account_id) and one.account_id == other.account_id
        same_address = bool(one.email) and one.email.strip().casefold() == other.email.casefold()
        if same_person or same_account or same_address:
            raise RuleRefusal(N_("Cette personne prend déjà part à l’exercice : changez son rôle dans la liste."))


def still_open(conn: Connection, exercise_id: str) -> Exercise:
    """The exercise people may still be invited to. Raises NotFound, RuleRefusal once ended."""
    exercise = held(conn, exercise_id)
    if exercise.is_ended:
        raise RuleRefusal(N_("L’exercice est terminé : plus personne n’y est invité."))
    return exercise


def taking_part(conn: Connection, participant_id: str, revision: int | None = None) -> Participant:
    """A participant, at a revision where one is named. Raises NotFound, StaleRevision."""
    one = exercise_people.find(conn, participant_id)
    if one is None:
        raise NotFound(N_("Cette personne ne prend plus part à l’exercice. Rechargez la page."))
    if revision is not None and one.revision != revision:
        raise revisions.stale(conn, one.exercise_id, types=TYPES)
    return one
