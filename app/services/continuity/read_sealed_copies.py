"""The sealed copies of key tables, practice by practice, what is overdue first: the coordination all, a practice its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require
from app.continuity.sealed_copy import CopyDelays, CopyState, Holder, SealedCopy, state_of, urgency, worst
from app.core.clock import paris_date
from app.roster.practice import SiteKind
from app.services.continuity.own_practice import own_practice
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.reference import read_library
from app.store import care_vault, people, sealed_copies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.library import Library
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """What one kind of holder has: the copy (None: not deposited yet), its state, the holder's name."""

    holder: Holder
    copy: SealedCopy | None
    state: CopyState
    name: str = ""


@dataclass(frozen=True, slots=True)
class PracticeCopies:
    """One practice: both holders, the most urgent first."""

    practice: PracticeId
    name: str
    held: tuple[HeldCopy, ...]
    paired_practice: PracticeId | None = None
    """The practice it agreed with, proposed as a holder."""

    @property
    def state(self) -> CopyState:
        """What it asks for first."""
        return worst(one.state for one in self.held)


@dataclass(frozen=True, slots=True)
class CopiesView:
    """Practices that hold needs or have a copy, overdue first, with who may hold one (id → name)."""

    practices: tuple[PracticeCopies, ...]
    delays: CopyDelays
    today: date
    others: Mapping[PracticeId, str]
    pharmacies: Mapping[str, str]
    pairs: Mapping[PracticeId, PracticeId]

    def find(self, practice: PracticeId) -> PracticeCopies | None:
        """One practice's, or None."""
        return next((one for one in self.practices if one.practice == practice), None)

    def of(self, practice: PracticeId) -> PracticeCopies:
        """One practice's, even when nothing is expected of it yet."""
        none = tuple(HeldCopy(holder, None, CopyState.ABSENT) for holder in Holder)
        return self.find(practice) or PracticeCopies(
            practice, self.others.get(practice, ""), none, self.pairs.get(practice)
        )


def read_sealed_copies(actor: Actor, store: Store) -> CopiesView:
    """Every practice's copies for whoever coordinates, one's own for a professional. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        return copies_view(store, conn, only=own_practice(conn, actor), all_of=actor.role is not Role.PROFESSIONAL)


def copies_view(store: Store, conn: Connection, *, only: PracticeId | None = None, all_of: bool = True) -> CopiesView:
    """:func:`read_sealed_copies` on a connection; ``only`` one practice, when not ``all_of`` them."""
    today, delays = paris_date(store.now()), delays_of(read_library(store, conn))
    names = {one.id: one.name for one in people.practices(conn)}
    pharmacies = {one.id: one.name for one in people.sites(conn) if one.kind is SiteKind.PHARMACY}
    pairs = sealed_copies.pairs(conn)
    held: dict[PracticeId, dict[Holder, SealedCopy]] = {id: {} for id in care_vault.counts(conn)}
    for copy in sealed_copies.every(conn):
        held.setdefault(copy.practice, {})[copy.holder] = copy
    chosen = sorted(held) if all_of else [only] if only else []

    def told(practice: PracticeId, holder: Holder) -> HeldCopy:
        copy = held.get(practice, {}).get(holder)
        name = "" if copy is None else names.get(copy.holder_practice or practice, "")
        name = pharmacies.get(copy.holder_site, "") if copy and copy.holder_site else name
        return HeldCopy(holder, copy, state_of(copy, today, delays), name)

    made = [
        PracticeCopies(
            id, names.get(id, ""),
            tuple(sorted((told(id, holder) for holder in Holder), key=lambda one: urgency(one.state))), pairs.get(id),
        )
        for id in chosen
    ]  # fmt: skip
    return CopiesView(
        tuple(sorted(made, key=lambda one: (urgency(one.state), one.name, one.practice))),
        delays,
        today,
        names,
        pharmacies,
        pairs,
    )


def delays_of(library: Library) -> CopyDelays:
    """After how many days a copy is to check, and to open for a test. Raises InvalidInput."""
    found = continuity_rules(library)
    return CopyDelays(found["copy_check_days"], found["copy_test_days"])
