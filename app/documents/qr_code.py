"""QR codes for printed pages, drawn for typst (SVG) and for word processors (PNG)."""

from __future__ import annotations

import io

import segno

QUIET_MODULES = 4
"""The margin that ISO/IEC 18004 asks for."""


def qr_svg(address: str) -> str:
    """A QR code (ISO/IEC 18004, level M) as an SVG document, quiet zone included."""
    return _drawn(address, "svg", xmldecl=True, svgns=True).decode()


def qr_png(address: str) -> bytes:
    """The same code as PNG, eight pixels a module."""
    return _drawn(address, "png", scale=8)


def _drawn(address: str, kind: str, **options: object) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind=kind, border=QUIET_MODULES, **options)
    return drawn.getvalue()
