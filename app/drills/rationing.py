"""Fewer doses than injections that could be given: which needs go without, and the territory that is left to serve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.drills.choosing import spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.solving import Solver
    from app.drills.territory import Territory


def ration(
    territory: Territory, withheld: Mapping[str, int], skill: str, doses: int, solver: Solver
) -> tuple[Territory, dict[str, int]]:
    """No more than ``doses`` of a skill served, shared in proportion to what each need would have received.

    What is then left unasked is added to ``withheld`` (need id → units): those units are unmet whoever could serve them.
    """
    unmet = solver.unmet(territory)
    served = {one.id: one.quantity - unmet.get(one.id, 0) for one in territory.needs if one.skill == skill}
    if sum(served.values()) <= doses:
        return territory, dict(withheld)
    kept = spread(doses, served)
    held = dict(withheld)
    for one in territory.needs:
        if one.id in kept and one.quantity > kept[one.id]:
            held[one.id] = held.get(one.id, 0) + one.quantity - kept[one.id]
    needs = tuple(replace(one, quantity=kept.get(one.id, one.quantity)) for one in territory.needs)
    return replace(territory, needs=needs), held
