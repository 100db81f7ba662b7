"""Keep the remote services that may hold needs meanwhile: télésurveillance, téléconsultation, téléexpertise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.remote_service import check
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.roster.phones import phone_of
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import read_library
from app.store import journal, people, remote_services, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.continuity.remote_service import RemoteService
    from app.store.database import Connection, Store


def put_remote_service(actor: Actor, store: Store, one: RemoteService) -> str:
    """Add a service (empty id, revision 0), or write it over; its id. Raises StaleRevision, InvalidInput, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    check(one)
    phone = phone_of(one.phone) if one.phone.strip() else ""
    kept = replace(one, id=one.id or new_id(), phone=phone, name=" ".join(one.name.split()))
    with store.transaction() as conn:
        _check_known(conn, store, kept)
        if not remote_services.put(conn, kept):
            raise revisions.stale(conn, kept.id)
        counts = {"kind": kept.kind.value, "readers": kept.readers, "categories": len(kept.categories)}
        kind = "remote_service_changed" if one.revision else "remote_service_added"
        journal.write(conn, store.now(), actor.id, kind, kept.id, counts)
    return kept.id


def remove_remote_service(actor: Actor, store: Store, service_id: str, revision: int) -> None:
    """Take a service away: it holds nothing any more. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        if remote_services.find(conn, service_id) is None:
            raise NotFound(N_("Ce service à distance n’existe plus. Rechargez la page."))
        now = store.now()
        if not remote_services.remove(conn, service_id, revision, now):
            raise revisions.stale(conn, service_id)
        journal.write(conn, now, actor.id, "remote_service_removed", service_id, {})


def _check_known(conn: Connection, store: Store, one: RemoteService) -> None:
    categories = category_table(read_library(store, conn))
    for code in one.categories:
        if code not in categories:
            raise InvalidInput(N_("Une de ces catégories n’existe plus : choisissez-les dans la liste."))
        if not categories[code].remote:
            raise InvalidInput(
                N_("« {category} » ne se tient pas à distance : retirez cette catégorie."),
                category=categories[code].label,
            )
    if one.practice is not None and all(held.id != one.practice for held in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if one.site and all(held.id != one.site for held in people.sites(conn)):
        raise NotFound(N_("Cet établissement n’existe plus : choisissez-en un autre."))
