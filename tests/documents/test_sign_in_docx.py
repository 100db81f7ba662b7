"""The sign-in sheet that can be edited says what the printed one says."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from app.documents.sign_in_docx import sign_in_docx
from app.documents.sign_in_sheet import SheetSeat
from app.words import use_language
from tests.documents.samples import BANDS, ENDLESS_NAME, EXERCISE, FOOT, IMPRINT, LONG_NAME, PRINTED_AT
from tests.documents.test_sign_in_sheet import SHEET


@pytest.fixture(scope="module")
def document() -> DocxDocument:
    """Two sheets, read back."""
    return Document(io.BytesIO(sign_in_docx([SHEET, replace(SHEET, line="Ligne 3", address="", card=None)], EXERCISE)))


def test_the_table_names_everyone_and_leaves_room(document: DocxDocument) -> None:
    """Heads on every page, seats in order, an open one to fill, three rows for those who come unannounced."""
    table = document.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Poste", "Nom et profession", "Arrivée", "Départ", "Signature"]
    assert rows[1][:2] == [
        "Entretien pré-vaccinal",
        f"{LONG_NAME}\nmasseuse-kinésithérapeute · remplace Jean-Baptiste P.",
    ]
    assert rows[3][:2] == ["Injection", "à pourvoir " + "." * 24]
    assert rows[6][1] == f"{ENDLESS_NAME}\ninfirmière"
    assert [row[0] for row in rows[7:]] == ["Renfort de passage"] * 3
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_text_around_the_table_is_that_of_the_printed_page(document: DocxDocument) -> None:
    """Session and line as heading, who to call, doses, first actions."""
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for text in (
        "Lundi 30 novembre, matin (9 h–13 h)\nLigne 2 · Injection", "Clarisse Palude-Deslandes · 06 39 98 00 01",
        "15 SAMU", "114 ", "Comirnaty\u00a0: 8 flacons (48 doses) · lot FX1234", "1. Appeler le 15", "Source\u00a0: texte adopté",
    ):  # fmt: skip
        assert text in said
    assert [paragraph.style.name for paragraph in document.paragraphs if paragraph.text.startswith("Lundi")] == [
        "Heading 1"
    ] * 2
    assert said.count("Réaction allergique grave") == 1


def test_each_sheet_is_a_section_with_bands_and_its_own_pages(document: DocxDocument) -> None:
    """A4; pages begin again at 1, in the one place where Word looks for it."""
    assert [(round(section.page_width.mm), round(section.page_height.mm)) for section in document.sections] == [
        (210, 297)
    ] * 2
    for section, line in zip(document.sections, ("Ligne 2 · Injection", "Ligne 3"), strict=True):
        assert "EXERCICE" in section.header.paragraphs[0].text
        assert "DÉMONSTRATION" in section.header.paragraphs[0].text
        below = section.footer.paragraphs[0]
        assert below.text.startswith(f"Centre du Pratel · Lundi 30 novembre, matin (9 h–13 h) · {line}\n{FOOT} · page ")
        fields = [field.get(qn("w:instr")) for field in below._p.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "SECTIONPAGES"]
        names = [child.tag.split("}")[1] for child in section._sectPr]
        assert names.count("pgNumType") == 1
        assert names.index("pgMar") < names.index("pgNumType") < names.index("cols")


def test_the_file_says_what_it_is(document: DocxDocument) -> None:
    """Title, language and date; the code has words."""
    properties = document.core_properties
    assert (properties.title, properties.language) == (f"{BANDS}Feuilles d’émargement", "fr-FR")
    assert (properties.created, properties.author) == (PRINTED_AT, "")
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Code QR vers le pointage\u00a0: Lundi 30 novembre, matin (9 h–13 h), Ligne 2 · Injection"
    ]


def test_the_same_sheets_give_the_same_bytes() -> None:
    """What a spreadsheet or a virus scanner would call changed has changed."""
    assert sign_in_docx([SHEET], IMPRINT) == sign_in_docx([SHEET], IMPRINT)


def test_what_xml_refuses_does_not_stop_the_file() -> None:
    """A control in a pasted name is left out; English too."""
    with use_language("en"):
        made = Document(
            io.BytesIO(sign_in_docx([replace(SHEET, seats=(SheetSeat("Injection", "Yann\x00 L."),))], IMPRINT))
        )
    assert made.tables[0].rows[1].cells[1].text == "Yann L."
    assert made.core_properties.language == "en-GB"
