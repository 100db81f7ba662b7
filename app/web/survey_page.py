"""« Mon avis » behind a personal link: one tap on how much one is asked, and the two-minute form. Anonymous, optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_
from app.indicators.opinions import FATIGUE_WORDS, MARKS, SHOWN_FROM
from app.services.continuity.answer_survey import WISHES, answer_fatigue, answer_satisfaction, read_questions
from app.services.messages.hand_out_pages import person_page_is_open
from app.web.pages import Page
from app.words import _

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.pages import Visit

DONE = {
    "avis": N_("Merci : votre avis est compté, sans votre nom."),
    "fatigue": N_("Merci : votre réponse est comptée, sans votre nom."),
}
MARK_WORDS = {
    1: N_("pas du tout satisfait(e)"),
    2: N_("plutôt pas"),
    3: N_("moyennement"),
    4: N_("plutôt satisfait(e)"),
    5: N_("très satisfait(e)"),
}


def _show(visit: Visit) -> Response:
    return visit.render(
        "survey.html",
        asked=read_questions(visit.actor, visit.store, visit.subject.person_id),
        marks=[(mark, _(MARK_WORDS[mark])) for mark in MARKS],
        wishes=[(code, _(words)) for code, words in WISHES.items()],
        fatigue=[(answer.value, _(words)) for answer, words in FATIGUE_WORDS.items()],
        least=SHOWN_FROM,
    )


def _act(visit: Visit, form: Form) -> str:
    person = visit.subject.person_id
    if answer := form.text("fatigue", 20):
        answer_fatigue(visit.actor, visit.store, person, answer)
        return "fatigue"
    mark = form.text("note", 2)
    answer_satisfaction(
        visit.actor, visit.store, person, int(mark) if mark in map(str, MARKS) else 0, form.every("mieux")
    )
    return "avis"


PAGES: tuple[Page, ...] = (
    Page(part="avis", scopes=frozenset({LinkScope.PAGE}), opens=person_page_is_open, show=_show, act=_act, done=DONE),
)
