"""Text of people and files inside Markdown: nothing in it may turn into formatting, a link, an icon or a formula."""

from __future__ import annotations

import re

_FOR_A_FILE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|[a-z]+(?:_[a-z]+)+)\b")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>$~:-])")


def plain(text: str) -> str:
    """``text`` as Markdown that reads exactly like it, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" ")).replace("\r", " ").replace("\n", " "))


def for_a_file(sentence: str) -> str:
    """A sentence of ours on what a file holds: dates and columns to write letter for letter stand as code."""
    return _FOR_A_FILE.sub(r"`\g<0>`", sentence)
