"""The cold after-action report as one page of HTML, its figures inside: read on any screen, nothing to fetch, nothing to install.

Its own policy forbids any other resource and any script. Every text goes in as text.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from app.documents.exercise_line import exercise_line
from app.documents.imprint import colon
from app.documents.legible import legible
from app.documents.plan_document import CONTENTS
from app.documents.retex_pdf import heading_of, running_title
from app.documents.retex_svg import figure_svg
from app.words import _, language

if TYPE_CHECKING:
    from app.documents.imprint import Imprint
    from app.exercise.retex import Figure, Retex, RetexSection, RetexTable

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
SVG = "http://www.w3.org/2000/svg"


def retex_html(retex: Retex, imprint: Imprint) -> bytes:
    """The whole file, UTF-8. The same values give the same bytes."""
    register_namespace("", SVG)
    page = Element("html", {"lang": language()})
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "meta", {"name": "robots", "content": "noindex, nofollow"})
    _text(head, "title", imprint.titled(running_title(retex)))
    SubElement(head, "style").text = _style()
    body = SubElement(page, "body")
    _top(body, retex, imprint)
    _contents(body, retex)
    main = SubElement(body, "main")
    for n, section in enumerate(retex.sections, start=1):
        _section(main, n, section)
    _text(SubElement(body, "footer"), "p", imprint.sentence)
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + written


def _top(body: Element, retex: Retex, imprint: Imprint) -> None:
    header = SubElement(body, "header")
    for word, sentence in imprint.spoken_bands:
        band = _text(header, "p", "", "band")
        _text(band, "strong", word).tail = f" · {sentence}"
    if retex.is_exercise and (said := exercise_line(imprint)):
        _text(header, "p", said, "line")
    _text(header, "p", retex.community, "community")
    _text(header, "h1", retex.title)
    _text(header, "p", retex.subtitle, "subtitle")
    _text(header, "p", retex.edition)
    _text(header, "p", retex.headline, "headline")
    facts = SubElement(header, "dl")
    for label, value in retex.facts:
        _text(facts, "dt", f"{label}{colon()}")
        _text(facts, "dd", value)


def _contents(body: Element, retex: Retex) -> None:
    menu = SubElement(body, "nav", {"aria-label": _(CONTENTS)})
    _text(menu, "h2", _(CONTENTS))
    lines = SubElement(menu, "ul")
    for n, section in enumerate(retex.sections, start=1):
        link = _text(SubElement(lines, "li"), "a", heading_of(n, section))
        link.set("href", f"#{section.part.value}")


def _section(main: Element, n: int, section: RetexSection) -> None:
    drawn = SubElement(main, "section", {"id": section.part.value})
    _text(drawn, "h2", heading_of(n, section))
    for line in (*section.written, *section.says):
        _text(drawn, "p", line)
    for figure in section.figures:
        _figure(drawn, figure)
    for each in section.points:
        if each.heading:
            _text(drawn, "h3", each.heading)
        points = SubElement(drawn, "ul")
        for line in each.lines:
            _text(points, "li", line)
    for table in section.tables:
        _table(drawn, table)


def _figure(parent: Element, figure: Figure) -> None:
    svg = figure_svg(figure)
    if not svg:
        return
    drawn = SubElement(parent, "figure")
    _text(drawn, "figcaption", figure.says)
    drawn.append(fromstring(svg))


def _table(parent: Element, table: RetexTable) -> None:
    if table.title:
        _text(parent, "h3", table.title)
    drawn = SubElement(SubElement(parent, "div", {"class": "wide", "tabindex": "0"}), "table")
    head = SubElement(SubElement(drawn, "thead"), "tr")
    for cell in table.head:
        _text(head, "th", cell).set("scope", "col")
    body = SubElement(drawn, "tbody")
    for row in table.rows:
        line = SubElement(body, "tr")
        for cell in row:
            _text(line, "td", cell)


def _text(parent: Element, tag: str, text: str, look: str = "") -> Element:
    made = SubElement(parent, tag, {"class": look} if look else {})
    made.text = legible(text)
    return made


@cache
def _style() -> str:
    return (files("app.documents") / "templates" / "retex.css").read_text(encoding="utf-8")
