"""The community's own plan as DOCX, to be taken up in any word processor: real headings, a contents field, head and foot.

The contents are written with the file, so that they are right before anybody updates them; their page numbers are the word
processor's to count (« Mettre à jour les champs »): a number of ours would be that of another page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from app.documents.docx_parts import TEXT_MM, WIDE_MM, bookmark, boxed, contents, draw_table, frame, saved, set_up
from app.documents.imprint import Imprint, emergency_numbers
from app.documents.legible import legible
from app.documents.plan_document import (
    Chapter,
    PlanDocument,
    file_title,
    is_empty,
    nothing_written,
    running_title,
    source_words,
)
from app.response.plan import Block, BlockKind
from app.response.said import ORSAN_RULE
from app.words import _, language

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument


def plan_docx(document: PlanDocument, imprint: Imprint) -> bytes:
    """The plan as DOCX. The same values give the same bytes."""
    made = Document()
    set_up(made, file_title(document, imprint), imprint)
    frame(made.sections[0], imprint, document.community, document.edition, running_title(document))
    _cover(made, document)
    contents(made, [one.heading for one in document.chapters])
    first_annex = next((one for one in document.chapters if one.is_annex), None)
    for n, chapter in enumerate(document.chapters):
        is_turned = _turn(made, chapter)
        _chapter(made, chapter, n, starts=not is_turned and (n == 0 or chapter == first_annex))
    return saved(made, imprint.printed_at)


def _cover(made: DocxDocument, document: PlanDocument) -> None:
    community = made.add_paragraph()
    community.paragraph_format.space_before = Pt(60)
    run = community.add_run(legible(document.community))
    run.bold, run.font.size = True, Pt(15)
    made.add_heading(legible(document.title), 0)
    made.add_paragraph().add_run(legible(document.edition)).font.size = Pt(14)
    if document.warning:
        boxed(made.add_paragraph()).add_run(legible(document.warning)).bold = True
    for label, value in document.facts:
        line = made.add_paragraph()
        line.add_run(legible(f"{label}\u00a0: " if language() == "fr" else f"{label}: ")).bold = True
        line.add_run(legible(value))
    boxed(made.add_paragraph()).add_run(legible(_(ORSAN_RULE))).bold = True
    numbers = made.add_paragraph()
    for each in emergency_numbers():
        numbers.add_run(f"{each['number']} ").bold = True
        numbers.add_run(f"{each['who']}   ")
    for table in document.cover_tables:
        draw_table(made, table)


def _turn(made: DocxDocument, chapter: Chapter) -> bool:
    """Lay the pages on their side for a wide chapter, and upright again after it; whether that began a page."""
    wanted = WD_ORIENT.LANDSCAPE if chapter.is_wide else WD_ORIENT.PORTRAIT
    if made.sections[-1].orientation == wanted:
        return False
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = wanted
    section.page_width, section.page_height = (Mm(297), Mm(210)) if chapter.is_wide else (Mm(210), Mm(297))
    return True


def _chapter(made: DocxDocument, chapter: Chapter, n: int, *, starts: bool) -> None:
    """``starts``: on a page of its own."""
    heading = made.add_heading(legible(chapter.heading), 1)
    if starts:
        heading.paragraph_format.page_break_before, heading.paragraph_format.space_before = True, Pt(0)
    bookmark(heading, n)
    if is_empty(chapter):
        made.add_paragraph().add_run(nothing_written()).italic = True
    write_blocks(made, chapter.blocks)
    for table in chapter.tables:
        draw_table(made, table, WIDE_MM if chapter.is_wide else TEXT_MM)
    if source := source_words(chapter):
        made.add_paragraph().add_run(legible(source)).font.size = Pt(9)


def write_blocks(made: DocxDocument, blocks: tuple[Block, ...]) -> None:
    """Paragraphs, points and small headings, in the styles of the document."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            made.add_heading(legible(block.text), 2)
        else:
            made.add_paragraph(legible(block.text), style="List Bullet" if block.kind is BlockKind.POINT else None)
