"""The community's own plan as DOCX, to be taken up in any word processor: real headings, a contents field, head and foot.

The contents are written with the file, so that they are right before anybody updates them; their page numbers are the word
processor's to count (« Mettre à jour les champs »): a number of ours would be that of another page.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.documents.imprint import Imprint, emergency_numbers
from app.documents.legible import legible
from app.documents.plan_document import (
    CONTENTS,
    Chapter,
    PlanDocument,
    PlanTable,
    file_title,
    is_empty,
    nothing_written,
    running_title,
    source_words,
    widths_of,
)
from app.documents.settled_zip import settled_office
from app.response.plan import Block, BlockKind
from app.response.said import ORSAN_RULE
from app.words import _, language

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.text.paragraph import Paragraph

FACE = "Arial"
"""What every word processor has or replaces width for width: a DOCX carries no typeface of ours."""

TAGS = {"fr": "fr-FR", "en": "en-GB"}
TEXT_MM = 174
"""Width of the text: A4 less two margins of 18 mm."""

WIDE_MM = 261
"""The same on a page turned on its side."""

SIZES = (("Title", 26), ("Heading 1", 16), ("Heading 2", 12.5))


def plan_docx(document: PlanDocument, imprint: Imprint) -> bytes:
    """The plan as DOCX. The same values give the same bytes."""
    made = Document()
    _set_up(made, document, imprint)
    _frame(made.sections[0], document, imprint)
    _cover(made, document)
    _contents(made, document.chapters)
    first_annex = next((one for one in document.chapters if one.is_annex), None)
    for n, chapter in enumerate(document.chapters):
        is_turned = _turn(made, chapter)
        _chapter(made, chapter, n, starts=not is_turned and (n == 0 or chapter == first_annex))
    saved = io.BytesIO()
    made.save(saved)
    return settled_office(saved.getvalue(), imprint.printed_at)


def _set_up(made: DocxDocument, document: PlanDocument, imprint: Imprint) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(_element("w:lang", val=TAGS[language()]))
    for name, points in SIZES:
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(points), RGBColor(0, 0, 0)
        for script in ("ascii", "hAnsi"):
            style.element.rPr.rFonts.set(qn(f"w:{script}"), FACE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.bold = True
    for name, tag in (("Title", "w:pBdr"), ("Header", "w:tabs"), ("Footer", "w:tabs")):
        for held in list(made.styles[name].element.iter(qn(tag))):
            held.getparent().remove(held)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(18)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(6)
    properties = made.core_properties
    properties.title = legible(file_title(document, imprint))
    properties.language = TAGS[language()]
    properties.author, properties.comments = "", legible(imprint.sentence)


def _frame(section: Section, document: PlanDocument, imprint: Imprint) -> None:
    """A4; above: bands, community and state; below: what it is, when it was printed, page n/N."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    above = section.header.paragraphs[0]
    for word, sentence in imprint.spoken_bands:
        above.add_run(f"/// {word} /// ").bold = True
        above.add_run(f"{sentence}  ").add_break()
    _small(above, f"{document.community}\t{document.edition}")
    _right_stop(above)
    below = section.footer.paragraphs[0]
    _small(below, f"{running_title(document)}\n{imprint.sentence}\t{_('page')} ")
    _field(below, "PAGE")
    _small(below, "/")
    _field(below, "NUMPAGES")
    _right_stop(below)


def _right_stop(paragraph: Paragraph) -> None:
    """One tab, at the right edge."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_MM), WD_TAB_ALIGNMENT.RIGHT)


def _small(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(legible(text)).font.size = Pt(8.5)


def _cover(made: DocxDocument, document: PlanDocument) -> None:
    community = made.add_paragraph()
    community.paragraph_format.space_before = Pt(60)
    run = community.add_run(legible(document.community))
    run.bold, run.font.size = True, Pt(15)
    made.add_heading(legible(document.title), 0)
    made.add_paragraph().add_run(legible(document.edition)).font.size = Pt(14)
    if document.warning:
        _boxed(made.add_paragraph()).add_run(legible(document.warning)).bold = True
    for label, value in document.facts:
        line = made.add_paragraph()
        line.add_run(legible(f"{label}\u00a0: " if language() == "fr" else f"{label}: ")).bold = True
        line.add_run(legible(value))
    _boxed(made.add_paragraph()).add_run(legible(_(ORSAN_RULE))).bold = True
    numbers = made.add_paragraph()
    for each in emergency_numbers():
        numbers.add_run(f"{each['number']} ").bold = True
        numbers.add_run(f"{each['who']}   ")
    for table in document.cover_tables:
        _table(made, table)


def _boxed(paragraph: Paragraph) -> Paragraph:
    """A frame around a paragraph (ECMA-376 §17.3.1.24), before the elements that must follow it."""
    edges = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edges.append(_element(f"w:{side}", val="single", sz="12", space="4", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def _contents(made: DocxDocument, chapters: tuple[Chapter, ...]) -> None:
    """A contents field (ECMA-376 §17.16.5.68) over the first level, already filled with a link to each chapter."""
    title = made.add_paragraph()
    title.paragraph_format.page_break_before = True
    title.paragraph_format.keep_with_next = True
    run = title.add_run(_(CONTENTS))
    run.bold, run.font.size = True, Pt(16)
    lines = [made.add_paragraph() for _chapter_ in chapters] or [made.add_paragraph()]
    for n, (line, chapter) in enumerate(zip(lines, chapters, strict=False)):
        link = _element("w:hyperlink", anchor=_bookmark(n), history="1")
        line._p.append(link)
        inner = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = legible(chapter.heading)
        inner.append(text)
        link.append(inner)
    first = lines[0]._p
    at = 1 if first.pPr is not None else 0
    for offset, piece in enumerate((_mark("begin"), _instruction(r' TOC \o "1-1" \h \z \u '), _mark("separate"))):
        first.insert(at + offset, piece)
    lines[-1]._p.append(_mark("end"))


def _bookmark(n: int) -> str:
    return f"_Toc{100000 + n}"


def _mark(kind: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run.append(_element("w:fldChar", fldCharType=kind))
    return run


def _instruction(text: str) -> BaseOxmlElement:
    run, said = OxmlElement("w:r"), OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = text
    run.append(said)
    return run


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
    begin = _element("w:bookmarkStart", id=str(n + 1), name=_bookmark(n))
    heading._p.insert(1, begin)
    heading._p.append(_element("w:bookmarkEnd", id=str(n + 1)))
    if is_empty(chapter):
        made.add_paragraph().add_run(nothing_written()).italic = True
    write_blocks(made, chapter.blocks)
    for table in chapter.tables:
        _table(made, table, WIDE_MM if chapter.is_wide else TEXT_MM)
    if source := source_words(chapter):
        made.add_paragraph().add_run(legible(source)).font.size = Pt(9)


def write_blocks(made: DocxDocument, blocks: tuple[Block, ...]) -> None:
    """Paragraphs, points and small headings, in the styles of the document."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            made.add_heading(legible(block.text), 2)
        else:
            made.add_paragraph(legible(block.text), style="List Bullet" if block.kind is BlockKind.POINT else None)


def _table(made: DocxDocument, table: PlanTable, room_mm: int = TEXT_MM) -> None:
    if table.title:
        made.add_heading(legible(table.title), 2)
    if not table.rows:
        made.add_paragraph(legible(table.empty))
        return
    drawn = made.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    drawn.autofit = False
    shares = widths_of(table)
    widths = [Mm(room_mm * share / sum(shares)) for share in shares]
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    drawn.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    cells = drawn._cells  # read once: python-docx lays the whole grid out again at every `.cells`
    for n, text in enumerate((*table.head, *(cell for row in table.rows for cell in row))):
        cells[n].width = widths[n % len(widths)]
        paragraph = cells[n].paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(legible(text))
        run.font.size, run.bold = Pt(9.5), n < len(table.head)
    for row in drawn.rows:
        row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit", val="true"))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _element(tag: str, **values: str) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of its own namespace."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A figure that the word processor counts (ECMA-376 §17.16.19)."""
    made = _element("w:fldSimple", instr=instruction)
    run, look, shown = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:t")
    look.append(_element("w:sz", val="17"))
    shown.text = "1"
    run.append(look)
    run.append(shown)
    made.append(run)
    paragraph._p.append(made)
