"""Practices around Redon as tests of continuity use them: four nurses in Fégréac, two in Redon, a physician who works alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.access.actor import Actor, Role
from app.core.ids import PersonId, PracticeId
from app.roster.person import Person
from app.roster.practice import Practice, Site, SiteKind
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store import people
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MovingClock, a_person, some_people

FEGREAC, REDON, RIEUX, SEVERAC = "44057", "35236", "56194", "44196"
OURS, THEIRS = PracticeId("cabinet-fegreac"), PracticeId("cabinet-redon")
HAD = Site(id="had", kind=SiteKind.HOSPITAL_AT_HOME, name="HAD fictive", commune_insee=REDON, places=48)
PHARMACY = Site(id="officine", kind=SiteKind.PHARMACY, name="Pharmacie fictive", commune_insee=FEGREAC)
HOSPITAL = Site(id="hopital", kind=SiteKind.HOSPITAL, name="Hôpital fictif", commune_insee=REDON)
ALONE = PersonId("medecin-seul")
OBSERVER = Actor("ars", "Observateur fictif", Role.OBSERVER)
PROFESSIONAL = Actor("fegreac-0", "Membre fictif", Role.PROFESSIONAL)
CELL = Actor("cellule", "Cellule fictive", Role.CRISIS_CELL)


@dataclass(frozen=True, slots=True)
class Around:
    """A folder and its clock."""

    store: Store
    clock: MovingClock

    def person(self, id: str) -> Person:
        with self.store.reading() as conn:
            found = people.find(conn, PersonId(id))
        assert found is not None
        return found


def some_practices(folder: Path) -> Around:
    """The two practices and the physician, on the territory of Redon."""
    clock = MovingClock()
    store = open_store(folder, clock)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="redon"))
    add_practices(
        COORDINATOR,
        store,
        [
            Practice(id=OURS, name="Cabinet de Fégréac", commune_insee=FEGREAC, phone="+33199007001"),
            Practice(id=THEIRS, name="Cabinet de Redon"),
        ],
    )
    some_people(
        store,
        *(a_person(f"Membre{n}", id=PersonId(f"fegreac-{n}"), practice=OURS, commune_insee=FEGREAC) for n in range(4)),
        *(a_person(f"Voisin{n}", id=PersonId(f"redon-{n}"), practice=THEIRS, commune_insee=REDON) for n in range(2)),
        a_person("Yann", "medecin", id=ALONE, commune_insee=SEVERAC),
    )
    with store.transaction() as conn:
        for site in (HAD, PHARMACY, HOSPITAL):
            people.put_site(conn, site)
    return Around(store, clock)
