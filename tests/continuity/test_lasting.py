"""What a hand-over was asked for is reckoned from what fails and from the need: which failures count, until when, and the limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.continuity.care_need import CareNeed
from app.continuity.carer import practice_carer
from app.continuity.category import Category, Dependence, Frequency
from app.continuity.hand_over import HandOver, HandOverId, answered
from app.continuity.lasting import Asked, Lasting
from app.continuity.need import NeedId
from app.continuity.situation import Absence, Cut, OutageKind, Situation
from app.continuity.territory import Territory
from app.core.ids import PracticeId
from tests.builders import THURSDAY as START

OURS, NEAR = PracticeId("p1"), PracticeId("p2")
HOUR = timedelta(hours=1)
FAR = START + 10_000 * HOUR
ASKED = HandOver(
    id=HandOverId("h"), need=NeedId("n"), giver=OURS, taker=practice_carer(NEAR), proposed_at=START, actor_id="maiwenn"
)
OXYGEN = Category(
    code="O2", label_fr="Oxygène", label_en="Oxygen", severity=1, max_interruption_hours=6,
    carers=frozenset({"nurse"}), depends_on=frozenset({Dependence.POWER}),
)  # fmt: skip
NEED = CareNeed(
    id=NeedId("n"), practice=OURS, pseudonym="P-0001", category="O2", commune="56007", frequency=Frequency.DAILY,
    expires_at=FAR,
)  # fmt: skip


def closed(first: float, end: float | None, practice: PracticeId = OURS) -> Absence:
    """A closure, in hours from the proposal."""
    return Absence(practice, START + first * HOUR, None if end is None else START + end * HOUR)


def dark(first: float, end: float | None, commune: str = "56007") -> Cut:
    """A power cut, in hours from the proposal."""
    ends = None if end is None else START + end * HOUR
    return Cut(OutageKind.POWER, START + first * HOUR, ends, frozenset({commune}))


def asked(
    *failing: Absence | Cut, at: float = 1, need: CareNeed | None = NEED, one: HandOver = ASKED, categories: bool = True
) -> Asked:
    """What the hand-over was asked for, read so many hours after its proposal."""
    now = START + at * HOUR
    away = tuple(one for one in failing if isinstance(one, Absence))
    cuts = tuple(one for one in failing if isinstance(one, Cut))
    territory = Territory(categories={"O2": OXYGEN} if categories else {}, carers=(), roads=())
    past = Situation(START, FAR, away, cuts)
    needs = {} if need is None else {need.id: need}
    return Lasting(territory, Situation(now, now + 72 * HOUR, away, cuts), past, 72 * HOUR, needs).asked(one)


def hours(at: datetime | None) -> float | None:
    return None if at is None else (at - START) / HOUR


@pytest.mark.parametrize(
    ("failing", "at", "goes_on"),
    [
        ([closed(0, 48)], 10, True),
        ([closed(0, 48)], 49, False),
        ([closed(0, None)], 900, True),
        ([closed(60, 90)], 1, True),
        ([closed(0, 48), closed(60, 90)], 61, True),
        ([closed(0, 48), closed(60, 90), closed(100, 120)], 101, True),
        ([closed(0, 48), closed(73, 90)], 74, False),
        ([closed(0, 10), closed(40, None)], 41, False),
        ([closed(80, None)], 81, False),
        ([closed(0, 48, NEAR)], 10, False),
        ([dark(0, 9)], 5, True),
        ([dark(0, 9, "56262")], 5, False),
        ([closed(0, 10), dark(9, 20)], 15, True),
        ([], 1, False),
    ],
    ids=[
        "same", "back", "no end known", "to come", "prolonged", "twice", "closed again", "again, shorter", "never known then",
        "another's", "cut", "cut elsewhere", "a cut takes over", "nothing",
    ],
)  # fmt: skip
def test_a_yes_is_for_the_failure_it_was_given_for(failing: list[Absence | Cut], at: float, *, goes_on: bool) -> None:
    """What interrupts the need, or what does within a day of its end; not a later one, nor what touches others."""
    assert asked(*failing, at=at, one=answered(ASKED, accepts=True, at=START)).goes_on is goes_on


def test_its_span_and_its_limit_are_those_of_what_interrupts() -> None:
    """A closure: the category's limit; a cut: the bottle's; both, the first due; no end known is no end."""
    bottle = replace(NEED, autonomy_hours=4)
    found = [
        asked(closed(2, 50), need=bottle), asked(dark(2, 50), need=bottle),
        asked(closed(2, 50), dark(3, None), need=bottle),
    ]  # fmt: skip
    told = [(hours(one.starts_at), hours(one.ends_at), hours(one.due_at)) for one in found]
    assert told == [(2, 50, 8), (2, 50, 6), (2, None, 7)]


def test_when_nothing_fails_any_more_the_limit_is_counted_from_the_proposal() -> None:
    """And no end is known; a category taken out of the table has no limit, hence none is invented."""
    assert asked() == Asked(START, None, START + 6 * HOUR, goes_on=False)
    assert asked(categories=False).due_at is None


@pytest.mark.parametrize("failing", [closed(0, 48), dark(0, 9, "56262")])
def test_a_need_that_no_key_opens_goes_on_while_anything_fails(failing: Absence | Cut) -> None:
    """Its practice, or a cut anywhere; no limit is known."""
    found = asked(failing, need=None)
    assert (found.goes_on, found.due_at) == (True, None)
    assert not asked(closed(0, 48, NEAR), need=None).goes_on
