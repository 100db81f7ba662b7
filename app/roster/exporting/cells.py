"""Values as the cells of a French spreadsheet: days as 01/12/2026, numbers as people dial them, lists cut by « | »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.phones import spoken_phone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def day(value: date | None) -> str:
    """« 01/12/2026 »; empty when not known."""
    return f"{value:%d/%m/%Y}" if value else ""


def number(value: int | None) -> str:
    """The number's digits; empty when not known, « 0 » when it is nought."""
    return "" if value is None else str(value)


def yes_or_no(value: bool | None) -> str:
    """« oui », « non », or empty when not known."""
    return "" if value is None else "oui" if value else "non"


def several(values: Iterable[str]) -> str:
    """A list in one cell."""
    return "|".join(values)


def phone(value: str) -> str:
    """« 06 39 98 00 02 »; a foreign number begins with 00, for a cell that begins with + is a formula to a spreadsheet."""
    spoken = spoken_phone(value)
    return f"00{spoken[1:]}" if spoken.startswith("+") else spoken
