"""A drill as a page of plain text, from its report: what a terminal shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.drill import LineName
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.drills.drill_report import DrillReport

_COLUMNS = {
    LineName.BASELINE: N_("ordinaire"),
    LineName.SHOCK: N_("choc"),
    LineName.PLAN: N_("plan"),
    LineName.PLAYED: N_("joué"),
}
_LEFT = 34
"""Width of the first column: the longest day and part of it."""
_MOST_SETS = 6
"""Deficient sets told, the largest first; beyond, how many more."""


def lines(title: str, report: DrillReport) -> Iterator[str]:
    """The page, line by line."""
    yield title
    yield report.headline
    if report.elsewhere:
        yield report.elsewhere
    if report.farther:
        yield report.farther
    yield ""
    yield from _table(report)
    yield ""
    yield _("Ce que fait chaque effet")
    yield from (f"- {step.sentence}" for step in report.waterfall.steps)
    yield report.waterfall.order
    for row in report.cascades:
        if row.line is LineName.SHOCK and len(row.counts) > 1:
            yield ""
            yield _("Réactions en chaîne, {when}").format(when=report.slices[row.ranks[0]].words)
            yield from (f"- {told}" for told in row.rounds)
    yield from _short(report)
    yield ""
    yield _("Ce qui est supposé")
    yield from (f"- {told}" for told in report.assumptions)


def _table(report: DrillReport) -> Iterator[str]:
    """Demandes sans personne, slice by slice and line by line."""
    yield _("Demandes sans personne").ljust(_LEFT) + "".join(_(_COLUMNS[one.name]).rjust(12) for one in report.lines)
    for rank in range(report.t0_rank, len(report.slices)):
        yield report.slices[rank].words.ljust(_LEFT) + "".join(
            spoken_number(one.points[rank].unmet).rjust(12) for one in report.lines
        )


def _short(report: DrillReport) -> Iterator[str]:
    for row in report.deficient:
        told = [*(one.sentence for one in row.sets), *filter(None, [row.withheld_sentence])]
        if row.line in (LineName.SHOCK, LineName.PLAN) and told:
            yield ""
            yield _("Ce qui manque quoi qu’on fasse, {when} ({line})").format(
                when=report.slices[report.worst_rank].words, line=_(_COLUMNS[row.line])
            )
            yield from (f"- {one}" for one in told[:_MOST_SETS])
            more = len(told) - _MOST_SETS
            if more > 0:
                yield ngettext("- et {n} autre manque", "- et {n} autres manques", more).format(n=spoken_number(more))
