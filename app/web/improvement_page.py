"""``/action/<token>``: whoever must do one action, outside of the community, reads it and says « fait » or « j’ai besoin d’aide »."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_, InvalidInput
from app.exercise.follow_up import LONGEST_PROOF
from app.exercise.improvement import IMPROVEMENT_STATE_WORDS, ImprovementState
from app.exercise.owner_answer import HELP
from app.services.exercise.answer_improvement import OwnerPage, ask_help, read_owner_page, say_done
from app.store import improvements
from app.web.forms import NOT_A_BUTTON
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

KEPT = timedelta(days=30)
"""How long a closed action is still read from its link."""
LONGEST = LONGEST_PROOF - len(HELP)

DONE = {
    "fait": N_("Merci ! C’est noté : la coordination voit que l’action est faite."),
    "aide": N_("C’est noté : la coordination voit que vous avez besoin d’aide."),
}


def improvement_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still opens: as long as the action is awaited, and a month after it was closed."""
    held = improvements.find(conn, subject.id)
    return held is not None and (held.is_awaited or held.closed_at is None or now < held.closed_at + KEPT)


def _show(visit: Visit) -> Response | None:
    page = read_owner_page(visit.actor, visit.store, visit.subject.id)
    if page is None:
        return None
    one, sent = page.improvement, typed()
    state, icon, tone = _state(page)
    return visit.render(
        "improvement.html",
        page=page,
        one=one,
        state=state,
        icon=icon,
        tone=tone,
        due=spoken_date(one.due_on),
        longest=LONGEST,
        proof=sent.text("preuve", LONGEST) if sent else "",
        need=sent.text("besoin", LONGEST) if sent else "",
    )


def _state(page: OwnerPage) -> tuple[str, str, str]:
    """Words, icon and tone of where the action stands."""
    one = page.improvement
    if page.is_overdue:
        return _("en retard"), "schedule", "open"
    if one.state is ImprovementState.DROPPED:
        return _(IMPROVEMENT_STATE_WORDS[one.state]), "cancel", "pending"
    closed = not one.is_awaited
    return (
        _(IMPROVEMENT_STATE_WORDS[one.state]),
        "check_circle" if closed else "schedule",
        "confirmed" if closed else "pending",
    )


def _act(visit: Visit, form: Form) -> str:
    keep(form)
    asked = form.text("dire", 10)
    if asked == "fait":
        say_done(visit.actor, visit.store, visit.subject.id, form.text("preuve", 2 * LONGEST_PROOF))
    elif asked == "aide":
        ask_help(visit.actor, visit.store, visit.subject.id, form.text("besoin", 2 * LONGEST_PROOF))
    else:
        raise InvalidInput(NOT_A_BUTTON)
    return asked


PAGES: tuple[Page, ...] = (
    Page(
        first="action",
        scopes=frozenset({LinkScope.IMPROVEMENT}),
        opens=improvement_is_open,
        show=_show,
        act=_act,
        done=DONE,
    ),
)
