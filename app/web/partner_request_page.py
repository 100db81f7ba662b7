"""``/demande/<token>``: an establishment says how many people it lacks, when and where, and reads where each request stands.

No account, no script. A form sent twice stands once; it may be changed or taken back until the coordination takes it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from app.access.links import LinkScope
from app.core.clock import PARIS, paris_instant
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.response.staffing_request import LONGEST_FIELD, LONGEST_TEXT, RequestState, Wanted
from app.services.crisis.read_request_page import read_request_page
from app.services.crisis.receive_request import Asked, ask_by_link, withdraw_by_link
from app.services.crisis.write_to_partner import EXERCISE
from app.store import people
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import N_, _
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.access.links import Subject
    from app.services.crisis.read_request_page import RequestPage
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit
    from app.web.typed_again import Typed

MOST = 9
"""People of one role that one request may ask for."""
HALF_HOURS = tuple(time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 30))
_HALF_HOUR = {f"{one:%H:%M}": one for one in HALF_HOURS}
_COUNTS = frozenset(str(count) for count in range(MOST + 1))
CHANGED = "poste"
"""In the address: which request is being changed."""

DONE = {
    "demande": N_("C’est noté, la coordination le voit. Vous lirez ici où en est votre demande ; gardez ce lien."),
    "retiree": N_("Votre demande est retirée."),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form shows: the words typed, or those of the request being changed, or what is usual."""

    id: str
    text: str
    place: str
    contact: str
    day: str
    starts: str
    ends: str
    counts: dict[str, str]


def request_page_is_open(conn: Connection, subject: Subject, _now: datetime) -> bool:
    """Whether the link still opens: as long as the establishment is in the list. Renewing it shuts the one before."""
    return any(one.id == subject.id for one in people.sites(conn))


def _show(visit: Visit) -> Response | None:
    page = read_request_page(visit.actor, visit.store, visit.subject.id)
    if page is None:
        return None
    refused = typed()
    return visit.render(
        "partner_request.html",
        page=page,
        form=_typed(refused) if refused and refused.has("texte") else _proposed(page, visit),
        hours=[(f"{one:%H:%M}", spoken_hour(one)) for one in HALF_HOURS],
        most=MOST,
        longest=LONGEST_TEXT,
        longest_field=LONGEST_FIELD,
        exercise=_(EXERCISE) if page.is_exercise else "",
    )


def _act(visit: Visit, form: Form) -> str:
    site_id = visit.subject.id
    if withdrawn := form.text("retirer"):
        withdraw_by_link(visit.actor, visit.store, site_id, withdrawn)
        return "retiree"
    keep(form)
    page = read_request_page(visit.actor, visit.store, site_id)
    if page is None:
        raise InvalidInput(N_("Ce lien ne mène plus à rien : demandez-en un autre à la coordination."))
    ask_by_link(visit.actor, visit.store, site_id, _standing(page, form.text("id")), _asked(page, form))
    return "demande"


def _standing(page: RequestPage, request_id: str) -> str:
    """The request that a form is about: once taken back, sending the same form asks anew, once however often it is sent."""
    refused = {one.request.id for one in page.requests if one.request.state is RequestState.REFUSED}
    while request_id in refused:
        request_id = str(uuid5(NAMESPACE_OID, request_id))
    return request_id


def _asked(page: RequestPage, form: Form) -> Asked:
    starts_at, ends_at = _hours(form)
    counts = form.under("n_")
    return Asked(
        asked_by=page.site.name,
        text=form.text("texte", LONGEST_TEXT),
        place=form.text("lieu", LONGEST_FIELD) or page.site.name,
        starts_at=starts_at,
        ends_at=ends_at,
        wanted=tuple(Wanted(code, _count(counts.get(code, ""))) for code, _label in page.roles),
        contact=form.text("contact", LONGEST_FIELD),
    )


def _hours(form: Form) -> tuple[datetime, datetime]:
    """From and to, as UTC; an end that comes before the start is the next morning's."""
    try:
        day = date.fromisoformat(form.text("jour"))
        starts, ends = _HALF_HOUR[form.text("de")], _HALF_HOUR[form.text("a")]
        last = day if ends > starts else day + timedelta(days=1)
        return paris_instant(day, starts), paris_instant(last, ends)
    except (KeyError, ValueError, OverflowError):
        raise InvalidInput(N_("Choisissez le jour et les heures dans les listes.")) from None


def _count(text: str) -> int:
    if not text:
        return 0
    if text not in _COUNTS:
        raise InvalidInput(N_("Choisissez un nombre de personnes dans la liste."))
    return int(text)


def _typed(refused: Typed) -> Filled:
    return Filled(
        id=refused.text("id", 40),
        text=refused.text("texte", LONGEST_TEXT),
        place=refused.text("lieu", LONGEST_FIELD),
        contact=refused.text("contact", LONGEST_FIELD),
        day=refused.text("jour", 10),
        starts=refused.text("de", 5),
        ends=refused.text("a", 5),
        counts=refused.form.under("n_"),
    )


def _proposed(page: RequestPage, visit: Visit) -> Filled:
    """The request being changed; else an empty form for the next four hours."""
    held = page.find(visit.query.get(CHANGED, ""))
    if held is not None:
        starts, ends = held.starts_at.astimezone(PARIS), held.ends_at.astimezone(PARIS)
        counts = {one.role: str(one.count) for one in held.wanted}
        return Filled(
            held.id, held.text, held.place, held.contact, f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}", counts
        )  # fmt: skip
    starts = _half_hour(visit.now.astimezone(PARIS))
    contact = page.requests[0].request.contact if page.requests else ""
    return Filled(
        new_id(), "", page.site.name, contact, f"{starts:%Y-%m-%d}", f"{starts:%H:%M}",
        f"{starts + timedelta(hours=4):%H:%M}", {},
    )  # fmt: skip


def _half_hour(at: datetime) -> datetime:
    """The next half-hour."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole + timedelta(minutes=30 if at.minute < 30 else 60)


PAGES: tuple[Page, ...] = (
    Page(
        first="demande",
        scopes=frozenset({LinkScope.REQUEST}),
        opens=request_page_is_open,
        show=_show,
        act=_act,
        done=DONE,
    ),
)
