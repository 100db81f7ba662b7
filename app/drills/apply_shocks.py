"""Each shock on one slice: what it does to capacities, needs and roads. Who falls is :mod:`app.drills.cascade`'s affair."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from app.drills.choosing import concerned, has_criteria, may_be_absent, may_close, scaled, spread, unknown
from app.drills.shock import (
    Absence,
    Closure,
    Demand,
    Discharge,
    Doses,
    ItDown,
    NewNeed,
    PowerCut,
    RoadCut,
    RoadSlow,
    Supply,
    Who,
)
from app.drills.stage import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.cascade import Ties
    from app.drills.shock import AnyEffect
    from app.drills.stage import Stage
    from app.drills.world import World


def apply(stage: Stage, number: int, effect: AnyEffect, fallen: Sequence[str]) -> Hit | None:
    """What a shock does; ``fallen``: whom it throws down by itself. None for a plan action."""
    if isinstance(effect, Absence | Closure | PowerCut | ItDown | Supply):
        return _fall(stage, number, effect, fallen)
    if isinstance(effect, RoadCut | RoadSlow):
        return _roads(stage, number, effect)
    if isinstance(effect, Demand):
        return _demand(stage, number, effect)
    if isinstance(effect, Discharge):
        return _discharge(stage, number, effect)
    if isinstance(effect, NewNeed):
        quantity = stage.of_this_slice(effect, effect.skill, effect.quantity)
        asked = stage.ask(effect.commune, effect.skill, quantity, effect.weight)
        return Hit(number, asked=asked, unknown=_not_there(stage, (effect.commune,)))
    return Hit(number) if isinstance(effect, Doses) else None


def supplier_id(name: str) -> str:
    """The thing that those who depend on a supplier depend on."""
    return name if name.startswith("supplier:") or not name else f"supplier:{name}"


def supplied(world: World, effect: Supply, ties: Ties) -> tuple[str, ...]:
    """Who depends on the supplier, among those the effect concerns when it says whom; in order of id."""
    chosen = concerned(world, effect)
    if not effect.supplier:
        return chosen
    held = ties.dependents(supplier_id(effect.supplier))
    return tuple(one for one in held if one in chosen) if has_criteria(effect) else held


def _fall(
    stage: Stage, number: int, effect: Absence | Closure | PowerCut | ItDown | Supply, fallen: Sequence[str]
) -> Hit:
    world = stage.world
    of = len(may_be_absent(world, effect)) if isinstance(effect, Absence) else 0
    if isinstance(effect, Closure) and effect.relocated:
        return _lessened(
            stage, number, may_close(world, effect), effect.relocated, _unknown(stage, effect), falls_too=True
        )
    if isinstance(effect, Supply) and effect.percent:
        held = supplied(world, effect, stage.ties)
        return _lessened(stage, number, held, effect.percent, _unknown(stage, effect), falls_too=False)
    down = stage.ties.falling(fallen) & stage.down
    units = -sum(stage.providers[one].capacity for one in down)
    return Hit(number, tuple(fallen), of, units, unknown=_unknown(stage, effect))


def _unknown(stage: Stage, effect: Absence | Closure | PowerCut | ItDown | Supply) -> tuple[str, ...]:
    """What a blow names and this world does not have: a place, a profession, a thing that nobody depends on."""
    missing = unknown(stage.world, effect) if isinstance(effect, Who) else _not_there(stage, effect.communes)
    thing = f"it:{effect.service}" if isinstance(effect, ItDown) else ""
    if isinstance(effect, Supply):
        thing = supplier_id(effect.supplier)
    if thing and not stage.ties.dependents(thing):
        return (*missing, thing)
    return missing


def _lessened(
    stage: Stage, number: int, ids: Sequence[str], percent: int, missing: tuple[str, ...], *, falls_too: bool
) -> Hit:
    """Those that stand keep ``percent`` of what they give together; ``falls_too``: and all that depends on them."""
    reached = stage.ties.falling(ids) if falls_too else frozenset(ids)
    gained = stage.give(scaled(stage.standing(sorted(reached)), percent))
    return Hit(number, tuple(ids), units=gained, unknown=missing)


def _roads(stage: Stage, number: int, effect: RoadCut | RoadSlow) -> Hit:
    # A road named twice is struck once.
    ids = [one for one in dict.fromkeys(effect.roads or stage.roads) if one in stage.roads]
    for id in ids:
        if isinstance(effect, RoadCut):
            stage.lengthen(id, None)
        else:
            usual = stage.roads[id].minutes
            stage.lengthen(id, usual * Fraction(effect.percent, 100) + effect.minutes)
    there = {one.id for one in stage.world.ordinary.roads}
    return Hit(number, roads=tuple(ids), unknown=tuple(one for one in effect.roads if one not in there))


def _demand(stage: Stage, number: int, effect: Demand) -> Hit:
    places = sorted(stage.places if not effect.communes else stage.places.intersection(effect.communes))
    there = {one: need.quantity for one in places if (need := stage.needs.get((one, effect.skill)))}
    more = {one: more - there[one] for one, more in scaled(there, 100 + effect.percent).items()}
    quantity = stage.of_this_slice(effect, effect.skill, effect.quantity)
    asked = sum(stage.ask(one, effect.skill, quantity + more.get(one, 0)) for one in places)
    return Hit(number, asked=asked, unknown=_not_there(stage, effect.communes))


def _discharge(stage: Stage, number: int, effect: Discharge) -> Hit:
    communes = sorted(stage.places.intersection(effect.communes))
    people = {one: stage.world.populations.get(one, 0) for one in communes}
    asked = 0
    for skill, patients in sorted(effect.patients.items()):
        quantity = stage.of_this_slice(effect, skill, patients)
        asked += sum(stage.ask(one, skill, part) for one, part in spread(quantity, people).items())
    return Hit(number, asked=asked, unknown=_not_there(stage, effect.communes))


def _not_there(stage: Stage, communes: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in communes if one not in stage.places)
