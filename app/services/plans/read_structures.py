"""The establishments of the territory as a crisis needs them: where, how many places, whom to call, what is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.response.articulation import AGREED, SITE_KIND_WORDS, lacks
from app.services.keeping.reference import communes_by_code, read_library
from app.store import articulations, community, contacts, people
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.response.articulation import Articulation
    from app.response.directory import Contact
    from app.roster.practice import Site
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Structure:
    """One establishment: its commune in words, what is agreed, what is not said yet, and its contacts of the directory."""

    site: Site
    commune: str
    articulation: Articulation | None
    contacts: tuple[Contact, ...] = ()
    """Empty for who may not read the directory."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """Codes of ``LACK_WORDS`` of what is not said yet."""
        return lacks(self.articulation)

    @property
    def is_expected(self) -> bool:
        """Whether an articulation with it is expected, not only welcome."""
        return self.site.kind in AGREED

    @property
    def is_settled(self) -> bool:
        """Whether everything is said, convention and date included."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class StructuresView:
    """Every establishment: those expected and not settled first, then by kind and name."""

    structures: tuple[Structure, ...]
    communes: Mapping[str, str]
    """INSEE code → name, for whoever adds one."""
    shows_numbers: bool
    """Whether telephones may be read."""

    @property
    def to_agree(self) -> tuple[Structure, ...]:
        """Establishments whose articulation is expected and not settled."""
        return tuple(one for one in self.structures if one.is_expected and not one.is_settled)

    def find(self, site_id: str) -> Structure | None:
        """The establishment, or None."""
        return next((one for one in self.structures if one.site.id == site_id), None)


def read_structures(actor: Actor, store: Store) -> StructuresView:
    """The establishments and what is agreed; numbers are for those who may read the directory. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        return structures_view(store, conn, shows_numbers=may(actor, Action.READ_DIRECTORY))


def structures_view(store: Store, conn: Connection, *, shows_numbers: bool = True) -> StructuresView:
    """:func:`read_structures` on a connection, for plans and documents made of it."""
    territory = community.read(conn).territory
    communes = communes_by_code(read_library(store, conn), territory)
    agreed = {one.site_id: one for one in articulations.every(conn)}
    every = contacts.every(conn) if shows_numbers else []
    found = [
        Structure(
            site, communes.get(site.commune_insee, ""), agreed.get(site.id),
            tuple(one for one in every if one.site_id == site.id),
        )
        for site in people.sites(conn)
    ]  # fmt: skip
    return StructuresView(tuple(sorted(found, key=_order)), communes, shows_numbers)


def _order(one: Structure) -> tuple[object, ...]:
    kinds = list(SITE_KIND_WORDS)
    return not (one.is_expected and not one.is_settled), kinds.index(one.site.kind), list_order(one.site.name)
