"""The demonstration's sealed copies: most practices have both, one is late for a check, one for a trial, one lacks one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.sealed_copy import CopyForm, Holder, SealedCopy
from app.services.continuity.keep_sealed_copy import keep_copy
from app.services.continuity.read_sealed_copies import read_sealed_copies

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Store

LACKS, LATE_CHECK, LATE_TRIAL = 2, 4, 6
"""Ranks, by name, of the practices that are not up to date."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Note the copies of every practice that holds needs; nothing without a pharmacy to hold one."""
    require(actor, Action.RECORD_NEEDS)
    view = read_sealed_copies(actor, store)
    pharmacies, practices = sorted(view.pharmacies), sorted(view.practices, key=lambda one: (one.name, one.practice))
    if not pharmacies:
        return
    for rank, one in enumerate(practices):
        holder = one.paired_practice or _next(one.practice, [other.practice for other in practices])
        copies = [] if holder is None else [_copy(one.practice, today, rank, holder_practice=holder)]
        if rank != LACKS:
            site = pharmacies[rank % len(pharmacies)]
            copies.append(_copy(one.practice, today, rank, holder_site=site))
        for copy in copies:
            keep_copy(actor, store, copy)


def _next(practice: PracticeId, all_of: list[PracticeId]) -> PracticeId | None:
    """The one after it, round the list; None for the only one."""
    after = all_of[(all_of.index(practice) + 1) % len(all_of)]
    return None if after == practice else after


def _copy(
    practice: PracticeId, today: date, rank: int, *, holder_practice: PracticeId | None = None, holder_site: str = ""
) -> SealedCopy:
    made = SealedCopy(
        practice=practice,
        holder=Holder.PAIRED if holder_practice else Holder.PHARMACIST,
        form=CopyForm.ENVELOPE if rank % 3 else CopyForm.ENCRYPTED_FILE,
        holder_practice=holder_practice,
        holder_site=holder_site,
        deposited_on=today - timedelta(days=120 + rank),
        checked_on=today - timedelta(days=30 + rank),
    )
    if rank == LATE_CHECK and holder_site:
        return replace(made, deposited_on=today - timedelta(days=200), checked_on=None)
    if rank == LATE_TRIAL and holder_practice:
        return replace(made, deposited_on=today - timedelta(days=400))
    return made
