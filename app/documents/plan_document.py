"""The community's own plan as a document: a cover, chapters, annexes. Values that the PDF, the DOCX and a template share.

Texts are as spoken; ``app.response.plan`` cuts what was typed into paragraphs, points and small headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.errors import N_
from app.documents.imprint import Imprint, colon
from app.response.plan import Block
from app.words import _


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the plan: a title, its heads, its rows as long as the heads. ``empty`` is said where there is no row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the plan. ``number``: « 2 », « A » for an annex; ``key`` is that of the section.

    ``number`` is empty for a section that needs none.
    """

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    source: str = ""
    tables: tuple[PlanTable, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether a table of it needs a page turned on its side."""
        return any(len(one.head) > UPRIGHT_COLUMNS for one in self.tables)

    @property
    def is_annex(self) -> bool:
        """Whether it is lettered, after the sections."""
        return self.number.isalpha()

    @property
    def heading(self) -> str:
        """« 2. Territoire et risques », « Annexe A. Annuaire »."""
        if not self.number:
            return self.title
        template = _("Annexe {number}. {title}") if self.is_annex else "{number}. {title}"
        return template.format(number=self.number, title=self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A version of the plan as it is printed.

    ``edition``: « version 3, validée »; ``warning``: what keeps a draft from being taken for the plan; ``facts``: what the
    cover says, label and value; ``cover_tables``: to whom it was sent, earlier versions.
    """

    community: str
    title: str
    edition: str
    chapters: tuple[Chapter, ...]
    warning: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cover_tables: tuple[PlanTable, ...] = ()


CONTENTS = N_("Sommaire")

WIDE = 26
"""Letters of the longest cell beyond which a column takes its share of the page."""

UPRIGHT_COLUMNS = 5
"""A table of more columns lies on a page turned on its side."""

PIECE = re.compile(r"\S+@\S{0,12}|(?:\d[\d.\u00a0 ]*\d)|[^\s@]+")
"""What is not cut at the end of a line: a telephone number, a word; an address is cut after its « @ »."""


def source_words(chapter: Chapter) -> str:
    """« Source : DICRIM de Redon, 2023 »; empty without one."""
    return f"{_('Source')}{colon()}{chapter.source}" if chapter.source else ""


def nothing_written() -> str:
    """Where a section is empty: its place is kept, the reader is told."""
    return _("Section à écrire.")


def is_empty(chapter: Chapter) -> bool:
    """Whether nothing at all stands in the chapter."""
    return not (chapter.blocks or chapter.tables)


def running_title(document: PlanDocument) -> str:
    """« CPTS d’Auray · Plan de réponse · version 3, validée »: what stands on every page."""
    return " · ".join(part for part in (document.community, document.title, document.edition) if part)


def file_title(document: PlanDocument, imprint: Imprint) -> str:
    """The title of the file itself, bands first."""
    return imprint.titled(running_title(document))


def widths_of(table: PlanTable) -> list[int]:
    """The share of the page each column takes: a telephone number or a long word is never cut, a note has room."""
    return [_share(column) for column in zip(table.head, *table.rows, strict=True)]


def _share(column: tuple[str, ...]) -> int:
    lines = [line for cell in column for line in cell.split("\n")]
    longest = max(len(line) for line in lines)
    piece = max((len(found) for line in lines for found in PIECE.findall(line)), default=0)
    return max(5, min(WIDE, longest), min(WIDE, piece + 3))
