"""Take up a request for people: it becomes a session of the same engine, published and open to call-outs; or say no.

The centre made for it carries the frame of the mission, who pays and who insures: volunteers read them before they say yes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.core.ids import CentreId, SessionId, new_id
from app.mobilisation.frames import frame_in_force
from app.response.staffing_request import REQUISITION, RequestState, checked, merged
from app.scheduling.centre import Centre, CentreKind, Designation, Place, RoleNeed
from app.scheduling.seats import seats_of_sessions
from app.scheduling.session import Session, SessionState
from app.services.crisis.alert_availability import carry_to_session
from app.services.crisis.event_words import request_words
from app.services.crisis.read_event import staffed_roles
from app.services.crisis.receive_request import the_request
from app.services.crisis.the_event import marked
from app.services.crisis.write_log import note_in_log
from app.services.keeping.reference import read_library
from app.store import centres, community, events, journal, seats, sessions, staffing_requests, versions
from app.store.log import LogKind
from app.words import _
from app.words.dates import short_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.library import Library
    from app.response.staffing_request import StaffingRequest, Wanted
    from app.store.database import Connection, Store

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """How a request is taken up: who, when, where, under which frame, who pays, who insures. Instants are UTC."""

    wanted: tuple[Wanted, ...]
    starts_at: datetime
    ends_at: datetime
    place: str
    frame: str
    """A code of ``data/mission_frames.csv``: nobody is asked to come under no frame."""
    payer: str = ""
    """In words; empty: what ``data/payers.csv`` says of each."""
    insurer: str = ""
    """In words; empty: what the frame says."""
    order: str = ""
    """Reference of the convention, of the call or of the requisition order."""
    is_mobile: bool = False


def staff_request(actor: Actor, store: Store, request_id: str, revision: int, staffing: Staffing) -> SessionId:
    """Open the session that answers a request, its seats to be filled at once; its id.

    A request that began already starts at the next quarter of an hour. Raises InvalidInput without a frame or for hours that
    are past, RuleRefusal when it is no longer to take up, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    require(actor, Action.SET_UP_CENTRE)
    with store.transaction() as conn:
        now = store.now()
        request = the_request(conn, request_id, revision)
        if request.state is not RequestState.RECEIVED:
            raise RuleRefusal(N_("Cette demande a déjà sa réponse."))
        taken = _taken(request, staffing, now)
        library = read_library(store, conn)
        if frame_in_force(library.mission_frames, staffing.frame, paris_date(now)) is None:
            raise InvalidInput(N_("Dites sous quel cadre les volontaires viennent : ils le lisent avant d’accepter."))
        centre = _centre(conn, library, taken, staffing)
        session = _session(centre.id, taken)
        _open(conn, actor, centre, session, now)
        carry_to_session(conn, session, request.event_id, now)
        staffing_requests.update(conn, replace(taken, session_id=session.id))
        payload = {"event": request.event_id, "people": taken.people, "frame": staffing.frame}
        journal.write(conn, now, actor.id, "staffing_request_staffed", request_id, payload)
        _note(conn, store, actor, taken, _("Renfort ouvert : "), LogKind.ACTION)
    return session.id


def requisition_request(actor: Actor, store: Store, request_id: str, revision: int, order: str) -> None:
    """Say that the people of a request are requisitioned by the préfet, under that order: volunteers read it on their page.

    Raises InvalidInput without the order's reference, RuleRefusal when it is settled, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    require(actor, Action.SET_UP_CENTRE)
    named = " ".join(order.split())
    if not named:
        raise InvalidInput(N_("Dites la référence de l’ordre de réquisition : seul le préfet en signe."))
    with store.transaction() as conn:
        now = store.now()
        request = the_request(conn, request_id, revision)
        if request.is_settled:
            raise RuleRefusal(N_("Cette demande est close."))
        session = sessions.find(conn, SessionId(request.session_id)) if request.session_id else None
        centre = centres.find(conn, session.centre_id) if session else None
        if centre is not None:
            held = replace(centre.designation, frame=REQUISITION, convention=named)
            centres.update(conn, replace(centre, designation=held))
            journal.write(conn, now, actor.id, "centre_changed", centre.id, {"name": centre.name})
        staffing_requests.update(conn, replace(request, frame=REQUISITION, requisitioned=True))
        journal.write(conn, now, actor.id, "staffing_request_requisitioned", request_id, {"event": request.event_id})
        begins = _("Réquisition reçue ({order}) : ").format(order=named)
        _note(conn, store, actor, request, begins, LogKind.DECISION)


def refuse_request(actor: Actor, store: Store, request_id: str, revision: int, reply: str) -> None:
    """Say no, with what is answered to whoever asks. Raises InvalidInput without an answer, RuleRefusal while its session stands."""
    require(actor, Action.RUN_EVENT)
    said = " ".join(reply.split())
    if not said:
        raise InvalidInput(N_("Dites ce que vous répondez : l’établissement le lit sur sa page."))
    with store.transaction() as conn:
        request = the_request(conn, request_id, revision)
        if request.is_settled:
            raise RuleRefusal(N_("Cette demande a déjà sa réponse."))
        session = sessions.find(conn, SessionId(request.session_id)) if request.session_id else None
        if session is not None and session.state is not SessionState.CANCELLED:
            raise RuleRefusal(N_("Une séance est ouverte pour cette demande : annulez-la d’abord dans le planning."))
        staffing_requests.update(conn, replace(request, state=RequestState.REFUSED, reply=said))
        journal.write(conn, store.now(), actor.id, "staffing_request_refused", request_id, {"event": request.event_id})
        _note(conn, store, actor, request, _("Demande refusée ({why}) : ").format(why=said), LogKind.DECISION)


def reconsider_request(actor: Actor, store: Store, request_id: str, revision: int) -> None:
    """Take a refusal back: the request waits again. Raises RuleRefusal for one that is not refused, StaleRevision, NotFound."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        request = the_request(conn, request_id, revision)
        if request.state is not RequestState.REFUSED:
            raise RuleRefusal(N_("Cette demande n’est pas refusée."))
        staffing_requests.update(conn, replace(request, state=RequestState.RECEIVED, reply="", session_id=""))
        payload = {"event": request.event_id}
        journal.write(conn, store.now(), actor.id, "staffing_request_reconsidered", request_id, payload)


def finish_request(actor: Actor, store: Store, request_id: str, revision: int) -> None:
    """The reinforcement is over. Raises RuleRefusal for a request nobody took up, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        request = the_request(conn, request_id, revision)
        if request.state is not RequestState.STAFFING:
            raise RuleRefusal(N_("Cette demande n’est pas en cours."))
        staffing_requests.update(conn, replace(request, state=RequestState.DONE))
        journal.write(conn, store.now(), actor.id, "staffing_request_done", request_id, {"event": request.event_id})


def next_quarter(at: datetime) -> datetime:
    """The first quarter of an hour at or after an instant."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole + QUARTER * -(-(at - whole) // QUARTER)


def _taken(request: StaffingRequest, staffing: Staffing, now: datetime) -> StaffingRequest:
    starts_at = staffing.starts_at if staffing.starts_at > now else next_quarter(now + timedelta(seconds=1))
    if staffing.ends_at <= starts_at:
        raise InvalidInput(N_("Ces heures sont passées : choisissez un moment à venir."))
    return checked(
        replace(
            request,
            state=RequestState.STAFFING,
            wanted=merged(staffing.wanted),
            starts_at=starts_at,
            ends_at=staffing.ends_at,
            place=" ".join(staffing.place.split()),
            frame=staffing.frame,
            payer=" ".join(staffing.payer.split()),
            insurer=" ".join(staffing.insurer.split()),
            requisitioned=request.requisitioned or staffing.frame == REQUISITION,
        )
    )


def _centre(conn: Connection, library: Library, request: StaffingRequest, staffing: Staffing) -> Centre:
    settings = community.read(conn)
    communes = library.communes(settings.territory) if settings.territory else None
    known = communes is not None and request.commune_insee in communes
    day = short_day(paris_date(request.starts_at))
    name = _("Renfort : {place}, {day}").format(place=request.place, day=day)
    return Centre(
        id=CentreId(new_id()),
        name=marked(events.find(conn, request.event_id) if request.event_id else None, name),
        kind=CentreKind.MOBILE if staffing.is_mobile else CentreKind.REINFORCEMENT,
        place=Place(
            name=request.place,
            commune_insee=request.commune_insee,
            commune=communes[request.commune_insee].name if communes is not None and known else "",
        ),
        contact_name=request.contact or request.asked_by,
        designation=Designation(
            carrier=settings.name,
            convention=" ".join(staffing.order.split()),
            frame=staffing.frame,
            payer=request.payer,
            insurer=request.insurer,
        ),
        roles=tuple(RoleNeed(one.role, Fraction(0), one.count, critical=True) for one in request.wanted),
    )


def _session(centre_id: CentreId, request: StaffingRequest) -> Session:
    starts, ends = request.starts_at.astimezone(PARIS), request.ends_at.astimezone(PARIS)
    return Session(
        id=SessionId(new_id()),
        centre_id=centre_id,
        day=starts.date(),
        starts=starts.time().replace(second=0, microsecond=0),
        ends=ends.time().replace(second=0, microsecond=0),
        starts_at=request.starts_at,
        ends_at=request.ends_at,
        lines=1,
        state=SessionState.PUBLISHED,
        site=request.place,
    )


def _open(conn: Connection, actor: Actor, centre: Centre, session: Session, now: datetime) -> None:
    """The centre, its one session, its seats, published: nobody waits for a second press in a crisis."""
    centres.insert(conn, centre)
    needs, places = seats_of_sessions([session], centre, new_id, {})
    sessions.insert(conn, session, now)
    sessions.write_needs(conn, session.id, needs)
    seats.insert(conn, places, now)
    versions.insert(conn, centre.id, actor.id, places, now)
    centres.touch_rota(conn, centre.id)
    payload = {"name": centre.name, "sessions": 1, "doses_per_week": None}
    journal.write(conn, now, actor.id, "centre_set_up", centre.id, payload)
    journal.write(conn, now, actor.id, "rota_published", centre.id, {"version": 1, "changes": 0})


def _note(
    conn: Connection, store: Store, actor: Actor, request: StaffingRequest, begins: str, kind: LogKind
) -> None:  # fmt: skip
    roles = staffed_roles(read_library(store, conn))
    text = begins + request_words(request, lambda code: roles.get(code, code))
    note_in_log(conn, store.now(), actor, text[:1_900], kind=kind, event_id=request.event_id)
