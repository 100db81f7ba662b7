"""A trial in words: its sentence, its lines, its steps, who falls with what; exact for who runs drills, masked for others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.drills.composition import Composition
from app.drills.drill import LineName, run
from app.drills.drill_report import DrillReport, report_of
from app.drills.drill_words import DrillNaming
from app.services.laboratory.laboratory_falls import Fall
from app.services.laboratory.laboratory_figures import count_words, needs_words, numbers_words
from app.services.laboratory.laboratory_words import told
from tests.drills.a_laboratory import T0, a_trial, a_world


def a_report(composition: Composition, days: int = 2) -> DrillReport:
    world = a_world(composition.starts_at, days)
    drill = run(world, composition.shocks, composition.plan, t0=composition.starts_at)
    return report_of(drill, world, DrillNaming.of(world, {"infirmier": "infirmier"}), composition.starts_at)


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_the_first_line_says_what_is_left_with_and_without_the_plan() -> None:
    """Then where it is hardest, what is given back there, rounded down, and whom the road cut leaves far from the main town."""
    said = told(a_report(a_trial()))
    assert spaced(said.sentence) == "Sans plan, 79 demandes sur 232 sans personne ; avec le plan, 67."
    assert [spaced(one) for one in said.details] == [
        "Au plus dur, vendredi 27 novembre, matin : 55 % des demandes couvertes, contre 100 % en temps ordinaire.",
        "Avec le plan : 62 %, soit 4 demandes de moins sans personne.",
        "Routes touchées, prises ensemble, 1 commune (2 800 habitants) ne joint plus Redon : Rieux.",
    ]


def test_the_lines_are_those_of_the_drill() -> None:
    """A percent a half-day, never rounded up, and the units behind it."""
    report = a_report(a_trial())
    said = told(report)
    assert [one.name for one in said.courses] == [LineName.BASELINE, LineName.SHOCK, LineName.PLAN]
    for course, line in zip(said.courses, report.lines, strict=True):
        assert course.unmet == tuple(one.unmet for one in line.points)
        assert all(p <= 100 * one.share < p + 0.1 + 1e-9 for p, one in zip(course.percents, line.points, strict=True))
    assert said.marks == ((0, "1"), (1, "2–3"), (2, "4"))


def test_the_steps_add_up_to_what_is_left() -> None:
    """From ordinary times, through what stands without the plan, to the end; the order is said."""
    said = told(a_report(a_trial()))
    assert said.falls == (
        Fall("Temps ordinaire", 0, is_total=True), Fall("1. Absence", 54, number=1), Fall("2. Route coupée", 9, number=2),
        Fall("3. Coupure d’électricité", 16, number=3), Fall("Sans plan", 79, is_total=True),
        Fall("4. Équipe mobile", -12, number=4),
        Fall("Reste sans personne", 67, is_total=True),
    )  # fmt: skip
    assert "dans l’ordre" in said.order
    assert "l’effet 1 (absence), 54 demandes de plus" in spaced(said.falls_sentence)
    assert "l’effet 4 (équipe mobile), 12 demandes de moins" in spaced(said.falls_sentence)


def test_tables_by_need_and_by_commune_add_up_alike() -> None:
    """Both share the same total on every line, the shortest of what is left first."""
    said = told(a_report(a_trial()))
    totals = [sum(course.unmet) for course in said.courses]
    for rows in (said.skills, said.places):
        assert [sum(one.unmet[rank] for one in rows) for rank in range(3)] == totals
        assert [one.unmet[-1] for one in rows] == sorted((one.unmet[-1] for one in rows), reverse=True)
    assert spaced(said.where) == (
        "Le plus court, avec le plan : soins infirmiers (42), délivrance (25) ;"
        " par commune : Rieux (54), Redon (9), Fégréac (4)."
    )


def test_what_falls_with_what_is_told_by_role_and_commune() -> None:
    """The pharmacy falls when the autonomy it has is spent; nobody's name is in anything told."""
    said = told(a_report(a_trial()))
    assert "pharmacie (Rieux)" in said.rounds[0][1][1]
    assert "SECRÈTE" not in str(said)
    assert "Pharmacie du Pont" not in str(said)


def test_without_plan_or_without_anything_fewer_lines_are_drawn() -> None:
    """A line that would only repeat another is left out, and the sentence says what there is."""
    alone = told(a_report(a_trial().model_copy(update={"plan": ()})))
    assert [one.name for one in alone.courses] == [LineName.BASELINE, LineName.SHOCK]
    assert spaced(alone.sentence) == "79 demandes sur 232 sans personne, contre 0 en temps ordinaire."
    nothing = told(a_report(Composition(starts_at=T0)))
    assert [one.name for one in nothing.courses] == [LineName.BASELINE]
    assert spaced(nothing.sentence) == "Sans rien de plus, 0 demande sur 232 sans personne."
    assert spaced(nothing.where) == "En temps ordinaire, personne ne reste sans soin."


def test_a_plan_that_comes_too_late_is_said_to_give_nothing_back() -> None:
    """At the hardest half-day nothing is caught up: never « 0 de moins »."""
    late = a_trial()
    team = late.plan[0].model_copy(update={"from_hours": 40})
    said = told(a_report(late.model_copy(update={"plan": (team,)})))
    assert spaced(said.details[1]) == "Avec le plan, rien n’y est rattrapé."


def test_a_shock_that_changes_nothing_is_said_to() -> None:
    """As in ordinary times, and nothing to catch up: the plan is not told to have failed."""
    road = a_trial().shocks[1].model_copy(update={"from_hours": 400})
    said = told(a_report(a_trial().model_copy(update={"shocks": (road,)})))
    assert spaced(said.sentence) == (
        "Le choc ne laisse personne de plus sans soin : 0 demande sur 232 sans personne, comme en temps ordinaire."
    )
    assert not any("rattrapé" in one for one in said.details)


def test_a_plan_that_gives_nothing_back_for_want_of_doses_says_so() -> None:
    """« Autant », and why: hands were brought, what they would give was not there. A few doses short are no reason."""
    late = a_trial()
    team = late.plan[0].model_copy(update={"from_hours": 400})
    report = a_report(late.model_copy(update={"plan": (team,)}))
    assert spaced(told(report).sentence) == "Sans plan, 79 demandes sur 232 sans personne ; avec le plan, autant."
    lost = report.lines[1].points[report.worst_rank].unmet
    for withheld, why in ((lost, f" : les doses manquent pour {lost} demandes."), (2, ".")):
        short = tuple(one.model_copy(update={"withheld": withheld}) for one in report.deficient)
        said = told(report.model_copy(update={"deficient": short}))
        assert spaced(said.details[1]) == f"Avec le plan, rien n’y est rattrapé{why}"
        assert spaced(said.sentence).endswith("autant : ce sont les doses qui manquent.") is (withheld == lost)


def test_small_counts_are_not_told_to_who_may_not_run_drills() -> None:
    """Under the threshold a count is « moins de 5 », in sentences as in tables; nought and more are told."""
    said = told(a_report(a_trial()), least=5)
    assert said.count(4) == "moins de 5"
    assert spaced(said.details[1]).endswith("soit moins de 5 demandes de moins sans personne.")
    assert [count_words(n, 5) for n in (0, 1, 4, 5)] == ["0", "moins de 5", "moins de 5", "5"]
    assert spaced(needs_words(1, 5)) == "moins de 5 demandes"


@pytest.mark.parametrize("least", [0, 5, 10, 17, 60])
def test_what_is_too_small_is_told_with_others_and_no_difference_gives_it_back(least: int) -> None:
    """Rows and steps keep their sums; none that is told alone, and no sum of several, is above nought and too small."""
    exact, shared = told(a_report(a_trial())), told(a_report(a_trial()), least=least)
    for before, after in ((exact.skills, shared.skills), (exact.places, shared.places)):
        for rank in range(3):
            assert sum(one.unmet[rank] for one in after) == sum(one.unmet[rank] for one in before)
        alone = [n for one in after if not one.is_sum for n in one.unmet]
        assert [n for n in alone if 0 < n < least] == []
        sums = [one for one in after if one.is_sum]
        assert len(sums) == (1 if len(after) < len(before) or sums else 0)
        assert all(not one.words.startswith("1 ") for one in sums) or len(before) == 1
    assert sum(one.amount for one in shared.falls if not one.is_total) == sum(
        one.amount for one in exact.falls if not one.is_total
    )
    assert [one for one in shared.falls if one.is_total] == [one for one in exact.falls if one.is_total]
    between = [one.amount for one in shared.falls if not one.is_total and "Ensemble" not in one.words]
    assert [n for n in between if 0 < abs(n) < least] == []


def test_a_small_step_stands_with_the_next_smallest() -> None:
    """9 units under a threshold of 10 stand with the 16 of another, under both numbers; the plan's only step has no company."""
    said = told(a_report(a_trial()), least=10)
    assert [(one.words, one.amount) for one in said.falls if not one.is_total] == [
        ("1. Absence", 54), ("2–3. Ensemble", 25), ("4. Équipe mobile", -12),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "words"), [([1], "1"), ([1, 2], "1–2"), ([1, 2, 3, 5], "1–3, 5"), ([2, 4, 6], "2, 4, 6"), ([], "")]
)
def test_numbers_that_follow_are_one_run(numbers: list[int], words: str) -> None:
    """What begins together shares a mark short enough to be read."""
    assert numbers_words(numbers) == words


def test_a_trial_over_more_days_keeps_every_half_day() -> None:
    """Three a day, from that of T0."""
    said = told(a_report(a_trial(T0 + timedelta(hours=1)), days=4))
    assert len(said.slices) == 12
    assert all(len(one.percents) == 12 for one in said.courses)
