"""``/relecture/<token>``: a partner reads a version of the plan section by section, remarks, and gives their visa.

The first page lists the sections and takes the visa; each section has a page of its own, so that saving a remark on a phone
brings nobody back to the top of sixty screens. Telephone numbers and e-mails are never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.response.plan import PLAN_STATE_WORDS, SECTIONS, BlockKind, PlanState, Section, blocks
from app.response.review import LONGEST_COMMENT, VISA_WORDS, WHOLE, Visa
from app.services.plans.comment_plan import comment_plan, give_visa
from app.services.plans.read_review import ReviewPage, read_review_page, section_title
from app.store import plan_reviews
from app.web.forms import MAX_BYTES, NOT_A_BUTTON, PER_CHARACTER
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

READABLE = timedelta(days=30)
"""How long after its end a review may still be read again, answers included."""

FORM_BYTES = MAX_BYTES + PER_CHARACTER * LONGEST_COMMENT

SLUGS = {
    "governance": "gouvernance",
    "territory": "territoire",
    "people": "ressources",
    "structures": "structures",
    "cell": "cellule",
    "alert": "alerte",
    "typologies": "typologies",
    "cards": "fiches",
    "vaccination": "vaccination",
    "continuity": "continuite",
    "logistics": "logistique",
    "communication": "communication",
    "trace": "tracabilite",
    "training": "formation",
    "closing": "levee",
    "annexes": "annexes",
}
"""Section → the last part of its page's address."""

TAKE_BACK = "retirer"
"""The button that is no visa."""
NOTED, GIVEN, TAKEN_BACK = "remarque", "visa", "retire"
DONE = {
    NOTED: N_("C’est noté. Vous pouvez changer votre remarque jusqu’à la fin de la relecture."),
    GIVEN: N_("Merci : votre visa est enregistré. Vous pouvez le changer jusqu’à la fin de la relecture."),
    TAKEN_BACK: N_("Votre visa est retiré."),
}


def _opens(conn: Connection, subject: Subject, now: datetime) -> bool:
    reviewer = plan_reviews.find(conn, subject.id)
    return reviewer is not None and now < reviewer.closes_at + READABLE


def _read(visit: Visit) -> ReviewPage | None:
    return read_review_page(visit.actor, visit.store, visit.subject.id)


def _show_plan(visit: Visit) -> Response | None:
    page = _read(visit)
    if page is None:
        return None
    visa = page.reviewer.visa
    return visit.render(
        "plan_review.html",
        page=page,
        until=_day(page.reviewer.closes_at),
        sections=[(SLUGS[one.key], one.title, _said(page, one.key)) for one in page.sections if one.key in SLUGS],
        is_draft=page.version.state is PlanState.DRAFT,
        state=_(PLAN_STATE_WORDS[page.version.state]),
        visa=_(VISA_WORDS[visa]) if visa else "",
        given_on=_day(page.reviewer.visa_at) if page.reviewer.visa_at else "",
        is_reserved=visa is Visa.RESERVED,
        draft=_draft(page, WHOLE),
        answered=page.answered(WHOLE),
        longest=LONGEST_COMMENT,
    )


def _draft(page: ReviewPage, key: str) -> str:
    """What the box holds: what was just sent and could not be kept, else what they may still word otherwise."""
    refused = typed()
    return refused.text("remarque", 2 * LONGEST_COMMENT) if refused else page.draft(key)


def _said(page: ReviewPage, key: str) -> str:
    """What a partner's own words became in a section, in the list."""
    if any(one.reply for one in page.answered(key)):
        return _("réponse de la CPTS")
    return _("votre remarque") if page.has_remark(key) else ""


def _show_section(key: str, visit: Visit) -> Response | None:
    page = _read(visit)
    section = page.version.section(key) if page else None
    if page is None or section is None:
        return None
    shown = next(one for one in page.sections if one.key == key)
    order = [one.key for one in page.sections if one.key in SLUGS]
    place = order.index(key)
    return visit.render(
        "plan_review_section.html",
        page=page,
        title=section_title(page.version, key),
        runs=_runs(shown),
        source=shown.source,
        draft=_draft(page, key),
        answered=page.answered(key),
        longest=LONGEST_COMMENT,
        place=_("Section {n} sur {total}").format(n=place + 1, total=len(order)),
        before=_link(page, order[place - 1]) if place else None,
        after=_link(page, order[place + 1]) if place + 1 < len(order) else None,
        until=_day(page.reviewer.closes_at),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one kind that follow each other: the points of one list; a heading or a paragraph stands alone."""

    kind: str
    texts: tuple[str, ...]


def _runs(section: Section) -> list[Run]:
    made: list[Run] = []
    for kind, held in groupby(blocks(section), key=lambda one: one.kind):
        texts = tuple(one.text for one in held)
        made += [Run(kind, texts)] if kind is BlockKind.POINT else [Run(kind, (text,)) for text in texts]
    return made


def _link(page: ReviewPage, key: str) -> tuple[str, str]:
    return SLUGS[key], section_title(page.version, key)


def _day(at: datetime) -> str:
    return spoken_date(paris_date(at))


def _act_on_plan(visit: Visit, form: Form) -> str:
    """The remark on the whole plan, or the visa; with a visa, what stands in the box is kept first."""
    keep(form)
    asked = form.text("visa", 20)
    if asked not in {"", TAKE_BACK, *Visa}:
        raise NotFound(NOT_A_BUTTON)
    if "remarque" in dict(form.fields):
        _comment(visit, WHOLE, form)
    if not asked:
        return NOTED
    if asked == TAKE_BACK:
        give_visa(visit.actor, visit.store, visit.subject.id, None)
        return TAKEN_BACK
    give_visa(visit.actor, visit.store, visit.subject.id, Visa(asked))
    return GIVEN


def _act_on_section(key: str, visit: Visit, form: Form) -> str:
    keep(form)
    _comment(visit, key, form)
    return NOTED


def _comment(visit: Visit, key: str, form: Form) -> None:
    # A browser counts a line break as one sign where the form sends two: the service has the last word on the length.
    comment_plan(visit.actor, visit.store, visit.subject.id, key, form.text("remarque", 2 * LONGEST_COMMENT))


_SCOPES = frozenset({LinkScope.PLAN_REVIEW})

PAGES: tuple[Page, ...] = (
    Page(
        first="relecture",
        scopes=_SCOPES,
        opens=_opens,
        show=_show_plan,
        act=_act_on_plan,
        done=DONE,
        form_bytes=FORM_BYTES,
    ),
    *(
        Page(
            first="relecture",
            part=SLUGS[key],
            scopes=_SCOPES,
            opens=_opens,
            show=partial(_show_section, key),
            act=partial(_act_on_section, key),
            done=DONE,
            form_bytes=FORM_BYTES,
        )
        for key in SECTIONS
        if key in SLUGS
    ),
)
