"""Who remains for one need, step by step."""

from __future__ import annotations

from app.continuity.carer import practice_carer
from app.continuity.eligibility import Eligibility, Options
from app.continuity.failures import Failures
from app.continuity.finding import Reason, Steps
from app.continuity.interruption import Cause, Interruption
from app.continuity.reach import Reach
from app.continuity.situation import OutageKind
from app.core.ids import PracticeId
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
    bridge,
    closed,
    cut,
    failing,
    hour,
)

CARERS = (
    a_practice("a"), a_practice("far", FAR), a_practice("gp", professions=frozenset({"medecin"})),
    a_practice("left", LEFT_BANK), a_practice("near"), a_practice("right", RIGHT_BANK), a_practice("shut"),
)  # fmt: skip


def options(cause: Cause = Cause.PRACTICE, limit: float = 12, refused: tuple[str, ...] = ()) -> Options:
    """For an injection in the middle commune, the left bridge cut and one practice closed."""
    situation = failing(closed("shut"), cut(OutageKind.ROAD, roads=bridge(LEFT_BANK, MIDDLE)))
    found = Eligibility(CARERS, Failures(situation), Reach(ROADS))
    stop = Interruption(Interval(hour(0), hour(48)), hour(limit), frozenset({cause}), exceeded=True)
    return found.of(a_need(), CATEGORIES["INS"], stop, {practice_carer(PracticeId(one)) for one in refused})


def names(found: Options) -> tuple[str, ...]:
    return tuple(one.partition(":")[2] for one in found.call)


def test_each_step_loses_its_own() -> None:
    """Six nurses' practices less its own; « far » out of reach, « left » by the road, « shut » closed: two remain."""
    found = options()
    assert found.steps == Steps(able=5, near=4, by_road=3, open=2, in_time=2, willing=2)
    assert [(CARERS[one].name, minutes) for one, minutes in found.eligible] == [
        ("Cabinet near", 0),
        ("Cabinet right", 8),
    ]
    assert (names(found), found.reason) == (("near", "right"), None)


def test_the_practice_itself_is_one_when_something_else_fails() -> None:
    """A power cut: it goes as anybody else would."""
    assert options(Cause.POWER).steps.able == 6


def test_a_limit_of_no_time_leaves_those_of_the_commune() -> None:
    """Eight minutes are too long for no time at all."""
    assert options(limit=0).steps == Steps(able=5, near=4, by_road=3, open=2, in_time=1, willing=1)


def test_everyone_refused_are_still_those_to_call() -> None:
    """The reason says so, and who they are, nearest first."""
    found = options(refused=("near", "right"))
    assert (found.reason, found.eligible, names(found)) == (Reason.REFUSED, (), ("near", "right"))


def test_medicine_that_lacks_leaves_nobody_among_nurses() -> None:
    """Not « nobody does that » but « a visit does not replace what lacks »."""
    found = options(Cause.MEDICINE)
    assert (found.reason, found.steps.able) == (Reason.DEPENDS, 0)
