"""Whom to call first, and where to open a centre: what each would serve more on that half-day, the best one first.

A volunteer gives what is usual for their profession here: median capacity and reach, commonest skills (as a plan's call for
volunteers does). What a centre gives is said by who asks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from statistics import median_low
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.drills.best_place import Centre, best_places
from app.drills.coverage import Coverage
from app.drills.reach import Roads
from app.drills.reinforcement import Offer, reinforce
from app.drills.territory import ProviderKind
from app.services.coverage.coverage_masking import Veil, few, rights_of
from app.services.coverage.coverage_stage import stage
from app.services.keeping.kept_answers import kept

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.world import World
    from app.services.coverage.coverage_stage import Asked, Stage
    from app.store.database import Store

MOST_CALLED = 20


@dataclass(frozen=True, slots=True)
class CallView:
    """One more volunteer: of which role, where, how many demands more are served. ``equal``: places that do as well.

    ``gain`` None: too few to be said; ``missing``: what is left then. ``known``: how many of that profession the roster
    holds, the busy ones too; ``near``: of them, those whose usual reach goes that far.
    """

    role: str
    profession: str
    commune: str
    known: int
    near: int
    gain: int | None
    missing: int | None
    equal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReinforcementsView:
    """``usual``: role → (capacity a half-day, reach in minutes, skills in words) of one volunteer."""

    calls: tuple[CallView, ...]
    missing: int | None
    usual: tuple[tuple[str, int, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CentreQuestion:
    """What a centre would give: skills, how many a half-day, how far people come. ``count``: one centre or two."""

    skills: tuple[str, ...]
    capacity: int
    reach_minutes: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A choice of communes: demands served more (None: too few to be said), residents within the minutes asked."""

    communes: tuple[str, ...]
    gain: int | None
    residents: int


def read_reinforcements(actor: Actor, store: Store, asked: Asked, most: int = 5) -> ReinforcementsView:
    """Up to ``most`` volunteers, one after the other. Raises NotAllowed, NotFound, InvalidInput."""
    require(actor, Action.READ_DRILLS)
    if not 1 <= most <= MOST_CALLED:
        raise InvalidInput(N_("De 1 à {most} volontaires."), most=MOST_CALLED)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    # What is left, less the sets that the map tells, would give back those it does not tell.
    whole = Veil.of(held, rights_of(held, actor), held.shown).tells_all
    offers = _offers(held.world, most)
    roles = {offer.id: role for offer, role in offers}
    around = _Around(held)
    found = kept(
        ("reinforce", *held.key, most),
        lambda: reinforce(
            Coverage(held.shown.territory), [offer for offer, _role in offers], most, residents=held.world.populations
        ),
    )
    return ReinforcementsView(
        calls=tuple(
            CallView(
                roles[one.offer], one.offer, held.places[one.place], *around.of(one.offer, one.place), _told(one.gain, held, actor),
                _told(one.missing, held, actor) if whole else None,
                tuple(held.places[place] for place in one.equal),
            )
            for one in found
        ),
        missing=_told(held.shown.unmet, held, actor) if whole else None,
        usual=tuple(
            (
                role, offer.capacity, int(offer.reach_minutes),
                tuple(sorted(held.world.skills[code].word for code in offer.skills if code in held.world.skills)),
            )
            for offer, role in offers
        ),
    )  # fmt: skip


def read_best_places(actor: Actor, store: Store, asked: Asked, question: CentreQuestion) -> tuple[PlaceView, ...]:
    """The communes where such a centre would serve most, the best first. Raises NotAllowed, NotFound, InvalidInput."""
    require(actor, Action.READ_DRILLS)
    if not question.skills or question.capacity < 1 or question.reach_minutes < 0:
        raise InvalidInput(N_("Choisissez au moins un soin, et une capacité d’au moins 1 par demi-journée."))
    with store.reading() as conn:
        held = stage(conn, store, asked)
    reach = Fraction(question.reach_minutes)
    centre = Centre(question.capacity, frozenset(question.skills), reach)
    found = kept(
        ("best_places", *held.key, question),
        lambda: best_places(
            Coverage(held.shown.territory), centre, held.world.populations, reach, count=question.count, most=5
        ),
    )
    # Asked again from a little further, the gain of a need of the register would tell one commune from its neighbours.
    counted = {need.id for need in held.shown.territory.needs if need.skill in centre.skills}
    tells = rights_of(held, actor).exact or counted <= held.world.estimated
    return tuple(
        PlaceView(
            tuple(held.places[place] for place in one.places),
            _told(one.gain, held, actor) if tells or not one.gain else None,
            one.residents,
        )
        for one in found
    )


def _told(number: int, held: Stage, actor: Actor) -> int | None:
    return None if number and few(number, rights_of(held, actor)) else number


class _Around:
    """Who of a profession the roster holds, and from how far they come, by the roads that are open then."""

    def __init__(self, held: Stage) -> None:
        self._held = held
        territory = held.shown.territory
        self._people = [one for one in territory.providers if one.id.startswith("person:")]
        self._roads = Roads(territory.places, territory.roads, [one.reach_minutes for one in self._people])

    def of(self, profession: str, place: str) -> tuple[int, int]:
        """How many there are, how many of them reach the place."""
        like = [
            one
            for one in self._people
            if one.id in self._held.known and self._held.known[one.id].profession == profession
        ]
        to = self._roads.row(place)
        near = [
            one
            for one in like
            if self._roads.far[self._roads.row(one.place), to] <= self._roads.within(one.reach_minutes)
        ]
        return len(like), len(near)


def _offers(world: World, most: int) -> list[tuple[Offer, str]]:
    """One more of each profession that has volunteers here, of any that cares where nobody has volunteered."""
    held = [
        (known, one)
        for one in world.ordinary.providers
        if one.kind is ProviderKind.PROFESSIONAL
        and one.capacity
        and (known := world.known.get(one.id))
        and known.profession
    ]
    volunteers = {known.profession for known, _one in held if known.is_volunteer}
    found = []
    for profession in sorted({known.profession for known, _one in held}):
        if volunteers and profession not in volunteers:
            continue
        like = [(known, one) for known, one in held if known.profession == profession]
        skills, _times = min(
            Counter(one.skills for _known, one in like).items(), key=lambda one: (-one[1], sorted(one[0]))
        )
        offer = Offer(
            profession, ProviderKind.PROFESSIONAL, median_low([one.capacity for _known, one in like]), skills,
            median_low([one.reach_minutes for _known, one in like]), most,
        )  # fmt: skip
        found.append((offer, Counter(known.role for known, _one in like).most_common(1)[0][0]))
    return found
