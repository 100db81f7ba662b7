"""When the care of one need stops, and because of what."""

from __future__ import annotations

from app.continuity.failures import Failures
from app.continuity.interruption import Cause, Interruption, Interruptions
from app.continuity.reach import Reach
from app.continuity.situation import Absence, Cut, OutageKind
from app.core.intervals import Interval
from tests.continuity.engine_builders import (
    CATEGORIES,
    FAR,
    LEFT_BANK,
    MIDDLE,
    RIGHT_BANK,
    ROADS,
    a_need,
    a_practice,
    a_site,
    a_territory,
    bridge,
    closed,
    cut,
    failing,
    hour,
)


def stop(need, *what: Absence | Cut, hours: float = 48) -> Interruption | None:  # type: ignore[no-untyped-def]
    """The interruption of a need with one practice and two dialysis centres around."""
    territory = a_territory(a_practice("a"), a_site("near", RIGHT_BANK), a_site("other", FAR))
    found = Interruptions(territory, Failures(failing(*what, hours=hours)), Reach(ROADS))
    return found.of(need, CATEGORIES[need.category])


def test_two_causes_at_once_the_first_due_counts_and_both_are_kept() -> None:
    """Closed from 0 (due at 12), without power from 5 with 2 h of autonomy (due at 7)."""
    dark = cut(OutageKind.POWER, 5, 20, communes=frozenset({MIDDLE}))
    found = stop(a_need(power=True, autonomy_hours=2), closed(last=30), dark)
    assert found == Interruption(
        Interval(hour(0), hour(30)), hour(7), frozenset({Cause.PRACTICE, Cause.POWER}), exceeded=True
    )


def test_a_cause_that_waits_is_left_out_when_another_does_not() -> None:
    """Closed for an hour, nobody is late for that: the one who goes for the power cut may be the practice itself."""
    dark = cut(OutageKind.POWER, 5, 20, communes=frozenset({MIDDLE}))
    found = stop(a_need(power=True, autonomy_hours=2), closed(last=1), dark)
    assert found is not None
    assert found.causes == {Cause.POWER}


def test_a_cut_no_longer_than_the_autonomy_touches_nobody() -> None:
    """Nine hours of cut: nine of autonomy ride it out, eight don't."""
    dark = cut(OutageKind.POWER, 0, 9, communes=frozenset({MIDDLE}))
    assert stop(a_need(category="O2", autonomy_hours=9), dark) is None
    eight = stop(a_need(category="O2", autonomy_hours=8), dark)
    assert eight is not None
    assert (eight.due_at, eight.exceeded) == (hour(4), True)


def test_cuts_that_follow_each_other_are_one_for_the_autonomy() -> None:
    """Two cuts of five hours in a row are ten: eight hours of autonomy do not ride those out."""
    first, then = (cut(OutageKind.POWER, at, at + 5, communes=frozenset({MIDDLE})) for at in (0, 5))
    assert stop(a_need(category="O2", autonomy_hours=8), first) is None
    assert stop(a_need(category="O2", autonomy_hours=8), first, then) is not None


def test_transport_to_the_centre_is_cut() -> None:
    """Dialysis at the nearest centre stops when no road leads there, or only one longer than the centre's hour."""
    need = a_need(category="DIAL", max_interruption_hours=1)
    assert stop(need, cut(OutageKind.ROAD, roads=bridge(MIDDLE, RIGHT_BANK))) is not None
    assert stop(need, cut(OutageKind.ROAD, roads=bridge(MIDDLE, LEFT_BANK))) is None


def test_the_centre_written_wins_over_the_nearest() -> None:
    """Its own centre is up: the nearest one down does not touch it, and the other way round."""
    down = cut(OutageKind.SITE, site="near")
    assert stop(a_need(category="DIAL", site="other"), down, hours=72) is None
    assert stop(a_need(category="DIAL", site="near"), down, hours=72) is not None


def test_one_care_of_an_establishment_stops() -> None:
    """Named categories only: those who say they hang on it, and those of the category who don't say on what."""
    part = cut(OutageKind.SITE, site="ward", categories=frozenset({"INS"}))
    assert stop(a_need(site="ward"), part) is not None
    assert stop(a_need(), part) is not None
    assert stop(a_need(site="elsewhere"), part) is None
    assert stop(a_need(category="O2", site="ward"), part) is None


def test_a_supplier_or_a_medicine_fails_here_only() -> None:
    """Communes and categories of a cut narrow it down; without categories, all that depend on it."""
    for kind, code in ((OutageKind.SUPPLIER, "O2"), (OutageKind.MEDICINE, "TSO")):
        assert stop(a_need(category=code), cut(kind)) is not None
        assert stop(a_need(category=code), cut(kind, communes=frozenset({LEFT_BANK}))) is None
        assert stop(a_need(category=code), cut(kind, categories=frozenset({"XXX"}))) is None
        assert stop(a_need(), cut(kind)) is None
