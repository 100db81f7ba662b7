"""Who is left without care, in numbers only: what a coordination or a cell reads. No need, no pseudonym, no « which one »."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.continuity.finding import Reason, State
from app.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.continuity.carer import CarerId
    from app.continuity.finding import Gap
    from app.continuity.left_without import Load, Outcome, Slice

SLICE_HOURS = 12
"""What an ARS asks for: « nombre de patients sans solution par tranche de 12 h » (DOMAIN § 5.3, S2, inject 12)."""
MOST_CALLED = 3


class Basis(StrEnum):
    """What the numbers rest on, best first."""

    REGISTER = "register"
    COUNTS = "counts"
    RATES = "rates"
    NOTHING = "nothing"


BASIS_WORDS = {
    Basis.REGISTER: N_("Besoins notés par les cabinets."),
    Basis.COUNTS: N_("Estimation : totaux donnés par des cabinets, sans le détail des besoins."),
    Basis.RATES: N_("Estimation : taux appliqués à la population, faute de besoins notés par les cabinets."),
    Basis.NOTHING: N_("Aucun besoin n’est noté : ces chiffres ne disent rien."),
}


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Needs without a solution for one reason: how many, where, the first at ``first_due`` (UTC), whom to call, nearest first."""

    reason: Reason
    needs: int
    communes: tuple[str, ...]
    first_due: datetime
    call: tuple[CarerId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The exact figures, before anything is hidden: what services compute on.

    ``kept``: their own practice still goes. ``waiting``: interrupted, within their limit. ``unknown``: of no category in force.
    """

    kept: int
    waiting: int
    relayed: int
    uncovered: int
    first_due: datetime | None
    slices: tuple[Slice, ...]
    hours: tuple[Slice, ...]
    takings: Mapping[CarerId, Load]
    reasons: tuple[Reasoned, ...]
    categories: Mapping[str, int]
    """Category → needs without a solution."""
    unknown: int = 0
    concerned: frozenset[str] = frozenset()
    """Categories of the needs interrupted or lessened, whatever becomes of them."""

    @property
    def touched(self) -> int:
        """Needs interrupted or lessened, whatever becomes of them."""
        return self.kept + self.waiting + self.relayed + self.uncovered


def overview_of(outcome: Outcome) -> Overview:
    """The totals of what the engine found."""
    left = [one for one in outcome.findings if one.state is State.UNCOVERED]
    waiting = sum(one.waits for one in outcome.findings)
    return Overview(
        kept=outcome.kept - waiting,
        waiting=waiting,
        relayed=outcome.relayed,
        uncovered=len(left),
        first_due=outcome.first_due,
        slices=outcome.by_slice(SLICE_HOURS),
        hours=outcome.exceeded_by_hour(),
        takings=outcome.by_carer(),
        reasons=_reasons(outcome.gaps),
        categories=dict(sorted(Counter(one.category for one in left).items())),
        unknown=outcome.unknown,
        concerned=frozenset(one.category for one in outcome.findings if one.state is not State.NOT_TOUCHED),
    )


def _reasons(gaps: tuple[Gap, ...]) -> tuple[Reasoned, ...]:
    """One line a reason: by commune and category at once, numbers could say who."""
    groups: dict[Reason, list[Gap]] = defaultdict(list)
    for gap in gaps:
        groups[gap.reason].append(gap)
    found = [
        Reasoned(
            reason,
            sum(gap.count for gap in alike),
            tuple(sorted({gap.commune for gap in alike})),
            min(gap.first_due for gap in alike),
            tuple(dict.fromkeys(carer for gap in alike for carer in gap.call))[:MOST_CALLED],
        )
        for reason, alike in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.first_due, -one.needs, one.reason)))
