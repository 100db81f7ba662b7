"""The table of solicitation rules: whole, indicative, and refused with a sentence when it makes no sense."""

from __future__ import annotations

from datetime import time

import pytest

from app.core.errors import InvalidInput
from app.mobilisation.quiet import QuietHours
from app.mobilisation.rules import SETTINGS, SolicitationRules, solicitation_rules
from tests.mobilisation.builders import rows


def test_the_packaged_table_sets_everything_and_says_where_it_comes_from() -> None:
    """Each setting once, with a source; its values are the defaults of the code."""
    table = rows("data/solicitation.csv")
    assert sorted(row["setting"] for row in table) == sorted(SETTINGS)
    assert all(row["source"] for row in table)
    assert solicitation_rules(table) == SolicitationRules()


def test_a_community_may_set_its_own() -> None:
    """Reminders at J−5 and J−2 at 9:00, no quiet Sunday, waves of 3."""
    found = solicitation_rules(
        {"setting": setting, "value": value}
        for setting, value in (
            ("reminder_days", "2|5"), ("reminder_hour", "9:00".zfill(5)), ("quiet_weekdays", ""), ("wave_size", "3"),
            ("quiet_holidays", "non"), ("quiet_from", "20:00"),
        )
    )  # fmt: skip
    assert found == SolicitationRules(
        reminder_days=(5, 2),
        reminder_hour=time(9),
        wave_size=3,
        quiet=QuietHours(time(20), time(8), frozenset(), False),
    )


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("wave_size", "6", "wave_size\u00a0: «\u00a06\u00a0»\u00a0; écrivez un nombre entier de 1 à 5."),
        ("change_hours", "47", "change_hours\u00a0: «\u00a047\u00a0»\u00a0; écrivez un nombre entier de 48 à 168."),
        ("quiet_from", "neuf", "quiet_from\u00a0: «\u00a0neuf\u00a0» n’est pas une heure, écrivez-la 21:00."),
        ("reminder_hour", "02:30", "reminder_hour\u00a0: «\u00a002:30\u00a0»\u00a0; choisissez une heure entre 6:00 et 22:00."),
        ("quiet_holidays", "bof", "quiet_holidays\u00a0: «\u00a0bof\u00a0»\u00a0; écrivez oui ou non."),
    ],
)  # fmt: skip
def test_a_value_out_of_bounds_is_refused(setting: str, value: str, sentence: str) -> None:
    """A wave never has more than five people, a close change always makes a message: no setting lifts that."""
    with pytest.raises(InvalidInput) as refused:
        solicitation_rules([{"setting": setting, "value": value}])
    assert str(refused.value) == sentence


def test_an_unknown_setting_is_named() -> None:
    """A misspelt setting would be silently without effect."""
    with pytest.raises(InvalidInput, match="« wave_sise » n’est pas un réglage"):
        solicitation_rules([{"setting": "wave_sise", "value": "5"}])
