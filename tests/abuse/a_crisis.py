"""What a crisis adds to a folder that is attacked: an alert, a survey, an establishment that may ask, a plan under review, a flash
exercise, an exercise under way, an action for somebody outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.access.actor import volunteer
from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.ids import PersonId, new_id
from app.drills.scenario import Scenario
from app.exercise.chronogramme import PlayedInject
from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import ObservationKind
from app.roster.practice import Site, SiteKind
from app.services.continuity.ask_practices import DeskAsk, ask_practices
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.services.exercise.observe import ObservationDraft, observe
from app.services.exercise.send_injects import send_inject
from app.services.exercise.start_exercise import start_exercise
from app.services.laboratory.launch_flash import FlashAsk, launch_flash
from app.services.laboratory.read_scenarios import find_scenario
from app.services.plans.edit_plan import start_plan
from app.services.plans.invite_reviewers import Invited, invite_reviewers
from app.services.plans.read_plan import read_plan
from app.store import exercise_injects, exercise_people, exercises, improvements, people, plan_reviews
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.drills.a_flash import composed
from tests.exercise.an_improvement import an_action

SITE = "ehpad-fictif"
FLASH = "flash-fictif"
PLAYED, ACTION = "exercice-joue", "action-a-faire"
SENT, TO_COME = "Vingt blessés légers arrivent (fictif).", "Le car a pris feu (fictif)."


def a_crisis(store: Store, person: PersonId) -> dict[LinkScope, str]:
    """Set it going; what each of its links is about."""
    with store.transaction() as conn:
        people.put_site(conn, Site(id=SITE, kind=SiteKind.NURSING_HOME, name="EHPAD fictif", commune_insee="56007"))
    alert = launch_alert(
        COORDINATOR, store, AlertRequest(title="accident de car", text="Qui pourrait venir ?", frame="ars_call")
    )
    survey = ask_practices(COORDINATOR, store, DeskAsk(subjects=(f"site:{SITE}",), title="point du soir", hours=6))
    start_plan(COORDINATOR, store)
    plan = read_plan(COORDINATOR, store)
    assert plan is not None
    closes = paris_date(store.now()) + timedelta(days=15)
    invite_reviewers(
        COORDINATOR,
        store,
        plan.version.number,
        [Invited(name="", organisation="EHPAD fictif", email="ehpad@example.org")],
        closes,
    )
    with store.reading() as conn:
        [reviewer] = plan_reviews.of_plan(conn, plan.version.id)
    launch_flash(COORDINATOR, store, FlashAsk(id=FLASH, title="exercice", person_ids=(person,)), composed())
    return {
        LinkScope.FLASH: f"{FLASH}/{person}",
        LinkScope.ALERT: f"{alert}/{person}",
        LinkScope.DESK: f"{survey}/site:{SITE}",
        LinkScope.REQUEST: SITE,
        LinkScope.PLAN_REVIEW: reviewer.id,
        **an_exercise_under_way(store, ParticipantRole.OBSERVER),
    }


def an_exercise_under_way(store: Store, role: ParticipantRole) -> dict[LinkScope, str]:
    """One message sent and one to come, a guest in that role and a player besides; an action that somebody outside owes."""
    scenario, now = _scenario(store), store.now()
    one = Exercise(
        id=PLAYED, number=1, title="Accident de car", kind=ExerciseKind.TABLETOP, scenario=scenario, starts_at=now,
        ends_at=now + timedelta(hours=3), t0=now, stop_word="menhir", created_at=now, actor_id=COORDINATOR.id,
    )  # fmt: skip
    with store.transaction() as conn:
        exercises.insert(conn, replace(one, number=exercises.next_number(conn)))
        for id, taken in (("invitee", role), ("joue", ParticipantRole.PLAYER)):
            exercise_people.insert(
                conn, Participant(id=f"{PLAYED}-{id}", exercise_id=PLAYED, role=taken, function=id, name="Gaël Fictif")
            )
        for number, text in enumerate((SENT, TO_COME), 1):
            exercise_injects.insert(
                conn,
                PlayedInject(
                    id=f"{PLAYED}-{number}", exercise_id=PLAYED, number=number, minutes=0, planned_minutes=0,
                    sender="SAMU", recipient="Cellule", channel="téléphone", text=text,
                ),
            )  # fmt: skip
        improvements.insert(conn, an_action(id=ACTION, exercise_id=PLAYED))
    start_exercise(COORDINATOR, store, PLAYED, 1)
    send_inject(COORDINATOR, store, f"{PLAYED}-1", 1)
    if role is ParticipantRole.OBSERVER:
        _observed(store)
    return {
        LinkScope.EXERCISE: f"{PLAYED}/{PLAYED}-invitee",
        LinkScope.PROJECTOR: PLAYED,
        LinkScope.IMPROVEMENT: ACTION,
    }


def _observed(store: Store) -> None:
    """Something to take back, so that its button is there."""
    seen = ObservationDraft(id=new_id(), kind=ObservationKind.FACT, text="La cellule s’ouvre.")
    who = f"{PLAYED}-invitee"
    observe(volunteer(who, ""), store, PLAYED, seen, participant_id=who)


def _scenario(store: Store) -> Scenario:
    with store.reading() as conn:
        return find_scenario(conn, store, "autocar_rn165")
