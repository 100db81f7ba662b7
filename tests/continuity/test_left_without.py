"""Who is left without care: each rule by an example, then everything against an independent reckoning."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from app.continuity.carer import practice_carer
from app.continuity.finding import Reason, State
from app.continuity.left_without import Load, Slice, who_is_left, who_takes
from app.continuity.need import NeedId
from app.continuity.situation import OutageKind, Situation
from app.core.ids import PracticeId
from tests.continuity.an_outcome import carers, states
from tests.continuity.engine_builders import (
    CATEGORIES,
    FAR,
    LEFT_BANK,
    MIDDLE,
    RIGHT_BANK,
    a_category,
    a_need,
    a_practice,
    a_territory,
    bridge,
    closed,
    cut,
    failing,
    hour,
)
from tests.continuity.test_left_without_checked import a_world


def test_nothing_failing_touches_nobody() -> None:
    """An ordinary day leaves every need where it is."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing())
    assert states(outcome) == [State.NOT_TOUCHED]
    assert outcome.sentence == "Aucun besoin n’est touché."


def test_a_closed_practice_is_relayed_by_its_neighbour() -> None:
    """Care stops when the practice closes; the limit runs from there; the neighbour goes, eight minutes away."""
    outcome = who_is_left([a_need()], a_territory(a_practice(), a_practice("b", LEFT_BANK)), failing(closed(first=3)))
    (found,) = outcome.findings
    assert (found.state, found.carer, found.minutes, found.due_at) == (
        State.RELAYED, practice_carer(PracticeId("b")), 8.0, hour(15),
    )  # fmt: skip
    assert outcome.by_carer() == {found.carer: Load(1, 2)}


def test_a_closure_shorter_than_the_limit_can_wait() -> None:
    """Twelve hours closed against a limit of twelve: the next visit is in time, nobody else needs to go."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=0, last=12)))
    assert (states(outcome), outcome.findings[0].waits, outcome.exceeded) == ([State.KEPT], True, 0)
    longer = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=0, last=13)))
    assert states(longer) == [State.UNCOVERED]


def test_closures_that_touch_are_one() -> None:
    """A practice that says « fermé » day after day is closed throughout: each day alone would have waited."""
    days = (closed(first=0, last=12), closed(first=12, last=24))
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(*days))
    assert (states(outcome), outcome.first_due) == ([State.UNCOVERED], hour(12))


def test_care_stopped_before_the_window_counts_from_then() -> None:
    """Closed since six hours: six remain."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=-6)))
    assert outcome.first_due == hour(6)


def test_what_ended_before_the_window_is_over() -> None:
    """A closure of yesterday touches nobody today, however long it was."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=-40, last=0)))
    assert states(outcome) == [State.NOT_TOUCHED]


def test_the_own_limit_of_a_need_wins_over_its_category() -> None:
    """A need that says six hours is due after six."""
    outcome = who_is_left([a_need(max_interruption_hours=6)], a_territory(), failing(closed()))
    assert outcome.first_due == hour(6)


def test_a_need_that_ended_is_not_computed_and_an_unknown_category_is_told() -> None:
    """Expired: not touched. A category that left the table: counted apart and said in the sentence."""
    needs = [a_need(1, expires_at=hour(0)), a_need(2, category="XXX"), a_need(3)]
    outcome = who_is_left(needs, a_territory(), failing(closed()))
    assert (states(outcome), outcome.unknown) == ([State.NOT_TOUCHED, State.UNCOVERED], 1)
    assert outcome.sentence.endswith("Catégorie absente de la table, non calculé\u00a0: 1 besoin.")


@pytest.mark.parametrize(
    ("carer", "what", "reason"),
    [
        (a_practice("b", professions=frozenset({"medecin"})), (), Reason.NOBODY),
        (a_practice("b", FAR), (), Reason.OUT_OF_REACH),
        (a_practice("b", LEFT_BANK), (cut(OutageKind.ROAD, roads=bridge(LEFT_BANK, MIDDLE)),), Reason.ROAD),
        (a_practice("b", LEFT_BANK), (closed("b", 20),), Reason.CLOSED),
        (a_practice("b", LEFT_BANK, capacity=0), (), Reason.FULL),
    ],
)  # fmt: skip
def test_the_reason_is_the_step_that_leaves_nobody(carer, what, reason) -> None:  # type: ignore[no-untyped-def]
    """Nobody does it, nobody near, the road, closed later the same night, full: each is told as what it is."""
    outcome = who_is_left([a_need()], a_territory(a_practice(), carer), failing(closed(), *what))
    assert [(gap.reason, gap.count, gap.call) for gap in outcome.gaps] == [(reason, 1, outcome.gaps[0].call)]
    assert outcome.findings[0].reason is reason
    assert outcome.gaps[0].call == (() if reason is Reason.NOBODY else (carer.id,))


def test_a_limit_of_no_hours_is_held_from_the_same_commune_only() -> None:
    """Ventilated, the practice closing now: eight minutes are too many; announced an hour before, they are not."""
    need, near = a_need(max_interruption_hours=0), a_practice("b", LEFT_BANK)
    assert who_is_left([need], a_territory(near), failing(closed())).gaps[0].reason is Reason.TOO_LATE
    assert who_is_left([need], a_territory(replace(near, commune=MIDDLE)), failing(closed())).relayed == 1
    assert who_is_left([need], a_territory(near), failing(closed(first=1))).relayed == 1


def test_who_refused_is_not_asked_again() -> None:
    """The next one takes it; when everyone refused, that is the reason."""
    territory = a_territory(a_practice(), a_practice("b"), a_practice("c", LEFT_BANK))
    b, c = practice_carer(PracticeId("b")), practice_carer(PracticeId("c"))
    ask = failing(closed())
    assert carers(who_is_left([a_need()], territory, ask)) == ["b"]
    assert carers(who_is_left([a_need()], territory, ask, refused={NeedId("n1"): {b}})) == ["c"]
    refused = who_is_left([a_need()], territory, ask, refused={NeedId("n1"): frozenset({b, c})})
    assert refused.findings[0].reason is Reason.REFUSED


def test_preferences_in_their_order() -> None:
    """Who already has it, the first relay written, the second, the paired practice, the nearest."""
    near, paired = a_practice("near"), a_practice("paired", LEFT_BANK, pairs=frozenset({PracticeId("a")}))
    first, second = a_practice("first", RIGHT_BANK), a_practice("second")
    has = a_practice("has", LEFT_BANK)
    need = a_need(relays=(PracticeId("first"), PracticeId("second")))
    left = [near, paired, second, first, has]
    chosen = []
    while left:
        outcome = who_is_left([need], a_territory(*left), failing(closed()), taken={need.id: has.id})
        chosen += [one.carer for one in outcome.findings]
        left = [one for one in left if one.id != chosen[-1]]
    assert chosen == [has.id, first.id, second.id, paired.id, near.id]


def test_one_carer_for_one_patient() -> None:
    """Two needs of one patient go to the one who can take both, even a little further; two patients to the nearest each."""
    territory = a_territory(a_practice("near", capacity=1), a_practice("other", LEFT_BANK))
    same = [a_need(1), a_need(2, pseudonym="P-0001")]
    assert carers(who_is_left(same, territory, failing(closed()))) == ["other", "other"]
    assert sorted(carers(who_is_left([a_need(1), a_need(2)], territory, failing(closed()))), key=str) == [
        "near",
        "other",
    ]


def test_loads_even_out_at_the_same_distance() -> None:
    """Four needs between two practices of four places: two each."""
    territory = a_territory(a_practice("b", capacity=4), a_practice("c", capacity=4))
    outcome = who_is_left([a_need(number) for number in range(4)], territory, failing(closed()))
    assert sorted(load.taken for load in outcome.by_carer().values()) == [2, 2]


def test_the_most_severe_then_the_first_due_are_served() -> None:
    """With one place for three needs, the severe one due last passes before the harmless due first."""
    milder = a_category("PLAIE", severity=3, max_interruption_hours=4)
    territory = a_territory(a_practice("b", capacity=1), categories={**CATEGORIES, "PLAIE": milder})
    needs = [a_need(1, category="PLAIE"), a_need(2), a_need(3, max_interruption_hours=11)]
    outcome = who_is_left(needs, territory, failing(closed()))
    assert states(outcome) == [State.UNCOVERED, State.UNCOVERED, State.RELAYED]
    assert outcome.first_due == hour(4)


def test_nobody_urgent_is_left_out_to_serve_two_others_and_as_many_as_can_be_are() -> None:
    """The urgent need moves to whoever only it can go to, so that another is served as well."""
    territory = a_territory(
        a_practice("b", LEFT_BANK, capacity=1), a_practice("c", RIGHT_BANK, capacity=1, radius_minutes=8)
    )
    needs = [a_need(1, commune=MIDDLE), a_need(2, commune=LEFT_BANK)]
    outcome = who_is_left(needs, territory, failing(closed()))
    assert carers(outcome) == ["c", "b"]


def test_a_practice_short_of_people_keeps_its_most_urgent_needs() -> None:
    """Half of the two away, five needs, one place more: three kept, the most urgent; two go elsewhere or stay uncovered."""
    milder = a_category("PLAIE", severity=3)
    territory = a_territory(
        a_practice("a", capacity=1), a_practice("b", capacity=1), categories={**CATEGORIES, "PLAIE": milder}
    )
    needs = [a_need(1, category="PLAIE"), a_need(2), a_need(3), a_need(4, category="PLAIE"), a_need(5)]
    outcome = who_is_left(needs, territory, failing(closed(share=Fraction(1, 2))))
    assert carers(outcome) == ["b", "a", "a", None, "a"]
    assert states(outcome) == [State.RELAYED, State.KEPT, State.KEPT, State.UNCOVERED, State.KEPT]
    assert outcome.capacities[practice_carer(PracticeId("a"))] == 0


def test_two_members_away_at_once_are_two_absences() -> None:
    """Shares add up where they overlap: two halves away close the practice for that while only."""
    half = Fraction(1, 2)
    outcome = who_is_left(
        [a_need(1), a_need(2)], a_territory(), failing(closed(share=half), closed(first=3, share=half))
    )
    assert (states(outcome), outcome.first_due) == ([State.UNCOVERED, State.UNCOVERED], hour(12))


def test_hour_by_hour_and_by_slices_of_twelve() -> None:
    """Each uncovered need stands once, in the hour it becomes due; those due before stand in the first."""
    needs = [a_need(number, max_interruption_hours=limit) for number, limit in enumerate((2, 2, 14, 30, 3))]
    outcome = who_is_left(needs, a_territory(), failing(closed(first=-3)))
    assert outcome.by_slice(12) == (
        Slice(hour(0), 4, 4), Slice(hour(12), 0, 4), Slice(hour(24), 1, 5), Slice(hour(36), 0, 5),
    )  # fmt: skip
    hours = outcome.exceeded_by_hour()
    assert (len(hours), [one.due for one in hours][:12]) == (48, [3 + 0] + [0] * 10 + [1])


def test_slices_begin_at_the_hour_whenever_the_window_does() -> None:
    """« 3 h 31–15 h 31 » reads « 3 h–15 h »; nobody is due at another time, the last slice ends with the window."""
    asked = Situation(hour(0) + timedelta(minutes=31), hour(48) + timedelta(minutes=31), (closed(first=-3),), ())
    needs = [a_need(number, max_interruption_hours=limit) for number, limit in enumerate((2, 14, 15, 51, 51))]
    outcome = who_is_left(needs, a_territory(), asked)
    assert [one.due_at for one in outcome.findings] == [hour(limit - 3) for limit in (2, 14, 15, 51, 51)]
    assert outcome.by_slice(12) == (
        Slice(hour(0), 2, 2), Slice(hour(12), 1, 3), Slice(hour(24), 0, 3), Slice(hour(36), 2, 5),
    )  # fmt: skip
    hours = outcome.exceeded_by_hour()
    assert (len(hours), hours[-1]) == (49, Slice(hour(48), 2, 5))
    assert sum(one.due for one in hours) == outcome.uncovered == 5


def test_discharges_of_one_line_go_to_one_carer_where_that_can_be() -> None:
    """Six of one category and commune, four practices of six places: one is asked. Too many for one: no more than needed."""
    practices = [a_practice(name, capacity=6) for name in "abcd"]
    outcome = who_takes([a_need(n, practice="") for n in range(6)], a_territory(*practices), failing())
    assert (outcome.relayed, [load.taken for load in outcome.by_carer().values()]) == (6, [6])
    more = who_takes([a_need(n, practice="") for n in range(9)], a_territory(*practices), failing())
    assert (more.relayed, len(more.by_carer())) == (9, 2)
    full = who_takes([a_need(n, practice="") for n in range(26)], a_territory(*practices), failing())
    assert (full.relayed, full.uncovered, len(full.by_carer())) == (24, 2, 4)


def test_discharges_nobody_has_yet() -> None:
    """Twenty beds tonight: what the practices can take is taken, whoever they are, and the rest is told."""
    needs = [a_need(number, practice="") for number in range(3)]
    outcome = who_takes(needs, a_territory(a_practice("a", capacity=1), a_practice("b", capacity=1)), failing())
    assert (outcome.relayed, outcome.uncovered, outcome.gaps[0].reason) == (2, 1, Reason.FULL)
    shut = who_takes(needs, a_territory(a_practice("a"), a_practice("b")), failing(closed("b")))
    assert set(shut.by_carer()) == {practice_carer(PracticeId("a"))}


def test_the_order_of_what_comes_in_changes_nothing() -> None:
    """Carers, needs and failures in any order give the same findings."""
    needs, territory, situation = a_world(random.Random(7))
    outcome = who_is_left(needs, territory, situation)
    turned = replace(territory, carers=territory.carers[::-1], roads=territory.roads[::-1])
    around = replace(situation, absences=situation.absences[::-1], cuts=situation.cuts[::-1])
    again = who_is_left(needs[::-1], turned, around)
    assert again.findings[::-1] == outcome.findings
    assert again.gaps == outcome.gaps
    assert outcome.uncovered
    assert outcome.relayed


def test_a_relay_may_be_closed_before_or_after() -> None:
    """Up over the interruption is enough: closed earlier today or after it ends does not matter."""
    around = (closed("b", -5, 1), closed("b", 40, None))
    outcome = who_is_left([a_need()], a_territory(a_practice("b")), failing(closed(first=1, last=30), *around))
    assert outcome.relayed == 1
    assert outcome.first_due is None
    assert outcome.findings[0].due_at == hour(1) + timedelta(hours=12)


def test_what_a_short_practice_takes_on_for_itself_is_not_offered_to_others() -> None:
    """Four places, one used for its own second need; of the three left, half the people offer one."""
    territory = a_territory(a_practice("a", capacity=4))
    outcome = who_is_left([a_need(1), a_need(2)], territory, failing(closed(share=Fraction(1, 2))))
    assert (outcome.kept, outcome.capacities[practice_carer(PracticeId("a"))]) == (2, 1)


def test_a_limit_that_runs_since_before_the_window_gives_no_more_time_to_travel() -> None:
    """Ventilated, closed since an hour: eight minutes were too many then, and still are."""
    need = a_need(max_interruption_hours=0)
    outcome = who_is_left([need], a_territory(a_practice("b", LEFT_BANK)), failing(closed(first=-1)))
    assert outcome.findings[0].reason is Reason.TOO_LATE


def test_a_relay_must_be_up_from_the_start_of_the_window_not_before() -> None:
    """Closed yesterday and open again when the window begins: it relays; closed half an hour into it: it does not."""
    needs, territory = [a_need()], a_territory(a_practice("b"))
    assert who_is_left(needs, territory, failing(closed(first=-6), closed("b", -6, 0))).relayed == 1
    late = who_is_left(needs, territory, failing(closed(first=-6), closed("b", -6, 0.5)))
    assert late.findings[0].reason is Reason.CLOSED
