"""The cold after-action report as DOCX, to be finished in any word processor: real headings, contents, figures with their words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Mm, Pt

from app.documents.docx_parts import TEXT_MM, bookmark, boxed, contents, draw_table, frame, saved, set_up
from app.documents.exercise_line import exercise_line
from app.documents.imprint import colon
from app.documents.legible import legible
from app.documents.retex_pdf import heading_of, plan_table, running_title, shares_of
from app.documents.retex_svg import figure_picture

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

    from app.documents.imprint import Imprint
    from app.exercise.retex import Figure, Retex, RetexSection


def retex_docx(retex: Retex, imprint: Imprint) -> bytes:
    """The report as DOCX. The same values give the same bytes."""
    made = Document()
    set_up(made, imprint.titled(running_title(retex)), imprint)
    frame(made.sections[0], imprint, retex.community, retex.edition, f"{retex.title} · {retex.subtitle}")
    _cover(made, retex, imprint)
    contents(made, [heading_of(n, one) for n, one in enumerate(retex.sections, start=1)], starts=False)
    for n, section in enumerate(retex.sections):
        _section(made, n, section)
    return saved(made, imprint.printed_at)


def _cover(made: DocxDocument, retex: Retex, imprint: Imprint) -> None:
    if retex.is_exercise and (said := exercise_line(imprint)):
        made.add_paragraph().add_run(said).bold = True
    run = made.add_paragraph().add_run(legible(retex.community))
    run.bold, run.font.size = True, Pt(15)
    made.add_heading(legible(retex.title), 0)
    subtitle = made.add_paragraph().add_run(legible(retex.subtitle))
    subtitle.bold, subtitle.font.size = True, Pt(14)
    made.add_paragraph(legible(retex.edition))
    boxed(made.add_paragraph()).add_run(legible(retex.headline)).bold = True
    for label, value in retex.facts:
        line = made.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(legible(f"{label}{colon()}")).bold = True
        line.add_run(legible(value))


def _section(made: DocxDocument, n: int, section: RetexSection) -> None:
    heading = made.add_heading(legible(heading_of(n + 1, section)), 1)
    if n == 0:
        heading.paragraph_format.page_break_before = True
    bookmark(heading, n)
    for line in section.written:
        made.add_paragraph(legible(line))
    for line in section.says:
        # A sentence that reads a figure or a table stands on the same page.
        made.add_paragraph(legible(line)).paragraph_format.keep_with_next = bool(section.figures or section.tables)
    for figure in section.figures:
        _figure(made, figure)
    for each in section.points:
        if each.heading:
            made.add_heading(legible(each.heading), 2)
        for line in each.lines:
            made.add_paragraph(legible(line), style="List Bullet")
    for table in section.tables:
        draw_table(made, plan_table(table), shares=shares_of(table))


def _figure(made: DocxDocument, figure: Figure) -> None:
    """As wide as the text; its words are what is heard instead of it (ECMA-376 §20.4.2.5, ``descr``)."""
    picture = figure_picture(figure)
    if not picture:
        return
    caption = made.add_paragraph(legible(figure.says))
    caption.paragraph_format.keep_with_next = True
    drawn = made.add_picture(io.BytesIO(picture), width=Mm(TEXT_MM))
    drawn._inline.docPr.set("descr", legible(figure.says))
