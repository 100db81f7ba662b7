"""What a role may read of a stage: states for everyone, numbers as far as masking lets them, names for who runs drills.

Estimates by rate speak of nobody and are not masked; what comes from the register is, for who may not run drills, wherever a
number or a difference would be below the threshold of masking. A demonstration's people are nobody: nothing is masked there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.fragile import hanging
from app.drills.sentences import Naming, deficient_sentence, together
from app.services.coverage.coverage_answers import WORST, Standing, by_place
from app.services.coverage.coverage_masking import Veil, few
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.coverage import DeficientSet
    from app.drills.territory import Road
    from app.drills.world import Skill, Slice
    from app.library.outlines import Outline
    from app.services.coverage.coverage_answers import Answers, Cell
    from app.services.coverage.coverage_masking import Rights
    from app.services.coverage.coverage_stage import Asked, ShockChoice, Stage


@dataclass(frozen=True, slots=True)
class SetView:
    """Needs short together: its sentence, where, of what. ``shortage`` None: too few to be said."""

    sentence: str
    shortage: int | None
    places: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """One need of one commune. ``asked`` and ``unmet`` None: not to be said."""

    place: str
    skill: str
    standing: Standing
    asked: int | None
    unmet: int | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the half-day. ``asked``, ``unmet`` None: not to be said; ``share`` is then rounded to 5 %."""

    asked: int | None
    unmet: int | None
    share: float


@dataclass(frozen=True, slots=True)
class CommuneView:
    """A commune as the map colours it: ``before`` the shock, and as shown; ``skills``: the worst ones, in words."""

    code: str
    name: str
    before: Standing
    standing: Standing
    short: tuple[str, ...]
    fragile: tuple[str, ...]
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class SiteView:
    """Places where care is given, of one commune: how many stand, how many are closed."""

    code: str
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class HangingView:
    """What hangs on one holder, by role and commune: so many needs, of which so many that nobody else can serve."""

    role: str
    commune: str
    needs: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """The map of a half-day and all that is said beside it. ``roads`` stand; ``cut``: (start, end) that a shock took away."""

    community: str
    demonstration: bool
    rights: Rights
    asked: Asked
    slices: tuple[Slice, ...]
    slice: Slice
    choices: tuple[ShockChoice, ...]
    shock: ShockChoice | None
    is_exercise: bool
    before: Totals
    totals: Totals
    sets: tuple[SetView, ...]
    untold_sets: int
    withheld: int | None
    """What nobody can serve for want of doses; None: too few to be said."""
    communes: tuple[CommuneView, ...]
    skills: tuple[Skill, ...]
    cells: Mapping[tuple[str, str], CellView]
    hanging: tuple[HangingView, ...]
    outlines: tuple[Outline, ...]
    roads: tuple[Road, ...]
    cut: tuple[Road, ...]
    sites: tuple[SiteView, ...]
    assumptions: tuple[str, ...]
    providers: int
    """How many can give something at that time."""

    def of(self, code: str) -> CommuneView | None:
        """A commune by its code."""
        return next((one for one in self.communes if one.code == code), None)

    @property
    def is_masked(self) -> bool:
        """Whether some number is kept back from who reads."""
        return not self.rights.exact


def naming_of(stage: Stage) -> Naming:
    """Words of skills and communes, as they stand within a sentence."""
    return Naming.of(stage.shown.territory, {code: uncapitalised(one.word) for code, one in stage.world.skills.items()})


def view_of(stage: Stage, rights: Rights, skill: str = "") -> CoverageView:
    """The map as these rights read it; ``skill``: communes coloured for that need alone."""
    shown, naming = stage.shown, naming_of(stage)
    veil, usual = Veil.of(stage, rights, shown), Veil.of(stage, rights, stage.before)
    # Masked one by one where they are masked: a sum would give a small one back.
    every = together(shown.sets) if rights.exact else shown.sets
    told = [one for one in every if not skill or skill in {need.skill for need in one.needs}]
    sets = [_set(one, veil, naming) for one in told]
    standing_roads = {one.id for one in shown.territory.roads}
    return CoverageView(
        community=stage.community.name,
        demonstration=stage.community.demonstration,
        rights=rights,
        asked=stage.asked,
        slices=stage.world.slices,
        slice=stage.world.slices[stage.rank],
        choices=stage.choices,
        shock=stage.shock,
        is_exercise=stage.is_exercise,
        before=_totals(stage.before, told=usual.tells_all),
        totals=_totals(shown, told=veil.tells_all),
        sets=tuple(one for one in sets if one.shortage is not None),
        untold_sets=sum(one.shortage is None for one in sets),
        withheld=None if shown.withheld and few(shown.withheld, rights) else shown.withheld,
        communes=_communes(stage, naming, skill),
        skills=tuple(sorted(_asked_skills(stage), key=lambda one: (-one.weight, one.word))),
        cells={key: _cell(one, stage, rights) for key, one in shown.cells.items()},
        hanging=tuple(
            HangingView(one.role, naming.place(one.commune), one.needs, one.alone)
            for one in hanging(shown.fragile, stage.known)
        ),
        outlines=stage.outlines,
        roads=shown.territory.roads,
        cut=tuple(one for one in stage.before.territory.roads if one.id not in standing_roads),
        sites=_sites(stage),
        assumptions=stage.world.assumptions,
        providers=sum(one.capacity > 0 for one in shown.territory.up),
    )


def _asked_skills(stage: Stage) -> list[Skill]:
    asked = {need.skill for need in stage.shown.territory.needs}
    return [one for code, one in stage.world.skills.items() if code in asked]


def _set(one: DeficientSet, veil: Veil, naming: Naming) -> SetView:
    skills = tuple(sorted({need.skill for need in one.needs}))
    places = tuple(sorted({need.place for need in one.needs}))
    if not veil.tells(one):
        return SetView("", None, places, skills)
    return SetView(deficient_sentence(one, naming, names_first=True), one.shortage, places, skills)


def _totals(answers: Answers, *, told: bool) -> Totals:
    """Exact, or rounded to 5 % as soon as one part of them is not told: a subtraction would tell it."""
    if told:
        return Totals(answers.demand, answers.unmet, answers.share)
    return Totals(None, None, round(answers.share * 20) / 20)


def _cell(cell: Cell, stage: Stage, rights: Rights) -> CellView:
    need, estimated = cell.need, cell.need.id in stage.world.estimated
    # A register's cell is one commune's few people: without the exact right no number of it is said, large or small, so
    # that no sum gives a small one back.
    told = rights.exact or estimated
    return CellView(
        need.place, need.skill, cell.standing, cell.asked if told else None, cell.unmet if told else None, estimated
    )


def _communes(stage: Stage, naming: Naming, skill: str) -> tuple[CommuneView, ...]:
    before, shown = by_place(stage.before, skill), by_place(stage.shown, skill)
    found = []
    for place in stage.shown.territory.places:
        cells = stage.shown.of_place(place.id, skill)
        commune = stage.communes.get(place.id)
        found.append(
            CommuneView(
                code=place.id,
                name=place.name,
                before=before.get(place.id, Standing.NOTHING),
                standing=shown[place.id],
                short=_skills(cells, Standing.SHORT, naming),
                fragile=_skills(cells, Standing.FRAGILE, naming),
                latitude=commune.latitude if commune else None,
                longitude=commune.longitude if commune else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (_gravity(one), one.name)))


def _gravity(one: CommuneView) -> tuple[int, int, int]:
    """Smaller is worse."""
    return (-WORST.index(one.standing), -len(one.short), -len(one.fragile))


def _skills(cells: tuple[Cell, ...], standing: Standing, naming: Naming) -> tuple[str, ...]:
    return tuple(naming.skill(one.need.skill) for one in cells if one.standing is standing)


def _sites(stage: Stage) -> tuple[SiteView, ...]:
    """Sites that ever give something, by commune; what others only depend on (electricity, a supplier) is no site."""
    found: dict[str, list[int]] = {}
    down = stage.shown.territory.down
    for one in stage.shown.territory.providers:
        if one.kind == "site" and one.id.startswith("site:"):
            counts = found.setdefault(one.place, [0, 0])
            counts[one.id in down] += 1
    return tuple(SiteView(code, up, gone) for code, (up, gone) in sorted(found.items()))


def positions(view: CoverageView) -> dict[str, tuple[float, float]]:
    """Commune → longitude, latitude of its town hall, else the middle of its outline."""
    found = {}
    for one in view.outlines:
        ring = max(one.rings, key=len, default=())
        if ring:
            found[one.insee] = (sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring))
    for commune in view.communes:
        if commune.longitude is not None and commune.latitude is not None:
            found[commune.code] = (commune.longitude, commune.latitude)
    return found


def unmet_of(view: CoverageView, code: str) -> int | None:
    """What a commune lacks over all its needs, by the declared priority; None when one of them is not to be said."""
    found = [one.unmet for (place, _skill), one in view.cells.items() if place == code]
    return None if any(one is None for one in found) else sum(one or 0 for one in found)
