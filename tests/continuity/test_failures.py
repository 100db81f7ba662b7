"""What is down, where and when."""

from __future__ import annotations

from fractions import Fraction

from app.continuity.failures import OPEN, Failures, merged
from app.continuity.situation import OutageKind
from app.core.ids import PracticeId
from app.core.intervals import Interval
from tests.continuity.engine_builders import (
    LEFT_BANK,
    MIDDLE,
    RIGHT_BANK,
    a_practice,
    a_remote,
    bridge,
    closed,
    cut,
    failing,
    hour,
)

A = PracticeId("a")


def span(first: float, last: float) -> Interval:
    return Interval(hour(first), hour(last))


def test_spans_that_touch_or_overlap_become_one() -> None:
    """In any order, a span within another included."""
    assert merged([span(5, 6), span(0, 2), span(2, 3), span(0, 1)]) == (span(0, 3), span(5, 6))


def test_shares_add_up_where_absences_overlap() -> None:
    """A third away, then two, then all: the practice is closed for the last part only, short throughout."""
    third = Fraction(1, 3)
    failures = Failures(
        failing(
            closed(first=0, last=9, share=third),
            closed(first=3, last=9, share=third),
            closed(first=6, last=9, share=third),
        )
    )
    assert failures.short[A] == ((span(0, 3), third), (span(3, 6), 2 * third), (span(6, 9), Fraction(1)))
    assert (failures.whole(A), failures.thinned(A), failures.share(A)) == ((span(6, 9),), (span(0, 9),), 2 * third)


def test_no_known_end_lasts_until_the_window_ends_and_the_rest_is_out_of_sight() -> None:
    """Ended at the start, or beginning at the end: nothing; without an end: until the end of the window."""
    failures = Failures(failing(closed("a", 3), closed("b", -5, 0), closed("c", 48, 50), closed("d", 40, 90)))
    assert {practice: failures.whole(practice) for practice in failures.short} == {
        A: (span(3, 48),), PracticeId("d"): (span(40, 48),),
    }  # fmt: skip


def test_a_cut_without_communes_reaches_all_and_another_only_its_own() -> None:
    """Power over two communes, water everywhere."""
    failures = Failures(
        failing(cut(OutageKind.POWER, 0, 9, communes=frozenset({LEFT_BANK, MIDDLE})), cut(OutageKind.WATER, 1, 2))
    )
    assert failures.at(OutageKind.POWER, MIDDLE) == (span(0, 9),)
    assert failures.at(OutageKind.POWER, RIGHT_BANK) == ()
    assert failures.at(OutageKind.WATER, RIGHT_BANK) == (span(1, 2),)


def test_a_carer_is_down_with_what_it_needs() -> None:
    """Its establishment altogether, its power, its network, itself; not with one care of its establishment."""
    dark = cut(OutageKind.POWER, 0, 2, communes=frozenset({MIDDLE}))
    offline = cut(OutageKind.NETWORK, 4, 5, communes=frozenset({MIDDLE}))
    house = cut(OutageKind.SITE, 6, 7, site="house")
    one_care = cut(OutageKind.SITE, 8, 9, site="house", categories=frozenset({"DIAL"}))
    service = cut(OutageKind.REMOTE, 10, 11, carer=a_remote().id)
    failures = Failures(failing(dark, offline, house, one_care, service, closed("a", 20, 21)))
    assert failures.down(a_practice("a")) == (span(20, 21),)
    assert failures.down(a_practice("b", needs_power=True, site="house")) == (span(0, 2), span(6, 7))
    assert failures.down(a_remote(commune=MIDDLE)) == (span(4, 5), span(10, 11))


def test_roads_cut_step_by_step() -> None:
    """Two bridges that are cut one after the other, together for a while."""
    first, second = bridge(LEFT_BANK, MIDDLE), bridge(MIDDLE, RIGHT_BANK)
    failures = Failures(failing(cut(OutageKind.ROAD, 0, 5, roads=first), cut(OutageKind.ROAD, 3, 9, roads=second)))
    assert failures.road_steps() == ((span(0, 3), first), (span(3, 5), first | second), (span(5, 9), second))
    assert (failures.roads(span(9, 10)), failures.roads(span(4, 10))) == (OPEN, first | second)
