"""Live, draft, version: what the draft would make of live, what a plan changes, what a publication may still write.

Every function returns new values. Revisions are raised by the store; a draft only remembers those it was made on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.errors import N_, StaleRevision
from app.core.ids import SeatId
from app.scheduling.dealing import Assigned, deal
from app.scheduling.seats import seat_order
from app.scheduling.session import NOBODY, DraftSeat, Holder, Seat, SeatState
from app.scheduling.spoken import PersonName, RoleLabel, half_day_of, place_of
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import SessionId
    from app.scheduling.session import Session

SETTLED_STATES = frozenset({SeatState.CANCELLED, SeatState.WORKED, SeatState.NO_SHOW})
"""Seats a draft no longer changes."""


def draft_of(changes: Iterable[DraftSeat]) -> dict[SeatId, DraftSeat]:
    """The differences by seat, in seat id order."""
    return {one.seat_id: one for one in sorted(changes, key=lambda one: one.seat_id)}


def apply(live: Iterable[Seat], draft: Iterable[DraftSeat]) -> tuple[Seat, ...]:
    """Live as the draft would have it, in seat order; revisions and sequences stay those of live."""
    changes = draft_of(draft)
    return tuple(sorted((_applied(seat, changes.get(seat.id)) for seat in live), key=seat_order))


def _applied(seat: Seat, change: DraftSeat | None) -> Seat:
    if change is None or seat.state in SETTLED_STATES:
        return seat
    state = seat.state if change.holder == seat.holder else state_of(change.holder)
    return replace(
        seat, holder=change.holder, state=state, pinned=change.pinned, override_reason=change.override_reason
    )


def state_of(holder: Holder) -> SeatState:
    """The state of a seat that has just got this holder: a person has to confirm, a partner has said it already."""
    if holder.partner_id is not None:
        return SeatState.ACKNOWLEDGED
    return SeatState.PUBLISHED if holder.filled else SeatState.OPEN


def difference(
    live: Iterable[Seat], wanted: Iterable[Seat], provisional: Collection[str] = ()
) -> tuple[DraftSeat, ...]:
    """What turns live into ``wanted``: seats whose holder, pin or reason differ, in seat order.

    ``provisional``: people counted on habits; the seats they newly take are marked « non confirmé ».
    """
    targets = {seat.id: seat for seat in wanted}
    return tuple(
        DraftSeat(
            seat.id,
            target.holder,
            seat.revision,
            target.pinned,
            target.override_reason,
            provisional=target.holder != seat.holder and target.holder.person_id in provisional,
        )
        for seat in sorted(live, key=seat_order)
        if (target := targets.get(seat.id)) is not None
        and seat.state not in SETTLED_STATES
        and (seat.holder, seat.pinned, seat.override_reason) != (target.holder, target.pinned, target.override_reason)
    )


def draft_from_plan(
    live: Iterable[Seat], assignments: Iterable[Assigned], sessions: Mapping[SessionId, Session], *,
    draft: Iterable[DraftSeat] = (), provisional: Collection[str] = (),
) -> tuple[DraftSeat, ...]:  # fmt: skip
    """The draft that a plan asks for: only differences from live, people keeping their seat and line where they can.

    ``sessions`` are those the plan covers; seats of other sessions keep what ``draft`` says of them. Pinned seats, of
    live or of ``draft``, stay as they are. Raises StaleRevision when seats changed since the plan was made.
    """
    seats = tuple(live)
    known = draft_of(draft)
    outside = [known[seat.id] for seat in seats if seat.id in known and seat.session_id not in sessions]
    covered = [seat for seat in seats if seat.session_id in sessions and seat.state not in SETTLED_STATES]
    held = apply(covered, (one for one in known.values() if one.pinned))
    dealt = deal(held, assignments, sessions)
    wanted = [
        seat if seat.pinned or seat.holder.partner_id else _held_by(seat, Holder(dealt.get(seat.id))) for seat in held
    ]
    return tuple(draft_of((*outside, *difference(covered, wanted, provisional))).values())


def _held_by(seat: Seat, holder: Holder) -> Seat:
    return seat if seat.holder == holder else replace(seat, holder=holder or NOBODY, override_reason="")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A draft difference that no longer stands: its seat moved in the meantime. ``live`` None: the seat is gone."""

    change: DraftSeat
    live: Seat | None

    def sentence(self, session: Session | None, label: RoleLabel, name: PersonName) -> str:
        """« Lundi 30 novembre, matin, ligne 2, injection : Clarisse P. l’a pris depuis votre brouillon. »"""
        if self.live is None or session is None:
            return _("Un poste de votre brouillon n’existe plus.")
        where = f"{capitalised(half_day_of(session))}, {place_of(self.live, label)}"
        return _("{where} : {what}").format(where=where, what=_what_moved(self.live, name))


def _what_moved(live: Seat, name: PersonName) -> str:
    if live.state in SETTLED_STATES:
        return _("ce poste ne se modifie plus (annulé ou passé).")
    if live.holder.person_id is not None:
        return _("{name} l’a pris depuis votre brouillon.").format(name=name(live.holder.person_id))
    if live.holder.partner_id is not None:
        return _("un partenaire le fournit depuis votre brouillon.")
    return _("il s’est libéré depuis votre brouillon.")


@dataclass(frozen=True, slots=True)
class Rebase:
    """A draft on today's live: what still stands, what is refused, what live already says (nothing left to do)."""

    kept: tuple[DraftSeat, ...] = ()
    refused: tuple[Refusal, ...] = ()
    settled: tuple[DraftSeat, ...] = ()


def rebase(draft: Iterable[DraftSeat], live: Iterable[Seat]) -> Rebase:
    """Sort a draft by what became of its seats: a moved revision is refused unless live already says the same."""
    seats = {seat.id: seat for seat in live}
    kept: list[DraftSeat] = []
    refused: list[Refusal] = []
    settled: list[DraftSeat] = []
    for change in draft_of(draft).values():
        seat = seats.get(change.seat_id)
        if seat is None or seat.state in SETTLED_STATES:
            refused.append(Refusal(change, seat))
        elif _says_the_same(change, seat):
            settled.append(change)
        elif seat.revision != change.base_revision:
            refused.append(Refusal(change, seat))
        else:
            kept.append(change)
    return Rebase(tuple(kept), tuple(refused), tuple(settled))


def _says_the_same(change: DraftSeat, seat: Seat) -> bool:
    said = (change.holder, change.pinned, change.override_reason)
    return said == (seat.holder, seat.pinned, seat.override_reason)


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing writes: the seats with their new content, and the differences it had to refuse."""

    changed: tuple[Seat, ...]
    refused: tuple[Refusal, ...] = ()


def publish(live: Iterable[Seat], draft: Iterable[DraftSeat], at: datetime) -> Publication:
    """The draft rebased on live and applied. A change of holder raises the sequence (RFC 5545 §3.8.7.4) and asks anew."""
    seats = {seat.id: seat for seat in live}
    rebased = rebase(draft, seats.values())
    changed = [
        replace(after, changed_at=at, sequence=before.sequence + (before.holder != after.holder))
        for change in rebased.kept
        if (before := seats[change.seat_id]) != (after := _applied(before, change))
    ]
    return Publication(tuple(sorted(changed, key=seat_order)), rebased.refused)


def edit(draft: Iterable[DraftSeat], live: Seat, change: DraftSeat) -> tuple[DraftSeat, ...]:
    """The draft with one more difference; a difference that says what live says is forgotten.

    Raises StaleRevision when ``change`` was made on another revision of the seat.
    """
    if change.base_revision != live.revision:
        raise StaleRevision(
            N_("Ce poste a changé entre-temps : relisez-le avant de le modifier."), seat=live.id, revision=live.revision
        )
    others = {one.seat_id: one for one in draft if one.seat_id != live.id}
    if not _says_the_same(change, live):
        others[live.id] = change
    return tuple(draft_of(others.values()).values())
