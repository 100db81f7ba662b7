"""Edit the draft by hand: put someone on a seat, free it, exchange two; undo and redo. Hand edits are pinned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.scheduling import history, rota
from app.scheduling.session import NOBODY, DraftSeat, Holder
from app.scheduling.warnings import RotaWarning, warnings_for
from app.services.keeping.reference import read_library
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import centres, journal, revisions, seats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId, SeatId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of an edit: written, or held back by ``warnings`` until a reason is given."""

    written: bool
    warnings: tuple[RotaWarning, ...] = ()


def edit_rota(
    actor: Actor,
    store: Store,
    centre_id: CentreId,
    revision: int,
    placements: Mapping[SeatId, PersonId | None],
    *,
    reason: str = "",
) -> Edit:
    """Make the draft put these people (None = nobody) on these seats, together, at the rota's ``revision``.

    Rules that break are warnings: nothing is written until ``reason`` is given, which is then kept with the seats. A rule
    that can't be overridden (opted out) is never passed over. Raises StaleRevision, NotFound, InvalidInput.
    """
    require(actor, Action.STAFF_ROTA)
    with store.transaction() as conn:
        revisions.expect(conn, "centre", centre_id, revision, column="rota_revision")
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        live = {seat.id: seat for seat in horizon.seats}
        changes = [_change(live, seat_id, person, reason) for seat_id, person in placements.items()]
        found = _warnings(conn, horizon, library, changes)
        if any(not warning.overridable for warning in found) or (found and not reason.strip()):
            return Edit(written=False, warnings=found)
        before = seats.draft(conn, centre_id)
        after: tuple[DraftSeat, ...] = tuple(before)
        for change in changes:
            after = rota.edit(after, live[change.seat_id], change)
        _replace_draft(conn, actor, centre_id, before, after, N_("Modification"), store)
        payload = {change.seat_id: change.holder.person_id for change in changes}
        journal.write(conn, store.now(), actor.id, "rota_edited", centre_id, {"seats": payload, "reason": reason})
    return Edit(written=True, warnings=found)


def undo_edit(actor: Actor, store: Store, centre_id: CentreId, revision: int, *, again: bool = False) -> str:
    """Undo the last step of the draft, or redo the last undone one (``again``); returns its label.

    Raises InvalidInput when there is none, StaleRevision when its seats changed since.
    """
    require(actor, Action.STAFF_ROTA)
    with store.transaction() as conn:
        revisions.expect(conn, "centre", centre_id, revision, column="rota_revision")
        found = seats.next_step(conn, centre_id, undone=again)
        if found is None:
            raise InvalidInput(N_("Il n’y a plus rien à rétablir.") if again else N_("Il n’y a plus rien à annuler."))
        number, step = found
        before = seats.draft(conn, centre_id)
        after = history.redo(before, step) if again else history.undo(before, step)
        seats.drop_draft(conn, [draft.seat_id for draft in before])
        seats.write_draft(conn, after)
        seats.mark_step(conn, number, undone=not again)
        centres.touch_rota(conn, centre_id)
        kind = "rota_step_redone" if again else "rota_step_undone"
        journal.write(conn, store.now(), actor.id, kind, centre_id, {"step": step.label})
    return step.label


def _change(live: Mapping[SeatId, Seat], seat_id: SeatId, person: PersonId | None, reason: str) -> DraftSeat:
    seat = live.get(seat_id)
    if seat is None:
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    if seat.holder.partner_id is not None:
        raise InvalidInput(N_("Ce poste est fourni par un partenaire : changez-le dans les réglages du centre."))
    holder = Holder(person) if person else NOBODY
    return DraftSeat(seat_id, holder, seat.revision, pinned=True, override_reason=reason.strip())


def _replace_draft(
    conn: Connection,
    actor: Actor,
    centre_id: CentreId,
    before: list[DraftSeat],
    after: tuple[DraftSeat, ...],
    label: str,
    store: Store,
) -> None:
    seats.drop_draft(conn, [draft.seat_id for draft in before])
    seats.write_draft(conn, after)
    seats.push_step(conn, centre_id, actor.id, history.step_between(before, after, label), store.now())
    centres.touch_rota(conn, centre_id)


def _warnings(
    conn: Connection, horizon: Horizon, library: Library, changes: list[DraftSeat]
) -> tuple[RotaWarning, ...]:
    """What the edits break, all of them laid over the draft together."""
    laid = {**{d.seat_id: d for d in horizon.draft}, **{c.seat_id: c for c in changes}}
    after = rota.apply(horizon.seats, laid.values())
    context = rota_context(conn, horizon, library, after)
    people = {person.id: person for person in horizon.people}
    by_id = {seat.id: seat for seat in after}
    return tuple(
        warning
        for change in changes
        if change.holder.person_id in people
        for warning in warnings_for(by_id[change.seat_id], people[change.holder.person_id], context)
    )
