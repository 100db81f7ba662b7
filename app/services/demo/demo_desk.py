"""The demonstration’s « point cabinets »: one that runs, asked of practices and establishments, two thirds answered."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.response.desk_survey import PRACTICE, USUALLY_ASKED, Answer, DeskState
from app.services.continuity.answer_survey_desk import record_desk_answers
from app.services.continuity.ask_practices import DeskAsk, ask_practices, read_desks
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.response.desk_survey import Desk
    from app.store.database import Store

SEED = 20261126
ASKED = 24
"""How many practices, besides every establishment: enough to read, quick to write."""
ANSWERING = 0.67


def fill(actor: Actor, store: Store, today: date) -> None:
    """Ask, and let most of them answer; nothing is asked where there is nobody to ask. Drawn from a fixed seed."""
    require(actor, Action.ALERT)
    found = [one for one in read_desks(actor, store).desks if one.kind in USUALLY_ASKED]
    practices = [one for one in found if one.kind == PRACTICE][:ASKED]
    asked = [*practices, *(one for one in found if one.kind != PRACTICE)]
    if not asked:
        return
    survey = ask_practices(
        actor,
        store,
        DeskAsk(subjects=tuple(one.subject for one in asked), title=_("pluie-inondation, point du jour"), hours=6),
    )
    drawn = random.Random(f"{SEED}{today.isoformat()}")
    answers = {one.subject: _answer(one, drawn) for one in asked if drawn.random() < ANSWERING}
    record_desk_answers(actor, store, survey, answers)


def _answer(desk: Desk, drawn: random.Random) -> Answer:
    """Eight in ten open; a degraded one lacks people, and some lack something."""
    state = drawn.choices((DeskState.OPEN, DeskState.DEGRADED, DeskState.CLOSED), (80, 14, 6))[0]
    expected = drawn.randint(2, 5) if desk.kind == PRACTICE else drawn.randint(4, 12)
    missing = {DeskState.OPEN: 0, DeskState.DEGRADED: drawn.randint(1, expected - 1), DeskState.CLOSED: expected}[state]
    needs = drawn.choice((_("une infirmière ce soir"), _("un relais pour les visites"), "")) if missing else ""
    stock = drawn.choice(("", "", _("masques"), _("oxygène"))) if state is DeskState.DEGRADED else ""
    return Answer(state=state, present=expected - missing, expected=expected, stock=stock, needs=needs)
