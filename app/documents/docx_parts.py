"""What every DOCX of ours has in common: styles, head and foot, a contents field, tables, frames around a sentence.

Built on python-docx; what it does not know is written in WordprocessingML (ECMA-376). No text of its own stands here.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.documents.legible import legible
from app.documents.plan_document import CONTENTS, widths_of
from app.documents.settled_zip import settled_office
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docx.document import Document as DocxDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.text.paragraph import Paragraph

    from app.documents.imprint import Imprint
    from app.documents.plan_document import PlanTable

FACE = "Arial"
"""What every word processor has or replaces width for width: a DOCX carries no typeface of ours."""

TAGS = {"fr": "fr-FR", "en": "en-GB"}
TEXT_MM = 174
"""Width of the text: A4 less two margins of 18 mm."""

WIDE_MM = 261
"""The same on a page turned on its side."""

SIZES = (("Title", 26), ("Heading 1", 16), ("Heading 2", 12.5))


def set_up(made: DocxDocument, title: str, imprint: Imprint) -> None:
    """Styles, language and properties of the file. ``title``: the file's, bands first."""
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(element("w:lang", val=TAGS[language()]))
    for name, points in SIZES:
        our_face(made, name, points)
        made.styles[name].font.bold = True
    for name, tag in (("Title", "w:pBdr"), ("Header", "w:tabs"), ("Footer", "w:tabs")):
        for held in list(made.styles[name].element.iter(qn(tag))):
            held.getparent().remove(held)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(18)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(6)
    describe(made, title, imprint)


def our_face(made: DocxDocument, style: str, points: float) -> None:
    """A style in our face and in black, whatever theme opens the file."""
    held = made.styles[style]
    held.font.name, held.font.size, held.font.color.rgb = FACE, Pt(points), RGBColor(0, 0, 0)
    for script in ("ascii", "hAnsi"):
        held.element.rPr.rFonts.set(qn(f"w:{script}"), FACE)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        held.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def describe(made: DocxDocument, title: str, imprint: Imprint) -> None:
    """The properties of the file: its title, its language, no author, where it comes from."""
    properties = made.core_properties
    properties.title = legible(title)
    properties.language = TAGS[language()]
    properties.author, properties.comments = "", legible(imprint.sentence)


def saved(made: DocxDocument, at: datetime) -> bytes:
    """The file; the same bytes for the same document printed at the same instant."""
    file = io.BytesIO()
    made.save(file)
    return settled_office(file.getvalue(), at)


def frame(section: Section, imprint: Imprint, above_left: str, above_right: str, below_left: str) -> None:
    """A4; above: bands, community and state; below: what it is, when it was printed, page n/N."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    above = section.header.paragraphs[0]
    for word, sentence in imprint.spoken_bands:
        above.add_run(f"/// {word} /// ").bold = True
        above.add_run(f"{sentence}  ").add_break()
    small(above, f"{above_left}\t{above_right}")
    above.paragraph_format.space_after = Pt(8)
    _right_stop(above)
    below = section.footer.paragraphs[0]
    small(below, f"{below_left}\n{imprint.sentence}\t{_('page')} ")
    _field(below, "PAGE")
    small(below, "/")
    _field(below, "NUMPAGES")
    _right_stop(below)


def _right_stop(paragraph: Paragraph) -> None:
    """One tab, at the right edge."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_MM), WD_TAB_ALIGNMENT.RIGHT)


def small(paragraph: Paragraph, text: str) -> None:
    """Text in the size of a head or a foot."""
    paragraph.add_run(legible(text)).font.size = Pt(8.5)


def boxed(paragraph: Paragraph) -> Paragraph:
    """A frame around a paragraph (ECMA-376 §17.3.1.24), before the elements that must follow it."""
    edges = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edges.append(element(f"w:{side}", val="single", sz="12", space="4", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def contents(made: DocxDocument, headings: Sequence[str], *, starts: bool = True) -> None:
    """A contents field (ECMA-376 §17.16.5.68) over the first level, already filled with a link to each heading.

    ``starts``: on a page of its own.
    """
    title = made.add_paragraph()
    title.paragraph_format.page_break_before = starts
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(0 if starts else 14)
    run = title.add_run(_(CONTENTS))
    run.bold, run.font.size = True, Pt(16)
    lines = [made.add_paragraph() for _heading in headings] or [made.add_paragraph()]
    for n, (line, heading) in enumerate(zip(lines, headings, strict=False)):
        link = element("w:hyperlink", anchor=_bookmark(n), history="1")
        line._p.append(link)
        inner = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = legible(heading)
        inner.append(text)
        link.append(inner)
    first = lines[0]._p
    at = 1 if first.pPr is not None else 0
    for offset, piece in enumerate((_mark("begin"), _instruction(r' TOC \o "1-1" \h \z \u '), _mark("separate"))):
        first.insert(at + offset, piece)
    lines[-1]._p.append(_mark("end"))


def _bookmark(n: int) -> str:
    return f"_Toc{100000 + n}"


def bookmark(heading: Paragraph, n: int) -> None:
    """Where the ``n``-th line of the contents leads."""
    heading._p.insert(1, element("w:bookmarkStart", id=str(n + 1), name=_bookmark(n)))
    heading._p.append(element("w:bookmarkEnd", id=str(n + 1)))


def _mark(kind: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run.append(element("w:fldChar", fldCharType=kind))
    return run


def _instruction(text: str) -> BaseOxmlElement:
    run, said = OxmlElement("w:r"), OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = text
    run.append(said)
    return run


def draw_table(made: DocxDocument, table: PlanTable, room_mm: int = TEXT_MM, shares: Sequence[int] = ()) -> None:
    """Its title, its heads, repeated on every page, and its rows, never cut over two pages. ``shares``: of its columns, else by their words."""
    if table.title:
        made.add_heading(legible(table.title), 2)
    if not table.rows:
        made.add_paragraph(legible(table.empty))
        return
    drawn = made.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    drawn.autofit = False
    shares = shares or widths_of(table)
    widths = [Mm(room_mm * share / sum(shares)) for share in shares]
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    drawn.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
    cells = drawn._cells  # read once: python-docx lays the whole grid out again at every `.cells`
    for n, text in enumerate((*table.head, *(cell for row in table.rows for cell in row))):
        cells[n].width = widths[n % len(widths)]
        paragraph = cells[n].paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(legible(text))
        run.font.size, run.bold = Pt(9.5), n < len(table.head)
    for row in drawn.rows:
        row._tr.get_or_add_trPr().insert(0, element("w:cantSplit", val="true"))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def element(tag: str, **values: str) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of its own namespace."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A figure that the word processor counts (ECMA-376 §17.16.19)."""
    made = element("w:fldSimple", instr=instruction)
    run, look, shown = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:t")
    look.append(element("w:sz", val="17"))
    shown.text = "1"
    run.append(look)
    run.append(shown)
    made.append(run)
    paragraph._p.append(made)
