"""The document of a drill: read back alike, without a name or an id of anybody, its sums those of the drill."""

from __future__ import annotations

import pytest

from app.drills.drill import LineName, run
from app.drills.drill_page import lines
from app.drills.drill_report import DrillReport, read_report, report_of
from app.drills.drill_words import DrillNaming
from app.drills.kept_report import KeptReport, read_kept
from app.drills.shock import Absence, Doses, NewNeed, OpenSite, PowerCut
from tests.drills.a_world import NURSES, T0, a_world

WORLD = a_world()
SHOCKS = (
    Absence(providers=NURSES[:4]), PowerCut(communes=("B",)), Doses(quantity=3), NewNeed(commune="E", skill="nursing", quantity=4),
)  # fmt: skip
PLAN = (OpenSite(name="Salle", commune="B", skills=("nursing",), capacity=20, reach_minutes=10),)


def a_report() -> DrillReport:
    naming = DrillNaming.of(WORLD, {"infirmier": "infirmier"}, names=True)
    return report_of(run(WORLD, SHOCKS, PLAN, (*SHOCKS, *PLAN)), WORLD, naming, T0)


def test_a_report_is_read_back_as_it_was_written() -> None:
    """And anything else is none."""
    report = a_report()
    assert read_report(report.model_dump_json()) == report
    kept = KeptReport(exact=report, shared=report)
    assert read_kept(kept.model_dump_json()) == kept
    assert (read_report('{"format": "releve.drill/2"}'), read_kept("{")) == (None, None)


def test_nobody_is_named_in_a_report() -> None:
    """Even when names may be read where it is made: neither a name nor a person's id leaves in it."""
    text = a_report().model_dump_json()
    assert "NOM" not in text
    assert not any(one in text for one in NURSES)
    assert "infirmières (Commune A)" in text


@pytest.mark.parametrize("name", LineName)
def test_the_figures_of_a_report_add_up(name: LineName) -> None:
    """Needs of a point are its unmet units, deficient sets and missing doses those of the worst slice, steps the whole."""
    report = a_report()
    line = report.line(name)
    assert line is not None
    for point in line.points:
        assert point.demand - point.served == point.unmet == sum(units for _place, _skill, units in point.needs)
    short = next(one for one in report.deficient if one.line is name)
    unmet = line.points[report.worst_rank].unmet
    assert sum(one.shortage for one in short.sets) + short.withheld == unmet
    falls = report.waterfall
    assert falls.unmet + sum(one.unmet for one in falls.steps) == falls.left
    plan = report.line(LineName.PLAN)
    assert plan is not None
    assert sum(one.unmet for one in plan.points) == falls.left


def test_a_need_that_an_effect_brought_has_its_place_and_skill() -> None:
    """« E/nursing » is in no roster: its id says both."""
    shock = a_report().line(LineName.SHOCK)
    assert shock is not None
    assert ("E", "nursing", 4) in shock.points[0].needs


def test_slices_that_fall_alike_are_one_row() -> None:
    """Batteries hold in the morning; afternoon and night are told once."""
    rows = [one for one in a_report().cascades if one.line is LineName.SHOCK]
    assert [(one.ranks, one.counts) for one in rows] == [((0,), (5,)), ((1, 2), (5, 1, 1))]


def test_what_lacks_for_want_of_doses_is_said() -> None:
    """Three doses for ten who ask: the sentence stands beside the deficient sets, on the page too."""
    drill = run(WORLD, (Doses(quantity=3, until_hours=6),), ())
    report = report_of(drill, WORLD, DrillNaming.of(WORLD, {}), T0)
    shock = next(one for one in report.deficient if one.line is LineName.SHOCK)
    assert (shock.withheld, shock.withheld_sentence) == (7, "7 demandes sans réponse faute de doses.")
    assert f"- {shock.withheld_sentence}" in list(lines("Essai", report))


def test_the_page_says_all_of_it() -> None:
    """Title, headline, a row a slice, a sentence an effect, what falls, what lacks, what is assumed."""
    report = a_report()
    page = list(lines("Essai", report))
    assert page[:2] == ["Essai", report.headline]
    assert sum(line.startswith("jeudi 26 novembre") for line in page) == 3
    assert all(f"- {step.sentence}" in page for step in report.waterfall.steps)
    assert "- Une valeur de travail." in page
    assert page[-1].startswith("- Sans électricité, chacun tient")
    assert any(line.startswith("- Tombent ensuite (2e tour)") for line in page)
