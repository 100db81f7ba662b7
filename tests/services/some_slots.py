"""A community of Auray with three practices of physicians, their people, and slots kept from the day the story begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.actor import volunteer
from app.continuity.closure import Closure
from app.continuity.situation import ClosureKind
from app.continuity.slots import SlotSeries
from app.core.ids import PersonId, PracticeId
from app.roster.practice import Practice
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.services.slots.keep_slots import open_series
from app.store import closures, journal, slots
from app.store.community import Community
from app.store.database import open_store
from tests.builders import COORDINATOR, MovingClock, a_person, some_people

if TYPE_CHECKING:
    from pathlib import Path

    from app.continuity.slots import Slot
    from app.store.database import Store

AURAY, BRECH, NURSES = PracticeId("auray"), PracticeId("brech"), PracticeId("soins")
ANNE, BREWAL, NOA = PersonId("anne"), PersonId("brewal"), PersonId("noa")
OF_AURAY = volunteer(ANNE, "Anne")
SERIES = SlotSeries(
    id="serie", practice=AURAY, weekdays=frozenset(range(5)), starts=time(18), ends=time(19), places=4,
    from_day=MovingClock().at.date(), paid=True,
)  # fmt: skip


@dataclass
class Kept:
    """The folder and its clock: Thursday 26 November 2026, 17:00 in Paris; Auray sees patients at 18:00 on week days."""

    store: Store
    clock: MovingClock

    def slots(self) -> list[Slot]:
        """Every slot, cancelled ones too, by time."""
        today = self.clock.at.date()
        with self.store.reading() as conn:
            return slots.between(conn, today - timedelta(days=60), today + timedelta(days=200))

    def close(self, practice: PracticeId, *, days: int = 2) -> None:
        """The whole practice, from now on."""
        now = self.store.now()
        with self.store.transaction() as conn:
            closures.insert(
                conn,
                Closure(
                    id=f"closed-{practice}", practice=practice, kind=ClosureKind.CRISIS, starts_at=now,
                    ends_at=now + timedelta(days=days), noted_at=now, actor_id="maiwenn",
                ),
            )  # fmt: skip

    def written(self) -> list[str]:
        """The types of the journal about slots, oldest first."""
        with self.store.reading() as conn:
            return [one.type for one in reversed(journal.recent(conn, 200)) if one.type.startswith("slot")]


def some_slots(folder: Path, *, kept: bool = True) -> Kept:
    """Auray and Brech 3 minutes apart by the shipped road table, physicians in both; nurses in Auray."""
    clock = MovingClock()
    store = open_store(folder, clock)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    add_practices(
        COORDINATOR, store,
        [
            Practice(id=AURAY, name="Cabinet d’Auray", commune_insee="56007", phone="+33199003001"),
            Practice(id=BRECH, name="Cabinet de Brech", commune_insee="56023", phone="+33199003002"),
            Practice(id=NURSES, name="Cabinet infirmier", commune_insee="56007"),
        ],
    )  # fmt: skip
    some_people(
        store,
        replace(a_person("Anne", "medecin"), id=ANNE, practice=AURAY),
        replace(a_person("Brewal", "medecin"), id=BREWAL, practice=BRECH, commune_insee="56023"),
        replace(a_person("Noa"), id=NOA, practice=NURSES),
    )
    if kept:
        open_series(COORDINATOR, store, SERIES)
    return Kept(store, clock)
