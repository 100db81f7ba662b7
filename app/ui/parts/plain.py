"""Text of people and files inside Markdown: nothing in it may turn into formatting, a link, an icon or a formula."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>$~:-])")


def plain(text: str) -> str:
    """``text`` as Markdown that reads exactly like it, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" ")).replace("\r", " ").replace("\n", " "))
