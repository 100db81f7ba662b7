"""What somebody typed, as it is kept: without blanks around it, refused where it says nothing and must, or never ends."""

from __future__ import annotations

from app.core.errors import N_, InvalidInput

TOO_LONG = N_("Un texte de {most} signes au plus.")


def typed_line(typed: str, most: int, *, too_long: str = TOO_LONG, empty: str = "") -> str:
    """On one line, blanks within made single; ``empty``: the refusal of an empty one, where it may not be. Raises InvalidInput."""
    return _checked(" ".join(typed.split()), most, too_long, empty)


def typed_text(typed: str, most: int, *, too_long: str = TOO_LONG, empty: str = "") -> str:
    """With its lines as they are; ``empty``: the refusal of an empty one, where it may not be. Raises InvalidInput."""
    return _checked(typed.strip(), most, too_long, empty)


def bare_cell(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula: our own files bear it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _checked(said: str, most: int, too_long: str, empty: str) -> str:
    """``{most}`` in either refusal is the number of characters."""
    if empty and not said:
        raise InvalidInput(empty, most=most)
    if len(said) > most:
        raise InvalidInput(too_long, most=most)
    return said
