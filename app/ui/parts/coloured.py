"""A small coloured label in a sentence or a cell: always a sign, a word and a colour."""

from __future__ import annotations

from app.ui.parts.plain import plain


def coloured(colour: str, icon: str, words: str) -> str:
    """The label as Markdown. ``colour``: one of Streamlit's; ``icon``: of Material Symbols; ``words`` are shown, not obeyed."""
    return f":{colour}-badge[:material/{icon}: {plain(words)}]"
