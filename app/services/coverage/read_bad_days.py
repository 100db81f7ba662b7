"""How much stays covered on a bad day: many days drawn, absences that come together, each one solved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.drills.choosing import is_thing
from app.drills.coverage import Coverage
from app.drills.monte_carlo import Days, draw_days
from app.services.coverage.coverage_masking import Veil, rights_of
from app.services.coverage.coverage_stage import stage
from app.services.keeping.kept_answers import kept
from app.services.keeping.long_work import Owner, begin_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from app.access.actor import Actor
    from app.drills.territory import Territory
    from app.services.coverage.coverage_stage import Asked, Stage
    from app.services.keeping.long_work import Work
    from app.services.keeping.long_work_process import Tell
    from app.store.database import Store

DRAWS = 1_000
SEED = 2026
"""The same days are drawn for everyone, so that two readers see the same curve."""

USUAL_ABSENCE, USUAL_CORRELATION = 15, 10
"""Working values, in %: nobody knows what the next epidemic takes (inferred from seasonal flu among carers)."""


@dataclass(frozen=True, slots=True)
class BadDays:
    """``people``: professionals who may be away; shares from 0 to 1."""

    people: int
    absence: int
    correlation: int
    days: Days

    @property
    def nine_of_ten(self) -> float:
        """The share that 9 days out of 10 keep at least."""
        return self.days.at_least(9, 10)


def read_bad_days(
    actor: Actor, store: Store, asked: Asked, absence: int = USUAL_ABSENCE, correlation: int = USUAL_CORRELATION,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> BadDays:  # fmt: skip
    """The days drawn on a half-day. ``absence``, ``correlation``: whole %. ``tell`` hears how many are done, out of how many.

    Raises NotAllowed, NotFound, InvalidInput.
    """
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    drawing = _drawing(held, absence, correlation)
    found, rights = kept(_key(held, drawing), lambda: drawing(tell)), rights_of(held, actor)
    return found if Veil.of(held, rights, held.shown).tells_all else _coarse(found, rights.threshold)


def begin_bad_days(
    actor: Actor, store: Store, asked: Asked, absence: int = USUAL_ABSENCE, correlation: int = USUAL_CORRELATION
) -> Work | None:
    """Have the days drawn beside the screens; None once they are, and :func:`read_bad_days` has only to show them.

    Raises NotAllowed, NotFound, InvalidInput.
    """
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    drawing = _drawing(held, absence, correlation)
    return begin_answer(Owner.of(actor, store, "bad days"), _key(held, drawing), drawing)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The days to draw, which may be drawn in another process. Whole %."""

    territory: Territory
    absence: int
    correlation: int

    def __call__(self, tell: Tell = lambda _done, _of: None) -> BadDays:
        up = (one for one in self.territory.up if not is_thing(one.id))
        days = draw_days(
            Coverage(self.territory), DRAWS, absence=self.absence / 100, correlation=self.correlation / 100,
            seed=SEED, tell=lambda done: tell(done, DRAWS),
        )  # fmt: skip
        people = sum(one.kind == "professional" and one.capacity > 0 for one in up)
        return BadDays(people, self.absence, self.correlation, days)


def _drawing(held: Stage, absence: int, correlation: int) -> Drawing:
    if not (0 <= absence <= 100 and 0 <= correlation < 100):
        raise InvalidInput(N_("L’absence va de 0 à 100 %, le lien entre absences de 0 à 99 %."))
    return Drawing(held.shown.territory, absence, correlation)


def _key(held: Stage, drawing: Drawing) -> Hashable:
    return ("bad_days", *held.key, drawing.absence, drawing.correlation)


def _coarse(found: BadDays, step: int) -> BadDays:
    """The same in steps of so many units: with nobody absent, the exact share of a day would be that of the half-day."""
    days = found.days
    whole = -(-days.demand // step) * step
    served = tuple(whole if one == days.demand else one // step * step for one in days.served)
    return replace(found, days=replace(days, demand=whole, served=served))
