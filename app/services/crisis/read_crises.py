"""What the first screen says of crises: events under way, alerts and surveys running, what an authority waits for, reviews due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.response.checklist import Progress, progress
from app.response.desk_replies import Tally, tally
from app.response.desk_survey import DeskSurvey
from app.services.continuity.continuity_scene import scene
from app.services.continuity.read_categories import categories_of
from app.services.continuity.read_continuity import is_played, read_continuity
from app.services.crisis.answer_authority import requests_due
from app.services.crisis.read_alert import board_of, professions_of
from app.services.crisis.read_event import RequestRead, requests_read
from app.services.keeping.kept_answers import latest, minute_of
from app.services.keeping.reference import read_library
from app.services.plans.plan_review_due import plan_review_due
from app.services.plans.read_directory import directory_of
from app.store import (
    alerts,
    care_vault,
    category_validations,
    checklists,
    desk_surveys,
    events,
    journal,
    plans,
    practice_counts,
)
from app.words import language

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.response.alert import Alert
    from app.response.alert_board import AlertBoard
    from app.response.event import Event
    from app.services.continuity.continuity_view import ContinuityView
    from app.store.database import Connection, Store

AHEAD_DAYS = 30
"""From how long before its day the yearly test of the numbers is said (house rule)."""


@dataclass(frozen=True, slots=True)
class CrisisNow:
    """One event under way: how far its checklist is, and the people asked for."""

    event: Event
    progress: Progress
    requests: tuple[RequestRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crises:
    """One state of all that. Sentences are already said where a service says them; empty for nothing."""

    events: tuple[CrisisNow, ...] = ()
    alerts: tuple[tuple[Alert, AlertBoard], ...] = ()
    surveys: tuple[tuple[DeskSurvey, Tally], ...] = ()
    authorities: str = ""
    care: ContinuityView | None = None
    """Who is left without care, while something fails."""
    review: str = ""
    review_late: bool = False
    """Whether the day of that review is past."""
    check_on: date | None = None
    """When the numbers are to be called again, once it is near or past."""
    categories: int = 0
    """Categories of care that wait for a physician, for whoever has them validated, once care is followed at all."""
    today: date


def read_crises(actor: Actor, store: Store) -> Crises:
    """What is going on, for the first screen. No volunteer's name is in it. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    now = store.now()
    today = paris_date(now)
    with store.reading() as conn:
        going = alerts.running(conn)
        known = professions_of(conn) if going else {}
        running = [(one, board_of(conn, one.id, now, known)) for one in going]
        asked = [one for one in desk_surveys.every(conn) if one.is_open(now)]
        stage = scene(conn, store, now, exercise=is_played(conn))
        fails = bool(stage.situation.absences or stage.situation.cuts)
        check_on = directory_of(conn, store).next_check_on if may(actor, Action.READ_DIRECTORY) else None
        return Crises(
            events=tuple(
                CrisisNow(one, progress(checklists.of_event(conn, one.id), now), requests_read(conn, one.id))
                for one in events.under_way(conn)
            ),
            alerts=tuple((alert, board) for alert, board in running if board is not None),
            surveys=tuple((one, tally(desk_surveys.replies(conn, one.id))) for one in asked),
            care=_care(actor, store, conn) if fails else None,
            authorities=requests_due(conn, now) or "",
            review=plan_review_due(conn, today) or "",
            review_late=_is_review_late(conn, today),
            check_on=check_on if check_on and (check_on - today).days <= AHEAD_DAYS else None,
            categories=_waiting(conn, store) if may(actor, Action.VALIDATE_CARE) else 0,
            today=today,
        )


def _care(actor: Actor, store: Store, conn: Connection) -> ContinuityView:
    """Who is left without care, reckoned anew once anybody wrote, and every minute."""
    mark = (journal.head(conn), minute_of(store.now()), read_library(store, conn))
    name = ("care", str(store.folder.path), actor.id, actor.role, language())
    return latest(name, mark, lambda: read_continuity(actor, store))


def _is_review_late(conn: Connection, today: date) -> bool:
    version = plans.in_force(conn)
    return version is not None and version.review_on is not None and version.review_on < today


def _waiting(conn: Connection, store: Store) -> int:
    """A community that neither notes needs nor validated anything is asked for nothing."""
    if not (category_validations.every(conn) or care_vault.counts(conn) or practice_counts.every(conn)):
        return 0
    return sum(not one.is_validated for one in categories_of(conn, read_library(store, conn)).values())
