"""Who acts: a named account in a role, the scheduler, or the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_


class Role(StrEnum):
    """What a person may be in the product; one person holds one role at a time."""

    ADMINISTRATION = "administration"
    COORDINATION = "coordination"
    CRISIS_CELL = "cellule_de_crise"
    PROFESSIONAL = "professionnel"
    OBSERVER = "observateur"
    READING = "lecture"


ROLE_WORDS = {
    Role.ADMINISTRATION: N_("administration"),
    Role.COORDINATION: N_("coordination"),
    Role.CRISIS_CELL: N_("cellule de crise"),
    Role.PROFESSIONAL: N_("professionnel"),
    Role.OBSERVER: N_("observateur"),
    Role.READING: N_("lecture"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does this, in which role: the first argument of every service and a column of the journal."""

    id: str
    name: str
    role: Role


LOCAL_COORDINATION = Actor("local", N_("coordination (ce poste)"), Role.ADMINISTRATION)
"""Whoever sits at the machine, until accounts exist: screens answer only loopback requests, and nobody else is there to
administer."""

COMMAND_LINE = Actor("commande", N_("ligne de commande"), Role.ADMINISTRATION)
SCHEDULER = Actor("automate", N_("automate"), Role.ADMINISTRATION)


def volunteer(person_id: str, name: str) -> Actor:
    """A volunteer acting from the page behind their own link."""
    return Actor(person_id, name, Role.PROFESSIONAL)
