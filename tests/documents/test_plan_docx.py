"""The community's own plan as DOCX: what a word processor finds in it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from app.documents.plan_docx import plan_docx
from tests.documents.a_plan_document import PLAN
from tests.documents.printed import text_of
from tests.documents.samples import BANDS, EXERCISE, FOOT, IMPRINT, PRINTED_AT

WRITER = [Path("/usr/lib/libreoffice/program/libswlo.so"), Path("/opt/libreoffice/program/libswlo.so")]


@pytest.fixture(scope="module")
def document() -> DocxDocument:
    """The plan, read back."""
    return Document(io.BytesIO(plan_docx(PLAN, EXERCISE)))


def styled(document: DocxDocument, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name == style]


def test_headings_are_headings_and_points_are_points(document: DocxDocument) -> None:
    """By their styles, which is what a contents table, a screen reader and a template read."""
    assert styled(document, "Title") == ["Plan de réponse"]
    assert styled(document, "Heading 1") == [one.heading for one in PLAN.chapters]
    assert styled(document, "Heading 2") == ["Diffusion", "Sous-zones"]
    assert styled(document, "List Bullet") == ["Auray", "Belz", "inondation & submersion", "canicule <36 °C>"]
    said = "\n".join(each.text for each in document.paragraphs)
    for text in ("Brouillon : rien n’est validé.", "Vingt-huit communes.", "Section à écrire.", "Source\u00a0: DICRIM, 2023", "Rien n’est compté."):  # fmt: skip
        assert text in said


def test_the_contents_are_a_field_that_already_links_to_every_chapter(document: DocxDocument) -> None:
    """Right before anybody updates it; every link has its bookmark."""
    body = document.element.body
    instructions = [each.text for each in body.iter(qn("w:instrText"))]
    assert instructions == [r' TOC \o "1-1" \h \z \u ']
    marks = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    links = list(body.iter(qn("w:hyperlink")))
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links] == [
        one.heading for one in PLAN.chapters
    ]
    names = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in links} == names


def test_every_page_says_community_version_state_and_its_number(document: DocxDocument) -> None:
    """Head and foot, with the bands; the pages are the word processor's to count."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    assert "/// EXERCICE ///" in above.text
    assert above.text.endswith("CPTS d’Auray\tversion 3, brouillon")
    assert below.text.startswith(f"CPTS d’Auray · Plan de réponse · version 3, brouillon\n{FOOT}\tpage ")
    assert [each.get(qn("w:instr")) for each in below._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == f"{BANDS}CPTS d’Auray · Plan de réponse · version 3, brouillon"
    assert (document.core_properties.created, document.core_properties.author) == (PRINTED_AT, "")


def test_tables_repeat_their_heads_and_a_wide_one_lies_on_its_side(document: DocxDocument) -> None:
    """A4 upright, on its side for the directory, upright again."""
    assert [[cell.text for cell in table.rows[0].cells][:2] for table in document.tables] == [
        ["Destinataire", "Voie"], ["Fonction", "Département"], ["Fonction", "Titulaire"],
    ]  # fmt: skip
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    sizes = [(round(each.page_width.mm), round(each.page_height.mm)) for each in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_the_same_plan_gives_the_same_bytes() -> None:
    """No trace of the moment or the machine."""
    assert plan_docx(PLAN, IMPRINT) == plan_docx(PLAN, IMPRINT)


@pytest.mark.skipif(
    not (shutil.which("soffice") and any(path.exists() for path in WRITER)) and os.environ.get("CI") != "true",
    reason="needs LibreOffice Writer",
)
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """Converted to PDF without a complaint, every chapter in it, pages counted."""
    (tmp_path / "plan.docx").write_bytes(plan_docx(PLAN, IMPRINT))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "plan.docx")]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    said = " ".join(text_of((tmp_path / "plan.pdf").read_bytes()).split())
    assert all(said.count(one.heading) >= 2 for one in PLAN.chapters)
    assert "page 1/" in said
