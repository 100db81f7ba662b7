"""A community of Auray with its communes, people and establishments, as the services of its plan find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Actor, Role
from app.roster.practice import Site, SiteKind
from app.services.keeping.set_up_community import set_up_community
from app.store import people
from app.store.community import Community
from tests.builders import COORDINATOR, a_store

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.database import Store

CELL = Actor("cellule", "Denez Fictif", Role.CRISIS_CELL)
OBSERVER = Actor("observateur", "Observateur Fictif", Role.OBSERVER)
ANOTHER = Actor("autre", "Enora Fictif", Role.COORDINATION)

HOSPITAL = Site(id="hopital", kind=SiteKind.HOSPITAL, name="Hôpital fictif", commune_insee="56007", places=180, phone="+33199003001")  # fmt: skip
CARE_HOME = Site(id="ehpad", kind=SiteKind.NURSING_HOME, name="EHPAD fictif", commune_insee="56034", places=72)
PHARMACY = Site(id="pharmacie", kind=SiteKind.PHARMACY, name="Pharmacie fictive", commune_insee="56023")


def a_territory(folder: Path, name: str = "auray") -> Store:
    """A folder whose territory is chosen, and nothing else."""
    store = a_store(folder)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory=name))
    return store


def some_sites(store: Store, *sites: Site) -> None:
    """Put establishments in the folder."""
    with store.transaction() as conn:
        for one in sites:
            people.put_site(conn, one)
