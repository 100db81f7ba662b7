"""The crisis bag as one file: style, typeface and a few lines of script inside, nothing to fetch, read from a USB stick.

Its own policy forbids any other resource. Every text goes in as text: a name with « < » in it is shown, never run.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from app.core.clock import instant_text
from app.documents.crisis_bag import Kind
from app.documents.imprint import colon, emergency_numbers
from app.documents.legible import legible
from app.words import _, language

if TYPE_CHECKING:
    from app.documents.crisis_bag import BagCard, Column, CrisisBag, Row, Section, Table

FONTS = Path(__file__).parent.parent / "ui" / "static" / "fonts"
FACES = ((400, "atkinson-hyperlegible-latin-400-normal.woff2"), (700, "atkinson-hyperlegible-latin-700-normal.woff2"))
"""Weight → our typeface in Latin letters; anything else falls back to the machine's own."""


def crisis_bag_html(bag: CrisisBag) -> bytes:
    """The whole file, UTF-8. The same values give the same bytes."""
    page = Element("html", {"lang": language()})
    _head(page, bag)
    body = SubElement(page, "body")
    _top(body, bag)
    _menu(body, bag)
    main = SubElement(body, "main")
    for section in bag.sections:
        _section(main, section)
    _text(SubElement(body, "footer"), "p", bag.imprint.sentence, "note")
    SubElement(body, "script").text = _source("crisis_bag.js")
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + written


def _head(page: Element, bag: CrisisBag) -> None:
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _policy()})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "meta", {"name": "robots", "content": "noindex, nofollow"})
    SubElement(head, "meta", {"name": "referrer", "content": "no-referrer"})
    SubElement(head, "title").text = legible(bag.imprint.titled(bag.title))
    SubElement(head, "style").text = _style()


def _top(body: Element, bag: CrisisBag) -> None:
    header = SubElement(body, "header")
    for word, sentence in bag.imprint.spoken_bands:
        band = SubElement(header, "p", {"class": "band", "role": "note"})
        strong = _text(band, "strong", word)
        strong.tail = f" {sentence}"
    _text(header, "h1", bag.title)
    age = _text(header, "p", bag.dated, "age")
    SubElement(age, "span", {"id": "age", **_age_words(bag)}).tail = " " + _(
        "Au-delà de deux jours, cherchez une copie plus récente."
    )
    if bag.warning:
        _text(header, "p", bag.warning, "warning")
    calls = SubElement(header, "ul", {"class": "numbers"})
    if bag.call_first.phone:
        _number(calls, bag.call_first.phone, bag.call_first.name)
    for each in emergency_numbers():
        _number(calls, each["number"], each["who"])


def _age_words(bag: CrisisBag) -> dict[str, str]:
    """What the script says of the age; nothing of it is shown without the script, which the date beside it replaces."""
    return {
        "data-at": instant_text(bag.packed_at),
        "data-now": _("Elle a moins d’une heure."),
        "data-hour": _("Elle a une heure."),
        "data-hours": _("Elle a {n} heures."),
        "data-days": _("Elle a {n} jours."),
    }


def _number(calls: Element, number: str, who: str) -> None:
    link = SubElement(SubElement(calls, "li"), "a", {"href": f"tel:{_dialled(number)}"})
    _text(link, "strong", number).tail = f" {legible(who)}"


def _menu(body: Element, bag: CrisisBag) -> None:
    menu = SubElement(body, "nav", {"aria-label": _("Chapitres")})
    for section in bag.sections:
        link = SubElement(menu, "a", {"href": f"#{section.code}"})
        link.text = legible(section.short)
        if section.count is not None:
            _text(link, "span", str(section.count))


def _section(main: Element, section: Section) -> None:
    chapter = SubElement(main, "section", {"id": section.code, "aria-labelledby": f"{section.code}-t"})
    _text(chapter, "h2", section.title).set("id", f"{section.code}-t")
    _text(chapter, "p", section.sentence)
    above = ""
    for table in section.tables:
        if table.above and table.above != above:
            _text(chapter, "h3", table.above)
        above = table.above
        _table(chapter, table)
    names = [f"{section.code}-{n}" for n in range(1, len(section.cards) + 1)]
    if section.is_indexed:
        _index(chapter, section, names)
    for name, card in zip(names, section.cards, strict=True):
        _card(chapter, card, name)


def _index(chapter: Element, section: Section, names: list[str]) -> None:
    listed = SubElement(SubElement(chapter, "nav", {"class": "index", "aria-label": legible(section.title)}), "ul")
    for name, card in zip(names, section.cards, strict=True):
        _text(SubElement(listed, "li"), "a", card.title).set("href", f"#{name}")


def _table(chapter: Element, table: Table) -> None:
    _text(chapter, "h4" if table.above else "h3", table.title)
    if table.note:
        _text(chapter, "p", table.note, "note")
    if not table.rows:
        return
    # Roles are written out: a phone draws rows as blocks, and some readers then forget that this is a table.
    drawn = SubElement(chapter, "table", {"role": "table", "aria-label": legible(table.title)})
    head = SubElement(SubElement(drawn, "thead", {"role": "rowgroup"}), "tr", {"role": "row"})
    for column in table.columns:
        _text(head, "th", column.title).attrib |= {"scope": "col", "role": "columnheader"}
    body = SubElement(drawn, "tbody", {"role": "rowgroup"})
    for row in table.rows:
        _row(body, table.columns, row)


def _row(body: Element, columns: tuple[Column, ...], row: Row) -> None:
    line = SubElement(body, "tr", {"role": "row", **({"class": "open"} if row.is_open else {})})
    for column, text in zip(columns, row.cells, strict=True):
        cell = SubElement(line, "td", {"role": "cell", "class": column.kind.value})
        if text and column.kind in (Kind.PHONE, Kind.EMAIL):
            target = (
                f"tel:{_dialled(text)}" if column.kind is Kind.PHONE else f"mailto:{quote(legible(text), safe='@')}"
            )
            SubElement(cell, "a", {"href": target}).text = legible(text)
        elif text:
            cell.text = legible(text)


def _card(chapter: Element, card: BagCard, name: str) -> None:
    drawn = SubElement(chapter, "article", {"class": "card", "id": name})
    _text(drawn, "h3", card.title)
    if card.when:
        _text(drawn, "p", card.when)
    steps = SubElement(drawn, "ol")
    for step in card.steps:
        _text(steps, "li", step)
    for title, points in card.lists:
        _text(drawn, "h4", title)
        listed = SubElement(drawn, "ul")
        for point in points:
            _text(listed, "li", point)
    for title, text in card.facts:
        _text(SubElement(drawn, "p"), "strong", title).tail = colon() + legible(text)
    if card.source:
        _text(drawn, "p", card.source, "source")


def _text(parent: Element, tag: str, text: str, kind: str = "") -> Element:
    made = SubElement(parent, tag, {"class": kind} if kind else {})
    made.text = legible(text)
    return made


def _dialled(number: str) -> str:
    return "".join(sign for sign in number if sign in "+0123456789")


@cache
def _source(name: str) -> str:
    return (files("app.documents") / "templates" / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    faces = [
        f'@font-face {{ font-family: "Atkinson Hyperlegible"; font-weight: {weight};'
        f" src: url(data:font/woff2;base64,{base64.b64encode((FONTS / name).read_bytes()).decode()}) format('woff2'); }}"
        for weight, name in FACES
        if (FONTS / name).is_file()
    ]
    return "\n".join([*faces, _source("crisis_bag.css")])


@cache
def _policy() -> str:
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (_style(), _source("crisis_bag.js"))
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; font-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
