"""A drill as a document: what a saved run keeps, what ``releve drill --json`` prints, what screens and prints read alike.

No provider's id and no name is in it, whoever made it: people and sites are told by role and commune. Sentences are in the
language they were made in. Units are acts of one slice, added up over slices from T0 on where a total is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from app.drills.assumed import assumed
from app.drills.drill import LineName
from app.drills.drill_words import (
    DrillNaming,
    effect_sentence,
    elsewhere_sentence,
    headline,
    order_sentence,
    outcome_sentence,
    rounds_lines,
    slice_words,
    withheld_sentence,
)
from app.drills.farther import farther_sentence
from app.drills.sentences import deficient_sentence, together, untold_sentence
from app.drills.shock import EFFECT_WORDS, EffectKind
from app.drills.veiled import noted_needs, tells, veiled
from app.drills.world import Part
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.drills.coverage import DeficientSet
    from app.drills.drill import Drill, Outcome
    from app.drills.sentences import Naming
    from app.drills.territory import Need
    from app.drills.world import World


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SliceRow(_Row):
    """One step of the time axis, with its words."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    part: Part
    words: str


class PointRow(_Row):
    """Units asked, served, unmet in one slice; ``needs``: place, skill, units unmet, above nought only.

    In a shared report those under the masking threshold are left out, so that they need not add up there.
    """

    demand: int
    served: int
    unmet: int
    needs: tuple[tuple[str, str, int], ...] = ()

    @property
    def share(self) -> float:
        """Served over asked; 1 when nothing is asked."""
        return self.served / self.demand if self.demand else 1.0


class LineRow(_Row):
    """One of the four lines, a point a slice."""

    name: LineName
    points: tuple[PointRow, ...]


class StepRow(_Row):
    """What one effect changed on top of those before it; ``ranks``: the slices it is on in."""

    type: EffectKind
    kind: str
    what: str
    sentence: str
    is_plan: bool
    demand: int
    unmet: int
    recovered: int
    ranks: tuple[int, ...]


class WaterfallRow(_Row):
    """From what is asked and unmet in ordinary times, step by step in the order told, to what is left; ``order`` says so."""

    demand: int
    unmet: int
    steps: tuple[StepRow, ...]
    after_shocks: int
    left: int
    order: str


class CascadeRow(_Row):
    """Who is down in slices ``ranks`` of a line: a sentence and a count a round."""

    line: LineName
    ranks: tuple[int, ...]
    rounds: tuple[str, ...]
    counts: tuple[int, ...]


class SetRow(_Row):
    """Needs that fall short together; the numbers are 0 where they are not told."""

    places: tuple[str, ...]
    skills: tuple[str, ...]
    demand: int
    reachable: int
    shortage: int
    sentence: str


class DeficientRow(_Row):
    """Deficient sets of a line in the worst slice, and what nobody can be given for want of doses, told when there is any."""

    line: LineName
    sets: tuple[SetRow, ...]
    withheld: int = 0
    withheld_sentence: str = ""


class DrillReport(_Row):
    """All of a drill. ``t0_rank``, ``worst_rank``: ranks in ``slices``. ``places``, ``skills``: code → word.

    ``elsewhere``: said when effects name what this territory does not have (a scenario of another one). ``farther``: said when
    roads are struck: who is farther from the main town.
    """

    format: Literal["releve.drill/1"] = "releve.drill/1"
    exercise: Literal[True] = True
    t0: AwareDatetime
    t0_rank: int
    worst_rank: int
    headline: str
    slices: tuple[SliceRow, ...]
    lines: tuple[LineRow, ...]
    waterfall: WaterfallRow
    cascades: tuple[CascadeRow, ...]
    deficient: tuple[DeficientRow, ...]
    elsewhere: str = ""
    farther: str = ""
    places: dict[str, str]
    skills: dict[str, str]
    assumptions: tuple[str, ...]

    def line(self, name: LineName) -> LineRow | None:
        """A line by its name; None for PLAYED when nothing was played."""
        return next((one for one in self.lines if one.name is name), None)


def report_of(drill: Drill, world: World, naming: DrillNaming, t0: datetime) -> DrillReport:
    """The document of a drill. Names are left out even where ``naming`` would tell them."""
    nameless = DrillNaming.of(
        world, naming.choices.professions, communes=naming.choices.communes, added=drill.added,
        hidden_below=naming.hidden_below,
    )  # fmt: skip
    drill = veiled(drill, world, naming.hidden_below)
    return DrillReport(
        t0=t0, t0_rank=drill.t0_rank, worst_rank=drill.worst_rank, headline=headline(drill, nameless),
        elsewhere=elsewhere_sentence(drill),
        farther=farther_sentence(world, [one.what for one in drill.outcomes if one.hit and one.hit.roads]),
        slices=tuple(
            SliceRow(starts_at=one.starts_at, ends_at=one.ends_at, part=one.part, words=slice_words(one))
            for one in world.slices
        ),
        lines=_lines(drill, world, nameless.hidden_below),
        waterfall=_waterfall(drill, nameless),
        cascades=_cascades(drill, nameless),
        deficient=_deficient(drill, world, nameless),
        places={one.id: one.name for one in world.ordinary.places}, skills=dict(nameless.choices.skills), assumptions=(*world.assumptions, *assumed([one.what for one in drill.outcomes])),
    )  # fmt: skip


def read_report(text: str | bytes) -> DrillReport | None:
    """The report of a document; None when it is none (written by another version, say)."""
    try:
        return DrillReport.model_validate_json(text)
    except ValidationError:
        return None


def _lines(drill: Drill, world: World, hidden: int) -> tuple[LineRow, ...]:
    needs = {one.id: one for one in world.ordinary.needs}
    return tuple(
        LineRow(
            name=line.name,
            points=tuple(
                PointRow(
                    demand=one.demand, served=one.served, unmet=one.unmet,
                    needs=tuple(
                        sorted((*_where(id, needs.get(id)), units) for id, units in one.by_need.items() if units >= hidden)
                    ),
                )
                for one in line.points
            ),
        )
        for line in drill.lines
    )  # fmt: skip


def _where(id: str, need: Need | None) -> tuple[str, str]:
    """Place and skill of a need; one that an effect brought says both in its id."""
    if need is not None:
        return need.place, need.skill
    place, _slash, skill = id.partition("/")
    return place, skill


def _waterfall(drill: Drill, naming: DrillNaming) -> WaterfallRow:
    falls = drill.waterfall
    has_plan = any(one.is_plan for one in falls.steps)
    steps = tuple(
        _step(outcome, step.demand, naming, has_plan=has_plan)
        for outcome, step in zip(drill.outcomes, falls.steps, strict=True)
    )
    return WaterfallRow(
        demand=falls.demand, unmet=falls.unmet, steps=steps, after_shocks=falls.after_shocks, left=falls.left,
        order=order_sentence(drill),
    )  # fmt: skip


def _step(outcome: Outcome, demand: int, naming: DrillNaming, *, has_plan: bool) -> StepRow:
    kind = EffectKind(outcome.what.type)
    return StepRow(
        type=kind, kind=_(EFFECT_WORDS[kind]), what=effect_sentence(outcome.what, naming),
        sentence=outcome_sentence(outcome, naming, has_plan=has_plan), is_plan=outcome.is_plan,
        demand=demand, unmet=outcome.unmet, recovered=outcome.recovered, ranks=outcome.ranks,
    )  # fmt: skip


def _cascades(drill: Drill, naming: DrillNaming) -> tuple[CascadeRow, ...]:
    """Slices that follow each other with the same fall are one row."""
    found: list[CascadeRow] = []
    before: Sequence[frozenset[str]] = ()
    for one in drill.cascades:
        last = found[-1] if found else None
        if last and last.line is one.line and last.ranks[-1] + 1 == one.rank and one.rounds == before:
            found[-1] = last.model_copy(update={"ranks": (*last.ranks, one.rank)})
        else:
            rounds, counts = rounds_lines(one.rounds, naming), tuple(len(fallen) for fallen in one.rounds)
            found.append(CascadeRow(line=one.line, ranks=(one.rank,), rounds=rounds, counts=counts))
        before = one.rounds
    return tuple(found)


def _deficient(drill: Drill, world: World, naming: DrillNaming) -> tuple[DeficientRow, ...]:
    noted, hidden = noted_needs(world), naming.hidden_below
    unmet = {line.name: [point.by_need for point in line.points] for line in drill.lines}
    return tuple(
        DeficientRow(
            line=one.line,
            withheld=0 if one.withheld < hidden else one.withheld, withheld_sentence=withheld_sentence(one.withheld, naming),
            sets=tuple(
                _set(found, naming.sentences, told=tells(found, unmet[one.line][one.rank], noted, hidden))
                for found in together(one.sets)
            ),
        )
        for one in drill.deficient
    )  # fmt: skip


def _set(found: DeficientSet, naming: Naming, *, told: bool) -> SetRow:
    """Where and of what, in numbers when they may be ``told``."""
    return SetRow(
        places=tuple(sorted({need.place for need in found.needs})),
        skills=tuple(sorted({need.skill for need in found.needs})),
        demand=found.demand if told else 0,
        reachable=found.reachable if told else 0,
        shortage=found.shortage if told else 0,
        sentence=deficient_sentence(found, naming) if told else untold_sentence(found, naming),
    )
