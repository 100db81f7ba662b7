"""``/point/<token>``: how one practice stands, in one tap; then, if it likes, who is there, what it lacks, a few questions.

GET shows; the buttons POST. Any answer can be changed until the survey closes; the link then says what was answered, a week.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import InvalidInput, NotFound
from app.response.desk_survey import DESK_WORDS, LONGEST_TEXT, MOST_PEOPLE, NO, YES, Answer, DeskState, QuestionKind
from app.services.continuity.answer_survey_desk import answer_survey_desk
from app.services.continuity.read_practices import read_desk_page
from app.services.mobilisation.read_contact import read_contact
from app.store import desk_surveys
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.services.continuity.read_practices import DeskPage
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

KEPT = timedelta(days=7)
"""How long a closed survey still says what was answered."""

DONE = {
    DeskState.OPEN.value: N_("C’est noté : ouvert. Merci ! Vous pouvez préciser ci-dessous, ou fermer cette page."),
    DeskState.DEGRADED.value: N_(
        "C’est noté : en service réduit. Dites-nous ci-dessous ce qui manque, si vous pouvez."
    ),
    DeskState.CLOSED.value: N_("C’est noté : fermé. Dites-nous ci-dessous ce qu’il faut savoir, si vous pouvez."),
    "details": N_("C’est noté, merci ! Vous pouvez encore changer votre réponse jusqu’à l’heure dite."),
}
TAPS = {
    DeskState.OPEN: N_("Ouvert"),
    DeskState.DEGRADED: N_("En service réduit"),
    DeskState.CLOSED: N_("Fermé"),
}
_NOT_A_COUNT = N_("Écrivez un nombre de personnes en chiffres, par exemple 3, ou laissez vide.")


def desk_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still shows something: until a week after the survey ended."""
    survey = desk_surveys.find(conn, subject.whole)
    return survey is not None and now < survey.ended_at + KEPT


def _show(visit: Visit) -> Response | None:
    page = _page(visit)
    if page is None:
        return None
    with visit.store.reading() as conn:
        reach = read_contact(conn)
    return visit.render(
        "desk.html",
        page=page,
        reach=reach,
        taps=[(state.value, _(words)) for state, words in TAPS.items()],
        said=_fields(page),
        said_state=_(DESK_WORDS[page.reply.state]) if page.reply.state else "",
        most=LONGEST_TEXT,
        most_people=MOST_PEOPLE,
        kinds=QuestionKind,
        yes=YES,
        no=NO,
    )


def _fields(page: DeskPage) -> dict[str, str]:
    """What each field of the details holds: what was just sent and could not be kept, else what was answered."""
    answer, refused = page.reply.answer, typed()
    held = {
        "presents": _shown(answer.present),
        "attendus": _shown(answer.expected),
        "stock": answer.stock,
        "besoin": answer.needs,
        **{one.code: answer.answers.get(one.code, "") for one in page.survey.questions},
    }
    return {name: refused.text(name, LONGEST_TEXT) for name in held} if refused else held


def _shown(count: int | None) -> str:
    return "" if count is None else str(count)


def _page(visit: Visit) -> DeskPage | None:
    return read_desk_page(visit.actor, visit.store, visit.subject.whole, visit.subject.part)


def _act(visit: Visit, form: Form) -> str:
    """One tap, or the details; each leaves the other as it was."""
    page = _page(visit)
    if page is None:
        raise NotFound(N_("Ce lien n’ouvre plus rien."))
    tapped = form.text("etat", 20)
    if tapped:
        if tapped not in set(DeskState):
            raise InvalidInput(N_("Ce bouton n’existe plus. Rechargez la page et recommencez."))
        answer = replace(page.reply.answer, state=DeskState(tapped))
    else:
        keep(form)
        answer = _detailed(page, form)
    answer_survey_desk(visit.actor, visit.store, page.survey.id, page.reply.subject, answer)
    return tapped or "details"


def _detailed(page: DeskPage, form: Form) -> Answer:
    return replace(
        page.reply.answer,
        present=_count(form.text("presents", 10)),
        expected=_count(form.text("attendus", 10)),
        stock=form.text("stock", LONGEST_TEXT),
        needs=form.text("besoin", LONGEST_TEXT),
        answers={one.code: form.text(one.code, LONGEST_TEXT) for one in page.survey.questions},
    )


def _count(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise InvalidInput(_NOT_A_COUNT)
    return int(text)


PAGES: tuple[Page, ...] = (
    Page(
        first="point",
        scopes=frozenset({LinkScope.DESK}),
        opens=desk_is_open,
        show=_show,
        act=_act,
        done=DONE,
    ),
)
