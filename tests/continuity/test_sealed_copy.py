"""A sealed copy: when it is due for a check, when for a test of its opening, and what can't be noted of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.continuity.sealed_copy import CopyDelays, CopyState, Holder, SealedCopy, check_copy, state_of, worst
from app.core.errors import InvalidInput
from app.core.ids import PracticeId

TODAY = date(2026, 11, 26)
DELAYS = CopyDelays(check_days=180, test_days=365)
OURS, THEIRS = PracticeId("ours"), PracticeId("theirs")
COPY = SealedCopy(practice=OURS, holder=Holder.PAIRED, holder_practice=THEIRS, deposited_on=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("deposited", "checked", "tested", "state"),
    [
        (date(2026, 5, 31), None, None, CopyState.FINE),
        (date(2026, 5, 30), None, None, CopyState.TO_CHECK),
        (date(2026, 5, 30), date(2026, 5, 31), None, CopyState.FINE),
        (date(2025, 11, 27), date(2026, 11, 1), None, CopyState.FINE),
        (date(2025, 11, 26), date(2026, 11, 1), None, CopyState.TO_TEST),
        (date(2024, 1, 1), date(2024, 6, 1), date(2026, 11, 1), CopyState.FINE),
    ],
)
def test_a_copy_is_due_on_the_day_its_delay_ends(
    deposited: date, checked: date | None, tested: date | None, state: CopyState
) -> None:
    """180 days for a check, 365 for a test of its opening; opening it is a check too."""
    copy = replace(COPY, deposited_on=deposited, checked_on=checked, tested_on=tested)
    assert state_of(copy, TODAY, DELAYS) is state


def test_no_copy_at_all_comes_before_everything() -> None:
    """Then the test of the opening, then the check."""
    assert state_of(None, TODAY, DELAYS) is CopyState.ABSENT
    assert worst([CopyState.FINE, CopyState.TO_CHECK, CopyState.TO_TEST]) is CopyState.TO_TEST
    assert (worst([CopyState.FINE, CopyState.ABSENT]), worst([])) == (CopyState.ABSENT, CopyState.FINE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"holder_practice": None}, {"holder_practice": OURS}, {"holder_site": "pharmacie"}, {"holder": Holder.PHARMACIST},
        {"holder": Holder.PHARMACIST, "holder_practice": None}, {"deposited_on": date(2026, 11, 27)},
        {"checked_on": date(2026, 11, 27)}, {"checked_on": date(2026, 10, 31)}, {"tested_on": date(2026, 10, 31)},
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    """No holder, the practice itself, the wrong kind of holder, a day to come, a check before the deposit."""
    check_copy(COPY, TODAY)
    with pytest.raises(InvalidInput):
        check_copy(replace(COPY, **wrong), TODAY)  # type: ignore[arg-type]
