"""Texts as office files take them: what XML can't hold is left out, the rest is kept as typed."""

from __future__ import annotations

import re
import unicodedata

OUTSIDE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0 §2.2, with the controls it only discourages."""


def legible(text: str) -> str:
    """``text`` without controls and lone surrogates, composed (NFC)."""
    return unicodedata.normalize("NFC", OUTSIDE_XML.sub("", text))
