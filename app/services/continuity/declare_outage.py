"""Note what else fails: power, network, water, a road, an establishment, a supplier, a medicine, a remote service; end it, take it away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.outage import BY_COMMUNE, Outage, check
from app.continuity.situation import OutageKind
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.services.continuity.read_categories import category_table
from app.services.crisis.the_event import open_event_of
from app.services.keeping.reference import read_library, roads
from app.store import community, journal, outages, people, remote_services, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageDraft:
    """A cut as somebody types it. Instants are UTC; ``ends_at`` None: no end known. See :class:`Outage` for the rest."""

    kind: OutageKind
    starts_at: datetime
    ends_at: datetime | None = None
    title: str = ""
    communes: tuple[str, ...] = ()
    roads: tuple[tuple[str, str], ...] = ()
    site: str = ""
    remote: str = ""
    categories: tuple[str, ...] = ()
    event_id: str = ""


def declare_outage(actor: Actor, store: Store, draft: OutageDraft) -> str:
    """Note a cut; its id. Raises InvalidInput, NotFound, RuleRefusal for an event that is over."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        now = store.now()
        if draft.event_id:
            open_event_of(conn, draft.event_id)
        outage = _as_kept(
            Outage(
                id=new_id(), kind=draft.kind, starts_at=draft.starts_at, ends_at=draft.ends_at, title=draft.title,
                communes=draft.communes, roads=draft.roads, site=draft.site, remote=draft.remote,
                categories=draft.categories, event_id=draft.event_id, noted_at=now, actor_id=actor.id,
            )
        )  # fmt: skip
        check(outage)
        _check_known(conn, store, outage)
        outages.insert(conn, outage)
        counts = {"kind": outage.kind.value, "communes": len(outage.communes), "categories": len(outage.categories)}
        journal.write(conn, now, actor.id, "outage_noted", outage.id, counts)
    return outage.id


def change_outage_end(actor: Actor, store: Store, outage_id: str, revision: int, ends_at: datetime | None) -> None:
    """Say when a cut should end, as the news come; None: nobody knows. Raises StaleRevision, InvalidInput, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        changed = replace(_the_outage(conn, outage_id), ends_at=ends_at, revision=revision)
        check(changed)
        if not outages.update(conn, changed):
            raise revisions.stale(conn, outage_id)
        journal.write(conn, store.now(), actor.id, "outage_changed", outage_id, {})


def end_outage(actor: Actor, store: Store, outage_id: str, revision: int) -> None:
    """It works again: the cut ends now; one that has not begun is taken away. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held, now = _the_outage(conn, outage_id), store.now()
        if held.starts_at >= now:
            _remove(conn, store, actor, held, revision)
            return
        if not outages.update(conn, replace(held, ends_at=now, revision=revision)):
            raise revisions.stale(conn, outage_id)
        journal.write(conn, now, actor.id, "outage_ended", outage_id, {})


def remove_outage(actor: Actor, store: Store, outage_id: str, revision: int) -> None:
    """Take away a cut that was a mistake: it counts nowhere any more. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        _remove(conn, store, actor, _the_outage(conn, outage_id), revision)


def _remove(conn: Connection, store: Store, actor: Actor, held: Outage, revision: int) -> None:
    now = store.now()
    if not outages.remove(conn, held.id, revision, now):
        raise revisions.stale(conn, held.id)
    journal.write(conn, now, actor.id, "outage_removed", held.id, {})


def _the_outage(conn: Connection, outage_id: str) -> Outage:
    held = outages.find(conn, outage_id)
    if held is None:
        raise NotFound(N_("Cette coupure n’existe plus. Rechargez la page."))
    if held.removed_at is not None:
        raise revisions.stale(conn, outage_id)
    return held


def _as_kept(one: Outage) -> Outage:
    """Only what its kind asks for: communes left from another choice of the form say nothing of a road."""
    by_supply = one.kind in (OutageKind.SUPPLIER, OutageKind.MEDICINE)
    return replace(
        one,
        title=" ".join(one.title.split()) if by_supply else "",
        communes=one.communes if one.kind in BY_COMMUNE else (),
        roads=one.roads if one.kind is OutageKind.ROAD else (),
        site=one.site if one.kind in (OutageKind.SITE, OutageKind.SUPPLIER) else "",
        remote=one.remote if one.kind is OutageKind.REMOTE else "",
        categories=one.categories if by_supply else (),
        starts_at=one.starts_at.replace(second=0, microsecond=0),
        ends_at=one.ends_at.replace(second=0, microsecond=0) if one.ends_at else None,
    )


def _check_known(conn: Connection, store: Store, one: Outage) -> None:
    """Raises InvalidInput or NotFound when a cut names what this community does not have."""
    library, territory = read_library(store, conn), community.read(conn).territory
    known = {row.insee for row in library.communes(territory)} if territory else set()
    if known and not known.issuperset(one.communes):
        raise InvalidInput(N_("Une de ces communes n’est pas du territoire : choisissez-les dans la liste."))
    pairs = {frozenset((road.start, road.end)) for road in roads(library, territory)}
    if not pairs.issuperset(frozenset(pair) for pair in one.roads):
        raise InvalidInput(N_("Cette route n’est pas dans la table des trajets : choisissez-la dans la liste."))
    if not category_table(library).keys() >= set(one.categories):
        raise InvalidInput(N_("Une de ces catégories n’existe plus : choisissez-les dans la liste."))
    if one.site and all(site.id != one.site for site in people.sites(conn)):
        raise NotFound(N_("Cet établissement n’existe plus : choisissez-en un autre."))
    if one.remote and all(service.id != one.remote for service in remote_services.every(conn)):
        raise NotFound(N_("Ce service à distance n’existe plus : choisissez-en un autre."))
