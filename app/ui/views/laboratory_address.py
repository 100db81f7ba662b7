"""What is being composed, as the address carries it: shared, kept or opened again, it is the same trial.

Packed because effects are long to write; checked again as it comes in, since anybody can write an address. Ids and codes
only: no name of a person stands in it.
"""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

LONGEST_PACKED = 60_000
"""Characters of an address that are read."""
LONGEST = 500_000
"""Bytes that it may unfold into."""


def packed(document: bytes) -> str:
    """A JSON document as text that fits in an address. The same document gives the same text."""
    return urlsafe_b64encode(zlib.compress(document, 9)).decode().rstrip("=")


def unpacked(text: str) -> bytes | None:
    """The document of an address; None when it is not one of ours, whole."""
    if not text or len(text) > LONGEST_PACKED or not text.isascii():
        return None
    try:
        opened = zlib.decompressobj()
        found = opened.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)), LONGEST)
    except (ValueError, zlib.error):
        return None
    return found if opened.eof else None
