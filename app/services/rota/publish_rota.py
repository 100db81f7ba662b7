"""Publish the draft: rebase it on live, write what stands, refuse what moved, freeze a version, tell whom it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.scheduling import rota
from app.scheduling.changes import RotaChanges, changes_of
from app.scheduling.load import Member, RotaLoad, load_of
from app.scheduling.session import SessionState
from app.services.continuity.what_the_rota_takes import RotaCare, care_taken
from app.services.keeping.naming import naming_of
from app.services.keeping.reference import read_library
from app.services.messages.tell_changes import tell_changes
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.mobilisation.waiting_list import offer_seats, settle_given
from app.services.world.read_horizon import read_horizon
from app.store import call_outs, centres, community, journal, people, revisions, seats, sessions, versions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import CentreId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat
    from app.scheduling.spoken import PersonName, RoleLabel
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: its version number, the changes by person, and the differences refused, as sentences."""

    number: int
    changes: RotaChanges
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would change and what it takes from practices and communes; ``sessions`` become visible."""

    changes: RotaChanges
    sentences: tuple[str, ...]
    load: RotaLoad
    sessions: int
    refused: tuple[str, ...]
    care: RotaCare
    """What it takes from ordinary care: needs that would wait too long."""


def preview_publication(actor: Actor, store: Store, centre_id: CentreId) -> Preview:
    """What *Publier* would do now. Nothing is written."""
    require(actor, Action.PUBLISH_ROTA)
    with store.reading() as conn:
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        live, publication = _publication(store, horizon, centre_id)
        after = _after(live, publication)
        members = _members(conn, horizon, library)
        by_id = {session.id: session for session in horizon.sessions}
        care = care_taken(conn, store, actor, after, by_id)
    changes = changes_of(live, after)
    naming = naming_of(horizon, library)
    new = [s for s in horizon.future_sessions(centre_id) if s.state is SessionState.DRAFT]
    return Preview(
        changes,
        tuple(person.sentence(by_id, naming.role, naming.person) for person in changes.people),
        load_of(after, by_id, members),
        len(new),
        tuple(_refusal(r, horizon, naming.role, naming.person) for r in publication.refused),
        care,
    )


def publish_rota(actor: Actor, store: Store, centre_id: CentreId, revision: int) -> Published:
    """Make the draft live at the rota's ``revision``; everyone whose seats change gets one message.

    Raises StaleRevision, and InvalidInput when nothing is to publish.
    """
    require(actor, Action.PUBLISH_ROTA)
    with store.transaction() as conn:
        revisions.expect(conn, "centre", centre_id, revision, column="rota_revision")
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        live, publication = _publication(store, horizon, centre_id)
        new = [s for s in horizon.future_sessions(centre_id) if s.state is SessionState.DRAFT]
        if not publication.changed and not publication.refused and not new:
            raise InvalidInput(N_("Rien à publier : le brouillon ne change rien."))
        before = {seat.id: seat for seat in live}
        for seat in publication.changed:
            seats.write(conn, before[seat.id], seat, store.now())
        for session in new:
            sessions.publish(conn, session.id, store.now())
        seats.drop_draft(conn, [draft.seat_id for draft in seats.draft(conn, centre_id)])
        seats.clear_steps(conn, centre_id)
        after = _after(live, publication)
        number = versions.insert(conn, centre_id, actor.id, after, store.now())
        centres.touch_rota(conn, centre_id)
        changes = changes_of(live, after)
        tell_changes(conn, store, library, horizon.people, {one.id: one for one in horizon.sessions}, changes)
        end_dead_swaps(conn, store.now())
        handed = [seat for seat in publication.changed if seat.holder != before[seat.id].holder]
        settle_given(conn, handed, store.now())
        call_outs.wake(conn, [seat.id for seat in handed], store.now())
        offer_seats(conn, store, actor, [seat.id for seat in handed if not seat.holder.filled])
        journal.write(
            conn, store.now(), actor.id, "rota_published", centre_id, {"version": number, "changes": changes.count}
        )
    naming = naming_of(horizon, library)
    return Published(
        number, changes, tuple(_refusal(r, horizon, naming.role, naming.person) for r in publication.refused)
    )


def _publication(store: Store, horizon: Horizon, centre_id: CentreId) -> tuple[list[Seat], rota.Publication]:
    ids = {session.id for session in horizon.sessions if session.centre_id == centre_id}
    live = [seat for seat in horizon.seats if seat.session_id in ids]
    held = {seat.id for seat in live}
    draft = [change for change in horizon.draft if change.seat_id in held]
    return live, rota.publish(live, draft, store.now())


def _after(live: list[Seat], publication: rota.Publication) -> list[Seat]:
    changed = {seat.id: seat for seat in publication.changed}
    return [changed.get(seat.id, seat) for seat in live]


def _members(conn: Connection, horizon: Horizon, library: Library) -> list[Member]:
    practices = {practice.id: practice.name for practice in people.practices(conn)}
    territory = community.read(conn).territory
    communes = library.communes(territory) if territory else None
    return [
        Member(
            person.id,
            person.practice or "",
            practices.get(person.practice, "") if person.practice else "",
            person.commune_insee,
            communes[person.commune_insee].name if communes and person.commune_insee in communes else "",
        )
        for person in horizon.people
    ]


def _refusal(refusal: rota.Refusal, horizon: Horizon, label: RoleLabel, name: PersonName) -> str:
    session = next((s for s in horizon.sessions if refusal.live and s.id == refusal.live.session_id), None)
    return refusal.sentence(session, label, name)
