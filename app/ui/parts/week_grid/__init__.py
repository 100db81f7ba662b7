"""The week grid: half-days and lines down, roles across, one chip a place; moved by hand, by keyboard or by touch.

``event(key)`` reads what the person did *before* the screen reads the rota, ``show(grid, key)`` draws, ``twin(grid)``
draws the same as a plain table.
"""

from app.ui.parts.week_grid.model import (
    Candidate,
    Column,
    Day,
    Free,
    GridData,
    GridEvent,
    Move,
    Place,
    Put,
    Row,
    Select,
    SessionHead,
)
from app.ui.parts.week_grid.part import event, show
from app.ui.parts.week_grid.twin import twin

__all__ = [
    "Candidate",
    "Column",
    "Day",
    "Free",
    "GridData",
    "GridEvent",
    "Move",
    "Place",
    "Put",
    "Row",
    "Select",
    "SessionHead",
    "event",
    "show",
    "twin",
]
