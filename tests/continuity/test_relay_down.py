"""A relay is down when its practice is wholly closed, or its establishment or service stopped, within the hours looked at."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from app.continuity.carer import CarerId, practice_carer
from app.continuity.relay_down import down_from
from app.continuity.situation import Absence, Cut, OutageKind, Situation
from app.core.ids import PracticeId
from tests.builders import THURSDAY

HOUR = timedelta(hours=1)
NEAR = PracticeId("p-brech")
SITE = CarerId("site:had")


def test_only_a_whole_closure_within_the_hours_counts() -> None:
    """Half a practice still stands; a closure over, or after the end, is none of this; one under way counts from now."""
    now, end = THURSDAY, THURSDAY + 48 * HOUR

    def down(first: int, last: int | None, share: Fraction = Fraction(1)) -> timedelta | None:
        closed = Absence(NEAR, now + first * HOUR, None if last is None else now + last * HOUR, share)
        at = down_from(practice_carer(NEAR), Situation(now, now + 72 * HOUR, (closed,)), now, end)
        return None if at is None else at - now

    assert down(14, None) == 14 * HOUR
    assert down(-3, 20) == 0 * HOUR
    assert down(14, 20, Fraction(1, 2)) is None
    assert down(-9, -1) is None
    assert down(48, None) is None


def test_an_establishment_stops_with_its_own_cut_alone() -> None:
    """A site that stops is down; a cut elsewhere is not its own."""
    situation = Situation(THURSDAY, THURSDAY + 72 * HOUR, (), (Cut(OutageKind.SITE, THURSDAY, None, site="had"),))
    assert down_from(SITE, situation, THURSDAY, None) == THURSDAY
    assert down_from(CarerId("site:ssiad"), situation, THURSDAY, None) is None
