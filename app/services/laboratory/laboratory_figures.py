"""The figures of a drill's document and how each is said: counts, shares, slices, which line ends it. ``least``: a count under
it is not said (0: every count is).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.drills.drill import LineName
from app.drills.drill_words import PART_WORDS
from app.drills.world import Part
from app.words import _, ngettext
from app.words.dates import short_day, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.drills.drill_report import DrillReport, LineRow, PointRow, SliceRow

INSIDE = {
    LineName.BASELINE: N_("en temps ordinaire"),
    LineName.SHOCK: N_("sans plan"),
    LineName.PLAN: N_("avec le plan"),
    LineName.PLAYED: N_("tel que joué"),
}
"""Line → how it is called inside a sentence (French source)."""


def count_words(units: int, least: int) -> str:
    """A number of units, or « moins de 5 » under the threshold."""
    if 0 < units < least:
        return _("moins de {n}").format(n=spoken_number(least))
    return spoken_number(units)


def needs_words(units: int, least: int = 0) -> str:
    """« 1 demande », « 2 227 demandes », « moins de 5 demandes »."""
    return ngettext("{n} demande", "{n} demandes", max(units, least if 0 < units < least else 0)).format(
        n=count_words(units, least)
    )


def percent(point: PointRow) -> str:
    """« 86 % », rounded down: what is said holds."""
    return _("{n} %").format(n=100 * point.served // point.demand if point.demand else 100)


def short_slice(one: SliceRow) -> str:
    """« jeu. 26 nov. matin »."""
    return f"{short_day(day_of(one))} {_(PART_WORDS[one.part])}"


def day_of(one: SliceRow) -> date:
    """The civil day in Paris in which a slice starts."""
    return one.starts_at.astimezone(PARIS).date()


def is_night(one: SliceRow) -> bool:
    """Whether a slice is a night."""
    return one.part is Part.NIGHT


def total(report: DrillReport, name: LineName) -> tuple[int, int]:
    """Units asked and unmet on a line from T0 on."""
    points = line_of(report, name).points[report.t0_rank :]
    return sum(one.demand for one in points), sum(one.unmet for one in points)


def ends_as(report: DrillReport) -> LineName:
    """The line that says how it ends: as played, with the plan, or under the shocks alone."""
    if report.line(LineName.PLAYED):
        return LineName.PLAYED
    if has_plan(report):
        return LineName.PLAN
    return LineName.SHOCK if report.waterfall.steps else LineName.BASELINE


def has_plan(report: DrillReport) -> bool:
    """Whether the plan answers anything."""
    return any(one.is_plan for one in report.waterfall.steps)


def lowest(report: DrillReport, name: LineName) -> int:
    """The slice in which a line serves the smallest share, from T0 on; the first of equals."""
    points = line_of(report, name).points
    return min(range(report.t0_rank, len(points)), key=lambda rank: (points[rank].share, rank))


def line_of(report: DrillReport, name: LineName) -> LineRow:
    """A line that every report has."""
    found = report.line(name)
    assert found is not None
    return found


def drawn_of(report: DrillReport) -> list[LineRow]:
    """A shock's line only where something strikes or answers, a plan's only where there is one."""
    said = {LineName.SHOCK: bool(report.waterfall.steps), LineName.PLAN: has_plan(report)}
    return [one for one in report.lines if said.get(one.name, True)]


def undosed(report: DrillReport, name: LineName) -> int:
    """Units that nobody can be given for want of doses in the hardest half-day, where that is most of what the shocks cost."""
    withheld = next((one.withheld for one in report.deficient if one.line is name), 0)
    usual, ended = (line_of(report, one).points[report.worst_rank].unmet for one in (LineName.BASELINE, name))
    return withheld if 2 * withheld > ended - usual else 0


def numbers_words(numbers: Sequence[int]) -> str:
    """« 1–3, 5 » for 1, 2, 3 and 5; ascending."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def together(amounts: Mapping[int, Sequence[int]], least: int) -> set[int]:
    """Whose amounts are told as one sum: those too small, and of the others the smallest until no sum is too small."""
    hidden = {key for key, found in amounts.items() if any(0 < abs(one) < least for one in found)}
    rest = sorted((key for key in amounts if key not in hidden and any(amounts[key])), key=lambda key: (sum(map(abs, amounts[key])), key))  # fmt: skip
    while rest and hidden and (len(hidden) < 2 or _is_small(amounts, hidden, least)):
        hidden.add(rest.pop(0))
    return hidden


def _is_small(amounts: Mapping[int, Sequence[int]], hidden: Iterable[int], least: int) -> bool:
    sums = [sum(column) for column in zip(*(amounts[key] for key in hidden), strict=True)]
    return any(0 < abs(one) < least for one in sums)
