"""Read a real event again with the means of an exercise: its objectives are those of the plans that were put to work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.core.ids import new_id
from app.drills.scenario import FORMAT, Objective, Scenario, ScenarioKind
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.services.crisis.the_event import the_event
from app.services.keeping.reference import read_library
from app.services.plans.plan_shelf import shelf_of
from app.store import crisis_cell, events, exercise_people, exercises, journal, log
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.event import Event
    from app.response.sheet import Sheet
    from app.store.database import Connection, Store

CODE = "evenement_reel"
MOST_OBJECTIVES = 20
MOST_HOURS = 24 * 60
AT_LEAST = timedelta(minutes=1)
"""How long an event lasts at the least: one opened and stood down at once still has a span."""

USUAL = {
    N_("Alerter les bonnes personnes à temps."): N_("Heures de l’alerte et des réponses."),
    N_("Ouvrir la cellule et tenir la main courante."): N_("Heure d’ouverture, entrées de la main courante."),
    N_("Garder les soins qui n’attendent pas."): N_("Besoins restés sans solution, et combien de temps."),
    N_("Revenir à l’ordinaire sans rien oublier."): N_("Personnes relevées, comptes rendus, remerciements."),
}
"""What is judged where no plan was put to work: objective, what shows it."""


def open_review(actor: Actor, store: Store, event_id: str) -> str:
    """The review of a real event that was stood down: its exercise id, the one it has already if it was opened before.

    The cell takes part as it is written down today; whoever opens it evaluates. Raises RuleRefusal for an event that goes on or
    is an exercise's, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        event, now = the_event(conn, event_id), store.now()
        present = exercises.of_event(conn, event_id)
        if present is not None:
            return present.id
        if event.is_exercise:
            raise RuleRefusal(N_("Cet événement est celui d’un exercice\u00a0: relisez l’exercice."))
        if event.is_open:
            raise RuleRefusal(N_("Cet événement n’est pas levé\u00a0: son retour d’expérience s’ouvre ensuite."))
        made = _reviewed(conn, store, event, actor, now)
        exercises.insert(conn, made)
        for one in _who_was_there(conn, store, made.id, actor):
            exercise_people.insert(conn, one)
        objectives = len(made.scenario.objectives)
        journal.write(conn, now, actor.id, "review_opened", made.id, {"objectives": objectives})
        return made.id


def read_to_review(actor: Actor, store: Store) -> tuple[Event, ...]:
    """Real events that were stood down and that nobody reads again yet, the latest first. Raises NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        ended = [one for one in events.every(conn) if not one.is_open and not one.is_exercise]
        waiting = [one for one in ended if exercises.of_event(conn, one.id) is None]
    return tuple(sorted(waiting, key=lambda one: one.opened_at, reverse=True))


def _reviewed(conn: Connection, store: Store, event: Event, actor: Actor, now: datetime) -> Exercise:
    """Minute 0 is the first thing that the main courante knows of, or the opening of the event."""
    began = min([event.opened_at, *(one.happened_at for one in log.every(conn, event.id))])
    ended = max(event.closed_at or now, began + AT_LEAST)
    shelf = shelf_of(read_library(store, conn))
    plans = [shelf.sheets[one.slug] for one in events.plans(conn, event.id) if one.slug in shelf.sheets]
    hours = int((ended - began).total_seconds() // 3600) + 1
    return Exercise(
        id=new_id(), number=exercises.next_number(conn), title=event.title, kind=ExerciseKind.REAL_EVENT,
        scenario=_scenario(event, plans, began, min(hours, MOST_HOURS)),
        starts_at=began, ends_at=ended, t0=began, state=ExerciseState.FINISHED, event_id=event.id,
        started_at=began, finished_at=ended, created_at=now, actor_id=actor.id,
    )  # fmt: skip


def _scenario(event: Event, plans: Sequence[Sheet], began: datetime, hours: int) -> Scenario:
    typologies = [one.typology for one in plans if one.typology]
    return Scenario.model_validate({
        "format": FORMAT, "code": CODE, "title": event.title if len(event.title) > 1 else _("Événement"),
        "kind": ScenarioKind.OWN, "territory": "any", "typology": typologies[0] if typologies else "transversal",
        "story": event.summary if len(event.summary) > 2 else _("Événement réel, relu avec les moyens d’un exercice."),
        "starts": spoken_instant(began), "hours": hours, "objectives": tuple(_objectives(plans))[:MOST_OBJECTIVES],
    })  # fmt: skip


def _objectives(plans: Sequence[Sheet]) -> Iterator[Objective]:
    """Those of the plans in the order they were put to work, with the effect their plan expects; the usual ones without any."""
    said: list[tuple[str, str, int | None]] = [
        (text, sheet.effects[rank % len(sheet.effects)], sheet.typology)
        for sheet in plans
        for rank, text in enumerate(sheet.objectives)
    ] or [(_(text), _(measure), None) for text, measure in USUAL.items()]
    for rank, (text, measure, typology) in enumerate(said, 1):
        yield Objective(code=f"O{rank}", text=text, measure=measure, typology=typology)


def _who_was_there(conn: Connection, store: Store, exercise_id: str, actor: Actor) -> Iterator[Participant]:
    """Whoever opens the review evaluates; the functions of the cell were there."""
    yield Participant(
        id=new_id(), exercise_id=exercise_id, role=ParticipantRole.OBSERVER, function=_("retour d’expérience"),
        account_id=actor.id, attended=True,
    )  # fmt: skip
    labels = {one.code: one.label for one in read_library(store, conn).cell_functions}
    for member in crisis_cell.members(conn):
        if member.is_lead and member.person_id:
            yield Participant(
                id=new_id(), exercise_id=exercise_id, role=ParticipantRole.PLAYER, function=labels.get(member.function, member.function),
                person_id=member.person_id, attended=True,
            )  # fmt: skip
