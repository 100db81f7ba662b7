"""What is down, where and when, read once from a situation: carers, practices short of people, cuts at a commune, roads.

Every span is clipped at the end of the window: what has no known end lasts until then, and nothing beyond is looked at.
Shares of overlapping absences of one practice add up: two members away are two absences.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_of
from app.continuity.situation import WHOLE, OutageKind
from app.core.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.continuity.carer import Carer
    from app.continuity.situation import Absence, Cut, Situation
    from app.core.ids import PracticeId

Spans = tuple[Interval, ...]
CutRoads = frozenset[frozenset[str]]
OPEN: CutRoads = frozenset()


def merged(spans: Iterable[Interval]) -> Spans:
    """The same instants as disjoint spans in order; those that touch become one."""
    joined: list[Interval] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


class Failures:
    """Questions to a situation. Answers are kept: ask as often as you like."""

    def __init__(self, situation: Situation) -> None:
        self.window = Interval(situation.starts_at, situation.ends_at)
        self._cuts: dict[OutageKind, list[tuple[Interval, Cut]]] = defaultdict(list)
        for cut in situation.cuts:
            if span := self._within(cut):
                self._cuts[cut.kind].append((span, cut))
        absences: dict[PracticeId, list[tuple[Interval, Fraction]]] = defaultdict(list)
        for absence in situation.absences:
            if (span := self._within(absence)) and absence.share > 0:
                absences[absence.practice].append((span, absence.share))
        self.short = {practice: _steps(known) for practice, known in absences.items()}
        """Per practice, disjoint spans in order with the share away, from just above 0 to 1."""
        self.at = cache(self._at)
        self.down = cache(self._down)

    def _within(self, failing: Absence | Cut) -> Interval | None:
        end = self.window.end if failing.ends_at is None else min(failing.ends_at, self.window.end)
        return Interval(failing.starts_at, end) if failing.starts_at < end > self.window.start else None

    def whole(self, practice: PracticeId) -> Spans:
        """When nobody of it works."""
        return merged(span for span, share in self.short.get(practice, ()) if share >= WHOLE)

    def thinned(self, practice: PracticeId) -> Spans:
        """When somebody of it is away, all of them or not."""
        return merged(span for span, _share in self.short.get(practice, ()))

    def share(self, practice: PracticeId) -> Fraction:
        """The largest share away at once, short of all of them; 0 when it is whole or closed throughout."""
        return max((share for _span, share in self.short.get(practice, ()) if share < WHOLE), default=Fraction(0))

    def _at(self, kind: OutageKind, commune: str) -> Spans:
        """Cuts of power, network or water that reach a commune; a cut without communes reaches all of them."""
        return merged(span for span, cut in self._cuts[kind] if not cut.communes or commune in cut.communes)

    def of(self, kind: OutageKind) -> Sequence[tuple[Interval, Cut]]:
        """Cuts of a kind, in the order they were told."""
        return self._cuts[kind]

    def site(self, site: str) -> Spans:
        """When an establishment is down altogether."""
        return merged(
            span for span, cut in self._cuts[OutageKind.SITE] if site and cut.site == site and not cut.categories
        )

    def _down(self, carer: Carer) -> Spans:
        """When a carer works for nobody: closed, or without what it needs to work."""
        practice = practice_of(carer.id)
        spans = [*self.site(carer.site)]
        spans += self.whole(practice) if practice else ()
        spans += self.at(OutageKind.POWER, carer.commune) if carer.needs_power else ()
        spans += self.at(OutageKind.NETWORK, carer.commune) if carer.needs_network else ()
        if carer.kind is CarerKind.REMOTE:
            spans += [span for span, cut in self._cuts[OutageKind.REMOTE] if cut.carer == carer.id]
        return merged(spans)

    def roads(self, span: Interval) -> CutRoads:
        """Roads cut at some moment of a span."""
        return OPEN.union(*(cut.roads for other, cut in self._cuts[OutageKind.ROAD] if other.overlaps(span)))

    def road_steps(self) -> tuple[tuple[Interval, CutRoads], ...]:
        """Disjoint spans in order with the roads cut throughout each."""
        spans = [span for span, _cut in self._cuts[OutageKind.ROAD]]
        return tuple((step, self.roads(step)) for step in _between(spans) if any(step.overlaps(one) for one in spans))


def _between(spans: Iterable[Interval]) -> list[Interval]:
    """The instants from the first start to the last end, cut wherever one begins or ends."""
    edges: list[datetime] = sorted({edge for span in spans for edge in (span.start, span.end)})
    return [Interval(start, end) for start, end in pairwise(edges)]


def _steps(known: list[tuple[Interval, Fraction]]) -> tuple[tuple[Interval, Fraction], ...]:
    """Shares added up over disjoint spans."""
    steps = []
    for step in _between(span for span, _share in known):
        share = sum((share for span, share in known if span.overlaps(step)), Fraction(0))
        if share:
            steps.append((step, min(share, WHOLE)))
    return tuple(steps)
