"""Those whose loss alone leaves somebody without care."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.carer import practice_carer, practice_of
from app.continuity.finding import State
from app.continuity.left_without import Outcome, who_is_left
from app.continuity.need import NeedId
from app.continuity.single_points import SinglePoint, single_points
from app.continuity.situation import Absence
from app.core.ids import PracticeId
from tests.continuity.a_failing_world import a_world
from tests.continuity.engine_builders import (
    FAR,
    LEFT_BANK,
    a_need,
    a_practice,
    a_remote,
    a_site,
    a_territory,
    closed,
    failing,
)

A, B = practice_carer(PracticeId("a")), practice_carer(PracticeId("b"))


def test_on_an_ordinary_day_each_practice_whose_patients_nobody_could_take() -> None:
    """Three patients of « a » and two places at « b »: one too many; « b » has nobody of its own: nothing is lost."""
    needs = [a_need(number) for number in range(3)]
    found = single_points(needs, a_territory(a_practice("a"), a_practice("b")), failing())
    assert found == (SinglePoint(A, "Cabinet a", 1),)
    assert found[0].sentence == "Cabinet a : sans ce relais, 1 besoin de plus reste sans solution."


def test_once_one_is_closed_the_only_relay_left_counts_for_what_it_took_over() -> None:
    """« b » holds its own two and took one over: its loss leaves three; nothing already uncovered counts again."""
    needs = [a_need(1), a_need(2, "b"), a_need(3, "b"), a_need(4, "x", commune=FAR)]
    territory = a_territory(a_practice("a"), a_practice("b", LEFT_BANK))
    situation = failing(closed("a"), closed("x"))
    assert single_points(needs, territory, situation) == (SinglePoint(B, "Cabinet b", 3),)
    assert single_points(needs, territory, situation, among=[A]) == ()


def test_a_remote_service_held_by_one_person_is_told_whatever_could_replace_it() -> None:
    """Redon's alarms all rest on its one cardiologist; with a colleague, and a nurse who can call, nothing to say."""
    needs = [a_need(1, category="IC")]
    alone = single_points(needs, a_territory(a_practice("a"), a_remote()), failing())
    assert [(point.carer, point.lost, point.alone) for point in alone] == [(a_remote().id, 0, True)]
    assert alone[0].sentence == "Service r : toutes les alarmes reposent sur une seule personne."
    assert single_points(needs, a_territory(a_practice("a"), a_remote(readers=2)), failing()) == ()
    nobody = single_points(needs, a_territory(a_remote(readers=2)), failing())
    assert [(point.lost, point.alone) for point in nobody] == [(1, False)]


def test_the_only_dialysis_centre() -> None:
    """Its two patients have nowhere else to go; with a second centre of two places they have."""
    needs = [a_need(number, category="DIAL", max_interruption_hours=24) for number in range(2)]
    only, other = a_site("one"), a_site("two", LEFT_BANK)
    assert [(point.carer, point.lost) for point in single_points(needs, a_territory(only), failing())] == [(only.id, 2)]
    assert single_points(needs, a_territory(only, other), failing()) == ()


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_the_drill_is_the_whole_question_asked_again(chance: random.Random) -> None:
    """For each practice: closing it in the situation itself leaves uncovered exactly what the drill counts."""
    needs, territory, situation = a_world(chance)
    before = _uncovered(who_is_left(needs, territory, situation))
    lost = {}
    for carer in territory.carers:
        practice = practice_of(carer.id)
        if practice is not None:
            one_more = Absence(practice, situation.starts_at, situation.ends_at)
            after = who_is_left(needs, territory, replace(situation, absences=(*situation.absences, one_more)))
            lost[carer.id] = len(_uncovered(after) - before)
    told = {point.carer: point.lost for point in single_points(needs, territory, situation) if not point.alone}
    assert told == {carer: count for carer, count in lost.items() if count}


def test_an_establishment_takes_along_the_practice_in_it() -> None:
    """A health centre with a practice inside: both are gone together, named as a site or not."""
    territory = a_territory(a_practice("a", site="house"), a_site("house", categories=frozenset()))
    assert [(point.carer, point.lost) for point in single_points([a_need()], territory, failing())] == [
        (A, 1), (a_site("house").id, 1),
    ]  # fmt: skip
    unnamed = a_site("x", site="")
    assert [
        point.lost for point in single_points([a_need(category="DIAL")], a_territory(unnamed), failing(hours=72))
    ] == [1]


def _uncovered(outcome: Outcome) -> set[NeedId]:
    return {one.need for one in outcome.findings if one.state is State.UNCOVERED}
