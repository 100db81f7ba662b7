"""A community of the three departments of Redon with a directory begun, for tests of directory and trainings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.response.directory import Contact
from app.roster.practice import Site, SiteKind
from app.services.keeping.set_up_community import set_up_community
from app.services.plans.keep_contacts import put_contact
from app.services.plans.read_directory import DirectoryView, read_directory
from app.store import people
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MovingClock

if TYPE_CHECKING:
    from pathlib import Path

    from app.roster.person import Person

DAY, NIGHT = "01 99 00 20 01", "01 99 00 20 02"


@dataclass
class Redon:
    """The folder and its clock: Thursday 26 November 2026, 17 h."""

    store: Store
    clock: MovingClock

    def view(self) -> DirectoryView:
        return read_directory(COORDINATOR, self.store)

    def contact(self, contact_id: str) -> Contact:
        return next(one for one in self.view().contacts if one.id == contact_id)

    def add(self, function: str = "cpam", **fields: str) -> str:
        said = {"department": "56", "organisation": "CPAM fictive", "day_phone": DAY}
        return put_contact(COORDINATOR, self.store, Contact(id="", function=function, **{**said, **fields}))  # type: ignore[arg-type]

    def people(self, *some: Person) -> None:
        with self.store.transaction() as conn:
            for one in some:
                people.put(conn, one, self.clock.at)

    def entries(self, type: str) -> list[dict[str, object]]:
        from app.store import journal

        with self.store.reading() as conn:
            found = journal.recent(conn, 500)
        return [dict(one.payload or {}) for one in reversed(found) if one.type == type]


def redon(folder: Path) -> Redon:
    """An empty directory in a community set up on the territory of Redon."""
    clock = MovingClock()
    store = open_store(folder, clock)
    named = Community(
        name="CPTS fictive", territory="redon", coordinator="Maïwenn Fictif", coordinator_phone="0199002000"
    )
    set_up_community(COORDINATOR, store, named)
    return Redon(store, clock)


def a_home(store: Store, name: str = "EHPAD Les Exemples", finess: str = "560000001") -> Site:
    """A care home of Redon."""
    site = Site(
        id=finess, kind=SiteKind.NURSING_HOME, name=name, finess=finess, commune_insee="35236", phone="+33199002013"
    )
    with store.transaction() as conn:
        people.put_site(conn, site)
    return site
