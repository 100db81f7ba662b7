"""One exercise as somebody may see it: what it holds, who takes part, its chronogramme.

Names and addresses go to whoever runs exercises; everybody else reads functions and organisations. Until it has ended, only
whoever runs it, animates it or observes it reads what is to come.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import NotFound
from app.exercise.participant import ANIMATORS, Participant, ParticipantRole
from app.services.exercise.read_exercises import is_open_to, veiled
from app.services.exercise.the_exercise import GONE, held
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.services.laboratory.read_scenarios import Held, ScenarioPage, card_titles, orsan_words
from app.store import accounts, community, exercise_injects, exercise_people, people, plans
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.library import Library
    from app.store.database import Connection, Store

READERS = ANIMATORS | {ParticipantRole.OBSERVER}
"""Participants who read the chronogramme before it is played."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a participant is called, and where they are written to; from the roster, their account, or what was typed."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """One exercise. ``reached``: participant id → name and addresses, empty for whoever may not run exercises.

    ``page``: its copy of the scenario as a page to read and change (its ``own`` holds the exercise's revision).
    ``injects``: empty unless ``reads_injects``. ``plan_versions``: numbers of the plan's versions, the latest first.
    """

    exercise: Exercise
    participants: tuple[Participant, ...]
    injects: tuple[PlayedInject, ...]
    page: ScenarioPage
    now: datetime
    reached: Mapping[str, Reached] = field(default_factory=dict)
    may_run: bool = False
    reads_injects: bool = False
    plan_versions: tuple[str, ...] = ()


def read_exercise(actor: Actor, store: Store, exercise_id: str) -> ExerciseView:
    """The exercise. Raises NotFound (also for a confidential one that is not theirs to see), NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    may_run = may(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        one = held(conn, exercise_id)
        if not (may_run or is_open_to(conn, one, actor)):
            raise NotFound(GONE)
        own = exercise_people.of_account(conn, one.id, actor.id)
        reads = may_run or one.is_ended or (own is not None and own.role in READERS)
        everyone = exercise_people.of_exercise(conn, one.id)
        return ExerciseView(
            exercise=one if reads else veiled(one),
            participants=tuple(everyone if may_run else map(without_name, everyone)),
            injects=tuple(exercise_injects.of_exercise(conn, one.id)) if reads else (),
            page=_page(
                read_library(store, conn),
                one if reads else veiled(one),
                community.read(conn).territory,
                may_run=may_run,
            ),
            now=store.now(),
            reached=reached(conn, everyone) if may_run else {},
            may_run=may_run,
            reads_injects=reads,
            plan_versions=tuple(str(each.number) for each in sorted(plans.every(conn), key=lambda each: -each.number)),
        )


def reached(conn: Connection, participants: Sequence[Participant]) -> Mapping[str, Reached]:
    """Participant id → what they are called and where they are written to; for services that wrote ``require`` first."""
    roster = {str(one.id): one for one in people.every(conn)} if any(one.person_id for one in participants) else {}
    signed = {str(one.id): one for one in accounts.every(conn)} if any(one.account_id for one in participants) else {}
    found = {}
    for one in participants:
        person, account = roster.get(one.person_id), signed.get(one.account_id)
        name = full_name(person.given_name, person.family_name) if person else account.name if account else ""
        email = (person.email if person else "") or (account.email if account else "")
        phone = person.mobile if person else ""
        found[one.id] = Reached(one.name or name, one.email or email, one.phone or phone)
    return found


def without_name(one: Participant) -> Participant:
    """A participant by function and organisation."""
    return replace(one, name="", email="", phone="", person_id="", account_id="")


def _page(library: Library, one: Exercise, territory: str, *, may_run: bool) -> ScenarioPage:
    scenario = one.scenario
    return ScenarioPage(
        scenario=scenario,
        names=choices_of(library, scenario.territory),
        cards=card_titles(library),
        orsan=orsan_words(library),
        own=Held(one.revision),
        is_here=not territory or scenario.territory in (territory, "any"),
        may_write=may_run and not one.is_ended,
        exercise_id=one.id,
    )
