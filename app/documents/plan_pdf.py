"""The community's own plan as PDF: cover, contents with page numbers, chapters; tagged, A4, black and white."""

from __future__ import annotations

from app.documents.imprint import Imprint, emergency_numbers
from app.documents.plan_document import (
    CONTENTS,
    Chapter,
    PlanDocument,
    PlanTable,
    is_empty,
    nothing_written,
    running_title,
    source_words,
    widths_of,
)
from app.documents.typeset import typeset
from app.response.said import ORSAN_RULE
from app.words import _


def plan_pdf(document: PlanDocument, imprint: Imprint) -> bytes:
    """The plan as PDF/UA-1. The same values give the same bytes."""
    first_annex = next((one for one in document.chapters if one.is_annex), None)
    content = {
        "words": {"contents": _(CONTENTS), "emergency": _("Urgences")},
        "numbers": emergency_numbers(),
        "rule": _(ORSAN_RULE),
        "plan": {
            "community": document.community,
            "title": document.title,
            "running": running_title(document),
            "edition": document.edition,
            "warning": document.warning,
            "facts": [list(one) for one in document.facts],
            "tables": [_table(one) for one in document.cover_tables],
            "chapters": [_chapter(one, starts=one == first_annex) for one in document.chapters],
        },
    }
    return typeset("own_plan", running_title(document), imprint, content)


def _chapter(chapter: Chapter, *, starts: bool) -> dict[str, object]:
    """``starts``: on a page of its own."""
    return {
        "starts": starts,
        "wide": chapter.is_wide,
        "heading": chapter.heading,
        "blocks": [{"kind": one.kind.value, "text": one.text} for one in chapter.blocks],
        "empty": nothing_written() if is_empty(chapter) else "",
        "source": source_words(chapter),
        "tables": [_table(one) for one in chapter.tables],
    }


def _table(table: PlanTable) -> dict[str, object]:
    return {
        "title": table.title,
        "head": list(table.head),
        "rows": [list(row) for row in table.rows],
        "empty": table.empty,
        "widths": widths_of(table),
    }
