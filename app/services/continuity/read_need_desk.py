"""Registers as the coordination sees them: per practice how many needs, when the first ends, whether a review is due. No row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require
from app.continuity.band import NOBODY, Band, total
from app.continuity.care_need import care_need_of
from app.continuity.holding import HoldingMode
from app.continuity.need_rules import NeedState, state_of
from app.core.clock import paris_date
from app.roster.spelling import fold
from app.services.continuity.continuity_scene import at_work
from app.services.continuity.count_needs import numbers_are_exact
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.reference import read_library
from app.store import care_mode, care_vault, community, people, practice_counts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.care_need import CareNeed
    from app.continuity.care_table import CareTable
    from app.continuity.need import Unreadable
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeNeeds:
    """One practice. ``needs``: in its register; ``counted``: what it only said the number of; ``unreadable``: no key opens them.

    ``first_end``: the Paris day the first need ends by itself; ``review_due``: whether some are due, without saying how many.
    """

    practice: Practice
    needs: Band = NOBODY
    counted: Band = NOBODY
    counted_on: date | None = None
    first_end: date | None = None
    review_due: bool = False
    unreadable: int = 0

    @property
    def is_known(self) -> bool:
        """Whether it said anything at all."""
        return self.needs.may_be_one or self.counted.may_be_one or self.unreadable > 0


@dataclass(frozen=True, slots=True)
class NeedDesk:
    """Practices where somebody works or that said something, those to look at first; what is held where."""

    practices: tuple[PracticeNeeds, ...]
    mode: HoldingMode
    fictional: bool

    @property
    def known(self) -> tuple[PracticeNeeds, ...]:
        return tuple(one for one in self.practices if one.is_known)

    @property
    def needs(self) -> Band:
        """Of all registers."""
        return total(one.needs for one in self.practices)

    @property
    def counted(self) -> Band:
        """Of all practices that gave numbers only."""
        return total(one.counted for one in self.practices)


def read_need_desk(actor: Actor, store: Store) -> NeedDesk:
    """Every practice's register in totals; a professional's own practice alone. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        held = _Held.read(conn, store, actor)
        found = [held.row(one) for one in held.practices]
        mode, _revision = care_mode.read(conn)
        return NeedDesk(tuple(sorted(found, key=_first)), mode.mode, community.read(conn).demonstration)


def _first(one: PracticeNeeds) -> tuple[bool, bool, bool, str, str, str]:
    """What cannot be read, what is due for a review, then whoever ends first; those who said nothing last."""
    ends = one.first_end.isoformat() if one.first_end else "9999"
    return (not one.unreadable, not one.review_due, not one.is_known, ends, fold(one.practice.name), one.practice.id)


@dataclass(frozen=True, slots=True)
class _Held:
    """All that is read once."""

    practices: tuple[Practice, ...]
    needs: dict[PracticeId, list[CareNeed]]
    unreadable: dict[PracticeId, Unreadable]
    counts: dict[PracticeId, practice_counts.Counts]
    care: CareTable | None
    """The masked table, which says what may be told of a practice; None where its reader may know its numbers."""
    rules: Mapping[str, int]
    at: datetime

    @classmethod
    def read(cls, conn: Connection, store: Store, actor: Actor) -> _Held:
        now, rules = store.now(), continuity_rules(read_library(store, conn))
        opened = care_vault.opened(conn, store.folder, now)
        needs: dict[PracticeId, list[CareNeed]] = {}
        for one in opened.needs:
            needs.setdefault(one.stamp.practice, []).append(care_need_of(one))
        counts = practice_counts.every(conn)
        unreadable = {one.practice: one for one in opened.unreadable}
        everyone = people.every(conn)
        shown_ids = (
            {one.practice for one in everyone if at_work(one)} | needs.keys() | counts.keys() | unreadable.keys()
        )
        if actor.role is Role.PROFESSIONAL:
            shown_ids = {one.practice for one in everyone if one.id == actor.id}
        exact = actor.role is Role.PROFESSIONAL or numbers_are_exact(conn, store, actor, now)
        return cls(
            tuple(one for one in people.practices(conn) if one.id in shown_ids), needs, unreadable, counts,
            None if exact else masked_care(conn, store, now).table, rules, now,
        )  # fmt: skip

    def row(self, practice: Practice) -> PracticeNeeds:
        needs, said = self.needs.get(practice.id, []), self.counts.get(practice.id, {})
        states = [state_of(one, self.at, self.rules["review_days"]) for one in needs]
        lost = self.unreadable.get(practice.id)
        return PracticeNeeds(
            practice=practice,
            needs=self._band(practice.id, len(needs)),
            counted=self._band(practice.id, sum(one.needs for one in said.values()))
            if not needs and not lost
            else NOBODY,
            counted_on=min((one.counted_on for one in said.values()), default=None),
            first_end=min((paris_date(one.expires_at) for one in needs), default=None),
            review_due=any(one is not NeedState.CURRENT for one in states),
            unreadable=lost.needs if lost else 0,
        )

    def _band(self, practice: PracticeId, count: int) -> Band:
        """No closer than the masked lists tell it, or both together would give small numbers back. Nobody at all is not
        hidden: a practice that holds nothing is asked for its needs."""
        if not count:
            return NOBODY
        return Band(count, count) if self.care is None else self.care.practice_band(practice)
