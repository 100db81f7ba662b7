"""Keep the improvement plan: an action written, or taken over from an observation; changed, closed with its proof, verified, given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.login_names import is_email
from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.exercise import follow_up
from app.exercise.improvement import Improvement
from app.exercise.milestones import proposed_due
from app.exercise.rating import Element
from app.response.plan import SECTIONS, PlanState
from app.services.crisis.write_to_partner import LetterKind, cancel_letters
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.plans.edit_plan import start_plan
from app.store import exercise_ratings, improvements, journal, people, plans, revisions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store

GONE = N_("Cette action n’existe plus.")
LONGEST_TEXT, LONGEST_FIELD = 2_000, 160
PRIORITIES = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementDraft:
    """An action as it is written in its form; ``owner`` may wait (« à attribuer »), the rest as in :class:`Improvement`."""

    action: str
    exercise_id: str = ""
    finding: str = ""
    cause: str = ""
    section: str = ""
    card: str = ""
    element: Element = Element.PLANNING
    priority: int = 2
    owner: str = ""
    organisation: str = ""
    person_id: str = ""
    email: str = ""
    starts_on: date
    due_on: date


def draft_of(one: Improvement) -> ImprovementDraft:
    """What the form of an action shows."""
    return ImprovementDraft(
        action=one.action, exercise_id=one.exercise_id, finding=one.finding, cause=one.cause, section=one.section,
        card=one.card, element=one.element, priority=one.priority, owner=one.owner, organisation=one.organisation,
        person_id=one.person_id, email=one.email, starts_on=one.starts_on, due_on=one.due_on,
    )  # fmt: skip


def add_improvement(actor: Actor, store: Store, draft: ImprovementDraft, *, id: str) -> str:
    """Write an action under an id made before the button was shown: pressed twice, it is written once.

    Raises InvalidInput, NotFound (its exercise is gone), NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    checked = _checked(draft)
    with store.transaction() as conn:
        if improvements.find(conn, id, removed=True) is None:
            _insert(conn, store, actor, _made(actor, store, checked, id))
    return id


def take_over(actor: Actor, store: Store, observation_id: str, *, id: str) -> str:
    """Make an action of an observation in one press: its words are the finding, its cause and element come with it.

    The owner is to be chosen, the due day is the one proposed. Returns the id of the action: of the one it became before,
    when it was taken over already. Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        seen = exercise_ratings.find_observation(conn, observation_id)
        if seen is None:
            raise NotFound(N_("Cette observation n’existe plus."))
        before = improvements.of_observation(conn, observation_id) or improvements.find(conn, id, removed=True)
        if before is not None:
            return before.id
        today = paris_date(store.now())
        due = proposed_due(read_library(store, conn).review_milestones, today)
        draft = ImprovementDraft(
            action=seen.text, exercise_id=seen.exercise_id, finding=seen.text, cause=seen.cause,
            element=seen.element or Element.PLANNING, starts_on=today, due_on=due,
        )  # fmt: skip
        _insert(conn, store, actor, replace(_made(actor, store, draft, id), observation_id=observation_id))
    return id


def change_improvement(actor: Actor, store: Store, id: str, revision: int, draft: ImprovementDraft) -> None:
    """Write an action over. Another due day moves its calendar. Raises StaleRevision, InvalidInput, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    checked = _checked(draft)

    def changed(conn: Connection, one: Improvement, now: datetime) -> Improvement:
        _refuse_unknown(conn, store, checked)
        moved = one.sequence + (checked.due_on != one.due_on)
        return _with_address(conn, replace(_laid_over(one, checked, now), sequence=moved))

    _write(actor, store, id, revision, "improvement_changed", changed)


def begin_improvement(actor: Actor, store: Store, id: str, revision: int) -> None:
    """The action is under way: the version of the plan that stands now is the one it is compared with once closed.

    Raises StaleRevision, RuleRefusal, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    _write(actor, store, id, revision, "improvement_begun", _begun)


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where the plan is to be changed for an action: the draft’s number, and the section."""

    version: int
    section: str


def open_plan_for(actor: Actor, store: Store, id: str, revision: int) -> PlanPlace:
    """Open the plan where an action changes it: its draft is begun when there is none, the version before is kept.

    Raises StaleRevision, NotFound, NotAllowed (EDIT_PLANS besides RUN_EXERCISES), RuleRefusal once the action is closed.
    """
    require(actor, Action.RUN_EXERCISES)
    require(actor, Action.EDIT_PLANS)
    one = _write(actor, store, id, revision, "improvement_begun", _begun)
    with store.reading() as conn:
        latest = plans.latest(conn)
    number = latest.number if latest and latest.state is PlanState.DRAFT else start_plan(actor, store)
    return PlanPlace(number, one.section or ("cards" if one.card else next(iter(SECTIONS))))


def close_improvement(actor: Actor, store: Store, id: str, revision: int, proof: str) -> None:
    """The action is done, and what proves it; the newest version of the plan is kept as the one after it.

    Its reminders that have not left are withdrawn. Raises InvalidInput without a proof, StaleRevision, RuleRefusal,
    NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)

    def closed(conn: Connection, one: Improvement, now: datetime) -> Improvement:
        latest = plans.latest(conn)
        cancel_letters(conn, id, now, LetterKind.IMPROVEMENT)
        return follow_up.done(one, proof, now, str(latest.number) if latest else "")

    _write(actor, store, id, revision, "improvement_closed", closed)


def verify_improvement(actor: Actor, store: Store, id: str, revision: int, exercise_id: str) -> None:
    """The action was seen to hold in an exercise that has ended. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)

    def checked(conn: Connection, one: Improvement, now: datetime) -> Improvement:
        return follow_up.verified(one, held(conn, exercise_id), now)

    _write(actor, store, id, revision, "improvement_verified", checked)


def drop_improvement(actor: Actor, store: Store, id: str, revision: int, why: str) -> None:
    """Give an action up, with why; calendars cancel it. Raises InvalidInput, StaleRevision, RuleRefusal, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)

    def given_up(conn: Connection, one: Improvement, now: datetime) -> Improvement:
        cancel_letters(conn, id, now, LetterKind.IMPROVEMENT)
        return follow_up.dropped(one, why, now)

    _write(actor, store, id, revision, "improvement_dropped", given_up)


def open_again(actor: Actor, store: Store, id: str, revision: int) -> None:
    """Take back a closing, a giving up or a verification. Raises StaleRevision, RuleRefusal, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    _write(
        actor, store, id, revision, "improvement_opened_again", lambda _conn, one, now: follow_up.opened_again(one, now)
    )


def remove_improvement(actor: Actor, store: Store, id: str, revision: int) -> None:
    """Take away an action that was written by mistake. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)

    def removed(conn: Connection, one: Improvement, now: datetime) -> Improvement:
        cancel_letters(conn, id, now, LetterKind.IMPROVEMENT)
        return replace(one, removed_at=now, changed_at=now, sequence=one.sequence + 1)

    _write(actor, store, id, revision, "improvement_removed", removed)


def the_improvement(conn: Connection, id: str, revision: int) -> Improvement:
    """The action at the revision that was seen. Raises NotFound, StaleRevision with who changed it since."""
    found = improvements.find(conn, id)
    if found is None:
        raise NotFound(GONE)
    if found.revision != revision:
        raise revisions.stale(conn, id)
    return found


def _write(
    actor: Actor, store: Store, id: str, revision: int, entry: str,
    change: Callable[[Connection, Improvement, datetime], Improvement],
) -> Improvement:  # fmt: skip
    with store.transaction() as conn:
        now, one = store.now(), the_improvement(conn, id, revision)
        changed = change(conn, one, now)
        improvements.update(conn, changed)
        journal.write(conn, now, actor.id, entry, id, {"exercise": one.exercise_id} if one.exercise_id else {})
    return changed


def _begun(conn: Connection, one: Improvement, now: datetime) -> Improvement:
    written = [version.number for version in plans.every(conn) if version.state is not PlanState.DRAFT]
    return follow_up.begun(one, now, str(max(written)) if written else "")


def _insert(conn: Connection, store: Store, actor: Actor, made: Improvement) -> None:
    _refuse_unknown(conn, store, draft_of(made))
    made = _with_address(conn, made)
    improvements.insert(conn, made)
    payload = {"exercise": made.exercise_id, "from_observation": bool(made.observation_id)}
    journal.write(conn, made.created_at, actor.id, "improvement_added", made.id, payload)


def _made(actor: Actor, store: Store, draft: ImprovementDraft, id: str) -> Improvement:
    now = store.now()
    bare = Improvement(
        id=id, action=draft.action, element=draft.element, owner=draft.owner, starts_on=draft.starts_on,
        due_on=draft.due_on, created_at=now, changed_at=now, actor_id=actor.id,
    )  # fmt: skip
    return _laid_over(bare, draft, now)


def _laid_over(one: Improvement, draft: ImprovementDraft, now: datetime) -> Improvement:
    return replace(
        one, action=draft.action, exercise_id=draft.exercise_id, finding=draft.finding, cause=draft.cause,
        section=draft.section, card=draft.card, element=draft.element, priority=draft.priority, owner=draft.owner,
        organisation=draft.organisation, person_id=draft.person_id, email=draft.email, starts_on=draft.starts_on,
        due_on=draft.due_on, changed_at=now,
    )  # fmt: skip


def _refuse_unknown(conn: Connection, store: Store, draft: ImprovementDraft) -> None:
    """The exercise, the person and the card are known ones. Raises NotFound, InvalidInput."""
    if draft.exercise_id:
        held(conn, draft.exercise_id)
    if draft.card and draft.card not in read_library(store, conn).plans.cards:
        raise InvalidInput(N_("Cette fiche réflexe n’existe plus : choisissez-en une autre."))
    if draft.person_id and all(one.id != draft.person_id for one in people.every(conn)):
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))


def _with_address(conn: Connection, one: Improvement) -> Improvement:
    """Whoever of the roster does it is written to at their address, unless another was typed."""
    if one.email or not one.person_id:
        return one
    return replace(one, email=next((held.email or "" for held in people.every(conn) if held.id == one.person_id), ""))


def _checked(draft: ImprovementDraft) -> ImprovementDraft:
    said = replace(
        draft,
        action=draft.action.strip(), finding=draft.finding.strip(), cause=draft.cause.strip(),
        owner=_line(draft.owner), organisation=_line(draft.organisation), email=_line(draft.email),
    )  # fmt: skip
    if not said.action:
        raise InvalidInput(N_("Dites ce qu’il faut faire, en une phrase."))
    for text, most in (
        *((one, LONGEST_TEXT) for one in (said.action, said.finding, said.cause)),
        *((one, LONGEST_FIELD) for one in (said.owner, said.organisation, said.email)),
    ):
        if len(text) > most:
            raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=most)
    if said.due_on < said.starts_on:
        raise InvalidInput(N_("L’échéance vient avant le début : choisissez un autre jour."))
    if said.email and not is_email(said.email):
        raise InvalidInput(N_("« {email} » n’est pas une adresse e-mail."), email=said.email)
    if said.section and said.section not in SECTIONS:
        raise InvalidInput(N_("Cette section du plan n’existe pas : choisissez-en une dans la liste."))
    if said.priority not in PRIORITIES:
        raise InvalidInput(N_("La priorité va de 1 (d’abord) à 3."))
    return said


def _line(text: str) -> str:
    return " ".join(text.split())
