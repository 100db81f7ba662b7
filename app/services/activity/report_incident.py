"""Incidents of a session: reported with their kind, declared, closed. Never a patient's name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.activity.incidents import incident_types_in_force
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import SessionId, new_id
from app.core.typed import typed_text
from app.services.activity.day_rights import require_day, require_session, run_session
from app.services.keeping.reference import read_library
from app.store import centres, incidents, journal, revisions
from app.store.incidents import Incident

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

LONGEST_NOTE = 500


def report_incident(
    actor: Actor, store: Store, session_id: SessionId, type: str, *, line: int | None = None, note: str = ""
) -> Incident:
    """Write an incident down, now. Raises InvalidInput for an unknown kind, line, or a note too long; NotFound."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        centre = centres.find(conn, session.centre_id)
        known = incident_types_in_force(
            read_library(store, conn).incident_types, centre.kind if centre else "", session.day
        )
        if type not in {one.code for one in known}:
            raise InvalidInput(N_("Choisissez une sorte d’incident de la liste."))
        if line is not None and not 1 <= line <= session.lines:
            raise InvalidInput(N_("La ligne {line} n’existe pas dans cette séance."), line=line)
        one = Incident(new_id(), session_id, line, type, store.now(), actor.id, _note(note))
        incidents.add(conn, one)
        journal.write(conn, store.now(), actor.id, "incident_reported", one.id, {"type": type, "line": line})
    return one


def declare_incident(actor: Actor, store: Store, incident_id: str, revision: int) -> None:
    """Say that the declaration was made; the instant is kept. Raises StaleRevision, NotFound, NotAllowed."""
    require_day(actor)
    _change(actor, store, incident_id, revision, "incident_declared", declared=True)


def close_incident(actor: Actor, store: Store, incident_id: str, revision: int, note: str = "") -> None:
    """Say that it is over, with what was done. Raises StaleRevision, NotFound, InvalidInput, NotAllowed."""
    require_day(actor)
    _change(actor, store, incident_id, revision, "incident_closed", note=note)


def _change(
    actor: Actor, store: Store, incident_id: str, revision: int, kind: str, *, declared: bool = False, note: str = ""
) -> None:
    with store.transaction() as conn:
        one = incidents.find(conn, incident_id)
        if one is None:
            raise NotFound(N_("Cet incident n’existe plus. Rechargez la page."))
        require_session(actor, one.session_id)
        at, told = store.now(), _note(note) or one.note
        changed = replace(one, revision=revision, note=told, declared_at=at if declared else one.declared_at)
        if not declared:
            changed = replace(changed, closed_at=at)
        if not incidents.update(conn, changed):
            raise revisions.stale(conn, incident_id)
        journal.write(conn, store.now(), actor.id, kind, incident_id, {})


def _note(text: str) -> str:
    return typed_text(text, LONGEST_NOTE, too_long=N_("Une note de {most} signes au plus, sans nom de patient."))
