"""Prepare an exercise: from a scenario or from what was composed in the laboratory, copied whole; its frame and objectives.

Nothing here touches the roster, and nothing leaves. The ids come from the caller: sent twice, an exercise is written once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.links import exercise_subject
from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.core.ids import new_id
from app.drills.scenario_draft import an_objective, changed
from app.exercise.exercise import (
    FASTEST,
    LONGEST_FIELD,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PLAYED_KINDS,
    Exercise,
    ExerciseKind,
    ExerciseState,
)
from app.exercise.prepared import injects_of, of_composition, scenario_as_prepared
from app.library.scenarios import problems_of
from app.services.crisis.write_to_partner import cancel_letters_to
from app.services.exercise.the_exercise import held, held_at
from app.services.keeping.reference import read_library
from app.services.laboratory.read_scenarios import find_scenario, scenarios
from app.services.laboratory.write_scenario import write_scenario
from app.store import exercise_injects, exercise_people, exercises, journal, plans
from app.words import _
from app.words.dates import spoken_date, spoken_hour

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.composition import Composition
    from app.drills.scenario import Scenario
    from app.store.database import Connection, Store

MOST_PARTNERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFrame:
    """What is said of an exercise apart from its story. Instants are aware; ``speed``: fictional minutes in a real one.

    ``t0``: the fictional instant of minute 0; ``starts_at``, ``ends_at``: when people meet. ``plan_version``: of the plan tried.
    """

    title: str
    kind: ExerciseKind
    starts_at: datetime
    ends_at: datetime
    t0: datetime
    speed: int = 1
    place: str = ""
    partners: tuple[str, ...] = ()
    instructions: str = ""
    stop_word: str = ""
    is_confidential: bool = False
    plan_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseDraft:
    """A new exercise. ``id``: made by the caller before the button is shown. One of ``scenario`` (a code) and ``composition``."""

    id: str
    frame: ExerciseFrame
    scenario: str = ""
    composition: Composition | None = None


def prepare(actor: Actor, store: Store, draft: ExerciseDraft) -> str:
    """Write the exercise with its copy of the scenario and its chronogramme; returns its id. Sent twice, it is written once.
    It tries the plan in force unless the frame says another version.

    Raises InvalidInput, NotFound (scenario), NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    frame = checked(draft.frame)
    with store.transaction() as conn:
        if exercises.find(conn, draft.id) is not None:
            return draft.id
        now = store.now()
        scenario = _scenario(conn, store, draft)
        one = Exercise(
            id=draft.id, number=exercises.next_number(conn), title=frame.title, kind=frame.kind, scenario=scenario,
            starts_at=frame.starts_at, ends_at=frame.ends_at, t0=frame.t0, created_at=now, actor_id=actor.id,
        )  # fmt: skip
        in_force = plans.in_force(conn)
        if not frame.plan_version and in_force is not None:
            frame = replace(frame, plan_version=str(in_force.number))
        exercises.insert(conn, _framed(one, frame))
        injects = injects_of(scenario, one.id, new_id)
        for inject in injects:
            exercise_injects.insert(conn, inject)
        counts = {"injects": len(injects), "objectives": len(scenario.objectives)}
        journal.write(conn, now, actor.id, "exercise_prepared", one.id, counts)
    return draft.id


def frame_of(one: Exercise) -> ExerciseFrame:
    """The frame of an exercise as it stands."""
    return ExerciseFrame(
        title=one.title, kind=one.kind, starts_at=one.starts_at, ends_at=one.ends_at, t0=one.t0, speed=one.speed,
        place=one.place, partners=one.partners, instructions=one.instructions, stop_word=one.stop_word,
        is_confidential=one.is_confidential, plan_version=one.plan_version,
    )  # fmt: skip


def change_exercise(actor: Actor, store: Store, exercise_id: str, frame: ExerciseFrame, revision: int) -> None:
    """Write over the frame that was seen. What was played under a kind and a T0 keeps them.

    Raises InvalidInput, RuleRefusal, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = held_at(conn, exercise_id, revision)
        wanted = checked(frame, is_played=one.is_played)
        moved = (wanted.kind, wanted.t0, wanted.starts_at, wanted.speed) != (one.kind, one.t0, one.starts_at, one.speed)
        if moved and one.state is not ExerciseState.PREPARED:
            raise RuleRefusal(
                N_("L’exercice a commencé : sa nature, son T0, son début et sa vitesse ne changent plus ici.")
            )
        _write(conn, store, actor, _framed(one, wanted), is_moved=_told(one) != _told(_framed(one, wanted)))


def change_copy(actor: Actor, store: Store, exercise_id: str, scenario: Scenario, revision: int) -> None:
    """Write over the exercise's own copy: objectives, what strikes, what the plan answers, what to watch; the library stays.

    The chronogramme is written apart (:mod:`app.services.exercise.change_chronogramme`). An objective that is taken out is taken off the
    injects that tried it. Raises InvalidInput for what leads nowhere, RuleRefusal once ended, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = held_at(conn, exercise_id, revision)
        if one.is_ended:
            raise RuleRefusal(N_("L’exercice est terminé : ce qui a été essayé ne change plus."))
        if one.is_under_way and (scenario.plan, scenario.effects) != (one.scenario.plan, one.scenario.effects):
            raise RuleRefusal(
                N_("L’exercice a commencé : ce qui frappe à T0 et les actions du plan restent ceux que l’on joue.")
            )
        for problem in problems_of(scenario, read_library(store, conn).scenarios.tables):
            raise InvalidInput(N_("{problem}"), problem=problem)
        _forget_objectives(conn, one, scenario)
        _write(conn, store, actor, replace(one, scenario=scenario))


def remove_exercise(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """Take an exercise away with the addresses of its guests; invitations that have not left are withdrawn.

    Raises RuleRefusal while it is played, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = held_at(conn, exercise_id, revision)
        if one.is_under_way:
            raise RuleRefusal(N_("L’exercice est en cours : terminez-le avant de le retirer."))
        now = store.now()
        people = exercise_people.of_exercise(conn, one.id)
        for participant in people:
            exercise_people.update(conn, replace(participant, removed_at=now))
        cancel_letters_to(conn, [exercise_subject(one.id, each.id) for each in people], now)
        exercises.update(conn, replace(one, removed_at=now))
        journal.write(conn, now, actor.id, "exercise_removed", one.id, {"people": len(people)})


def save_as_scenario(actor: Actor, store: Store, exercise_id: str, title: str) -> str:
    """The exercise's copy, its chronogramme as it became, as a scenario of the community's own; returns its code.

    Raises InvalidInput (nobody and no place of the roster may be named in one), NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        one = held(conn, exercise_id)
        scenario = scenario_as_prepared(one.scenario, exercise_injects.of_exercise(conn, exercise_id))
    return write_scenario(actor, store, changed(scenario, title=title))


def checked(frame: ExerciseFrame, *, is_played: bool = True) -> ExerciseFrame:
    """The frame, its texts trimmed. Raises InvalidInput: which part, and what to write."""
    said = replace(
        frame, title=" ".join(frame.title.split()), place=frame.place.strip(), stop_word=" ".join(frame.stop_word.split()),
        instructions=frame.instructions.strip(), plan_version=frame.plan_version.strip(),
        partners=tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in frame.partners)))),
    )  # fmt: skip
    if not 2 <= len(said.title) <= LONGEST_TITLE:
        raise InvalidInput(N_("Un exercice a un titre, de {most} caractères au plus."), most=LONGEST_TITLE)
    if is_played and said.kind not in PLAYED_KINDS:
        raise InvalidInput(N_("Un événement réel ne se prépare pas : il se relit dans Retex."))
    if said.ends_at <= said.starts_at:
        raise InvalidInput(N_("La fin vient après le début : corrigez les heures de la rencontre."))
    if not 1 <= said.speed <= FASTEST:
        raise InvalidInput(N_("La vitesse va de 1 à {most} minutes fictives par minute."), most=FASTEST)
    if len(said.partners) > MOST_PARTNERS:
        raise InvalidInput(N_("{most} partenaires au plus."), most=MOST_PARTNERS)
    if max(len(one) for one in (said.place, said.stop_word, said.plan_version, *said.partners)) > LONGEST_FIELD:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_FIELD)
    if len(said.instructions) > LONGEST_TEXT:
        raise InvalidInput(N_("Les consignes sont trop longues : {most} caractères au plus."), most=LONGEST_TEXT)
    return said


def _framed(one: Exercise, frame: ExerciseFrame) -> Exercise:
    return replace(
        one, title=frame.title, kind=frame.kind, starts_at=frame.starts_at, ends_at=frame.ends_at, t0=frame.t0,
        speed=frame.speed, place=frame.place, partners=frame.partners, instructions=frame.instructions,
        stop_word=frame.stop_word, is_confidential=frame.is_confidential, plan_version=frame.plan_version,
    )  # fmt: skip


def _scenario(conn: Connection, store: Store, draft: ExerciseDraft) -> Scenario:
    if draft.composition is None:
        return find_scenario(conn, store, draft.scenario)
    known = {one.code: one for one in scenarios(conn, store)}
    local = draft.frame.t0.astimezone(PARIS)
    return of_composition(
        draft.composition,
        known.get(draft.composition.scenario),
        title=draft.frame.title,
        story=_("Situation composée au laboratoire pour cet exercice."),
        objective=an_objective(
            "O1", _("Ouvrir la cellule et décider des premières actions du plan."),
            _("Heure d’ouverture et première décision, notées dans la main courante."), None, (),
        ),
        starts=_("{day}, {hour}").format(day=spoken_date(local.date()), hour=spoken_hour(local.time())),
    )  # fmt: skip


def _forget_objectives(conn: Connection, one: Exercise, scenario: Scenario) -> None:
    kept = {objective.code for objective in scenario.objectives}
    for inject in exercise_injects.of_exercise(conn, one.id):
        left = tuple(code for code in inject.objectives if code in kept)
        if left != inject.objectives:
            exercise_injects.update(conn, replace(inject, objectives=left))


def _told(one: Exercise) -> tuple[object, ...]:
    """What an invitation says that makes people change their diary."""
    return one.title, one.starts_at, one.ends_at, one.place


def _write(conn: Connection, store: Store, actor: Actor, one: Exercise, *, is_moved: bool = False) -> None:
    """``is_moved``: whoever was invited gets a new version of the invitation (:mod:`app.services.exercise.exercise_calendar`)."""
    exercises.update(conn, one)
    journal.write(conn, store.now(), actor.id, "exercise_changed", one.id, {"moved": int(is_moved)})
