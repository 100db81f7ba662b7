"""Two saved runs of the laboratory side by side: what tells them apart, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound
from app.drills.drill import LineName
from app.drills.kept_report import read_kept
from app.store import laboratory_runs
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.access.actor import Actor
    from app.drills.drill_report import DrillReport
    from app.store.database import Connection, Store
    from app.store.laboratory_runs import LaboratoryRun


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tells two runs apart in sentences, and whether they ran on the same roster."""

    sentences: tuple[str, ...]
    same_roster: bool


def compare_runs(actor: Actor, store: Store, first_id: str, second_id: str) -> Comparison:
    """Two runs side by side. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    exact = may(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        first, second = _found(conn, first_id), _found(conn, second_id)
    same = first.mark == second.mark
    return Comparison(tuple(_told(first, second, exact=exact, same_roster=same)), same)


def _found(conn: Connection, run_id: str) -> LaboratoryRun:
    found = laboratory_runs.find(conn, run_id)
    if found is None:
        raise NotFound(N_("Cet essai n’existe plus."))
    return found


def _report(one: LaboratoryRun, *, exact: bool) -> DrillReport | None:
    """As its reader may read it; None where another version wrote it."""
    kept = read_kept(one.result)
    return None if kept is None else kept.exact if exact else kept.shared


def _told(first: LaboratoryRun, second: LaboratoryRun, *, exact: bool, same_roster: bool) -> Iterator[str]:
    if not same_roster:
        yield _("Les deux essais n’ont pas été faits avec les mêmes effectifs : une partie de l’écart vient de là.")
    reports = _report(first, exact=exact), _report(second, exact=exact)
    if reports[0] is None or reports[1] is None:
        yield _("Un des deux essais vient d’une autre version : refaites-le pour le comparer.")
        return
    titles = _titles(first, second)
    for name, words in ((LineName.SHOCK, N_("Sous le choc")), (LineName.PLAN, N_("Avec le plan"))):
        shares = _share(reports[0], name), _share(reports[1], name)
        yield _("{line}, {first} % des demandes sont servies dans « {one} », {second} % dans « {two} ».").format(
            line=_(words), first=spoken_number(shares[0]), second=spoken_number(shares[1]), one=titles[0], two=titles[1]
        )  # fmt: skip
    caught = _recovered(reports[0]), _recovered(reports[1])
    # A difference of exact counts is for those who read them.
    if exact and caught[0] != caught[1]:
        better = titles[1] if caught[1] > caught[0] else titles[0]
        more = abs(caught[1] - caught[0])
        yield ngettext(
            "Le plan de « {title} » sert {n} demande de plus.",
            "Le plan de « {title} » sert {n} demandes de plus.",
            more,
        ).format(title=better, n=spoken_number(more))


def _titles(first: LaboratoryRun, second: LaboratoryRun) -> tuple[str, str]:
    """Two of one title are told apart by when they were kept; of one minute, by their order."""
    if first.title != second.title:
        return first.title, second.title
    whens = [spoken_instant(one.run_at) for one in (first, second)]
    if whens[0] == whens[1]:
        whens = [_("premier essai"), _("second essai")]
    return f"{first.title}, {whens[0]}", f"{second.title}, {whens[1]}"


def _recovered(report: DrillReport) -> int:
    """Units that the plan gives back, all actions together."""
    return report.waterfall.after_shocks - report.waterfall.left


def _share(report: DrillReport, name: LineName) -> int:
    line = report.line(name)
    points = line.points[report.t0_rank :] if line else ()
    demand = sum(one.demand for one in points)
    return 100 * sum(one.served for one in points) // demand if demand else 100
