"""The line with which every print of an exercise begins, above its own title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.imprint import Band
from app.response.alert import EXERCISE_BAND
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


def exercise_line(imprint: Imprint) -> str:
    """« EXERCICE – EXERCICE – EXERCICE » where the imprint is an exercise's, else nothing."""
    return _(EXERCISE_BAND) if Band.EXERCISE in imprint.bands else ""
