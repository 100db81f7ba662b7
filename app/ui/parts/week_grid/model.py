"""What the week grid draws and what it answers. Every word is already translated; ids are never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Day:
    """One day: id, « lundi 30 novembre », and short for its button, « lun. 30 »."""

    id: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class SessionHead:
    """One half-day of a day, heading its rows: « matin (9 h–13 h) ».

    ``state`` is a state of ``app.words.states`` to flag on the header (``cannot_open``, ``degraded``, ``cancelled``) or
    empty; ``note`` says why (« il manque un préparateur »).
    """

    id: str
    day: str
    label: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a session (« Ligne 2 »), or its row of roles held for the whole centre (« Centre »)."""

    id: str
    session: str
    label: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One role and its word."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """One seat in a cell (row × column), with its holder's name when it has one.

    ``state`` is a state of ``app.words.states``; ``provisional`` hatches it (« non confirmé »); ``detail`` follows the
    name when read aloud (« infirmière, Auray »); ``warning`` is a sentence to show on it.
    """

    seat: str
    row: str
    column: str
    state: str
    name: str = ""
    person: str = ""
    detail: str = ""
    provisional: bool = False
    pinned: bool = False
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may be put on open seats: roles they may hold, and the sessions they can come to with their answer.

    ``sessions`` maps a session id to the word of the answer (« oui », « si besoin », « habitude »). The order of the
    candidates is the order in which they are offered.
    """

    person: str
    name: str
    detail: str
    roles: tuple[str, ...]
    sessions: Mapping[str, str] = field(default_factory=dict)
    load: str = ""


@dataclass(frozen=True, slots=True)
class GridData:
    """A week of a rota at one revision. ``editable`` False draws it to read only."""

    revision: int
    label: str
    days: tuple[Day, ...]
    sessions: tuple[SessionHead, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    places: tuple[Place, ...]
    candidates: tuple[Candidate, ...] = ()
    editable: bool = True
    selected: str = ""
    """The seat whose panel is open, or empty."""


@dataclass(frozen=True, slots=True)
class Move:
    """A holder was taken from one seat to another; when the other one is held, the two change places."""

    revision: int
    from_seat: str
    to_seat: str


@dataclass(frozen=True, slots=True)
class Put:
    """A candidate was put on a seat."""

    revision: int
    person: str
    seat: str


@dataclass(frozen=True, slots=True)
class Free:
    """A seat was freed of its holder."""

    revision: int
    seat: str


@dataclass(frozen=True, slots=True)
class Select:
    """A seat was chosen, to see why it lacks someone and whom to call."""

    revision: int
    seat: str


GridEvent = Move | Put | Free | Select
"""What a person did, with the rota revision they were looking at."""
