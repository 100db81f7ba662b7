"""What evaluators say: a letter an objective (P, S, M, U), why, and observations tied to what was played."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import datetime


class Letter(StrEnum):
    """The four ratings of the HSEEP exercise evaluation guide (DRILLS §1.3), from best to worst; letters are kept as they are."""

    PERFORMED = "P"
    SOME_CHALLENGES = "S"
    MAJOR_CHALLENGES = "M"
    UNABLE = "U"


LETTER_WORDS = {
    Letter.PERFORMED: N_("réalisé sans difficulté"),
    Letter.SOME_CHALLENGES: N_("réalisé avec quelques difficultés"),
    Letter.MAJOR_CHALLENGES: N_("réalisé avec de grandes difficultés"),
    Letter.UNABLE: N_("non réalisé"),
}

ENOUGH_EVALUATORS = 3
"""Below so many, a rating of an objective says so (issue statement; an odd number settles a split)."""


class Element(StrEnum):
    """What a finding touches: planning, organisation, equipment, training, exercises (POETE)."""

    PLANNING = "planning"
    ORGANISATION = "organisation"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    EXERCISES = "exercises"


ELEMENT_WORDS = {
    Element.PLANNING: N_("plan"),
    Element.ORGANISATION: N_("organisation"),
    Element.EQUIPMENT: N_("équipement"),
    Element.TRAINING: N_("formation"),
    Element.EXERCISES: N_("exercices"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One evaluator's letter for one objective (its code), why, and the root cause when it fell short."""

    exercise_id: str
    objective: str
    participant_id: str
    letter: Letter
    rationale: str = ""
    cause: str = ""
    at: datetime
    revision: int = 1


class ObservationKind(StrEnum):
    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    FACT = "fact"


OBSERVATION_WORDS = {
    ObservationKind.STRENGTH: N_("point fort"),
    ObservationKind.IMPROVEMENT: N_("point à améliorer"),
    ObservationKind.FACT: N_("fait observé"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Something seen. ``participant_id`` empty: written by the animation. ``inject_id``, ``log_number``: its evidence.

    ``minutes``: fictional, since T0.
    """

    id: str
    exercise_id: str
    kind: ObservationKind
    text: str
    participant_id: str = ""
    objective: str = ""
    cause: str = ""
    element: Element | None = None
    inject_id: str = ""
    log_number: int | None = None
    at: datetime
    minutes: float = 0.0
    removed_at: datetime | None = None
    revision: int = 1
