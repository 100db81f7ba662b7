"""What is asked for, slice by slice: what registers hold, added up at once, and rates × inhabitants where none says."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.continuity.category import VISITS_A_WEEK
from app.drills.demand import Counts, spread
from app.drills.territory import Need
from app.drills.world import Part
from app.services.world.world_share import present

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.demand import SkillRow
    from app.services.world.world_source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """``needs``: of an ordinary weekday morning; ``quantities``: need id → by slice; ``estimated``: those that rates alone say;
    ``local``: (neighbouring commune, profession) → what its own professionals give of it, by slice, and on an ordinary morning
    (last)."""

    needs: tuple[Need, ...]
    quantities: Mapping[str, tuple[int, ...]]
    estimated: frozenset[str]
    local: Mapping[tuple[str, str], tuple[int, ...]]


def asked(source: Source) -> Asked:
    """The needs of every commune of the map, by commune then skill."""
    noted, there = _noted(source), present(source)
    needs: list[Need] = []
    quantities: dict[str, tuple[int, ...]] = {}
    estimated: set[str] = set()
    local: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * (len(source.slices) + 1))
    for row in source.tables.skills.values():
        daily = {
            insee: _daily(row, insee, rate, noted) for insee, rate in _rates(source, row, there.get(row.code)).items()
        }
        amounts = [amount for amount, _known in daily.values()]
        per_slice = [spread(sum(amounts, Fraction(0)) * row.part(one), amounts) for one in source.slices]
        ordinary = spread(sum(amounts, Fraction(0)) * row.of_part(Part.MORNING), amounts)
        for place, (insee, (_amount, is_known)) in enumerate(daily.items()):
            id = f"{insee}/{row.code}"
            needs.append(Need(id, insee, row.code, ordinary[place], row.weight))
            quantities[id] = tuple(found[place] for found in per_slice)
            if not is_known:
                estimated.add(id)
            for rank, found in enumerate([*quantities[id], ordinary[place]]):
                local[insee, row.neighbour_profession][rank] += Fraction(found * row.neighbour_local_percent, 100)
    order = {code: rank for rank, code in enumerate(source.tables.skills)}
    ordered = sorted(needs, key=lambda one: (one.place, order[one.skill]))
    outside = {one.insee for one in source.communes if not one.in_territory}
    return Asked(
        needs=tuple(ordered),
        quantities={one.id: quantities[one.id] for one in ordered},
        estimated=frozenset(estimated),
        local={key: tuple(map(round, found)) for key, found in sorted(local.items()) if key[0] in outside and key[1]},
    )


def _rates(source: Source, row: SkillRow, there: Fraction | None) -> Mapping[str, Fraction]:
    """Commune → acts a weekday by the table: by its places where they are known, else by its inhabitants."""
    places: Counter[str] = Counter()
    for site in source.sites:
        if row.places_kind and site.kind == row.places_kind:
            places[site.commune_insee] += site.places or 0
    if places.total():
        return {one.insee: Fraction(places[one.insee] * row.daily_per_100_places, 100) for one in source.communes}
    return {one.insee: row.daily(one.population, there) for one in source.communes}


def _daily(
    row: SkillRow, insee: str, rate: Fraction, noted: Mapping[tuple[str, str], Fraction]
) -> tuple[Fraction, bool]:
    """Acts a weekday in a commune, and whether a register says so."""
    held = noted.get((insee, row.code), Fraction(0))
    if row.register is Counts.NONE or not held:
        return rate, False
    if row.register is Counts.WHOLE or held > rate:
        return held, True
    return rate, False


def _noted(source: Source) -> Mapping[tuple[str, str], Fraction]:
    """(commune, skill) → visits a day of all that registers and practices' totals hold: never who, only how many."""
    skill_of = {code: row.code for row in source.tables.skills.values() for code in row.categories}
    found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for need in source.known.needs:
        if (skill := skill_of.get(need.category)) is not None:
            found[need.commune, skill] += VISITS_A_WEEK[need.frequency] / 7
    return found
