"""How far a hand-over got, what may follow, and how long is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.continuity.care_need import CareNeed
from app.continuity.carer import CarerId, practice_carer
from app.continuity.category import Category, Frequency
from app.continuity.hand_over import (
    HandOver,
    HandOverId,
    HandOverState,
    Step,
    answered,
    by_hours_left,
    hours_left,
    is_late,
    limit_of,
    marked,
    told_apart,
)
from app.continuity.need import NeedId
from app.core.errors import RuleRefusal
from app.core.ids import PracticeId

START = datetime(2026, 11, 26, 8, tzinfo=UTC)
OURS, NEAR = PracticeId("p1"), PracticeId("p2")
ASKED = HandOver(
    id=HandOverId("h1"), need=NeedId("n1"), giver=OURS, taker=practice_carer(NEAR),
    proposed_at=START, actor_id="maiwenn",
)  # fmt: skip
OXYGEN = Category(code="O2", label_fr="Oxygène", label_en="Oxygen", severity=1, max_interruption_hours=6)


def _need(**more: object) -> CareNeed:
    base = CareNeed(
        id=NeedId("n1"), practice=OURS, pseudonym="P-0001", category="O2", commune="56007", frequency=Frequency.DAILY,
        expires_at=START,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def test_each_step_leads_to_the_next_state() -> None:
    """Proposed, accepted, transmitted, received, first visit, given back."""
    states = [ASKED.state]
    one = answered(ASKED, accepts=True, at=START)
    states.append(one.state)
    for step in (Step.TRANSMITTED, Step.RECEIVED, Step.FIRST_VISIT, Step.ENDED):
        one = marked(one, step, START)
        states.append(one.state)
    assert states == [
        HandOverState.PROPOSED, HandOverState.ACCEPTED, HandOverState.TRANSMITTED, HandOverState.RECEIVED,
        HandOverState.VISITED, HandOverState.ENDED,
    ]  # fmt: skip
    assert one.revision == 6


def test_a_no_ends_it() -> None:
    """Refused and over; no step follows, no second answer."""
    refused = answered(ASKED, accepts=False, at=START)
    assert (refused.state, refused.is_running, refused.ended_at) == (HandOverState.REFUSED, False, START)
    with pytest.raises(RuleRefusal):
        answered(refused, accepts=True, at=START)
    with pytest.raises(RuleRefusal):
        marked(refused, Step.ENDED, START)


def test_a_later_step_implies_the_earlier_ones() -> None:
    """Whoever did the first visit had received, and it had been transmitted; instants already noted stay."""
    later = START + timedelta(hours=2)
    one = marked(answered(ASKED, accepts=True, at=START), Step.TRANSMITTED, START)
    one = marked(one, Step.FIRST_VISIT, later)
    assert (one.transmitted_at, one.received_at, one.first_visit_at) == (START, later, later)


def test_nothing_is_passed_on_before_the_relay_accepts_but_a_proposal_may_be_taken_back() -> None:
    """Every step but the end waits for the yes."""
    for step in (Step.TRANSMITTED, Step.RECEIVED, Step.FIRST_VISIT):
        with pytest.raises(RuleRefusal):
            marked(ASKED, step, START)
    assert marked(ASKED, Step.ENDED, START).state is HandOverState.ENDED


def test_a_step_is_noted_once() -> None:
    """Twice the same: refused."""
    one = marked(answered(ASKED, accepts=True, at=START), Step.RECEIVED, START)
    for step in (Step.TRANSMITTED, Step.RECEIVED):
        with pytest.raises(RuleRefusal):
            marked(one, step, START)


@pytest.mark.parametrize(("own", "hours"), [(None, 6), (2, 2), (0, 0)])
def test_the_limit_is_the_needs_own_else_its_categorys(own: int | None, hours: int) -> None:
    """A limit of 0 is a limit; without a category and without its own, none is known."""
    need = _need(max_interruption_hours=own)
    assert limit_of(need, OXYGEN) == timedelta(hours=hours)
    assert limit_of(need, None) == (None if own is None else timedelta(hours=hours))


def test_an_unknown_limit_is_never_late() -> None:
    """No limit, no lateness, no invented hours."""
    assert (is_late(START, None), hours_left(START, None)) == (False, None)


def test_late_from_the_very_minute() -> None:
    """At the limit it is late; a minute before, it is not; hours past are negative."""
    due = START + timedelta(hours=6)
    assert [is_late(due + timedelta(minutes=n), due) for n in (-1, 0, 1)] == [False, True, True]
    assert hours_left(due + timedelta(hours=2), due) == -2


def test_the_most_pressing_comes_first_and_the_unknown_last() -> None:
    """By hours left, then by age."""
    held = [replace(ASKED, id=HandOverId(n), need=NeedId(n)) for n in ("a", "b", "c", "d")]
    dues = {NeedId("b"): START + timedelta(hours=9), NeedId("d"): START + timedelta(hours=3)}
    assert [one.id for one in by_hours_left(held, dues)] == ["d", "b", "a", "c"]


@pytest.mark.parametrize("goes_on", [True, False])
def test_the_relay_reads_while_the_interruption_lasts(*, goes_on: bool) -> None:
    """Accepted, as long as what it was asked for goes on; never before the yes, nor once given back."""
    accepted = answered(ASKED, accepts=True, at=START)
    assert accepted.may_be_read_by_taker(goes_on=goes_on) is goes_on
    assert not ASKED.may_be_read_by_taker(goes_on=goes_on)
    assert not marked(accepted, Step.ENDED, START).may_be_read_by_taker(goes_on=goes_on)


@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_ready_in_its_turn_and_any_may_be_given_back(step: Step) -> None:
    """Asked: none; accepted: passed on, or given back; over: none."""
    accepted = answered(ASKED, accepts=True, at=START)
    assert not ASKED.is_ready_for(step)
    assert accepted.is_ready_for(step) is (step in (Step.TRANSMITTED, Step.ENDED))
    assert not marked(accepted, Step.ENDED, START).is_ready_for(step)


def test_as_many_others_are_told_apart() -> None:
    """In any order the same; another id, or another revision, is another."""
    other = replace(ASKED, id=HandOverId("h2"))
    assert told_apart([ASKED, other]) == told_apart([other, ASKED])
    changed = replace(ASKED, revision=2)
    assert len({told_apart(held) for held in ([], [ASKED], [other], [changed], [ASKED, other])}) == 5


def test_an_establishment_is_no_practice() -> None:
    """Its hand-overs have nobody to sign in for it."""
    assert ASKED.taker_practice == NEAR
    assert replace(ASKED, taker=CarerId("site:had")).taker_practice is None
