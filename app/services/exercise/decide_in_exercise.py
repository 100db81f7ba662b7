"""What the cell decides in an exercise: an action of the plan put to work, or anything else said; each a decision of the main courante."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.typed import typed_line, typed_text
from app.drills.scenario_words import effect_words
from app.exercise.chronogramme import Decision
from app.exercise.exercise import LONGEST_FIELD, LONGEST_TEXT
from app.exercise.played import decided
from app.services.crisis.under_way import Now, under_way
from app.services.exercise.exercise_log import tell
from app.services.exercise.send_injects import keep_moment
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.store import exercise_injects, journal, log, revisions
from app.store.log import LogKind, LogStatus

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.shock import AnyEffect
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What is decided. ``id``: made before its button was shown. ``plan_rank``: of the scenario's plan (from 0), or None.

    ``text`` may be empty with a ``plan_rank``: the action says itself. ``by_whom``: a function.
    """

    id: str
    text: str = ""
    plan_rank: int | None = None
    by_whom: str = ""


def decide(actor: Actor, store: Store, exercise_id: str, draft: DecisionDraft) -> None:
    """Write a decision at the present minute; its action of the plan goes to work. The same id again: nothing more happens.

    Raises InvalidInput without anything decided, RuleRefusal unless under way or when that action is at work already,
    NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        held = exercise_injects.decisions(conn, exercise_id)
        if any(one.id == draft.id for one in held):
            return
        now = under_way(conn, store, exercise_id)
        if draft.plan_rank is not None and any(
            one.plan_rank == draft.plan_rank and one.cancelled_at is None for one in held
        ):
            raise RuleRefusal(N_("Cette action du plan est déjà décidée."))
        effect = _action(now, draft.plan_rank)
        text = _said(conn, store, draft.text, effect)
        who = typed_line(draft.by_whom, LONGEST_FIELD)
        number = tell(
            conn,
            now.at,
            actor,
            now.exercise,
            now.minutes,
            text,
            kind=LogKind.DECISION,
            status=LogStatus.OPEN,
            source=who,
        )
        effects = (decided(effect, now.minutes),) if effect is not None else ()
        exercise_injects.add_decision(
            conn,
            exercise_id,
            Decision(
                id=draft.id, text=text, effects=effects, plan_rank=draft.plan_rank, by_whom=who, at=now.at,
                minutes=now.minutes, log_number=number, actor_id=actor.id,
            ),
        )  # fmt: skip
        journal.write(
            conn, now.at, actor.id, "decision_taken", exercise_id,
            {"decision": draft.id, "plan": draft.plan_rank, "minutes": int(now.minutes)},
        )  # fmt: skip
        if effects:
            keep_moment(conn, store, now, draft.id)


def cancel_decision(
    actor: Actor, store: Store, exercise_id: str, decision_id: str, revision: int, reason: str = ""
) -> None:  # fmt: skip
    """It no longer holds: what it put to work stops counting, its entry of the main courante says so. Twice: once.

    Raises RuleRefusal unless under way, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = next((one for one in exercise_injects.decisions(conn, exercise_id) if one.id == decision_id), None)
        if one is None:
            raise NotFound(N_("Cette décision n’existe plus. Rechargez la page."))
        if one.cancelled_at is not None:
            return
        if one.revision != revision:
            raise revisions.stale(conn, exercise_id)
        now = under_way(conn, store, exercise_id)
        exercise_injects.cancel_decision(conn, replace(one, cancelled_at=now.at))
        entry = log.find(conn, one.log_number) if one.log_number else None
        if entry is not None:
            log.add(conn, now.at, actor, entry, " ".join(reason.split())[:LONGEST_FIELD], LogStatus.CANCELLED)
        journal.write(conn, now.at, actor.id, "decision_cancelled", exercise_id, {"decision": one.id})
        if one.effects:
            keep_moment(conn, store, now, "")


def _action(now: Now, rank: int | None) -> AnyEffect | None:
    if rank is None:
        return None
    plan = now.exercise.scenario.plan
    if not 0 <= rank < len(plan):
        raise NotFound(N_("Cette action n’est pas au plan du scénario."))
    return plan[rank]


def _said(conn: Connection, store: Store, text: str, effect: AnyEffect | None) -> str:
    if said := typed_text(text, LONGEST_TEXT, too_long=N_("Une décision de {most} signes au plus.")):
        return said
    if effect is None:
        raise InvalidInput(N_("Écrivez ce qui est décidé."))
    return effect_words(effect, choices_of(read_library(store, conn), "any"))
