"""Hand-overs with the needs behind them, opened in memory, and how each carer is called. Who may read is decided by the callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.care_need import care_need_of
from app.continuity.hand_over import by_hours_left, hours_left, is_late
from app.continuity.relay_down import down_from
from app.services.continuity.continuity_scene import lasting, scene
from app.services.continuity.desks import every_desk
from app.services.continuity.hand_over_values import HandOverRow
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import communes_by_code, read_library
from app.store import care_vault, community, remote_services
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.category import Category
    from app.continuity.hand_over import HandOver
    from app.continuity.lasting import Lasting
    from app.continuity.need import NeedId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Party:
    """How a carer is called, and its telephone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class HandOverScene:
    """Hand-overs with the needs behind them, opened in memory. ``lasting``: what they were asked for."""

    now: datetime
    needs: Mapping[NeedId, CareNeed]
    categories: Mapping[str, Category]
    communes: Mapping[str, str]
    parties: Mapping[str, Party]
    lasting: Lasting

    def due(self, one: HandOver) -> datetime | None:
        """The limit, UTC; None when none is known, or when the need can’t be read here."""
        return self.lasting.due_at(one) if one.need in self.needs else None

    def party(self, carer: str) -> Party:
        """Who the carer is, one taken out since included."""
        return self.parties.get(carer) or Party(_("relais retiré"), "")

    def row(self, one: HandOver, other: str) -> HandOverRow:
        """The hand-over as one of the two reads it, ``other`` being the other side. Raises KeyError for a need not opened."""
        need, due, party = self.needs[one.need], self.due(one), self.party(other)
        return HandOverRow(
            hand_over=one,
            need=need,
            category=self.categories.get(need.category),
            commune=self.communes.get(need.commune, need.commune),
            other=party.name,
            phone=party.phone,
            due_at=due,
            hours_left=hours_left(self.now, due),
            is_late=is_late(self.now, due) and one.first_visit_at is None,
        )

    def down_from(self, one: HandOver) -> datetime | None:
        """From when its relay cannot hold it, before the end."""
        return down_from(one.taker, self.lasting.situation, self.now, self.lasting.asked(one).ends_at)

    def readable(self, one: HandOver) -> bool:
        """Whether its relay may read it now."""
        return one.may_be_read_by_taker(goes_on=self.lasting.goes_on(one))

    def ordered(self, held: Iterable[HandOver]) -> list[HandOver]:
        """By hours left."""
        found = list(held)
        dues = {one.need: due for one in found if (due := self.due(one)) is not None}
        return by_hours_left(found, dues)


def scene_of(conn: Connection, store: Store, held: Sequence[HandOver]) -> HandOverScene:
    """What the needs of these hand-overs are, those whose key is on this machine."""
    now, library = store.now(), read_library(store, conn)
    seen = scene(conn, store, now)
    wanted = {one.need for one in held}
    opened = care_vault.opened(conn, store.folder, now, {one.giver for one in held})
    territory = community.read(conn).territory
    needs = {one.stamp.id: care_need_of(one) for one in opened.needs if one.stamp.id in wanted}
    return HandOverScene(
        now=now,
        needs=needs,
        categories=category_table(library),
        communes=communes_by_code(library, territory),
        parties=parties(conn, store),
        lasting=lasting(conn, seen, needs.values()),
    )


def still_needed(conn: Connection, now: datetime, held: Iterable[HandOver]) -> list[HandOver]:
    """Those still running whose need still stands: its practice may have ended it meanwhile, or it ended by itself."""
    running = [one for one in held if one.is_running]
    known = {
        stamp.id
        for practice in sorted({one.giver for one in running})
        for stamp in care_vault.stamps(conn, practice)
        if stamp.expires_at > now
    }
    return [one for one in running if one.need in known]


def parties(conn: Connection, store: Store) -> dict[str, Party]:
    """Carer id → how it is called and rung: practices, establishments, remote services."""
    desks = every_desk(conn, read_library(store, conn), store.now())
    found = {one.subject: Party(one.name, one.phone) for one in desks}
    return found | {f"remote:{one.id}": Party(one.name, one.phone) for one in remote_services.every(conn)}
