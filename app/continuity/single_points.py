"""Single points of failure: those whose loss alone, on top of what already fails, leaves needs without care."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_of
from app.continuity.left_without import uncovered_of
from app.continuity.question import Question
from app.continuity.reach import Reach
from app.continuity.situation import Absence, Cut, OutageKind
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import Carer, CarerId
    from app.continuity.question import Row
    from app.continuity.situation import Situation
    from app.continuity.territory import Territory
    from app.core.ids import PracticeId


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
    asked = None if among is None else frozenset(among)
    drill = _Drill(needs, territory, situation)
    found = []
    for carer in territory.carers:
        if asked is None or carer.id in asked:
            lost = drill.lost_with(carer)
            alone = carer.kind is CarerKind.REMOTE and carer.readers == 1
            if lost or alone:
                found.append(SinglePoint(carer.id, carer.name, lost, alone))
    return tuple(sorted(found, key=lambda point: (-point.lost, point.carer)))


class _Drill:
    """The situation as it is, and what one loss more changes: options without the lost, and the needs that hang on them."""

    def __init__(self, needs: Sequence[CareNeed], territory: Territory, situation: Situation) -> None:
        self._needs, self._territory, self._situation = needs, territory, situation
        self._reach = Reach(territory.roads)
        base = Question(territory, situation, {}, {}, self._reach)
        base.read(needs)
        self._rows, self._carers, self._capacities = base.rows(needs), base.carers, base.capacities
        self._before = uncovered_of(self._rows, self._capacities)
        self._of_practice: dict[PracticeId, list[CareNeed]] = defaultdict(list)
        for need in needs:
            self._of_practice[need.practice].append(need)

    def lost_with(self, carer: Carer) -> int:
        """Needs uncovered without a carer, and those in the same establishment when it is one."""
        lost = [one for one in self._carers if one.id == carer.id or _stands_in(one, carer)]
        hanging = list({need.id: need for one in lost for need in self._hanging(one)}.values())
        question = Question(*_without(carer, self._territory, self._situation), {}, {}, self._reach)
        question.read(hanging)
        changed, gone = {need.id for need in hanging}, {one.id for one in lost}
        rows = [self._without(row, gone) for row in self._rows if row.need.id not in changed]
        rows = sorted([*rows, *question.rows(hanging)], key=lambda row: row.urgency)
        return len(uncovered_of(rows, self._capacities) - self._before)

    def _hanging(self, carer: Carer) -> Sequence[CareNeed]:
        """Needs that may stop with a carer; the others can't."""
        practice = practice_of(carer.id)
        if practice is not None:
            return self._of_practice.get(practice, [])
        return [
            need for need in self._needs if (need.site and need.site == carer.site) or need.category in carer.categories
        ]

    def _without(self, row: Row, gone: Set[CarerId]) -> Row:
        left = tuple(one for one in row.options.eligible if self._carers[one[0]].id not in gone)
        return (
            row if len(left) == len(row.options.eligible) else replace(row, options=replace(row.options, eligible=left))
        )


def _stands_in(carer: Carer, site: Carer) -> bool:
    return site.kind is CarerKind.SITE and bool(site.site) and carer.site == site.site


def _without(carer: Carer, territory: Territory, situation: Situation) -> tuple[Territory, Situation]:
    """The same, with one more down over the whole window."""
    starts_at, ends_at = situation.starts_at, situation.ends_at
    practice = practice_of(carer.id)
    if practice is not None:
        return territory, replace(situation, absences=(*situation.absences, Absence(practice, starts_at, ends_at)))
    if carer.kind is CarerKind.REMOTE:
        cut = Cut(OutageKind.REMOTE, starts_at, ends_at, carer=carer.id)
        return territory, replace(situation, cuts=(*situation.cuts, cut))
    named = replace(carer, site=carer.site or carer.id)
    cut = Cut(OutageKind.SITE, starts_at, ends_at, site=named.site)
    others = tuple(named if one.id == carer.id else one for one in territory.carers)
    return replace(territory, carers=others), replace(situation, cuts=(*situation.cuts, cut))
