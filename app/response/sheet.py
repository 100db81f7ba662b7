"""A response plan of the library as its file says it: what happens, what is sought, who does what in which hour, with what.

The format is described in ``plans/README.md``; ``app.library.plans`` reads the files and says what is wrong where.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.core.errors import N_
from app.response.orsan import Generation

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]


class Phase(StrEnum):
    """When an action is due after the activation."""

    HOUR_1 = "0-1h"
    HOURS_6 = "1-6h"
    HOURS_24 = "6-24h"
    LATER = "24h+"


PHASE_WORDS = {
    Phase.HOUR_1: N_("Première heure"),
    Phase.HOURS_6: N_("De 1 h à 6 h"),
    Phase.HOURS_24: N_("De 6 h à 24 h"),
    Phase.LATER: N_("Au-delà de 24 h"),
}

PHASE_ENDS_HOURS = {Phase.HOUR_1: 1, Phase.HOURS_6: 6, Phase.HOURS_24: 24, Phase.LATER: 72}
"""By when an action of the phase is late, in hours after the activation; beyond 24 h, three days (working default)."""

DELAYS_HOURS = (1, 3, 12, 24)
"""At which hours needed and available people are compared on the board."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Action(_Part):
    """One thing to do, by which function of the cell, in which phase; ``card`` details it."""

    phase: Phase
    function: Code
    text: Text
    card: Slug | None = None


class Need(_Part):
    """People wanted: how many of which professions (any of them), within how many hours, where and what for."""

    label: Text
    professions: tuple[Code, ...] = ()
    quantity: Annotated[int, Field(ge=1, le=500)]
    within_hours: Literal[1, 3, 12, 24]
    place: str = ""
    purpose: str = ""


class Means(_Part):
    """A place or an equipment that must be at hand."""

    label: Text
    quantity: str = ""
    note: str = ""


class Communication(_Part):
    """What is said to whom."""

    audience: Text
    channel: str = ""
    text: Text


class Sheet(_Part):
    """One plan: a typology of the ACI, or a transversal provision that combines with any of them."""

    slug: Slug
    """The folder's name; not written in the file."""
    title: Text
    kind: Literal["typology", "transversal"]
    typology: Annotated[int, Field(ge=1, le=5)] | None = None
    orsan: dict[Generation, tuple[str, ...]]
    summary: Text
    examples: tuple[Text, ...] = Field(min_length=2)
    kinetics: Text
    triggers: tuple[Text, ...] = Field(min_length=1)
    objectives: tuple[Text, ...] = Field(min_length=2)
    effects: tuple[Text, ...] = Field(min_length=2)
    actions: tuple[Action, ...] = Field(min_length=8)
    needs: tuple[Need, ...] = Field(min_length=1)
    sites: tuple[Means, ...] = Field(min_length=1)
    equipment: tuple[Means, ...] = Field(min_length=1)
    communication: tuple[Communication, ...] = Field(min_length=2)
    end_criteria: tuple[Text, ...] = Field(min_length=1)
    legal: tuple[Code, ...] = Field(min_length=1)
    cards: tuple[Slug, ...] = Field(min_length=1)
    medical_note: str = ""
    """What in it is medical and waits for the medical lead."""

    @model_validator(mode="after")
    def _has_its_typology(self) -> Sheet:
        if (self.typology is not None) != (self.kind == "typology"):
            raise ValueError("typology")
        return self

    def actions_of(self, phase: Phase, function: str | None = None) -> tuple[Action, ...]:
        """The actions of a phase, of one function or of all, in the order of the file."""
        return tuple(a for a in self.actions if a.phase is phase and function in (None, a.function))


class Card(_Part):
    """A reflex card: what one function does, in order, without thinking twice.

    Medical content is « à valider par le référent médical » until a named person signs it in the community's plan.
    """

    slug: Slug
    plan: Slug
    """The plan whose folder it stands in; others may use it too."""
    title: Text
    owner: Code
    """A function of the crisis cell (``data/cell_functions.csv``)."""
    trigger: Text
    contacts: tuple[Code, ...] = Field(min_length=1)
    """Functions of ``data/contact_functions.csv``, in the order they are called."""
    equipment: tuple[Text, ...] = ()
    medical: bool = False
    legal: tuple[Code, ...] = ()
    reviewed_on: date
    steps: tuple[Text, ...] = Field(min_length=3)
    do_not: tuple[Text, ...] = Field(min_length=1)
    trace: tuple[Text, ...] = Field(min_length=1)
