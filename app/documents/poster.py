"""A poster to pin up: what is wanted, when, and one large QR code that opens where to answer. A4, tagged (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import dataclass

import typst

from app.documents.link_sheet import FONTS, qr_svg
from app.words import _, language

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: 2cm)
#set text(font: ("Atkinson Hyperlegible", "Libertinus Serif"), lang: data.lang, size: 17pt)
#show heading: set text(size: 30pt)
#text(size: 20pt, data.community)
#v(2mm)
#heading(level: 1, data.title)
#v(4mm)
#list(..data.lines, spacing: 5mm)
#v(1fr)
#align(center)[
  #data.invitation
  #v(2mm)
  #image(bytes(data.svg), format: "svg", width: 8cm, alt: data.alt)
  #text(size: 11pt, link(data.address, data.shown))
]
"""


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says: no name, no personal link. ``address`` is what its code opens."""

    community: str
    title: str
    lines: tuple[str, ...]
    invitation: str
    address: str


def poster(content: Poster) -> bytes:
    """The poster as PDF bytes."""
    data = {
        "lang": language(),
        "community": content.community,
        "title": content.title,
        "lines": list(content.lines),
        "invitation": content.invitation,
        "svg": qr_svg(content.address),
        "alt": _("Code QR : {address}").format(address=content.address),
        "address": content.address,
        "shown": _typed(content.address),
    }
    compiled: object = typst.compile(  # type: ignore[misc]
        TEMPLATE.encode(),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(compiled, bytes)
    return compiled


def _typed(address: str) -> str:
    """The address where it can be typed; a long one only scanned."""
    bare = address.partition("://")[2]
    return bare if len(bare) <= 48 else _("Visez le code avec l’appareil photo du téléphone.")
