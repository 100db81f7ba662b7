"""One chapter of the crisis bag as pages to print and put in a folder."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.documents.imprint import colon, emergency_numbers
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.crisis_bag import CrisisBag, Section, Table


def section_pdf(bag: CrisisBag, section: Section) -> bytes:
    """The chapter as PDF, A4, black and white; heads of tables are repeated, page x/y within the chapter."""
    content = {
        "title": section.title,
        "where": bag.title,
        "dated": bag.dated,
        "warning": bag.warning if section.names_people else "",
        "sentence": section.sentence,
        "emergency": _("Urgences"),
        "colon": colon(),
        "numbers": emergency_numbers(),
        "tables": [_table(table) for table in section.tables],
        "index": section.is_indexed,
        "cards": [asdict(card) for card in section.cards],
    }
    return typeset("crisis_bag", f"{section.title} · {bag.title}", bag.imprint, content)


def _table(table: Table) -> dict[str, object]:
    return {
        "title": table.title,
        "above": table.above,
        "note": table.note,
        "columns": [
            {"title": column.title, "kind": column.kind.value, "width": column.width} for column in table.columns
        ],
        "rows": [{"cells": list(row.cells), "open": row.is_open} for row in table.rows],
    }
