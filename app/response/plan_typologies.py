"""Which of the five typologies of crisis of the agreement a version of the plan holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.response.plan import PlanVersion

_HEADING = re.compile(r"^# \D*([1-5])\b", re.MULTILINE)
"""« # Typologie 3 : … », in whatever language the plan is written."""


def typologies_written(version: PlanVersion) -> frozenset[int]:
    """The numbers (1 to 5) that have a heading of their own in the section of typologies. A copied heading counts once."""
    section = version.section("typologies")
    return frozenset(map(int, _HEADING.findall(section.body))) if section else frozenset()
