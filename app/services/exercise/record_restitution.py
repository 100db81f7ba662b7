"""« Restitution faite le, à qui »: what was told back of an exercise, to the people it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.services.exercise.the_exercise import held
from app.store import journal, restitutions
from app.store.restitutions import Restitution

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class RestitutionDraft:
    """A day (Paris), to whom (« conseil d’administration », « tous les participants »), and how when it is said."""

    exercise_id: str
    on_day: date
    to_whom: str
    how: str = ""


def record_restitution(actor: Actor, store: Store, draft: RestitutionDraft, *, id: str) -> str:
    """Note it under an id made before the button was shown: pressed twice, it is noted once.

    Raises InvalidInput (nobody, a day to come or before the exercise), RuleRefusal before its end, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    to_whom, how = (" ".join(text.split()) for text in (draft.to_whom, draft.how))
    if not to_whom:
        raise InvalidInput(N_("Dites à qui la restitution a été faite."))
    if max(len(to_whom), len(how)) > LONGEST:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST)
    with store.transaction() as conn:
        now, exercise = store.now(), held(conn, draft.exercise_id)
        if not exercise.is_ended:
            raise RuleRefusal(N_("Cet exercice n’est pas terminé : sa restitution se note ensuite."))
        if not paris_date(exercise.started_at or exercise.starts_at) <= draft.on_day <= paris_date(now):
            raise InvalidInput(N_("Choisissez un jour entre celui de l’exercice et aujourd’hui."))
        told = Restitution(
            id=id, exercise_id=draft.exercise_id, on_day=draft.on_day, to_whom=to_whom, how=how, at=now,
            actor_id=actor.id,
        )  # fmt: skip
        if restitutions.add(conn, told):
            journal.write(conn, now, actor.id, "restitution_recorded", draft.exercise_id, {})
    return id


def remove_restitution(actor: Actor, store: Store, restitution_id: str) -> None:
    """Take back what was noted by mistake. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        now = store.now()
        if not restitutions.remove(conn, restitution_id, now):
            raise NotFound(N_("Cette restitution n’est plus notée."))
        journal.write(conn, now, actor.id, "restitution_removed", restitution_id, {})
