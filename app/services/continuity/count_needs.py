"""How many needs a practice serves, by category: what is kept where single needs have no place (« agrégats seuls »).

A practice reads its own numbers; the coordination, which types what it is told on the telephone, reads of them what the masked
lists tell unless something is under way or nothing here is anybody's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, may, require
from app.continuity.band import Band, shown, total
from app.continuity.signature import require_active
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotAllowed, NotFound
from app.services.continuity.continuity_scene import scene
from app.services.continuity.continuity_view import is_live
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_categories import categories_of
from app.services.continuity.read_register import own_practices_of
from app.services.keeping.reference import read_library
from app.store import care_vault, community, events, journal, people, practice_counts

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.care_table import CareTable
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store

MOST = 5_000
"""Needs of one category in one practice: beyond, a figure was mistyped."""


@dataclass(frozen=True, slots=True)
class CountDraft:
    """How many needs of a category, typed over what was read at ``revision`` (0: nothing)."""

    category: str
    needs: int
    revision: int = 0


@dataclass(frozen=True, slots=True)
class CountRow:
    """One category's count as its reader may see it (None: masked), the day it was said, and the revision to write over."""

    needs: Band | None
    counted_on: date
    revision: int


@dataclass(frozen=True, slots=True)
class CountsView:
    """What a practice said, by category; ``total`` None: masked."""

    practice: PracticeId
    rows: Mapping[str, CountRow]
    total: Band | None

    @property
    def counted_on(self) -> date | None:
        """The day of the oldest number, which says how far to trust the whole."""
        return min((one.counted_on for one in self.rows.values()), default=None)


def read_counts(actor: Actor, store: Store, practice: PracticeId) -> CountsView:
    """What a practice said: exact for its own. Raises NotAllowed for another practice's professional, NotFound."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        is_own = _check_practice(conn, actor, practice)
        exact = is_own or numbers_are_exact(conn, store, actor, store.now())
        held = practice_counts.of_practice(conn, practice)
        if exact:
            told = {code: Band(one.needs, one.needs) for code, one in held.items()}
            whole: Band | None = total(told.values())
        else:
            care = masked_care(conn, store, store.now()).table if _is_in_lists(conn, practice) else None
            told = {code: band for code in held if care and (band := _told(care, practice, code)) is not None}
            whole = care.practice_band(practice) if care else None
    rows = {code: CountRow(told.get(code), one.counted_on, one.revision) for code, one in held.items()}
    return CountsView(practice, rows, whole)


def _is_in_lists(conn: Connection, practice: PracticeId) -> bool:
    """Whether the lists count what it said: where it noted needs, they count those instead."""
    return not care_vault.counts(conn).get(practice)


def _told(care: CareTable, practice: PracticeId, category: str) -> Band | None:
    count = care.practice(practice, category)
    return None if count is None else shown(count, exact=False, threshold=care.threshold)


def count_needs(actor: Actor, store: Store, practice: PracticeId, counts: Sequence[CountDraft]) -> None:
    """Write how many needs a practice serves, counted today; all or none.

    Of a category that no physician validated there may be fewer, or none, never more. Raises NotAllowed, NotFound,
    InvalidInput, StaleRevision, RuleRefusal.
    """
    require(actor, Action.RECORD_NEEDS)
    with store.transaction() as conn:
        is_own = _check_practice(conn, actor, practice)
        known = categories_of(conn, read_library(store, conn))
        held = practice_counts.of_practice(conn, practice)
        exact = is_own or numbers_are_exact(conn, store, actor, store.now())
        for one in counts:
            if one.category not in known:
                raise InvalidInput(N_("Choisissez la catégorie du besoin dans la liste."))
            if not 0 <= one.needs <= MOST:
                raise InvalidInput(N_("Le nombre de besoins va de 0 à {most}."), most=MOST)
            # Whoever may not read the number that stands would find it by trying: for them, none at all.
            stands = held[one.category].needs if exact and one.category in held else 0
            if one.needs > stands:
                require_active(known[one.category])
            practice_counts.put(conn, practice, one.category, one.needs, paris_date(store.now()), one.revision)
        if counts:
            payload = {"categories": len(counts)}
            journal.write(conn, store.now(), actor.id, "care_counts_written", practice, payload)


def numbers_are_exact(conn: Connection, store: Store, actor: Actor, at: datetime) -> bool:
    """Whether ``actor`` reads exact totals at ``at`` (UTC): the cell, while something is under way, played or fictional."""
    if not may(actor, Action.RUN_CONTINUITY):
        return False
    if community.read(conn).demonstration or any(events.under_way(conn)):
        return True
    return is_live(conn, scene(conn, store, at).situation, at, exercise=False)


def _check_practice(conn: Connection, actor: Actor, practice: PracticeId) -> bool:
    """Whether it is the actor's own. Raises NotFound, NotAllowed."""
    if not any(one.id == practice for one in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    is_own = any(one.id == practice for one in own_practices_of(conn, actor))
    if actor.role is Role.PROFESSIONAL and not is_own:
        raise NotAllowed(N_("Ces besoins sont ceux d’un autre cabinet que le vôtre."))
    return is_own
