"""``/appel/<token>``: one person's answer to one call-out, in one tap. GET shows; the three buttons POST.

A link that is answered, too late or over still answers kindly, until 60 days after its last session; then it is unknown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import NotFound
from app.mobilisation.callout import CallOutState, Outcome
from app.mobilisation.taking import Verdict
from app.services.messages.hand_out_pages import KEPT
from app.services.mobilisation import waiting_list
from app.services.mobilisation.read_call_outs import read_invitation
from app.services.mobilisation.read_contact import read_contact
from app.store import call_outs, seats, sessions
from app.web.pages import Page
from app.web.volunteer_page import DONE, answer_from
from app.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.scheduling.session import Seat, Session
    from app.services.mobilisation.read_call_outs import Invitation
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

LISTED = "listed"
TAKEN = Verdict.TAKEN.value
"""Said at once: afterwards the page only knows that the seat is theirs, or not."""


def call_out_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still answers: until 60 days after the end of the last session it asked for."""
    places = _places(conn, subject)
    return bool(places) and now < max(session.ends_at for _seat, session in places) + KEPT


def _places(conn: Connection, subject: Subject) -> list[tuple[Seat, Session]]:
    """The seats this person was asked for, with their sessions."""
    held = call_outs.find(conn, subject.call_out_id)
    candidate = held.callout.candidate(subject.person_id) if held else None
    found = [seats.find(conn, seat) for seat in candidate.seats] if candidate else []
    return [(seat, session) for seat in found if seat and (session := sessions.find(conn, seat.session_id)) is not None]


def show(visit: Visit) -> Response | None:
    """Who asks and what, by whom it is paid and insured, and the answers; or where the answer stands."""
    invitation = read_invitation(visit.actor, visit.store, visit.subject.call_out_id, visit.subject.person_id)
    if invitation is None:
        return None
    if visit.said and visit.query.get("fait") == TAKEN and not invitation.place:
        visit = replace(visit, said="")  # an address kept since: the seat has changed hands
    with visit.store.reading() as conn:
        reach = read_contact(conn)
    may_wait = _may_wait(visit, invitation)
    return visit.render("call_out.html", invitation=invitation, may_wait=may_wait, reach=reach)


def _may_wait(visit: Visit, invitation: Invitation) -> bool:
    """Whether the waiting list is worth proposing: the seat is gone, to someone who would have come or has not answered."""
    gone = not invitation.can_answer and not invitation.place and invitation.state is not CallOutState.STOPPED
    if not gone or invitation.begins <= visit.now or invitation.outcome not in (None, Outcome.YES):
        return False
    with visit.store.reading() as conn:
        waited = {one.session.id for one in waiting_list.places_of(conn, visit.subject.person_id, visit.now)}
        return any(session.id not in waited for _seat, session in _to_come(conn, visit))


def act(visit: Visit, form: Form) -> str:
    """Answer, or wait for a place once it is too late."""
    if form.text("wait"):
        return _wait(visit)
    return answer_from(visit, visit.subject.call_out_id, form)


def _wait(visit: Visit) -> str:
    with visit.store.reading() as conn:
        wanted: dict[Session, set[str]] = {}
        for seat, session in _to_come(conn, visit):
            wanted.setdefault(session, set()).add(seat.role)
    if not wanted:
        raise NotFound(N_("Cette séance n’attend plus personne : elle a commencé, ou elle est annulée."))
    for session, roles in wanted.items():
        waiting_list.join(visit.actor, visit.store, visit.subject.person_id, session.id, roles)
    return LISTED


def _to_come(conn: Connection, visit: Visit) -> list[tuple[Seat, Session]]:
    return [one for one in _places(conn, visit.subject) if one[1].starts_at > visit.now]


PAGES: tuple[Page, ...] = (
    Page(
        first="appel",
        scopes=frozenset({LinkScope.CALL_OUT}),
        opens=call_out_is_open,
        show=show,
        act=act,
        done={
            TAKEN: DONE[TAKEN],
            LISTED: N_("Vous êtes en liste d’attente : si une place se libère, elle vous est proposée à votre tour."),
        },
    ),
)
