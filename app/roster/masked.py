"""People as those read them who may not have everything: without their contact, or without their name. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.roster.person import Person


def without_contact(person: Person) -> Person:
    """The person with nothing to reach them by, nor their national number."""
    return replace(person, email="", mobile="", phone="", rpps=None)


def without_name(person: Person) -> Person:
    """What counting needs of a person: profession, commune, how they practise; the id stands for a name nobody reads."""
    return replace(without_contact(person), family_name="", given_name="", civilite="", organisation="", practice=None)
