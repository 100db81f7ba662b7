"""A trial of the laboratory on paper: what was supposed, what it breaks hour by hour, where that comes from, what stays short."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.exercise_line import exercise_line
from app.documents.imprint import Imprint
from app.documents.typeset import typeset
from app.words import _


@dataclass(frozen=True, slots=True)
class DrillTable:
    """One table under its heading and the sentence that reads it; ``columns``: parts of the width, 0 for as narrow as its words."""

    heading: str
    says: str
    columns: tuple[int, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DrillList:
    """Sentences under a heading, one a point."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSheet:
    """Everything in words, nobody named. ``drawing``: the courses over time as SVG, ``drawing_says`` what stands for it."""

    community: str
    title: str
    at: str
    sentence: str
    drawing: str = ""
    drawing_says: str = ""
    tables: tuple[DrillTable, ...] = ()
    lists: tuple[DrillList, ...] = ()
    notes: tuple[str, ...] = ()


def drill_sheet(sheet: DrillSheet, imprint: Imprint) -> bytes:
    """The PDF, A4, tagged; it flows over as many pages as it takes. The imprint is an exercise's."""
    content = {
        "words": {"exercise": exercise_line(imprint), "over_time": _("Au fil des heures")},
        "community": sheet.community,
        "title": sheet.title,
        "at": sheet.at,
        "sentence": sheet.sentence,
        "drawing": {"svg": sheet.drawing, "alt": sheet.drawing_says},
        "tables": [_table(one) for one in sheet.tables if one.rows],
        "lists": [{"heading": one.heading, "points": one.points} for one in sheet.lists if one.points],
        "notes": sheet.notes,
    }
    return typeset("drill_sheet", sheet.title, imprint, content)


def _table(one: DrillTable) -> dict[str, object]:
    return {
        "heading": one.heading, "says": one.says, "columns": one.columns, "header": one.header, "rows": one.rows
    }  # fmt: skip
