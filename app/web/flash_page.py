"""``/flash/<token>``: a flash exercise, three questions on one page; once sent, what the engine's figures say.

GET shows; the button POSTs. One answer a person; the link goes on saying what the figures say for a week after the end.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import InvalidInput, NotFound
from app.core.ids import PersonId
from app.drills.flash_words import asked, choice_words, lesson, story
from app.services.laboratory.answer_flash import answer_flash
from app.services.laboratory.read_flash import read_flash_page
from app.services.mobilisation.read_contact import read_contact
from app.store import flashes
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.services.laboratory.read_flash import FlashPage
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

KEPT = timedelta(days=7)
"""How long a closed exercise still says what the figures were."""

DONE = {"counted": N_("Merci ! Vos réponses sont comptées sans votre nom : comparez-les aux chiffres ci-dessous.")}
"""The same for everyone: it stands in an address beside somebody's token, in the browser's history and the host's logs."""
_FIELD = "question_{rank}"


def flash_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still shows something: until a week after the exercise ended."""
    held = flashes.find(conn, subject.whole)
    return held is not None and now < held.ended_at + KEPT


def _page(visit: Visit) -> FlashPage | None:
    return read_flash_page(visit.actor, visit.store, visit.subject.whole, PersonId(visit.subject.part))


def _show(visit: Visit) -> Response | None:
    page = _page(visit)
    if page is None:
        return None
    with visit.store.reading() as conn:
        reach = read_contact(conn)
    sent = typed()
    questions = [
        {
            "name": _FIELD.format(rank=rank),
            "asked": asked(one),
            "choices": [(str(at), choice_words(one, choice, page.naming)) for at, choice in enumerate(one.choices)],
            "sent": sent.text(_FIELD.format(rank=rank), 10) if sent else "",
            "lesson": lesson(one, page.naming),
        }
        for rank, one in enumerate(page.exercise.flash.questions)
    ]
    return visit.render(
        "flash.html", page=page, reach=reach, story=story(page.exercise.flash.weak, page.naming), questions=questions
    )


def _act(visit: Visit, form: Form) -> str:
    page = _page(visit)
    if page is None:
        raise NotFound(N_("Ce lien n’ouvre plus rien."))
    keep(form)
    questions = page.exercise.flash.questions
    said = [form.text(_FIELD.format(rank=rank), 10) for rank in range(len(questions))]
    if not all(one.isascii() and one.isdigit() for one in said):
        raise InvalidInput(N_("Choisissez une réponse à chaque question."))
    answer_flash(visit.actor, visit.store, page.exercise.id, PersonId(visit.subject.part), [int(one) for one in said])
    return "counted"


PAGES: tuple[Page, ...] = (
    Page(first="flash", scopes=frozenset({LinkScope.FLASH}), opens=flash_is_open, show=_show, act=_act, done=DONE),
)
