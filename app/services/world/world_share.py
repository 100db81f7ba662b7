"""How much of the offer that a territory is known to have stands in the roster, skill by skill: that much of what inhabitants
ask is counted to it. Headcounts are those of ``data/coverage_supply.csv``; a territory without any keeps the table's shares.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from app.services.continuity.continuity_scene import at_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.world.world_source import Source


def present(source: Source) -> Mapping[str, Fraction]:
    """Skill → part (0–1) of the known offer that is in the roster, weighed by acts; absent where no headcount speaks of it, and
    where nobody of it is there yet: an empty roster does not mean that nothing is asked."""
    known = {
        code: count for code, row in source.tables.supply.items() if (count := row.headcount.get(source.territory))
    }
    if not known:
        return {}
    here = Counter(one.profession for one in source.people if at_work(one) and source.where(one) in source.insee)
    here.update(str(one.kind) for one in source.sites if one.commune_insee in source.insee)
    found = {}
    for skill in source.tables.skills:
        rows = [source.tables.supply[code] for code in sorted(known) if skill in source.tables.supply[code].skills]
        every = sum(known[row.code] * row.acts for row in rows)
        there = sum(min(here[row.code], known[row.code]) * row.acts for row in rows)
        if there:
            found[skill] = Fraction(there, every)
    return found
