"""How a provider or a road is called: by name for who runs drills, by role and commune for all others and on every export."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills import territory
from app.drills.choosing import is_thing
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.territory import Road
    from app.drills.world import Known


class NameKind(StrEnum):
    """What can be lost, as the screen groups it."""

    PERSON = "person"
    SITE = "site"
    THING = "thing"
    ROAD = "road"


KIND_WORDS = {
    NameKind.PERSON: N_("Personnes"),
    NameKind.SITE: N_("Lieux de soins"),
    NameKind.THING: N_("Électricité, informatique, fournisseurs"),
    NameKind.ROAD: N_("Routes et bateaux"),
}
"""Kind → the word of its group (French source)."""

BOAT = f"-{territory.BOAT}"
"""How the id of a boat ends (:func:`app.drills.territory.road_id`)."""


def kind_of(id: str) -> NameKind:
    """What a provider is, from the beginning of its id."""
    if id.startswith("person:"):
        return NameKind.PERSON
    return NameKind.THING if is_thing(id) else NameKind.SITE


def name_of(id: str, known: Known | None, commune: str) -> str:
    """« Clarisse P., infirmière, Auray », « Pharmacie des Halles, Auray », « électricité, Auray »."""
    if known is None:
        return commune or id
    if kind_of(id) is NameKind.THING:
        return known.name
    role = known.role if kind_of(id) is NameKind.PERSON else ""
    return ", ".join(_distinct(known.name, role, commune))


def role_of(id: str, known: Known | None, commune: str) -> str:
    """« infirmière, Auray », « pharmacie, Auray »: nobody is named; electricity, networks and suppliers keep their name."""
    if known is None:
        return commune or id
    return known.name if kind_of(id) is NameKind.THING else ", ".join(_distinct(known.role, commune))


def road_name(road: Road, places: Mapping[str, str]) -> str:
    """« route Plouharnel – Saint-Pierre-Quiberon », « bateau Quiberon – Le Palais »."""
    between = {"start": places.get(road.start, road.start), "end": places.get(road.end, road.end)}
    words = _("bateau {start} – {end}") if road.id.endswith(BOAT) else _("route {start} – {end}")
    return words.format(**between)


def _distinct(*parts: str) -> list[str]:
    """Parts without the empty ones, nor one that an earlier one already says."""
    found: list[str] = []
    for part in parts:
        if part and not any(part in one for one in found):
            found.append(part)
    return found
