"""Single points of failure: those whose loss alone, on top of what already fails, leaves needs without care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.situation import Situation
    from app.continuity.territory import Territory


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """``lost``: needs uncovered by its loss and not before. ``alone``: a remote service that one person holds."""

    carer: CarerId
    name: str
    lost: int
    alone: bool = False

    @property
    def sentence(self) -> str:
        """What hangs on it, in one sentence."""
        raise NotImplementedError


def single_points(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    among: Iterable[CarerId] | None = None,
) -> tuple[SinglePoint, ...]:
    """Carers whose loss alone leaves uncovered needs that are covered now, heaviest first; then those one person holds."""
    raise NotImplementedError
