"""Single points of failure: those whose loss alone, on top of what already fails, leaves needs without care."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_of
from app.continuity.left_without import uncovered_ids
from app.continuity.question import touched_ids
from app.continuity.reach import Reach
from app.continuity.situation import Absence, Cut, OutageKind
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import Carer, CarerId
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
        """What hangs on it, in one sentence, with the exact count."""
        if self.alone:
            return _("{name} : toutes les alarmes reposent sur une seule personne.").format(name=self.name)
        return ngettext(
            "{name} : sans ce relais, {count} besoin de plus reste sans solution.",
            "{name} : sans ce relais, {count} besoins de plus restent sans solution.",
            self.lost,
        ).format(name=self.name, count=self.lost)


def single_points(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    among: Iterable[CarerId] | None = None,
) -> tuple[SinglePoint, ...]:
    """Carers whose loss alone leaves uncovered needs that are covered now, heaviest first; then those one person holds.

    ``among``: only these; None: everyone. A remote service one person holds is told even when its loss leaves nobody out.
    """
    reach = Reach(territory.roads)
    already = touched_ids(needs, territory, situation, reach)
    before = uncovered_ids([need for need in needs if need.id in already], territory, situation, reach=reach)
    asked = None if among is None else frozenset(among)
    found = []
    for carer in territory.carers:
        if asked is not None and carer.id not in asked:
            continue
        concerned = [need for need in needs if need.id in already or _hangs_on(need, carer)]
        without = _without(carer, territory, situation)
        lost = len(uncovered_ids(concerned, *without, reach=reach) - before) if concerned else 0
        alone = carer.kind is CarerKind.REMOTE and carer.readers == 1
        if lost or alone:
            found.append(SinglePoint(carer.id, carer.name, lost, alone))
    return tuple(sorted(found, key=lambda point: (-point.lost, point.carer)))


def _hangs_on(need: CareNeed, carer: Carer) -> bool:
    """Whether a need may stop with a carer: what it does not hold can't be lost with it."""
    if carer.kind is CarerKind.PRACTICE:
        return practice_of(carer.id) == need.practice
    return bool(need.site and need.site == carer.site) or need.category in carer.categories


def _without(carer: Carer, territory: Territory, situation: Situation) -> tuple[Territory, Situation]:
    """The same, with one more down over the whole window."""
    starts_at, ends_at = situation.starts_at, situation.ends_at
    practice = practice_of(carer.id)
    if practice is not None:
        return territory, replace(situation, absences=(*situation.absences, Absence(practice, starts_at, ends_at)))
    if carer.kind is CarerKind.SITE and not carer.site:
        return replace(territory, carers=tuple(one for one in territory.carers if one.id != carer.id)), situation
    kind = OutageKind.SITE if carer.kind is CarerKind.SITE else OutageKind.REMOTE
    cut = Cut(kind, starts_at, ends_at, site=carer.site if kind is OutageKind.SITE else "", carer=carer.id)
    return territory, replace(situation, cuts=(*situation.cuts, cut))
