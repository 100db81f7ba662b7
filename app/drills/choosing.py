"""Whom an effect concerns in a world, and who is drawn when it strikes only some of them.

Draws hang on the seed and on each provider's own id, never on the others: the same scenario strikes the same people of the
same roster, and a newcomer changes nobody else's luck. Values only.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from app.drills.territory import ProviderKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.drills.shock import Absence, Closure, Who
    from app.drills.world import World

_THINGS = ("power:", "it:", "supplier:")
"""What others depend on and nobody chooses by a criterion: electricity, a service, a supplier."""


def is_thing(provider: str) -> bool:
    """Whether an id is that of something others depend on, rather than of someone or somewhere."""
    return provider.startswith(_THINGS)


def concerned(world: World, who: Who) -> tuple[str, ...]:
    """Providers that meet each criterion that is not empty, in order of id; nobody without a criterion."""
    if not has_criteria(who):
        return ()
    return tuple(sorted(one.id for one in world.ordinary.providers if _meets(world, one.id, who)))


def has_criteria(who: Who) -> bool:
    """Whether anything says whom it concerns."""
    return bool(who.providers or who.professions or who.practices or who.site_kinds or who.communes)


def may_be_absent(world: World, effect: Absence) -> tuple[str, ...]:
    """Professionals of an absence, in order of id; a site only when it is named."""
    people = {one.id for one in world.ordinary.providers if one.kind is ProviderKind.PROFESSIONAL}
    return tuple(one for one in concerned(world, effect) if one in people or one in effect.providers)


def may_close(world: World, effect: Closure) -> tuple[str, ...]:
    """Sites of a closure, with the people of the practices or professions it names, in order of id."""
    if effect.practices or effect.professions:
        return concerned(world, effect)
    sites = {one.id for one in world.ordinary.providers if one.kind is ProviderKind.SITE}
    return tuple(one for one in concerned(world, effect) if one in sites or one in effect.providers)


def drawn(world: World, effect: Absence) -> tuple[str, ...]:
    """Who is away: all, a share, or ``count`` out of ``of`` brought to the number of this roster, in order of id."""
    among = may_be_absent(world, effect)
    wanted = how_many(effect, len(among))
    if wanted == len(among):
        return among
    return tuple(sorted(sorted(among, key=lambda one: _place(world, effect, one))[:wanted]))


def how_many(effect: Absence, among: int) -> int:
    """How many of ``among`` are away; halves round up. « 28 of 94 » is 18 of a roster of 60."""
    if effect.count is not None:
        scaled = _rounded(effect.count * among, effect.of) if effect.of else effect.count
        return min(scaled, among)
    return among if effect.share is None else _rounded(effect.share * among, 100)


def spread(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """A whole number shared in proportion, largest remainders first, then by id; evenly where no weight is above nought."""
    if not weights:
        return {}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole = sum(weights.values())
    found = {id: total * weight // whole for id, weight in weights.items()}
    left = total - sum(found.values())
    for id in sorted(weights, key=lambda one: (-(total * weights[one] % whole), one))[:left]:
        found[id] += 1
    return found


def scaled(values: Mapping[str, int], percent: int) -> dict[str, int]:
    """``percent`` of each value, so that they add up to ``percent`` of their sum (halves round up)."""
    return spread(_rounded(sum(values.values()) * percent, 100), values)


def unknown(world: World, who: Who) -> tuple[str, ...]:
    """Names of a criterion that nothing in this world answers to, in the order given."""
    known = world.known.values()
    return (
        *_missing(who.providers, (one.id for one in world.ordinary.providers)),
        *_missing(who.professions, (one.profession for one in known)),
        *_missing(who.practices, (one.practice for one in known)),
        *_missing(who.site_kinds, (one.site_kind for one in known)),
        *_missing(who.communes, (one.id for one in world.ordinary.places)),
    )


def _missing(asked: Sequence[str], there: Iterable[str]) -> tuple[str, ...]:
    found = set(there) if asked else set()
    return tuple(one for one in asked if one not in found)


def _meets(world: World, provider: str, who: Who) -> bool:
    if who.providers and provider not in who.providers:
        return False
    if not (who.professions or who.practices or who.site_kinds or who.communes):
        return True
    known = world.known.get(provider)
    if known is None or is_thing(provider):
        return False
    return (
        (not who.professions or known.profession in who.professions)
        and (not who.practices or known.practice in who.practices)
        and (not who.site_kinds or known.site_kind in who.site_kinds)
        and (not who.communes or known.commune in who.communes)
    )


def _luck(seed: int, name: str) -> int:
    """A number below 2⁶⁴ that hangs on the seed and the name alone, on every machine."""
    return int.from_bytes(blake2b(f"{seed}/{name}".encode(), digest_size=8).digest(), "big")


def _place(world: World, effect: Absence, provider: str) -> tuple[int, str]:
    """A provider's place in the draw: with its practice's luck as often as the correlation says, else with its own."""
    known = world.known.get(provider) if effect.correlation else None
    practice = known.practice if known else ""
    together = practice and _luck(effect.seed, f"{provider}/with") * 100 < effect.correlation << 64
    return (_luck(effect.seed, practice if together else provider), provider)


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
