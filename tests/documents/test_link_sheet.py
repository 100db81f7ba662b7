"""The sheet of QR codes: accessible, in our typeface, and every code opens its link."""

from __future__ import annotations

import re
import zlib

import pytest
import segno

from app.documents.link_sheet import LinkCard, link_sheet, qr_svg

CARDS = [
    LinkCard("Zoé Œil « d’Armor » #[x]", f"https://releve.exemple.fr/calendrier/{'aB3_' * 10}xy{n}") for n in range(14)
]


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """The PDF with its compressed streams opened, to read names in it."""
    pdf = link_sheet("Liens — Centre du Pratel", CARDS)
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = pdf + b"".join(_inflated(stream) for stream in streams)
    return re.sub(rb"(?<=[A-Za-z]) (?=[(/<\[])", b"", opened)  # spaces between name and value are free


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_sheet_is_tagged_titled_and_in_french(sheet: bytes) -> None:
    """PDF/UA-1: structure, language, title shown, and one alternative text a code."""
    assert b"<pdfuaid:part>1<" in sheet
    assert b"/MarkInfo" in sheet
    assert b"/Lang(fr)" in sheet
    assert b"/DisplayDocTitle true" in sheet
    assert sheet.count(b"/Alt(") + sheet.count(b"/Alt<") >= len(CARDS)


def test_our_typeface_is_embedded(sheet: bytes) -> None:
    """Atkinson Hyperlegible travels with the file."""
    assert set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z-]+)", sheet)) == {
        b"AtkinsonHyperlegible-Bold",
        b"AtkinsonHyperlegible-Regular",
    }


def test_a_link_opens_from_the_sheet_too(sheet: bytes) -> None:
    """On a screen each card can be clicked."""
    assert all(card.address.encode() in sheet for card in CARDS)


def test_a_code_holds_its_address() -> None:
    """The drawing is that of the address, quiet zone included."""
    address = CARDS[0].address
    modules = segno.make(address, error="m", micro=False).symbol_size(border=4)[0]
    assert f'height="{modules}"' in qr_svg(address)
    assert qr_svg(address) != qr_svg(CARDS[1].address)


def test_an_empty_sheet_is_still_a_sheet() -> None:
    """Nobody to give a link to: a page with its title."""
    assert link_sheet("Liens", []).startswith(b"%PDF-")
