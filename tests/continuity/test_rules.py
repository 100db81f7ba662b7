"""The settings of continuity: each within its bounds, none of another name."""

from __future__ import annotations

import pytest

from app.continuity.rules import BOUNDS, continuity_rule_of
from app.core.errors import InvalidInput
from app.library import Library


def test_the_shipped_rules_are_all_there() -> None:
    """Each of the bounds has its row, and each row its bounds."""
    assert Library().continuity_rules.keys() == BOUNDS.keys()


@pytest.mark.parametrize("setting", BOUNDS)
def test_a_rule_beyond_its_bounds_is_refused(setting: str) -> None:
    """Both ends are in; what lies beyond is told with the ends."""
    least, most = BOUNDS[setting]
    assert [continuity_rule_of({"setting": setting, "value": str(n)}) for n in (least, most)] == [
        (setting, least), (setting, most),
    ]  # fmt: skip
    for value in (str(least - 1), str(most + 1), "", "dix", "1.5", "²"):
        with pytest.raises(InvalidInput):
            continuity_rule_of({"setting": setting, "value": value})


def test_a_setting_of_another_name_is_refused() -> None:
    """A mistyped name would leave the shipped value standing unseen."""
    with pytest.raises(InvalidInput) as caught:
        continuity_rule_of({"setting": "need_day", "value": "90"})
    assert caught.value.data["setting"] == "need_day"
