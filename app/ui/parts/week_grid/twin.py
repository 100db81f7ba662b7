"""The week grid as a plain table: the same rows, columns and states in words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.ui.parts import table
from app.words import _
from app.words.states import STATES

if TYPE_CHECKING:
    from app.ui.parts.week_grid.model import GridData, Place


def twin(grid: GridData) -> None:
    """Draw the grid as a table."""
    header, rows = as_rows(grid)
    table.show(header, rows, caption=grid.label)


def as_rows(grid: GridData) -> tuple[list[str], list[list[str]]]:
    """Header and rows: day, half-day, line, then one cell a role (« Clarisse P. (confirmé) »)."""
    days = {day.id: day for day in grid.days}
    sessions = {session.id: session for session in grid.sessions}
    cells: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place in grid.places:
        cells[place.row, place.column].append(spoken(place))
    header = [_("Jour"), _("Demi-journée"), _("Ligne"), *(column.label for column in grid.columns)]
    rows = []
    for row in grid.rows:
        session = sessions[row.session]
        half_day = session.label
        if session.state:
            half_day = _("{when} : {state}").format(when=session.label, state=STATES[session.state].text)
        texts = [", ".join(cells[row.id, column.id]) or "–" for column in grid.columns]
        rows.append([days[session.day].label, half_day, row.label, *texts])
    return header, rows


def spoken(place: Place) -> str:
    """« Clarisse P. (à confirmer, place fixée) », or the state's word alone for an empty place."""
    words = [STATES[place.state].text]
    if place.provisional:
        words.append(STATES["unconfirmed"].text)
    if place.pinned:
        words.append(STATES["pinned"].text)
    return f"{place.name} ({', '.join(words)})" if place.name else ", ".join(words)
