"""The sheet of links to cut out: one QR code and one name a card, A4, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import segno
import typst

from app.documents.typeset import printable
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

FONTS = Path(__file__).parent.parent / "ui" / "static" / "fonts"
"""Atkinson Hyperlegible as TrueType; typst reads no WOFF."""

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: 1.5cm, footer: context [
  #set text(size: 8pt)
  #data.warning #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(font: ("Atkinson Hyperlegible", "Libertinus Serif"), lang: "fr", size: 10pt)
#show heading: set text(size: 16pt)
#heading(level: 1, data.title)
#data.introduction
#v(4mm)
#grid(columns: (1fr, 1fr, 1fr), gutter: 4mm,
  ..data.cards.map(card => block(
    width: 100%, inset: 3mm, stroke: (paint: gray, thickness: 0.5pt, dash: "dashed"), breakable: false,
    align(center)[
      #image(bytes(card.svg), format: "svg", width: 3.6cm, alt: card.alt)
      #text(weight: "bold", card.name)
      #linebreak()
      #text(size: 8pt, link(card.address, data.scan))
    ],
  ))
)
"""


@dataclass(frozen=True, slots=True)
class LinkCard:
    """One card: whose it is, and the address its code opens."""

    name: str
    address: str


def link_sheet(title: str, cards: Sequence[LinkCard]) -> bytes:
    """The sheet as PDF bytes. The address itself is not printed: it is long, and the code holds it."""
    data: dict[str, object] = {
        "title": title,
        "introduction": _("Découpez et remettez à chacun le sien. Viser le code avec l’appareil photo du téléphone."),
        "warning": _("Liens personnels : ne pas afficher, ne pas photocopier."),
        "scan": _("Viser le code, ou toucher ici"),
        "cards": [
            {
                "name": card.name,
                "address": card.address,
                "svg": qr_svg(card.address),
                "alt": _("Code QR de la page de {name}").format(name=card.name),
            }
            for card in cards
        ],
    }
    compiled: object = typst.compile(  # type: ignore[misc]
        TEMPLATE.encode(),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(compiled, bytes)
    return compiled


def qr_svg(address: str) -> str:
    """A QR code (ISO/IEC 18004, level M) as an SVG document, quiet zone of four modules included."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=True, svgns=True)
    return drawn.getvalue().decode()
