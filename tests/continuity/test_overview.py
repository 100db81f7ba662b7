"""What the engine found, in totals: one line a reason, never a category in a commune."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.continuity.carer import CarerId
from app.continuity.finding import Finding, Gap, Reason, State, Steps
from app.continuity.left_without import Load, Outcome
from app.continuity.need import NeedId
from app.continuity.overview import MOST_CALLED, Reasoned, overview_of
from app.continuity.situation import Situation
from app.core.ids import PracticeId

START = datetime(2026, 11, 26, 8, tzinfo=UTC)
PRACTICE, RELAY = PracticeId("p"), CarerId("practice:r")


def found(number: int, state: State, *, category: str = "INS", carer: CarerId | None = None, due: int = 12) -> Finding:
    return Finding(
        need=NeedId(f"n{number}"), practice=PRACTICE, category=category, commune="44057", state=state, carer=carer,
        due_at=None if state is State.NOT_TOUCHED else START + timedelta(hours=due),
        reason=Reason.FULL if state is State.UNCOVERED else None,
    )  # fmt: skip


def gap(category: str, commune: str, reason: Reason, count: int, hours: int, *call: str) -> Gap:
    return Gap(
        category=category, commune=commune, reason=reason, count=count, first_due=START + timedelta(hours=hours),
        steps=Steps(), call=tuple(CarerId(one) for one in call),
    )  # fmt: skip


def an_outcome(*findings: Finding, gaps: tuple[Gap, ...] = ()) -> Outcome:
    return Outcome(Situation(START, START + timedelta(hours=24)), findings, gaps, {RELAY: 3}, 2)


def test_every_need_is_in_one_fate() -> None:
    """Kept by their practice, able to wait, taken over, left; those nothing touches are in none."""
    told = overview_of(
        an_outcome(
            found(1, State.KEPT, carer=CarerId("practice:p")),
            found(2, State.KEPT),
            found(3, State.KEPT),
            found(4, State.RELAYED, carer=RELAY),
            found(5, State.UNCOVERED, due=4),
            found(6, State.UNCOVERED, category="O2", due=14),
            found(7, State.NOT_TOUCHED),
        )
    )
    assert (told.kept, told.waiting, told.relayed, told.uncovered, told.touched) == (1, 2, 1, 2, 6)
    assert told.first_due == START + timedelta(hours=4)
    assert [(one.due, one.so_far) for one in told.slices] == [(1, 1), (1, 2)]
    assert [one.starts_at for one in told.hours if one.due] == [START + timedelta(hours=n) for n in (4, 14)]
    assert told.takings == {RELAY: Load(1, 3)}
    assert told.categories == {"INS": 1, "O2": 1}
    assert told.unknown == 2


def test_gaps_are_told_by_reason_alone() -> None:
    """By category and commune at once a small number would say who: their lines are added up, the first due first."""
    told = overview_of(
        an_outcome(
            gaps=(
                gap("INS", "44057", Reason.FULL, 2, 12, "a", "b"),
                gap("O2", "44057", Reason.FULL, 1, 6, "b", "c", "d"),
                gap("O2", "44007", Reason.ROAD, 4, 4),
                gap("PLAIE", "44007", Reason.FULL, 3, 24),
            )
        )
    )
    assert told.reasons == (
        Reasoned(Reason.ROAD, 4, ("44007",), START + timedelta(hours=4), ()),
        Reasoned(
            Reason.FULL, 6, ("44007", "44057"), START + timedelta(hours=6), (CarerId("a"), CarerId("b"), CarerId("c"))
        ),
    )
    assert len(told.reasons[1].call) == MOST_CALLED


def test_nothing_found_is_nought() -> None:
    """No need at all."""
    told = overview_of(an_outcome())
    assert (told.touched, told.first_due, told.reasons, dict(told.takings)) == (0, None, (), {})
