"""One search over everything a role may read: each kind only where its action is allowed, capped and counted.

Care needs, health data and patients are not looked into. People whose names are shown are noted as read in the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.services.crisis.note_reading import Read, note_reading
from app.services.home import search_crises, search_library, search_people, search_rota
from app.services.home.search_found import Found, Group, Kind, Scene
from app.services.keeping.reference import read_library
from app.words.sought import sought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.access.actor import Actor
    from app.services.home.search_found import Hit
    from app.store.database import Store

SHOWN, MOST = 6, 60
"""Hits of each kind shown together, and of one kind shown alone."""

LONGEST = 200
"""Characters read of what was typed."""

KINDS: Mapping[Kind, tuple[Action, Callable[[Scene], Iterable[Hit]]]] = {
    Kind.PERSON: (Action.READ_ROSTER, search_people.people_found),
    Kind.SEAT: (Action.READ_ROTA, search_rota.seats_found),
    Kind.EVENT: (Action.READ_EVENT, search_crises.events_found),
    Kind.PLAN: (Action.READ_PLANS, search_library.plans_found),
    Kind.CARD: (Action.READ_PLANS, search_library.cards_found),
    Kind.CONTACT: (Action.READ_DIRECTORY, search_people.contacts_found),
    Kind.EXERCISE: (Action.READ_EXERCISES, search_crises.exercises_found),
    Kind.IMPROVEMENT: (Action.READ_EXERCISES, search_crises.improvements_found),
    Kind.ENTRY: (Action.READ_LOG, search_crises.entries_found),
}
"""What each kind takes, and what finds it; in the order it is shown."""


def open_kinds(actor: Actor) -> tuple[Kind, ...]:
    """What the role may look for. Raises NotAllowed for who reads no screen."""
    require(actor, Action.READ_REFERENCE)
    return tuple(kind for kind, (action, _find) in KINDS.items() if may(actor, action))


def search(actor: Actor, store: Store, typed: str, only: Kind | None = None) -> Found:
    """What was typed, looked for in every kind the role may read, or in ``only`` one. Raises NotAllowed."""
    kinds = open_kinds(actor)
    looked = sought(typed[:LONGEST])
    if not looked:
        return Found(typed, only=only)
    with store.reading() as conn:
        scene = Scene(actor, store, conn, read_library(store, conn), looked)
        groups = tuple(_group(kind, scene, MOST if only else SHOWN) for kind in kinds if only in (None, kind))
    note_reading(actor, store, Read.SEARCH, (one for group in groups for hit in group.hits for one in hit.people))
    return Found(typed, is_asked=True, groups=tuple(group for group in groups if group.found), only=only)


def _group(kind: Kind, scene: Scene, most: int) -> Group:
    found = sorted(KINDS[kind][1](scene), key=lambda hit: scene.sought.rank(hit.title))
    return Group(kind, tuple(found[:most]), len(found))
