"""The sign-in sheets as a DOCX that can be edited: the same words and rows as the printed page of ``sign_in_sheet``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.documents.docx_parts import FACE, TAGS, describe, element, our_face, saved
from app.documents.imprint import Imprint, colon, emergency_numbers
from app.documents.legible import legible
from app.documents.qr_code import qr_png
from app.documents.sign_in_sheet import SheetSeat, SignInSheet, sheet_words
from app.words import _, language

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.section import Section
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

COLUMNS_MM = (38, 58, 20, 20, 50)
ROW_MM = 12
BLANK = "." * 24


def sign_in_docx(sheets: Sequence[SignInSheet], imprint: Imprint) -> bytes:
    """The sheets as one DOCX, a section each, with pages counted within it. The same values give the same bytes."""
    document = Document()
    _set_up(document, imprint)
    for n, sheet in enumerate(sheets):
        section = document.sections[0] if n == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _frame(section, sheet, imprint)
        _write(document, sheet)
    return saved(document, imprint.printed_at)


def _set_up(document: DocxDocument, imprint: Imprint) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    normal.paragraph_format.space_after = Pt(3)
    fonts = normal.element.get_or_add_rPr()
    fonts.append(element("w:lang", val=TAGS[language()]))
    for level, points in (("Heading 1", 16), ("Heading 2", 12)):
        our_face(document, level, points)
        document.styles[level].paragraph_format.space_before = Pt(4)
    describe(document, imprint.titled(_("Feuilles d’émargement")), imprint)


def _frame(section: Section, sheet: SignInSheet, imprint: Imprint) -> None:
    """A4, the bands above, and below what it is, when it was printed, and the page within the sheet."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(12)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    _count_from_one(section)
    above = section.header.paragraphs[0]
    for word, sentence in imprint.spoken_bands:
        above.add_run(f"/// {word} /// ").bold = True
        above.add_run(f"{sentence}  ")
    below = section.footer.paragraphs[0]
    below.add_run(f"{legible(sheet.running_title)}\n{legible(imprint.sentence)} · {_('page')} ").font.size = Pt(8.5)
    _field(below, "PAGE")
    below.add_run("/")
    _field(below, "SECTIONPAGES")


def _count_from_one(section: Section) -> None:
    """Word reads ``pgNumType`` only in its place, before the columns; a new section brings a copy of the last one's."""
    for copied in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(copied)
    section._sectPr.find(qn("w:cols")).addprevious(element("w:pgNumType", start="1"))


def _write(document: DocxDocument, sheet: SignInSheet) -> None:
    words = sheet_words()
    document.add_paragraph(legible(f"{words['title']} · {sheet.centre} · {sheet.place}".removesuffix(" · ")))
    document.add_heading(legible(f"{sheet.session}\n{sheet.line}"), 1)
    for key, contact in (("lead", sheet.lead), ("physician", sheet.physician)):
        line = document.add_paragraph(words[key] + colon())
        line.add_run(legible(f"{contact.name or BLANK} · {contact.phone or BLANK}")).bold = True
    numbers = document.add_paragraph(words["emergency"] + colon())
    for each in emergency_numbers():
        numbers.add_run(f"{each['number']} ").bold = True
        numbers.add_run(f"{each['who']}   ")
    _seats(document, sheet, words)
    _doses(document, sheet, words)
    _card(document, sheet, words)


def _seats(document: DocxDocument, sheet: SignInSheet, words: dict[str, str]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS_MM), style="Table Grid")
    table.autofit = False
    heads = table.rows[0]
    heads._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
    for cell, key in zip(heads.cells, ("role", "who", "arrival", "departure", "signature"), strict=True):
        cell.paragraphs[0].add_run(words[key]).bold = True
    for seat in sheet.seats:
        _seat(_row(table), seat, words)
    for _n in range(sheet.walk_in_rows):
        _row(table).cells[0].paragraphs[0].add_run(words["walk_in"]).italic = True
    for row in table.rows:
        for cell, width in zip(row.cells, COLUMNS_MM, strict=True):
            cell.width = Mm(width)


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row.height = Mm(ROW_MM)
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))
    return row


def _seat(row: _Row, seat: SheetSeat, words: dict[str, str]) -> None:
    row.cells[0].paragraphs[0].add_run(legible(seat.role)).bold = True
    who: _Cell = row.cells[1]
    if not seat.name:
        who.paragraphs[0].add_run(f"{words['open']} {BLANK}")
        return
    who.paragraphs[0].add_run(legible(seat.name)).bold = True
    more = " · ".join(text for text in (seat.profession, seat.note) if text)
    if more:
        who.add_paragraph().add_run(legible(more)).font.size = Pt(9)


def _doses(document: DocxDocument, sheet: SignInSheet, words: dict[str, str]) -> None:
    document.add_heading(words["doses"], 2)
    for each in sheet.doses:
        document.add_paragraph(
            legible(f"{each.product}{colon()}{each.vials}" + (f" · {each.lots}" if each.lots else ""))
        )
    if sheet.slots:
        document.add_paragraph(legible(f"{words['slots']}{colon()}{sheet.slots}"))
    document.add_paragraph("   ".join(f"{words[key]} {BLANK}" for key in ("opened", "injected", "lost")))
    if sheet.address:
        drawn = document.add_paragraph()
        picture = drawn.add_run().add_picture(io.BytesIO(qr_png(sheet.address)), width=Mm(26))
        picture._inline.docPr.set(
            "descr",
            legible(_("Code QR vers le pointage : {session}, {line}").format(session=sheet.session, line=sheet.line)),
        )
        drawn.add_run(f"  {words['scan']}")


def _card(document: DocxDocument, sheet: SignInSheet, words: dict[str, str]) -> None:
    if sheet.card is None:
        return
    document.add_heading(legible(sheet.card.title), 2)
    for n, step in enumerate(sheet.card.steps, start=1):
        document.add_paragraph(legible(f"{n}. {step}"))
    document.add_paragraph(legible(f"{words['source']} {sheet.card.source}")).runs[0].font.size = Pt(9)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A figure that the word processor counts (ECMA-376 §17.16.19)."""
    made = element("w:fldSimple", instr=instruction)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    made.append(run)
    paragraph._p.append(made)
