"""Alerts on paper: the flowchart, the call tree taped beside the telephone, the report of an alert or of a test."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.imprint import Imprint
from app.documents.typeset import typeset


@dataclass(frozen=True, slots=True)
class AlertTable:
    """One table under its heading; ``columns``: parts of the width, 0 for as narrow as its words."""

    heading: str
    columns: tuple[int, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSheet:
    """What is printed: sentences, a drawing (SVG and the words that stand for it) when there is one, tables, notes."""

    community: str
    title: str
    lead: tuple[str, ...] = ()
    drawing: str = ""
    drawing_says: str = ""
    drawing_height_mm: int = 110
    tables: tuple[AlertTable, ...] = ()
    notes: tuple[str, ...] = ()
    is_flipped: bool = False


def alert_sheet(sheet: AlertSheet, imprint: Imprint) -> bytes:
    """The PDF, A4, tagged."""
    content = {
        "community": sheet.community,
        "title": sheet.title,
        "flipped": sheet.is_flipped,
        "lead": sheet.lead,
        "drawing": {"svg": sheet.drawing, "alt": sheet.drawing_says, "height": sheet.drawing_height_mm},
        "tables": [
            {
                "heading": one.heading,
                "says": one.says,
                "columns": one.columns,
                "header": one.header,
                "rows": one.rows,
            }
            for one in sheet.tables
        ],
        "notes": sheet.notes,
    }
    return typeset("alert_sheet", sheet.title, imprint, content)
