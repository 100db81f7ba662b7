"""The plan poured into somebody else's DOCX: the ARS's or the URPS's own frame, whose look and order stay as they are.

What is poured goes where a mark ``{{…}}`` stands, in the text, a table, the head or the foot, or under one of its headings.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.core.errors import N_, InvalidInput
from app.documents.imprint import Imprint
from app.documents.legible import legible
from app.documents.settled_zip import CORE, settled_office, settled_zip
from app.response.plan import Block, BlockKind

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.types import ProvidesStoryPart

    from app.documents.plan_document import PlanTable

MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
NUMBERED = re.compile(
    r"^(?:(?:annexe\s+)?[\dA-Za-z]{1,4}[.)]\s*(?:\d+[.)]?\s*)*|[IVX]+\s*[.):–-]\s*|article\s+\d+\s*[.:–-]?\s*)", re.I
)
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
"""Far above any template; what unpacks to more is no template."""

POINT = "– "
HEADINGS_TOLD = 12


@dataclass(frozen=True, slots=True)
class Pouring:
    """What goes in one place. ``place``: « {{territoire}} », or the heading under which to write, as it reads.

    ``called``: how an error names it. One block that is a paragraph is set into its line; more take lines of their own.
    """

    place: str
    called: str
    blocks: tuple[Block, ...]
    tables: tuple[PlanTable, ...] = ()

    @property
    def mark(self) -> str:
        """The name between the braces; empty for a heading."""
        found = MARK.fullmatch(self.place.strip())
        return found[1] if found else ""

    @property
    def is_inline(self) -> bool:
        """Whether it can stand inside a line."""
        return not self.tables and len(self.blocks) <= 1 and all(one.kind is BlockKind.PARAGRAPH for one in self.blocks)


@dataclass(frozen=True, slots=True)
class Filled:
    """The file, and the marks of the template that nothing filled: they are still in it."""

    content: bytes
    unfilled: tuple[str, ...]


def fill_docx(name: str, template: bytes, pourings: Sequence[Pouring], imprint: Imprint) -> Filled:
    """The template ``name`` with everything poured in. The same values give the same bytes.

    Raises InvalidInput: not a DOCX, a mark or a heading that is not in it, a heading that stands twice.
    """
    document = opened(name, template)
    for one in pourings:
        if one.mark:
            _fill_mark(name, document, one)
        else:
            _fill_heading(name, document, one)
    saved = io.BytesIO()
    document.save(saved)
    unfilled = tuple(dict.fromkeys(found for each in _paragraphs(document) for found in MARK.findall(_text(each))))
    return Filled(_settled(saved.getvalue(), imprint), unfilled)


def opened(name: str, template: bytes) -> DocxDocument:
    """The template as a document. Raises InvalidInput for a file that is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            size = sum(one.file_size for one in archive.infolist())
        if len(template) > MOST_BYTES or size > MOST_UNPACKED:
            raise InvalidInput(N_("{file} est trop gros pour une trame : retirez-en les images."), file=name)
        return Document(io.BytesIO(template))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise InvalidInput(
            N_("{file} n’est pas un document DOCX lisible. Ouvrez-le dans votre traitement de texte et enregistrez-le « .docx », sans macros."),
            file=name,
        ) from error  # fmt: skip


def marks_of(document: DocxDocument) -> tuple[str, ...]:
    """Every mark of the template, in order, once."""
    return tuple(dict.fromkeys(found for each in _paragraphs(document) for found in MARK.findall(_text(each))))


def headings_of(document: DocxDocument) -> tuple[str, ...]:
    """Every heading of the template, in order."""
    return tuple(_text(each).strip() for each in _paragraphs(document) if _is_heading(each) and _text(each).strip())


def bare(heading: str) -> str:
    """A heading without its number, its case and its spaces: « 3. Ressources  humaines » is « ressources humaines »."""
    return " ".join(NUMBERED.sub("", heading.strip(), count=1).casefold().replace("'", "’").split()).rstrip(" :.")


def _fill_mark(name: str, document: DocxDocument, one: Pouring) -> None:
    wanted = re.compile(r"\{\{\s*" + re.escape(one.mark) + r"\s*\}\}")
    found = [each for each in _paragraphs(document) if wanted.search(_text(each))]
    if not found:
        raise InvalidInput(
            N_("{file} : la marque {mark}, où doit aller « {called} », n’y est pas. Ajoutez-la dans le document, ou corrigez le fichier .yaml. Marques trouvées : {found}."),
            file=name, mark="{{" + one.mark + "}}", called=one.called, found=_listed([f"{{{{{held}}}}}" for held in marks_of(document)]),
        )  # fmt: skip
    for paragraph in found:
        if one.is_inline:
            _replace(paragraph, wanted, one.blocks[0].text if one.blocks else "")
        else:
            _replace(paragraph, wanted, "")
            _write_after(document, paragraph, one, like=paragraph)
            if not _text(paragraph).strip():
                _drop(paragraph)


def _fill_heading(name: str, document: DocxDocument, one: Pouring) -> None:
    wanted = bare(one.place)
    found = [each for each in _paragraphs(document) if _is_heading(each) and bare(_text(each)) == wanted]
    if len(found) != 1:
        template = (
            N_("{file} : le titre « {heading} », sous lequel doit aller « {called} », y est {count} fois. Mettez plutôt une marque {{{{…}}}} à l’endroit voulu.")
            if found
            else N_("{file} : le titre « {heading} », sous lequel doit aller « {called} », n’y est pas. Titres trouvés : {found}. Un titre doit porter un style « Titre ».")
        )  # fmt: skip
        raise InvalidInput(
            template, file=name, heading=one.place, called=one.called, count=len(found), found=_listed([f"« {held} »" for held in headings_of(document)])
        )  # fmt: skip
    _write_after(document, found[0], one, like=None)


def _listed(names: Sequence[str]) -> str:
    told = ", ".join(names[:HEADINGS_TOLD])
    return (f"{told}…" if len(names) > HEADINGS_TOLD else told) or "–"


def _write_after(document: DocxDocument, paragraph: Paragraph, one: Pouring, like: Paragraph | None) -> None:
    """Blocks and tables after a paragraph, in the look of ``like``, else in the document's own body text."""
    last: BaseOxmlElement = paragraph._p
    for block in one.blocks:
        last = _after(last, _made(document, paragraph, block, like))
    for table in one.tables:
        if table.title:
            last = _after(last, _made(document, paragraph, Block(BlockKind.HEADING, table.title), like))
        if table.rows:
            last = _after(last, _grid(document, table))
        last = _after(last, _made(document, paragraph, Block(BlockKind.PARAGRAPH, "" if table.rows else table.empty), like))  # fmt: skip


def _after(last: BaseOxmlElement, new: BaseOxmlElement) -> BaseOxmlElement:
    last.addnext(new)
    return new


def _made(document: DocxDocument, near: Paragraph, block: Block, like: Paragraph | None) -> BaseOxmlElement:
    """The element of one block. Small headings are bold lines: the template's own headings and contents stay as they are."""
    element = OxmlElement("w:p")
    if like is not None and like._p.pPr is not None:
        element.append(deepcopy(like._p.pPr))
    made = Paragraph(element, near._parent)
    text = legible(block.text)
    if block.kind is BlockKind.POINT:
        if _has_style(document, "List Bullet"):
            made.style = document.styles["List Bullet"]
        else:
            text = POINT + text
    run = made.add_run(text)
    if like is not None and (runs := _runs(like)) and runs[0]._r.rPr is not None:
        run._r.insert(0, deepcopy(runs[0]._r.rPr))
    if block.kind is BlockKind.HEADING:
        run.bold = True
    return element


def _has_style(document: DocxDocument, name: str) -> bool:
    return name in {style.name for style in document.styles}


def _grid(document: DocxDocument, table: PlanTable) -> BaseOxmlElement:
    """A table with thin edges of its own: the template may know no style for one."""
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.head))
    edges = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            edge.set(qn(f"w:{key}"), value)
        edges.append(edge)
    drawn._tbl.tblPr.append(edges)
    cells = drawn._cells
    for n, text in enumerate((*table.head, *(cell for row in table.rows for cell in row))):
        cells[n].paragraphs[0].add_run(legible(text)).bold = n < len(table.head)
    element: BaseOxmlElement = drawn._tbl
    element.getparent().remove(element)
    return element


def _replace(paragraph: Paragraph, wanted: re.Pattern[str], text: str) -> None:
    """A mark replaced in a line, however many runs it was cut into; the first of them gives its look."""
    runs = _runs(paragraph)
    found = wanted.search("".join(run.text for run in runs))
    while found:
        begin, end = found.span()
        at, is_first = 0, True
        for run in runs:
            held = run.text
            here, there = max(begin - at, 0), min(end - at, len(held))
            if here < len(held) and there > 0 and here < there:
                _set(run, held[:here] + (legible(text) if is_first else "") + held[there:])
                is_first = False
            at += len(held)
        found = wanted.search("".join(run.text for run in runs)) if not wanted.search(text) else None


def _set(run: Run, text: str) -> None:
    run.text = ""
    for n, line in enumerate(text.split("\n")):
        if n:
            run.add_break(WD_BREAK.LINE)
        run.add_text(line)


def _drop(paragraph: Paragraph) -> None:
    """An emptied line goes, unless it is all its cell holds or it holds the end of a section."""
    element = paragraph._p
    if element.pPr is not None and element.pPr.find(qn("w:sectPr")) is not None:
        return
    element.getparent().remove(element)


def _paragraphs(document: DocxDocument) -> Iterator[Paragraph]:
    """Every paragraph: of the text, of tables, frames and content controls however deep, of heads and feet."""
    yield from _within(document.element.body, document)
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous:
                yield from _within(part._element, part)


def _within(root: BaseOxmlElement, part: ProvidesStoryPart) -> Iterator[Paragraph]:
    for element in list(root.iter(qn("w:p"))):
        yield Paragraph(element, part)


def _runs(paragraph: Paragraph) -> list[Run]:
    """The runs of a line, those inside its links and controls too, not those of a frame that hangs on it."""
    own = paragraph._p
    found = (each for each in own.iter(qn("w:r")) if next(each.iterancestors(qn("w:p"))) is own)
    return [Run(each, paragraph) for each in found]


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in _runs(paragraph))


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether a word processor lists it as a heading: by its style's name, in English or French, or by its outline level."""
    style = paragraph.style
    while style is not None:
        name = (style.name or "").casefold()
        if (
            name.startswith(("heading", "titre"))
            or style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None
        ):
            return True
        style = style.base_style
    return paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:outlineLvl")) is not None


def _settled(file: bytes, imprint: Imprint) -> bytes:
    """Packed again with settled dates; a template without properties stays without."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        if CORE not in names:
            return settled_zip({each: archive.read(each) for each in names}, imprint.printed_at)
    return settled_office(file, imprint.printed_at)
