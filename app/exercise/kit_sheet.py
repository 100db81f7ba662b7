"""What a sheet of a kit is made of, and what kits are made from: values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant


class KitKind(StrEnum):
    """Whose kit."""

    ANIMATORS = "animators"
    PLAYERS = "players"
    OBSERVERS = "observers"
    PAPER = "paper"


KIT_WORDS = {
    KitKind.ANIMATORS: N_("Livret de l’animation"),
    KitKind.PLAYERS: N_("Livrets des joueurs"),
    KitKind.OBSERVERS: N_("Livret des observateurs"),
    KitKind.PAPER: N_("Chronogramme papier"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``is_boxed``: inside a heavy frame."""

    text: str
    is_boxed: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``widths``: 0 as narrow as its texts, else parts of what is left. ``height_mm``: of each row, to write in."""

    widths: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height_mm: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """Boxes to tick for one objective, by evaluator."""

    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, under their own words."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Slip:
    """One inject in big letters, with what to tick by hand."""

    number: str
    when: str
    about: str
    route: str
    text: str
    expected: tuple[str, ...]


Block = Heading | Words | Points | Grid | Letters | Ruled | Slip


@dataclass(frozen=True, slots=True)
class KitSheet:
    """A sheet that begins on a page of its own. ``for_whom``: « Joueur : cadre d’astreinte, CHBA »."""

    title: str
    for_whom: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class KitSources:
    """What kits are made of. ``phones``: participant id → number as spoken. ``cards``: slug → title. ``answers``: what the
    plan may answer, in words. ``effects``: inject id → what it does, in words."""

    exercise: Exercise
    participants: tuple[Participant, ...]
    injects: tuple[PlayedInject, ...]
    phones: Mapping[str, str]
    cards: Mapping[str, str]
    answers: tuple[str, ...]
    effects: Mapping[str, tuple[str, ...]]
