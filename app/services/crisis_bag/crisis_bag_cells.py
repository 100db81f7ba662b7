"""What every chapter of the crisis bag writes its cells and tables with. No chapter lives here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.roster.phones import spoken_phone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.crisis_bag import Table


def without_empty(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Tables of the same columns, without those that hold nothing in any of them."""
    if not tables:
        return ()
    kept = [n for n, _column in enumerate(tables[0].columns) if any(row.cells[n] for one in tables for row in one.rows)]
    return tuple(
        replace(
            one,
            columns=tuple(one.columns[n] for n in kept),
            rows=tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in one.rows),
        )
        for one in tables
    )


def spoken(phone: str) -> str:
    """A number in pairs; empty when there is none."""
    return spoken_phone(phone) if phone else ""
