"""Close a « point cabinets » before its hour, or leave it open longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.services.continuity.ask_practices import LONGEST_HOURS, letters_about, running
from app.services.crisis.write_to_partner import cancel_letters
from app.store import desk_surveys, journal, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.response.desk_survey import DeskSurvey
    from app.store.database import Connection, Store


def close_survey_desk(actor: Actor, store: Store, survey_id: str, revision: int) -> int:
    """Close a survey; letters that have not left are withdrawn. Returns how many never answered.

    Raises NotFound, RuleRefusal when it is over already, StaleRevision.
    """
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now, survey = store.now(), _expected(conn, store, survey_id, revision)
        desk_surveys.update(conn, replace(survey, closed_at=now))
        held = desk_surveys.replies(conn, survey_id)
        for one in held:
            cancel_letters(conn, letters_about(survey_id, one.subject), now)
        silent = sum(not one.has_answered for one in held)
        journal.write(conn, now, actor.id, "desk_survey_closed", survey_id, {"asked": len(held), "silent": silent})
    return silent


def extend_survey_desk(actor: Actor, store: Store, survey_id: str, revision: int, hours: int) -> None:
    """Take answers for some more hours. Raises NotFound, RuleRefusal, StaleRevision, InvalidInput past a fortnight in all."""
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now, survey = store.now(), _expected(conn, store, survey_id, revision)
        later = survey.closes_at + timedelta(hours=hours)
        if hours < 1 or later - survey.opened_at > timedelta(hours=LONGEST_HOURS):
            raise InvalidInput(N_("Un point cabinets dure de 1 heure à 14 jours."))
        desk_surveys.update(conn, replace(survey, closes_at=later))
        journal.write(conn, now, actor.id, "desk_survey_extended", survey_id, {"hours": hours})


def _expected(conn: Connection, store: Store, survey_id: str, revision: int) -> DeskSurvey:
    survey = running(conn, survey_id, store.now())
    if survey.revision != revision:
        raise revisions.stale(conn, survey_id, types=("desk_survey_closed", "desk_survey_extended"))
    return survey
