"""The attestation as a PDF: accessible, in our typeface, in two languages, and long names stay on the page."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.documents.attestation import Attestation, Shift, attestation_pdf, spoken_duration
from app.words import use_language

MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
LONGEST = "Marie-Bernadette-Anne-Charlotte de La Rochefoucauld-Montbazon-Guémené-Penfao"
CENTRE = "Centre de vaccination intercommunal du Pays de Ploërmel-Cœur-de-Bretagne"
ONE = Attestation(
    name=LONGEST,
    profession="masseuse-kinésithérapeute",
    community="CPTS du Pays d’Auray",
    coordination="Maïwenn Fictif-Kerdruc",
    contact="01 99 00 10 00",
    made_at=datetime(2026, 11, 30, 12, tzinfo=UTC),
    software="0.1.0",
    shifts=tuple(
        Shift(
            MONDAY + timedelta(days=day), MONDAY + timedelta(days=day, hours=4), CENTRE, "surveillance post-injection"
        )
        for day in range(20)
    ),
    demonstration=True,
)


def opened(pdf: bytes) -> bytes:
    """The PDF with its compressed streams opened, to read names in it."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    whole = pdf + b"".join(_inflated(stream) for stream in streams)
    return re.sub(rb"(?<=[A-Za-z]) (?=[(/<\[])", b"", whole)  # spaces between name and value are free


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("code", ["fr", "en"])
def test_it_is_tagged_titled_and_in_its_language(code: str) -> None:
    """PDF/UA-1: structure, language, title shown, table headers."""
    with use_language(code):
        pdf = opened(attestation_pdf(ONE))
    for mark in (b"<pdfuaid:part>1<", b"/MarkInfo", f"/Lang({code})".encode(), b"/DisplayDocTitle true", b"/S/TH"):
        assert mark in pdf


def test_our_typeface_is_embedded() -> None:
    """Atkinson Hyperlegible travels with the file, and no other face."""
    assert set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z-]+)", opened(attestation_pdf(ONE)))) == {
        b"AtkinsonHyperlegible-Bold",
        b"AtkinsonHyperlegible-Regular",
    }


def test_the_longest_names_stay_within_the_margins() -> None:
    """No ink within 1 cm of either side, on any page, band and footer included; nor with a word that nothing breaks."""
    for page in (*_pages(ONE), *_pages(replace(ONE, name="W" * 120))):
        assert _ink_outside(page, 1.0) == 0


def test_a_name_that_no_typeface_draws_does_not_spoil_the_sheet() -> None:
    """A sign from a keyboard of pictures is left out; the sheet is made all the same."""
    assert attestation_pdf(replace(ONE, name="Zoé \U0001f489 Œil")).startswith(b"%PDF-")


def test_the_measure_of_ink_sees_ink() -> None:
    """Two centimetres from the side there is some: the text begins at 1.2."""
    assert all(_ink_outside(page, 2.0) > 0 for page in _pages(ONE))


def _pages(one: Attestation) -> list[bytes]:
    from unittest.mock import patch

    import typst

    compile_pdf = typst.compile

    def as_png(source: bytes, **options: object) -> list[bytes]:
        for name in ("pdf_standards", "timestamp"):
            options.pop(name)
        found = compile_pdf(source, format="png", ppi=72, **options)
        drawn.extend(found if isinstance(found, list) else [found])
        return b""  # type: ignore[return-value]

    drawn: list[bytes] = []
    with patch("app.documents.typeset.typst.compile", as_png):
        attestation_pdf(one)
    return drawn


def _ink_outside(page: bytes, centimetres: float) -> int:
    """Dark pixels in the left and right margins."""
    from PIL import Image

    drawn = Image.open(io.BytesIO(page)).convert("L")
    edge = int(drawn.width * centimetres / 21)
    sides = (drawn.crop((0, 0, edge, drawn.height)), drawn.crop((drawn.width - edge, 0, drawn.width, drawn.height)))
    return sum(sum(side.histogram()[:200]) for side in sides)


def test_nothing_worked_yet_is_said_in_a_sentence() -> None:
    """A document without tables is still one."""
    assert attestation_pdf(replace(ONE, shifts=())).startswith(b"%PDF-")


@pytest.mark.parametrize(("minutes", "words"), [(240, "4 h"), (750, "12 h 30"), (5, "0 h 05"), (0, "0 h")])
def test_durations_are_spoken_in_hours(minutes: int, words: str) -> None:
    assert spoken_duration(minutes).replace("\u00a0", " ") == words
