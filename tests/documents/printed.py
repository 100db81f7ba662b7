"""What a printed page says and where, read back with poppler (pdftotext, pdfinfo, pdffonts)."""

from __future__ import annotations

import re
import subprocess
import zlib
from dataclasses import dataclass
from itertools import combinations

MARGIN = 12 / 25.4 * 72
"""12 mm in points: nothing is printed nearer to the left and right edges."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points, from the top left corner of its page (counted from 1)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def text_of(pdf: bytes) -> str:
    """The text, without the places where a long word may break and with plain spaces."""
    return _flat(_poppler("pdftotext", "-layout", "-", "-", pdf=pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text page by page."""
    return text_of(pdf).split("\f")[:-1]


def facts_of(pdf: bytes) -> dict[str, str]:
    """What ``pdfinfo`` says: Title, Tagged, Pages, Page size."""
    lines = (line.split(":", 1) for line in _poppler("pdfinfo", "-", pdf=pdf).splitlines() if ":" in line)
    return {name: value.strip() for name, value in lines}


def fonts_of(pdf: bytes) -> set[str]:
    """The embedded typefaces; one that isn't embedded is named with a question mark."""
    rows = _poppler("pdffonts", "-", pdf=pdf).splitlines()[2:]
    return {row.split("+")[-1].split()[0] if re.search(r"\s(yes)\s+yes\s+yes\s", row) else f"?{row}" for row in rows}


def words_of(pdf: bytes) -> list[Word]:
    """Every word with its box."""
    found: list[Word] = []
    page = 0
    for line in _poppler("pdftotext", "-bbox", "-", "-", pdf=pdf).splitlines():
        page += "<page " in line
        box = re.search(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line)
        if box:
            left, top, right, bottom = (float(box[n]) for n in range(1, 5))
            found.append(Word(page, left, top, right, bottom, _flat(box[5])))
    return found


def assert_tagged(pdf: bytes, title: str, language: str = "fr") -> None:
    """PDF/UA-1 with its title and language, in our typeface alone."""
    facts = facts_of(pdf)
    assert (facts["Tagged"], facts["Title"]) == ("yes", title)
    described = _poppler("pdfinfo", "-meta", "-", pdf=pdf)
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert f"<rdf:li>{language}</rdf:li>" in described
    fonts = fonts_of(pdf)
    assert fonts
    assert all(font.startswith("AtkinsonHyperlegible-") for font in fonts), fonts


def assert_tidy(pdf: bytes) -> None:
    """No word leaves the page's margins or is printed over another."""
    width, height = (float(number) for number in re.findall(r"[\d.]+", facts_of(pdf)["Page size"])[:2])
    words = words_of(pdf)
    assert words
    outside = [
        word for word in words if word.left < MARGIN - 1 or word.right > width - MARGIN + 1 or word.bottom > height - 10
    ]
    assert outside == []
    assert [(one.text, other.text) for one, other in combinations(words, 2) if _over(one, other)] == []


def structure_of(pdf: bytes) -> str:
    """The tags as ``pdfinfo`` lists them, with their attributes."""
    return _poppler("pdfinfo", "-struct-text", "-", pdf=pdf)


def alternatives_in(pdf: bytes) -> int:
    """How many drawings have words for those who don't see them."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return sum(len(re.findall(rb"/Alt ?[(<]", part)) for part in (pdf, *map(_inflated, streams)))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def _over(one: Word, other: Word) -> bool:
    if one.page != other.page or min(one.right, other.right) - max(one.left, other.left) <= 1:
        return False
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.45 * min(one.bottom - one.top, other.bottom - other.top)


def _flat(text: str) -> str:
    return text.replace("\u200b", "").replace("\u00a0", " ").replace("\u202f", " ")


def _poppler(*command: str, pdf: bytes) -> str:
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout.decode(
        errors="replace"
    )
