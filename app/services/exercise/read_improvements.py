"""The improvement plan as it is read: its actions, the milestones of each review, what was told back, how much is left. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.exercise.follow_up import Age, Burn, ageing, burn_down
from app.exercise.improvement import Improvement
from app.exercise.milestones import Milestone, milestones_of
from app.exercise.rating import Observation, ObservationKind
from app.services.exercise.read_exercises import veiled
from app.services.keeping.reference import read_library
from app.store import exercise_ratings, exercises, improvements, people, plans, restitutions
from app.words.people import full_name

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.exercise.milestones import MilestoneRule
    from app.library import Library
    from app.store.database import Connection, Store
    from app.store.restitutions import Restitution

NOTICE_DAYS = 7
"""A milestone is announced so many days before it is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementDesk:
    """Everything the plan says. ``today``: civil day in Paris. E-mails are there for who may keep the plan only.

    ``exercises``: exercises and reviewed events by id, the latest first; ``cards``: slug → title; ``versions``: numbers of
    the versions of the plan that exist; ``rules``: the delays in force; ``findings``: points to improve that no action
    answers yet, the latest exercise first; ``people``: the roster’s names, for who may keep the plan only.
    """

    today: date
    improvements: tuple[Improvement, ...]
    exercises: Mapping[str, Exercise]
    milestones: tuple[Milestone, ...]
    restitutions: tuple[Restitution, ...]
    cards: Mapping[str, str]
    versions: frozenset[int]
    rules: tuple[MilestoneRule, ...]
    findings: tuple[Observation, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> Mapping[str, Exercise]:
        """Exercises and events that may be reviewed, told back, or verify an action."""
        return {id: one for id, one in self.exercises.items() if one.is_ended}

    @property
    def awaited(self) -> tuple[Improvement, ...]:
        """What is not done, the first due first."""
        return tuple(one for one in self.improvements if one.is_awaited)

    @property
    def overdue(self) -> tuple[Improvement, ...]:
        """What should be done already, the oldest first."""
        return tuple(one for one in self.awaited if one.is_overdue(self.today))

    @property
    def burn(self) -> tuple[Burn, ...]:
        """What was left, week by week."""
        return burn_down(self.improvements, self.today)

    @property
    def ages(self) -> tuple[Age, ...]:
        """How old what is awaited is."""
        return ageing(self.improvements, self.today)

    @property
    def owners(self) -> tuple[str, ...]:
        """Whoever does an action, in order of the alphabet; « » stands for those nobody was chosen for."""
        return tuple(sorted({one.owner for one in self.improvements}, key=str.casefold))

    def find(self, improvement_id: str) -> Improvement | None:
        """One action."""
        return next((one for one in self.improvements if one.id == improvement_id), None)

    def of_exercise(self, exercise_id: str) -> tuple[Improvement, ...]:
        """The actions one exercise gave."""
        return tuple(one for one in self.improvements if one.exercise_id == exercise_id)


def read_improvements(actor: Actor, store: Store) -> ImprovementDesk:
    """The whole plan, as the actor may read it. Raises NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    with store.reading() as conn:
        return desk_of(conn, store, is_keeper=may(actor, Action.RUN_EXERCISES))


def desk_of(conn: Connection, store: Store, *, is_keeper: bool) -> ImprovementDesk:
    """:func:`read_improvements` on a connection; the caller has checked who reads."""
    library, held = read_library(store, conn), improvements.every(conn)
    found = exercises.every(conn)
    return ImprovementDesk(
        today=paris_date(store.now()),
        improvements=tuple(held if is_keeper else [replace(one, email="") for one in held]),
        exercises={one.id: one for one in found} if is_keeper else _told_to_readers(found),
        milestones=_milestones(conn, library.review_milestones, found),
        restitutions=tuple(restitutions.every(conn)),
        cards=_cards(library),
        versions=frozenset(one.number for one in plans.every(conn)),
        rules=library.review_milestones,
        findings=_findings(conn, found, {one.observation_id for one in held}),
        people={one.id: full_name(one.given_name, one.family_name) for one in people.every(conn)} if is_keeper else {},
    )


def _told_to_readers(found: list[Exercise]) -> dict[str, Exercise]:
    """Without what is to come, and without those that are confidential until they have ended."""
    return {
        one.id: one if one.is_ended else veiled(one) for one in found if one.is_ended or not one.is_confidential
    }  # fmt: skip


def _findings(conn: Connection, found: list[Exercise], taken: set[str]) -> tuple[Observation, ...]:
    return tuple(
        seen
        for one in found
        if one.is_ended
        for seen in exercise_ratings.observations(conn, one.id)
        if seen.kind is ObservationKind.IMPROVEMENT and seen.id not in taken
    )


def _cards(library: Library) -> dict[str, str]:
    """None when the cards of the folder hold a mistake: the screen of the plans says which."""
    try:
        return {slug: card.title for slug, card in library.plans.cards.items()}
    except ReleveError:
        return {}


def _milestones(conn: Connection, rules: tuple[MilestoneRule, ...], found: list[Exercise]) -> tuple[Milestone, ...]:
    shown = restitutions.signs(conn)
    made = [
        milestone
        for one in found
        if one.is_ended
        for milestone in milestones_of(rules, one.id, paris_date(one.finished_at or one.ends_at), shown.get(one.id, ()))
    ]
    return tuple(sorted(made))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What the first screen says of the plan: actions overdue, the oldest first; milestones late or near, and of what."""

    today: date
    overdue: tuple[Improvement, ...]
    milestones: tuple[Milestone, ...]
    titles: Mapping[str, str]
    """Exercise id → title."""


def read_pressing(actor: Actor, store: Store) -> Pressing:
    """What is late or near; of each exercise one milestone at a time, the first awaited. Raises NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    with store.reading() as conn:
        today, found = paris_date(store.now()), exercises.every(conn)
        rules = read_library(store, conn).review_milestones if found else ()
        awaited = [one for one in _milestones(conn, rules, found) if one.is_due(today, NOTICE_DAYS)]
        late = [one for one in improvements.every(conn) if one.is_overdue(today)]
    first = {one.exercise_id: one for one in reversed(awaited)}
    return Pressing(
        today=today,
        overdue=tuple(replace(one, email="") for one in late),
        milestones=tuple(sorted(first.values())),
        titles={one.id: one.title for one in found},
    )
