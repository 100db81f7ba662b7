"""QR codes for printed pages."""

from __future__ import annotations

import struct

import segno

from app.documents.qr_code import qr_png, qr_svg

ADDRESS = "https://releve.exemple.fr/jour/" + "aB3_" * 10


def test_a_code_holds_its_address_with_a_quiet_zone() -> None:
    """Drawn both ways at the size the standard asks for."""
    modules = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    assert f'height="{modules}"' in qr_svg(ADDRESS)
    assert struct.unpack(">II", qr_png(ADDRESS)[16:24]) == (modules * 8, modules * 8)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
