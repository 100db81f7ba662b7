"""A drill frozen once and read in any language: its report is written in each, since its sentences are never made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from app.drills.drill_report import DrillReport, read_report
from app.words import LANGUAGES, language, use_language

if TYPE_CHECKING:
    from collections.abc import Callable


class SpokenReport(BaseModel):
    """Language → the report in its words; the figures are the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_language: dict[str, DrillReport]


def in_each_language(write: Callable[[], DrillReport | None]) -> SpokenReport | None:
    """What ``write`` says in each language; None when there is nothing to report."""
    said: dict[str, DrillReport] = {}
    for code in LANGUAGES:
        with use_language(code):
            report = write()
        if report is None:
            return None
        said[code] = report
    return SpokenReport(by_language=said)


def read_spoken(text: str) -> DrillReport | None:
    """The report in the current language, else in the one it was written in; None when another version wrote it."""
    try:
        said = SpokenReport.model_validate_json(text).by_language
    except ValidationError:
        return read_report(text)
    return said.get(language()) or said.get(LANGUAGES[0])
