"""Each plan action on one slice: the providers it brings, the practices it strengthens."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from statistics import median_low
from typing import TYPE_CHECKING

from app.drills.choosing import scaled, spread
from app.drills.shock import CallVolunteers, MobileTeam, OpenSite, PairPractices
from app.drills.stage import Hit
from app.drills.territory import Provider, ProviderKind
from app.drills.timeline import is_short
from app.drills.world import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.shock import AnyEffect
    from app.drills.stage import Stage
    from app.drills.world import World

EVERYWHERE = Fraction(10**9)
"""Minutes: as far as roads lead, however much they are slowed."""


def apply(stage: Stage, number: int, effect: AnyEffect) -> Hit:
    """What a plan action does. Raises TypeError for an effect that is not one."""
    if isinstance(effect, OpenSite | MobileTeam):
        return _open(stage, number, effect)
    if isinstance(effect, CallVolunteers):
        return _call(stage, number, effect)
    if isinstance(effect, PairPractices):
        return _pair(stage, number, effect)
    raise TypeError(type(effect).__name__)


def _open(stage: Stage, number: int, effect: OpenSite | MobileTeam) -> Hit:
    if effect.commune not in stage.places:
        return Hit(number, unknown=(effect.commune,))
    is_site = isinstance(effect, OpenSite)
    kind = ProviderKind.SITE if is_site else ProviderKind.PROFESSIONAL
    capacity = effect.capacity if _works(stage, effect) else 0
    reach = EVERYWHERE if effect.reach_minutes is None else Fraction(effect.reach_minutes)
    id = f"plan:{number}"
    stage.bring(
        Provider(id, kind, effect.commune, capacity, frozenset(effect.skills), reach),
        Known(effect.name, effect.name, effect.commune),
    )
    return Hit(number, (id,), units=capacity)


def _call(stage: Stage, number: int, effect: CallVolunteers) -> Hit:
    like = [one for one in stage.world.ordinary.providers if _is_a(stage.world, one.id, effect.profession)]
    places = _where(stage, effect)
    if not like or not places:
        return Hit(number, unknown=(effect.profession,) if not like else effect.communes)
    role = stage.world.known[like[0].id].role
    usual = median_low([one.capacity for one in like if one.capacity] or [0])
    capacity = usual if _works(stage, effect) else 0
    skills = _commonest([one.skills for one in like])
    reach = median_low([one.reach_minutes for one in like])
    ids = [f"plan:{number}:{rank}" for rank in range(effect.count)]
    homes = [place for place, count in sorted(places.items()) for _ in range(count)]
    for id, place in zip(ids, homes, strict=True):
        stage.bring(
            Provider(id, ProviderKind.PROFESSIONAL, place, capacity, skills, reach),
            Known(role, role, place, profession=effect.profession, is_volunteer=True),
        )
    missing = tuple(one for one in effect.communes if one not in stage.places)
    return Hit(number, tuple(ids), units=capacity * effect.count, unknown=missing)


def _pair(stage: Stage, number: int, effect: PairPractices) -> Hit:
    paired = sorted({one for pair in stage.world.pairs for one in pair})
    chosen = [one for one in dict.fromkeys(effect.practices or paired) if one in paired]
    members: dict[str, list[str]] = {one: [] for one in chosen}
    for id, known in sorted(stage.world.known.items()):
        if known.practice in members:
            members[known.practice].append(id)
    gained, who = 0, []
    for practice in chosen:
        percent = stage.world.absorbable.get(practice, 0) if effect.percent is None else effect.percent
        there = stage.standing(members[practice])
        if there and percent:
            gained += stage.give(scaled(there, 100 + percent))
            who.append(practice)
    missing = tuple(one for one in effect.practices if one not in paired)
    return Hit(number, tuple(who), len(chosen), gained, unknown=missing)


def _works(stage: Stage, effect: OpenSite | MobileTeam | CallVolunteers) -> bool:
    return not stage.is_night or is_short(effect)


def _where(stage: Stage, effect: CallVolunteers) -> dict[str, int]:
    """How many come from where: by population in the communes named, else as the volunteers (or, failing them, all) live."""
    world = stage.world
    if effect.communes:
        there = sorted(stage.places.intersection(effect.communes))
        return spread(effect.count, {one: world.populations.get(one, 0) for one in there})
    same = [one.id for one in world.ordinary.providers if _is_a(world, one.id, effect.profession)]
    willing = [one for one in same if world.known[one].is_volunteer] or same
    return spread(effect.count, Counter(sorted(world.known[one].commune for one in willing)))


def _is_a(world: World, provider: str, profession: str) -> bool:
    known = world.known.get(provider)
    return known is not None and known.profession == profession


def _commonest(found: Sequence[frozenset[str]]) -> frozenset[str]:
    return min(Counter(found).items(), key=lambda one: (-one[1], sorted(one[0])))[0]
