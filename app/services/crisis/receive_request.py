"""Note a request for people: as the cell hears it by telephone, or as an establishment writes it from its own link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.core.typed import typed_line
from app.response.event import certain
from app.response.request_line import Heard, heard
from app.response.staffing_request import LONGEST_FIELD, RequestState, StaffingRequest, checked, merged
from app.services.crisis.event_words import request_words
from app.services.crisis.read_event import staffed_roles
from app.services.crisis.the_event import open_event_of
from app.services.crisis.write_log import note_in_log
from app.services.keeping.reference import read_library
from app.store import events, journal, people, revisions, staffing_requests
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.library import Library
    from app.response.staffing_request import Wanted
    from app.store.database import Connection, Store

MOST_WAITING = 20
"""Requests of one establishment that may wait at once: beyond, somebody had better be rung."""

ROLE_OF_PROFESSION = {
    "medecin": "reinforcement_physician",
    "infirmier": "reinforcement_nurse",
    "infirmier_psychiatrique": "reinforcement_nurse",
    "psychologue": "psychological_support",
    "psychotherapeute": "psychological_support",
}
"""What a profession asked for by its name comes to do; any other comes for care, in its own competence."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: instants are UTC, ``commune_insee`` empty where nobody said."""

    asked_by: str
    text: str = ""
    place: str
    commune_insee: str = ""
    starts_at: datetime
    ends_at: datetime
    wanted: tuple[Wanted, ...]
    contact: str = ""


def receive_request(actor: Actor, store: Store, event_id: str, asked: Asked) -> str:
    """Note a request heard by telephone or read elsewhere, for an event; its id. ``event_id`` empty: for none.

    Raises InvalidInput for what can't be staffed, RuleRefusal once the event is stood down, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        if event_id:
            open_event_of(conn, event_id)
        request = _request(conn, store, new_id(), event_id, asked)
        _write(conn, store, actor, request)
    return request.id


def ask_by_link(actor: Actor, store: Store, partner_id: str, request_id: str, asked: Asked) -> str:
    """The same written by the establishment itself; sent twice it stands once, and it may change it until it is taken up.

    ``partner_id`` is the establishment (site) whose link it is, ``request_id`` the page's own. The request goes to the one real
    event under way when there is no other, else to none until the cell attaches it. Raises InvalidInput, RuleRefusal once it is
    taken up or when too many wait, NotFound, NotAllowed.
    """
    require_self(actor, partner_id)
    with store.transaction() as conn:
        if not _ID.fullmatch(request_id):
            raise InvalidInput(N_("Cette page est trop ancienne : rouvrez le lien."))
        held = _own(conn, partner_id, request_id)
        event = certain(events.under_way(conn))
        event_id = held.event_id if held else (event.id if event else "")
        request = _request(conn, store, request_id, event_id, asked, subject_id=partner_id)
        if held is None:
            waiting = staffing_requests.of_subject(conn, partner_id)
            if sum(one.state is RequestState.RECEIVED for one in waiting) >= MOST_WAITING:
                raise RuleRefusal(N_("{most} demandes attendent déjà : appelez la coordination."), most=MOST_WAITING)
            _write(conn, store, actor, request)
            return request_id
        changed = replace(request, at=held.at, revision=held.revision, state=held.state)
        if changed != held:
            _still_waiting(held)
            staffing_requests.update(conn, changed)
            journal.write(conn, store.now(), actor.id, "staffing_request_changed", request_id, {})
            _note(conn, store, actor, changed, _("Demande modifiée : "))
    return request_id


def withdraw_by_link(actor: Actor, store: Store, partner_id: str, request_id: str) -> None:
    """The establishment takes its request back, as long as nobody took it up. Raises RuleRefusal, NotFound, NotAllowed."""
    require_self(actor, partner_id)
    with store.transaction() as conn:
        held = _own(conn, partner_id, request_id)
        if held is None:
            raise NotFound(N_("Cette demande n’existe plus."))
        if held.state is RequestState.REFUSED:
            return
        _still_waiting(held)
        reply = _("retirée par qui l’avait faite")
        staffing_requests.update(conn, replace(held, state=RequestState.REFUSED, reply=reply))
        journal.write(conn, store.now(), actor.id, "staffing_request_withdrawn", request_id, {})
        _note(conn, store, actor, held, _("Demande retirée : "))


def attach_request(actor: Actor, store: Store, request_id: str, revision: int, event_id: str) -> None:
    """Say which event under way a request belongs to, empty for none; its main courante tells, and that of the event it leaves.

    Raises RuleRefusal once the request is taken up or answered, or the event stood down; StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = the_request(conn, request_id, revision)
        if held.state is not RequestState.RECEIVED:
            raise RuleRefusal(N_("Cette demande a déjà sa réponse : elle reste où elle est."))
        if held.event_id == event_id:
            return
        if event_id:
            open_event_of(conn, event_id)
        moved = replace(held, event_id=event_id)
        staffing_requests.update(conn, moved)
        payload = {"event": event_id, "from": held.event_id}
        journal.write(conn, store.now(), actor.id, "staffing_request_attached", request_id, payload)
        if held.event_id:
            _note(conn, store, actor, held, _("Demande détachée de cet événement : "))
        if event_id:
            _note(conn, store, actor, moved, _("Demande rattachée à cet événement : "))


def understand_request(actor: Actor, store: Store, line: str) -> Heard:
    """A line as it is said on the telephone, read into its parts for a person to check. Nothing is written. Raises NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.reading() as conn:
        library = read_library(store, conn)
    return heard(line, lambda word: _role_of(library, word), store.now())


def _role_of(library: Library, word: str) -> str:
    """The role that a word of the trade asks for: its own name, else the one that its profession holds; empty when neither."""
    known = staffed_roles(library)
    for said in (word, word.removesuffix("s"), word.removesuffix("x")):
        named = [code for code in library.roles.named(said) if code in known]
        if named:
            return named[0]
        profession = library.professions.named(said)
        if profession:
            return ROLE_OF_PROFESSION.get(profession, "care")
    return ""


def the_request(conn: Connection, request_id: str, revision: int) -> StaffingRequest:
    """The request at the revision a screen showed. Raises NotFound, StaleRevision."""
    request = staffing_requests.find(conn, request_id)
    if request is None:
        raise NotFound(N_("Cette demande n’existe plus. Rechargez la page."))
    if request.revision != revision:
        raise revisions.stale(conn, request_id)
    return request


def _own(conn: Connection, site_id: str, request_id: str) -> StaffingRequest | None:
    """The establishment's own request of that id. Raises NotFound for somebody else's."""
    held = staffing_requests.find(conn, request_id)
    if held is not None and held.subject_id != site_id:
        raise NotFound(N_("Cette demande n’existe plus."))
    return held


def _still_waiting(held: StaffingRequest) -> None:
    if held.state is not RequestState.RECEIVED:
        raise RuleRefusal(N_("La coordination s’occupe déjà de cette demande : appelez-la pour la changer."))


def _request(
    conn: Connection, store: Store, id: str, event_id: str, asked: Asked, *, subject_id: str = ""
) -> StaffingRequest:
    now = store.now()
    if asked.ends_at <= now:
        raise InvalidInput(N_("Ces heures sont passées : choisissez un moment à venir."))
    wanted = merged(asked.wanted)
    known = staffed_roles(read_library(store, conn))
    if any(one.role not in known for one in wanted):
        raise InvalidInput(N_("Un des métiers demandés n’est plus dans la liste. Rechargez la page."))
    return checked(
        StaffingRequest(
            id=id,
            event_id=event_id,
            asked_by=_line(asked.asked_by),
            text=asked.text.strip(),
            place=_line(asked.place),
            commune_insee=asked.commune_insee or _commune(conn, subject_id),
            starts_at=asked.starts_at,
            ends_at=asked.ends_at,
            wanted=wanted,
            contact=_line(asked.contact),
            subject_id=subject_id,
            at=now,
        )
    )


def _commune(conn: Connection, site_id: str) -> str:
    return next((one.commune_insee for one in people.sites(conn) if one.id == site_id), "") if site_id else ""


def _write(conn: Connection, store: Store, actor: Actor, request: StaffingRequest) -> None:
    staffing_requests.insert(conn, request)
    payload = {"event": request.event_id, "people": request.people}
    journal.write(conn, store.now(), actor.id, "staffing_request_received", request.id, payload)
    _note(conn, store, actor, request, _("Demande de renfort : "))


def _note(conn: Connection, store: Store, actor: Actor, request: StaffingRequest, begins: str) -> None:
    roles = staffed_roles(read_library(store, conn))
    said = begins + request_words(request, lambda code: roles.get(code, code))
    text = f"{said} {request.text}".strip()
    note_in_log(conn, store.now(), actor, text[:1_900], source=request.asked_by[:100], event_id=request.event_id)


def _line(text: str) -> str:
    return typed_line(text, LONGEST_FIELD, too_long=N_("{most} signes au plus par champ."))
