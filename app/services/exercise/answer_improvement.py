"""The owner of an action, outside of the community, answers from its link: done, with what proves it; or help is needed.

They see that one action and nothing else of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require_self
from app.core.clock import paris_date
from app.core.errors import NotFound
from app.exercise import follow_up
from app.exercise.improvement import AWAITED, ImprovementState
from app.exercise.owner_answer import HELP, asked_help, help_wanted
from app.services.crisis.write_to_partner import LetterKind, cancel_letters
from app.services.exercise.keep_improvements import GONE
from app.services.mobilisation.read_contact import read_contact
from app.store import exercises, improvements, journal, plans

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.improvement import Improvement
    from app.services.mobilisation.read_contact import Contact
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """One action as its owner sees it. ``exercise``: title of what it came from, empty when from elsewhere.

    ``asked``: the help they asked for and still wait for.
    """

    improvement: Improvement
    exercise: str
    is_overdue: bool
    asked: str
    contact: Contact


def read_owner_page(actor: Actor, store: Store, improvement_id: str) -> OwnerPage | None:
    """What the link of an action shows; None once it is gone. Raises NotAllowed for another's link."""
    require_self(actor, improvement_id, for_others=Action.RUN_EXERCISES)
    with store.reading() as conn:
        one = improvements.find(conn, improvement_id)
        if one is None:
            return None
        origin = exercises.find(conn, one.exercise_id) if one.exercise_id else None
        today = paris_date(store.now())
        return OwnerPage(
            one, origin.title if origin else "", one.is_overdue(today), help_wanted(one), read_contact(conn)
        )


def say_done(actor: Actor, store: Store, improvement_id: str, proof: str) -> None:
    """The owner says the action is done, and what proves it; said again in the same words, nothing more is written.

    Raises InvalidInput without a proof, RuleRefusal once it is closed, NotFound, NotAllowed.
    """
    require_self(actor, improvement_id, for_others=Action.RUN_EXERCISES)
    with store.transaction() as conn:
        now, one = store.now(), _held(conn, improvement_id)
        if one.state is ImprovementState.DONE and one.proof == proof.strip():
            return
        latest = plans.latest(conn)
        improvements.update(conn, follow_up.done(one, proof, now, str(latest.number) if latest else ""))
        cancel_letters(conn, improvement_id, now, LetterKind.IMPROVEMENT)
        journal.write(conn, now, actor.id, "improvement_done_by_owner", improvement_id, {})


def ask_help(actor: Actor, store: Store, improvement_id: str, text: str) -> None:
    """The owner asks for help: the action is under way and says so; the same words again write nothing.

    Raises InvalidInput for nothing said, RuleRefusal once it is closed, NotFound, NotAllowed.
    """
    require_self(actor, improvement_id, for_others=Action.RUN_EXERCISES)
    with store.transaction() as conn:
        now, one = store.now(), _held(conn, improvement_id)
        if one.state in AWAITED and one.proof == HELP + text.strip():
            return
        improvements.update(conn, asked_help(one, text, now))
        journal.write(conn, now, actor.id, "improvement_help_asked", improvement_id, {})


def _held(conn: Connection, improvement_id: str) -> Improvement:
    found = improvements.find(conn, improvement_id)
    if found is None:
        raise NotFound(GONE)
    return found
