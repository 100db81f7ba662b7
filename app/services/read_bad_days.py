"""How much stays covered on a bad day: many days drawn, absences that come together, each one solved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.drills.choosing import is_thing
from app.drills.coverage import Coverage
from app.drills.monte_carlo import Days, draw_days
from app.services.coverage_masking import Veil, rights_of
from app.services.coverage_stage import stage
from app.services.kept_answers import kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.services.coverage_stage import Asked
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
    if not (0 <= absence <= 100 and 0 <= correlation < 100):
        raise InvalidInput(N_("L’absence va de 0 à 100 %, le lien entre absences de 0 à 99 %."))
    with store.reading() as conn:
        held = stage(conn, store, asked)
    people = sum(
        one.kind == "professional" and one.capacity > 0 for one in held.shown.territory.up if not is_thing(one.id)
    )

    def make() -> BadDays:
        days = draw_days(
            Coverage(held.shown.territory), DRAWS, absence=absence / 100, correlation=correlation / 100, seed=SEED,
            tell=lambda done: tell(done, DRAWS),
        )  # fmt: skip
        return BadDays(people, absence, correlation, days)

    found, rights = kept(("bad_days", *held.key, absence, correlation), make), rights_of(held, actor)
    return found if Veil.of(held, rights, held.shown).tells_all else _coarse(found, rights.threshold)


def _coarse(found: BadDays, step: int) -> BadDays:
    """The same in steps of so many units: with nobody absent, the exact share of a day would be that of the half-day."""
    days = found.days
    whole = -(-days.demand // step) * step
    served = tuple(whole if one == days.demand else one // step * step for one in days.served)
    return replace(found, days=replace(days, demand=whole, served=served))
