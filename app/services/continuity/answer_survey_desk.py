"""A practice says how it stands: from the page behind its own link, or by telephone to whoever rings it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.response.desk_survey import checked
from app.services.continuity.ask_practices import letters_about, running
from app.services.crisis.write_to_partner import cancel_letters
from app.store import desk_surveys, journal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.desk_replies import DeskReply
    from app.response.desk_survey import Answer, DeskSurvey
    from app.store.database import Connection, Store


def answer_survey_desk(actor: Actor, store: Store, survey_id: str, subject: str, answer: Answer) -> DeskReply:
    """Write what a practice says, whole, over what it said before; returns it as it is kept.

    The same answer sent twice is one answer. The letter that has not left yet is withdrawn. Raises NotFound,
    RuleRefusal once the survey is over, InvalidInput when the answer does not fit the questions, NotAllowed.
    """
    require_self(actor, subject, for_others=Action.ALERT)
    with store.transaction() as conn:
        now = store.now()
        return _keep(conn, actor, running(conn, survey_id, now), subject, answer, now)


def record_desk_answers(actor: Actor, store: Store, survey_id: str, answers: Mapping[str, Answer]) -> int:
    """Write what several practices said on the telephone, all or none; returns how many. Raises as for one."""
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now = store.now()
        survey = running(conn, survey_id, now)
        for subject in sorted(answers):
            _keep(conn, actor, survey, subject, answers[subject], now)
    return len(answers)


def _keep(conn: Connection, actor: Actor, survey: DeskSurvey, subject: str, answer: Answer, now: datetime) -> DeskReply:
    held, by_phone = desk_surveys.reply(conn, survey.id, subject), actor.role is not Role.PROFESSIONAL
    if held is None:
        raise NotFound(N_("Ce cabinet n’est pas parmi ceux qu’on interroge."))
    said = checked(survey, answer)
    if held.has_answered and said == held.answer and by_phone == held.by_phone:
        return held
    kept = replace(held, answer=said, answered_at=now, by_phone=by_phone)
    desk_surveys.put_replies(conn, [kept])
    cancel_letters(conn, letters_about(survey.id, subject), now)
    journal.write(
        conn, now, actor.id, "desk_answered", survey.id,
        {"subject": subject, "state": said.state.value if said.state else "", "by_phone": by_phone},
    )  # fmt: skip
    return kept


def take_back_answer(actor: Actor, store: Store, survey_id: str, subject: str) -> None:
    """Make a practice silent again: its answer was recorded by mistake. Raises NotFound, RuleRefusal, NotAllowed."""
    require_self(actor, subject, for_others=Action.ALERT)
    with store.transaction() as conn:
        now = store.now()
        running(conn, survey_id, now)
        held = desk_surveys.reply(conn, survey_id, subject)
        if held is None or not held.has_answered:
            raise InvalidInput(N_("Ce cabinet n’a rien répondu."))
        silent = replace(held, answer=type(held.answer)(), answered_at=None, by_phone=False)
        desk_surveys.put_replies(conn, [silent])
        journal.write(conn, now, actor.id, "desk_answer_taken_back", survey_id, {"subject": subject})
