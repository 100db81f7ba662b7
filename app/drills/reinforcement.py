"""Who to call first: what each volunteer or site that may be added would serve more, and where, the best first.

Adding is submodular (what one adds lowers what the next can), so taking the best one each time serves at least 1 − 1/e of
what the best choice of as many would (Nemhauser, Wolsey and Fisher, 1978), and a gain seen earlier bounds the gain now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.reach import Reach, Roads
from app.drills.territory import Provider, ProviderKind
from app.network.gain import Gain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from app.drills.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be added, at most ``most`` times: a volunteer of a profession, a site. ``places``: where; empty: anywhere.

    ``capacity``: units of its skills that each adds, over the time which the territory covers.
    """

    id: str
    kind: ProviderKind
    capacity: int
    skills: frozenset[str]
    reach_minutes: Fraction
    most: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reinforcement:
    """One step: this offer at this place serves ``gain`` more; ``missing`` is left unmet then.

    ``equal``: other places where the same offer would have served as many, in the order of the territory.
    """

    offer: str
    place: str
    gain: int
    missing: int
    equal: tuple[str, ...] = ()


class Sites:
    """Which needs something set down at a place would reach. Distances are read once."""

    def __init__(self, coverage: Coverage, reaches: Iterable[Fraction]) -> None:
        territory = coverage.territory
        self.places = tuple(one.id for one in territory.places)
        self._roads = Roads(territory.places, territory.roads, reaches)
        self._reach = Reach(self._roads, coverage.needs)

    def needs(self, place: str, skills: frozenset[str], reach_minutes: Fraction) -> list[int]:
        """Ranks of the needs within reach."""
        return self._reach.of(Provider("", ProviderKind.SITE, place, 0, skills, reach_minutes))

    def near(self, place: str, minutes: Fraction) -> frozenset[str]:
        """Places within so many minutes by road, itself included."""
        far, most = self._roads.far[self._roads.row(place)], self._roads.within(minutes)
        return frozenset(one for one, length in zip(self.places, far.tolist(), strict=True) if length <= most)


@dataclass(slots=True)
class _Candidate:
    offer: Offer
    place: str
    reach: list[int]
    bound: int
    """Its gain when it was last asked: at least its gain now."""


def reinforce(
    coverage: Coverage, offers: Sequence[Offer], most: int, *, residents: Mapping[str, int] | None = None
) -> tuple[Reinforcement, ...]:
    """Up to ``most`` steps, the largest gain first, each counted after those before it; stops where nothing is gained.

    Ties go to the offer named first, then to the place with more ``residents``, then to the first place of the territory.
    """
    gain = Gain(coverage.cover)
    candidates = _candidates(coverage, offers, residents or {})
    left = {one.id: one.most for one in offers}
    found: list[Reinforcement] = []
    while len(found) < most:
        best = _best(gain, [one for one in candidates if left[one.offer.id]])
        if not best:
            break
        chosen = best[0]
        units = gain.keep(chosen.offer.capacity, chosen.reach)
        left[chosen.offer.id] -= 1
        equal = tuple(one.place for one in best[1:] if one.offer is chosen.offer)
        found.append(Reinforcement(chosen.offer.id, chosen.place, units, gain.missing, equal))
    return tuple(found)


def _candidates(coverage: Coverage, offers: Sequence[Offer], residents: Mapping[str, int]) -> list[_Candidate]:
    """Every offer at every place where it may go and reaches someone, in the order ties are settled."""
    sites = Sites(coverage, [one.reach_minutes for one in offers])
    found = []
    for offer in offers:
        allowed = set(offer.places or sites.places)
        # Sorting is stable: places of as many residents stay in the order of the territory.
        for place in sorted((one for one in sites.places if one in allowed), key=lambda one: -residents.get(one, 0)):
            if reach := sites.needs(place, offer.skills, offer.reach_minutes):
                found.append(_Candidate(offer, place, reach, offer.capacity))
    return found


def _best(gain: Gain, candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """All candidates of the largest gain, in order; none when nothing gains. Those whose bound is below are not asked."""
    ordered = list(candidates)
    most = 1
    for one in sorted(ordered, key=lambda one: -one.bound):
        if one.bound < most:
            break
        one.bound = gain.of(one.offer.capacity, one.reach)
        most = max(most, one.bound)
    return [one for one in ordered if one.bound == most]
