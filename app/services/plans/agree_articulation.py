"""Write what is agreed with an establishment: who calls whom, what each offers and expects, the convention and its date."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.library.content import built
from app.response.articulation import Articulation, starting_articulation_of, starts_by_kind
from app.roster.importing.sites import MOST_PLACES
from app.services.keeping.reference import read_library
from app.store import articulations, journal, people, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.library import Library
    from app.response.articulation import StartingArticulation
    from app.roster.practice import Site, SiteKind
    from app.store.database import Store

LONGEST = 2_000
LONGEST_NAME = 200


def agree_articulation(actor: Actor, store: Store, one: Articulation) -> None:
    """Write an articulation at the revision it was read at (0: the first). Raises StaleRevision, InvalidInput."""
    require(actor, Action.EDIT_PLANS)
    said = _checked(one)
    if said.signed_on is not None and said.signed_on > paris_date(store.now()):
        raise InvalidInput(N_("La convention ne peut pas avoir été signée après aujourd’hui."))
    with store.transaction() as conn:
        if said.site_id not in {site.id for site in people.sites(conn)}:
            raise InvalidInput(N_("Cet établissement n’est plus dans les effectifs. Rechargez la page."))
        held = articulations.find(conn, said.site_id)
        if not articulations.put(conn, said):
            raise revisions.stale(conn, said.site_id, types=("articulation_agreed", "articulations_started"))
        changed = [
            field.name
            for field in fields(Articulation)
            if getattr(held, field.name, None) != getattr(said, field.name) and field.name != "revision"
        ]
        journal.write(conn, store.now(), actor.id, "articulation_agreed", said.site_id, {"fields": changed})


def start_articulations(actor: Actor, store: Store) -> int:
    """Begin the articulation of every establishment that has none with what its kind usually agrees on; how many.

    It is a text to discuss: without convention nor date, it still counts as incomplete.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        starts = articulation_starts(read_library(store, conn))
        known = {one.site_id for one in articulations.every(conn)}
        new = [
            starts[site.kind].for_site(site.id)
            for site in people.sites(conn)
            if site.id not in known and site.kind in starts
        ]
        for one in new:
            articulations.put(conn, one)
            journal.write(conn, store.now(), actor.id, "articulations_started", one.site_id, {})
    return len(new)


def add_structure(actor: Actor, store: Store, site: Site) -> str:
    """Add an establishment that no file knew; its id. Raises InvalidInput without a name, or for one already there."""
    require(actor, Action.EDIT_PLANS)
    name = site.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(N_("Donnez le nom de l’établissement, en {most} signes au plus."), most=LONGEST_NAME)
    if site.places is not None and not 0 <= site.places <= MOST_PLACES:
        raise InvalidInput(N_("La capacité va de 0 à {most} places."), most=MOST_PLACES)
    with store.transaction() as conn:
        for one in people.sites(conn):
            if one.name.casefold() == name.casefold() and one.commune_insee == site.commune_insee:
                raise InvalidInput(N_("« {name} » est déjà dans la liste."), name=one.name)
        added = replace(site, id=site.id or new_id(), name=name)
        people.put_site(conn, added)
        journal.write(conn, store.now(), actor.id, "site_added", added.id, {"name": name})
    return added.id


def articulation_starts(library: Library) -> dict[SiteKind, StartingArticulation]:
    """``data/articulation_starts.csv`` by kind of establishment. Raises InvalidInput."""
    return starts_by_kind(built(record, starting_articulation_of) for record in library.file("articulation_starts.csv"))


def _checked(one: Articulation) -> Articulation:
    texts = {
        name: getattr(one, name).strip() for name in ("they_call", "we_call", "they_offer", "they_expect", "convention")
    }
    if any(len(text) > LONGEST for text in texts.values()):
        raise InvalidInput(N_("Chaque case tient en {most} signes."), most=LONGEST)
    return replace(one, **texts)
