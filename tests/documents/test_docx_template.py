"""The plan poured into somebody else's DOCX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.core.errors import InvalidInput
from app.documents.docx_template import Pouring, bare, fill_docx, headings_of, marks_of, opened
from app.documents.plan_document import PlanTable
from app.response.plan import Block, BlockKind, Section, blocks
from app.words.errors import sentence
from tests.documents.samples import IMPRINT

NAME = "trame-ars.docx"
WORDS = blocks(Section("territory", "Territoire", "# Communes\nVingt-huit.\n– Auray", ("Belz",)))
TABLE = PlanTable("Risques", ("Risque", "Cote"), (("Inondation", "9"),))


def a_template(write: Callable[[DocxDocument], object]) -> bytes:
    document = Document()
    write(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def a_line(text: str) -> tuple[Block, ...]:
    return (Block(BlockKind.PARAGRAPH, text),)


def filled(template: bytes, *pourings: Pouring) -> DocxDocument:
    return Document(io.BytesIO(fill_docx(NAME, template, pourings, IMPRINT).content))


def refusal(template: bytes, *pourings: Pouring) -> str:
    with pytest.raises(InvalidInput) as caught:
        fill_docx(NAME, template, pourings, IMPRINT)
    return sentence(caught.value).replace("\u00a0", " ")


def test_a_mark_cut_into_runs_is_filled_in_its_line_and_keeps_its_look() -> None:
    """Word processors cut texts anywhere; what stands around a mark is untouched."""

    def write(document: DocxDocument) -> None:
        line = document.add_paragraph("CPTS : {{ c")
        line.add_run("pt").bold = True
        line.add_run("s }}, version {{version}}.")

    document = filled(a_template(write), Pouring("{{cpts}}", "CPTS", a_line("CPTS d’Auray")), Pouring("{{version}}", "v", a_line("3")))  # fmt: skip
    assert [each.text for each in document.paragraphs] == ["CPTS : CPTS d’Auray, version 3."]
    assert document.paragraphs[0].runs[0].text == "CPTS : CPTS d’Auray"


def test_marks_are_found_in_tables_heads_feet_and_content_controls() -> None:
    """Wherever an authority's template puts them."""

    def write(document: DocxDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{a}}"
        document.sections[0].header.paragraphs[0].text = "{{a}}"
        document.sections[0].footer.paragraphs[0].text = "{{a}} {{b}}"
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        line = document.add_paragraph("{{a}}")._p
        line.addprevious(control)
        content.append(line)

    made = fill_docx(NAME, a_template(write), [Pouring("{{a}}", "A", a_line("ici"))], IMPRINT)
    document = Document(io.BytesIO(made.content))
    assert made.unfilled == ("b",)
    assert document.tables[0].cell(0, 0).text == "ici"
    assert document.sections[0].header.paragraphs[0].text == "ici"
    assert document.sections[0].footer.paragraphs[0].text == "ici {{b}}"
    inside = next(document.element.body.iter(qn("w:sdtContent")))
    assert "".join(each.text for each in inside.iter(qn("w:t"))) == "ici"


def test_a_section_takes_the_place_of_its_mark_with_points_and_tables() -> None:
    """Small headings are bold lines, points are points; the emptied line is gone."""
    document = filled(a_template(lambda d: d.add_paragraph("{{t}}")), Pouring("{{t}}", "T", WORDS, (TABLE,)))
    assert [each.text for each in document.paragraphs] == ["Communes", "Vingt-huit.", "Auray", "Belz", "Risques", ""]
    assert document.paragraphs[0].runs[0].bold
    assert [each.style.name for each in document.paragraphs if each.style][2:4] == ["List Bullet"] * 2
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["Risque", "Cote"], ["Inondation", "9"]]  # fmt: skip


def test_a_section_goes_under_its_heading_whatever_its_number() -> None:
    """Numbers, case and apostrophes of the heading are theirs; what they wrote under it stays, after ours."""

    def write(document: DocxDocument) -> None:
        document.add_heading("3.1. L'offre de soins :", 2)
        document.add_paragraph("Consigne.")

    document = filled(a_template(write), Pouring("l’offre de soins", "Structures", a_line("Deux hôpitaux.")))
    assert [each.text for each in document.paragraphs] == ["3.1. L'offre de soins :", "Deux hôpitaux.", "Consigne."]


def test_what_has_no_place_is_said_with_what_there_is() -> None:
    """A mark or a heading that is not there, a heading that stands twice: file, what, where, what to do."""

    def write(document: DocxDocument) -> None:
        document.add_paragraph("{{cpts}}")
        for _n in range(2):
            document.add_heading("Territoire", 1)
        document.add_paragraph("Alerte")

    template = a_template(write)
    told = refusal(template, Pouring("{{nom}}", "Nom de la CPTS", a_line("x")))
    assert all(text in told for text in (NAME, "{{nom}}", "Nom de la CPTS", "{{cpts}}"))
    told = refusal(template, Pouring("Alerte", "Alerte", WORDS))
    assert all(text in told for text in ("« Alerte »", "« Territoire »", "style « Titre »"))
    assert "2 fois" in refusal(template, Pouring("Territoire", "Territoire", WORDS))


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_docx_is_said_so(content: bytes) -> None:
    """Whatever was given."""
    assert "n’est pas un document DOCX lisible" in refusal(content)


def test_a_bomb_is_weighed_before_it_is_unpacked() -> None:
    """A small file that unpacks to more than any template."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"word/{n}.xml", bytes(80 * 1024 * 1024))
    assert "trop gros" in refusal(packed.getvalue())


def test_marks_and_headings_are_listed_and_the_same_values_give_the_same_bytes() -> None:
    """What the one who writes the YAML needs to see."""

    def write(document: DocxDocument) -> None:
        document.add_heading("1. Territoire", 1)
        document.add_paragraph("{{a}} {{ b }} {{a}}")

    template = a_template(write)
    document = opened(NAME, template)
    assert (headings_of(document), marks_of(document)) == (("1. Territoire",), ("a", "b"))
    pouring = Pouring("{{a}}", "A", a_line("x"))
    assert fill_docx(NAME, template, [pouring], IMPRINT) == fill_docx(NAME, template, [pouring], IMPRINT)


@pytest.mark.parametrize(
    ("heading", "said"),
    [("3. Ressources  humaines", "ressources humaines"), ("IV - Alerte", "alerte"), ("Annexe 2. Cartes :", "cartes"), ("Alerte", "alerte"), ("12) Levée", "levée")],
)  # fmt: skip
def test_a_heading_is_known_without_its_number(heading: str, said: str) -> None:
    """As an authority numbers them."""
    assert bare(heading) == said
