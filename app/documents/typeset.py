"""Pages by typst: one template, plain values in, a tagged PDF/UA-1 in our typeface out.

Templates live in ``templates/``; ``frame.typ`` (band, footer, page x/y, fitting) stands before each of them. Texts reach
a template as data, never as markup: nothing that a person typed can be run.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from app.documents.imprint import Imprint, colon
from app.words import _, language

FONTS = Path(__file__).parent.parent / "ui" / "static" / "fonts"
"""Atkinson Hyperlegible as TrueType; typst reads no WOFF."""

UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u017f\u0192\u01cd-\u01dc\u01e6-\u01e7\u0218-\u021b\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0327-\u0328"
    "\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e-\u045f"
    "\u1e80-\u1e85\u1ea0-\u1ef9\u2009-\u200b\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2030\u2032-\u2033\u2039-\u203a"
    "\u20ac\u2116\u2122\u2190-\u2199\u2212\u2248\u2260\u2264-\u2265]"
)
"""What neither our typeface nor its stand-in draws; typst refuses a whole page for one such sign (an emoji in a note)."""

STAND_IN = "\u00b7"
"""Printed where a sign can't be."""

LONG_WORD = re.compile(r"[^\s-]{21,}")
"""A word that would run out of its column gets places to break; « pharmacovigilance » stays whole."""


TIED_SPACE = re.compile(
    r"(?<=\d) (?=(?:h|min|€|%|°C|\d{2})(?!\w))|(?<=\bh) (?=\d{2}\b)|(?<=\bligne) (?=\d)| (?=[:;?!»])|(?<=«) ",
    re.IGNORECASE,
)
"""« 11 h 40 », « 5 min », « 06 39 98 00 01 », « ligne 2 », « quoi ? »: where a line never ends."""


def typeset(template: str, title: str, imprint: Imprint, content: Mapping[str, object]) -> bytes:
    """The PDF of ``templates/<template>.typ`` filled with ``content`` (texts, numbers, mappings and sequences of them).

    The same values give the same bytes; the file's date is that of the imprint.
    """
    data = printable({"frame": _frame(title, imprint), **content})
    compiled: object = typst.compile(  # type: ignore[misc]
        _source(template).encode(),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(imprint.printed_at.timestamp()),
    )
    assert isinstance(compiled, bytes)
    return compiled


def printable(value: object) -> object:
    """``value`` with every text reduced to what can be drawn and broken over lines, through mappings and sequences."""
    if isinstance(value, str):
        drawn = UNPRINTABLE.sub(_stand_in, unicodedata.normalize("NFC", value))
        drawn = TIED_SPACE.sub("\u00a0", drawn)
        return LONG_WORD.sub(lambda found: re.sub(r".{6}(?=.)", "\\g<0>\u200b", found.group()), drawn)
    if isinstance(value, Mapping):
        return {key: inner if key in VERBATIM else printable(inner) for key, inner in value.items()}
    return [printable(inner) for inner in value] if isinstance(value, Sequence) else value


VERBATIM = frozenset({"svg", "address"})
"""Keys whose text is not read by a person: drawings and the targets of links."""


def _stand_in(found: re.Match[str]) -> str:
    """Nothing for what has no width (joiners, selectors, controls), a dot for a sign."""
    return "" if unicodedata.category(found.group())[0] in "CM" else STAND_IN


def _frame(title: str, imprint: Imprint) -> dict[str, object]:
    return {
        "title": imprint.titled(title),
        "lang": language(),
        "bands": [{"word": word, "sentence": sentence} for word, sentence in imprint.spoken_bands],
        "imprint": imprint.sentence,
        "page": _("page"),
        "colon": colon(),
    }


@cache
def _source(template: str) -> str:
    folder = files("app.documents") / "templates"
    return "\n".join((folder / f"{name}.typ").read_text(encoding="utf-8") for name in ("frame", template))
