"""Cells that a spreadsheet would run as a formula, and the apostrophe that stops it: put on the way out, taken off on the way in."""

from __future__ import annotations

from unicodedata import category, normalize

FORMULA = ("=", "+", "-", "@")
"""What begins a formula in a spreadsheet (OWASP, « CSV Injection »)."""


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet runs: spaces, control and invisible characters don't hide a formula, nor do
    the wide forms of its sign (« ＝ »), which some read as the sign itself. An apostrophe that already stands there gets
    another, so that taking one away gives the cell back."""
    visible = next((sign for sign in cell.lstrip("'") if category(sign)[0] not in "ZC"), "")
    if normalize("NFKC", visible).startswith(FORMULA) or cell[:1] in ("\t", "\r", "\n"):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given; a cell that it would not have written is left alone."""
    bare = cell[1:]
    return bare if cell.startswith("'") and guarded(bare) == cell else cell
