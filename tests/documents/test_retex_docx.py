"""The report as DOCX and as one page of HTML: real headings, contents that lead, figures with their words, nothing fetched."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from app.documents.retex_docx import retex_docx
from app.documents.retex_html import retex_html
from app.exercise.retex import PART_WORDS, Part
from app.exercise.retex_cold import cold_retex
from tests.documents.samples import EXERCISE
from tests.exercise.a_retex import NAMES, facts


@pytest.fixture(scope="module")
def file() -> bytes:
    return retex_docx(cold_retex(facts()), EXERCISE)


@pytest.fixture(scope="module")
def document(file: bytes) -> DocxDocument:
    return Document(io.BytesIO(file))


def test_headings_are_headings_and_the_contents_lead_to_each(document: DocxDocument) -> None:
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == [f"{n}. {PART_WORDS[one]}" for n, one in enumerate(Part, start=1)]
    links = {one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))}
    marks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert links == marks
    assert len(links) == len(Part)


def test_every_figure_is_a_picture_with_its_words(document: DocxDocument) -> None:
    """Delays, answers, coverage, waterfall."""
    described = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(described) == 4
    assert all(described)
    assert sum(name.partname.endswith(".png") for name in document.part.package.iter_parts()) == 4


def test_every_page_says_exercise_and_nobody_is_named(document: DocxDocument) -> None:
    head = "\n".join(one.text for one in document.sections[0].header.paragraphs)
    assert "EXERCICE" in head
    said = "\n".join([one.text for one in document.paragraphs] + [cell.text for table in document.tables for cell in table._cells])  # fmt: skip
    assert "EXERCICE – EXERCICE – EXERCICE" in said
    assert "Salle du conseil, Auray" in said
    assert not any(name in said for name in NAMES)


def test_the_same_values_give_the_same_bytes(file: bytes) -> None:
    assert retex_docx(cold_retex(facts()), EXERCISE) == file


def test_the_page_of_html_stands_alone_and_runs_nothing() -> None:
    """No script, no address elsewhere, four drawings inside, a typed « < » shown as text."""
    given = facts()
    page = retex_html(cold_retex(given), EXERCISE).decode()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {f"#{one.value}" for one in Part}
    assert page.count("<svg") == 4
    assert "EXERCICE" in page
    assert not any(name in page for name in NAMES)


def test_typed_text_is_shown_and_never_run() -> None:
    from dataclasses import replace

    trapped = replace(facts(), texts={"lessons": "<script>alert(1)</script> & <b>gras</b>"})
    page = retex_html(cold_retex(trapped, (Part.LESSONS,)), EXERCISE).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page
