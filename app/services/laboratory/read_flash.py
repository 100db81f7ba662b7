"""Flash exercises as screens and the page behind a link need them: how many answered, what the figures say, never who said what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require, require_self
from app.drills.flash import BEST
from app.drills.flash_words import Naming
from app.response.articulation import SITE_KIND_WORDS
from app.services.crisis.writing_desk import willing_among
from app.services.keeping.reference import communes_by_code, read_library
from app.store import community, crisis_cell, flashes, people
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.store.flashes import FlashAnswer, FlashExercise

SHOWN_FROM = 5
"""Answers from which what people said is shown: fewer would tell who (same usage as the satisfaction survey)."""


@dataclass(frozen=True, slots=True)
class FlashView:
    """One exercise. ``tallies``: for each question, rank of a choice → how many chose it; ``mean``: points of a mean answer.

    Both are empty below :data:`SHOWN_FROM` answers.
    """

    exercise: FlashExercise
    is_open: bool
    asked: int
    answered: int
    tallies: tuple[Mapping[int, int], ...] = ()
    mean: float | None = None

    @property
    def out_of(self) -> int:
        return BEST * len(self.exercise.flash.questions)


@dataclass(frozen=True, slots=True)
class FlashDesk:
    """Every exercise, newest first, and the words of the territory."""

    now: datetime
    exercises: tuple[FlashView, ...]
    naming: Naming
    people: tuple[Person, ...] = ()
    """Whom one may be sent to, by name; nobody for whoever may not send one."""
    cell: frozenset[PersonId] = frozenset()
    """Those of them who are in the crisis cell."""


@dataclass(frozen=True, slots=True)
class FlashPage:
    """What one person's link shows."""

    exercise: FlashExercise
    is_open: bool
    has_answered: bool
    naming: Naming


def read_flashes(actor: Actor, store: Store) -> FlashDesk:
    """All exercises. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        now = store.now()
        views, words = tuple(_view(conn, one, now) for one in flashes.every(conn)), naming(conn, store)
        if not may(actor, Action.RUN_DRILLS):
            return FlashDesk(now, views, words)
        willing = willing_among(conn, store, people.every(conn))
        cell = frozenset(one.person_id for one in crisis_cell.members(conn) if one.person_id)
        return FlashDesk(now, views, words, tuple(willing), cell)


def read_flash_page(actor: Actor, store: Store, flash_id: str, person_id: PersonId) -> FlashPage | None:
    """What the link of a person opens; None when it was not sent to them. Raises NotAllowed for somebody else's."""
    require_self(actor, person_id)
    with store.reading() as conn:
        held, person = flashes.find(conn, flash_id), flashes.person_of(conn, flash_id, person_id)
        if held is None or person is None:
            return None
        return FlashPage(held, held.is_open(store.now()), person.answered_on is not None, naming(conn, store))


def naming(conn: Connection, store: Store) -> Naming:
    """Skills, communes and roles in the reader's language."""
    library, territory = read_library(store, conn), community.read(conn).territory
    return Naming(
        skills={one.code: one.skill.word for one in library.coverage_skills},
        communes=communes_by_code(library, territory),
        roles={
            **{one.slug: one.label() for one in library.professions},
            **{kind.value: _(words) for kind, words in SITE_KIND_WORDS.items()},
        },
    )


def _view(conn: Connection, held: FlashExercise, now: datetime) -> FlashView:
    asked, answers = len(flashes.people_of(conn, held.id)), flashes.answers(conn, held.id)
    answered = sum(one.answers for one in answers)
    seen = FlashView(held, held.is_open(now), asked, answered)
    if answered < SHOWN_FROM:
        return seen
    total = sum(one.score * one.answers for one in answers)
    tallies = tuple(_tally(answers, rank) for rank in range(len(held.flash.questions)))
    return FlashView(held, seen.is_open, asked, answered, tallies, total / answered)


def _tally(answers: list[FlashAnswer], rank: int) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for one in answers:
        found[one.choices[rank]] += one.answers
    return dict(found)
