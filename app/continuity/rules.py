"""The settings of continuity: masking threshold, delays, what is taken until it is said. Rows of ``data/continuity_rules.csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, bounded, required

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEARS = (1, 3_660)
"""Days: beyond ten years a figure was mistyped."""

BOUNDS: Mapping[str, tuple[int, int]] = {
    "masking_threshold": (2, 100),
    "need_days": (1, 730),
    "review_days": (1, 730),
    "copy_check_days": _YEARS,
    "copy_test_days": _YEARS,
    "absorbable_percent": (0, 100),
    "radius_minutes": (0, 240),
    "daily_visits_per_member": (1, 200),
    "appointment_hours": (1, 336),
    "calls_per_day": (1, 12),
    "call_minutes": (1, 60),
    "caller_hours": (1, 12),
}
"""Inside what each rule is a rule: a threshold of 1 masks nothing, a need that never ends is not one (RGPD art. 5 §1 e)."""


def continuity_rule_of(row: Cells) -> tuple[str, int]:
    """One row of ``continuity_rules.csv``: its setting and its whole number. Raises InvalidInput."""
    setting = required(row, "setting")
    if setting not in BOUNDS:
        raise InvalidInput(
            N_("setting : « {setting} » n’est pas un réglage ; choisissez parmi {known}."),
            setting=setting, known=", ".join(BOUNDS),
        )  # fmt: skip
    return setting, bounded(row, "value", *BOUNDS[setting])
