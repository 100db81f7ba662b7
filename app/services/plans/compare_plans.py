"""What changed from one version of the plan to another, section by section, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound
from app.response.plan_diff import SectionDiff, compare
from app.services.plans.read_plan import masked
from app.store import plans

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.response.plan import PlanVersion
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Two versions and what changed from the first to the second; sections that did not change are there too."""

    before: PlanVersion
    after: PlanVersion
    sections: tuple[SectionDiff, ...]

    @property
    def changed(self) -> tuple[SectionDiff, ...]:
        """The sections in which something changed."""
        return tuple(one for one in self.sections if one.is_changed)


def compare_plans(actor: Actor, store: Store, before: int, after: int) -> PlanComparison:
    """What changed from version ``before`` to version ``after``. Raises NotFound, NotAllowed.

    Sections that hold names and numbers are not compared for who may not read them.
    """
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        found = [plans.find(conn, number) for number in (before, after)]
    if not all(found):
        raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
    old, new = (one for one in found if one)
    if not may(actor, Action.READ_DIRECTORY):
        old, new = masked(old), masked(new)
    return PlanComparison(old, new, compare(old.sections, new.sections))
