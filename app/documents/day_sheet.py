"""The whole day of a centre on one page: who holds which seat in each session, who to call, what there is to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Contact, Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.words import _


@dataclass(frozen=True, slots=True)
class DaySeat:
    """Who holds a seat: « Clarisse Palude-Deslandes », « infirmière », « 06 39 98 00 01 ». Without a name it is open."""

    name: str = ""
    profession: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One role of one line; ``cells`` holds the seats session by session, in the order of the sheet's sessions.

    ``None`` stands for a session in which the line doesn't run, an empty cell for no seat of this role.
    """

    line: str
    role: str
    cells: tuple[tuple[DaySeat, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A centre's day. ``sessions`` are column heads as spoken, « matin (9 h–13 h) »; ``notes`` are sentences."""

    centre: str
    place: str
    day: str
    sessions: tuple[str, ...]
    rows: tuple[DayRow, ...]
    lead: Contact
    physician: Contact
    notes: tuple[str, ...] = ()


def day_sheets(sheets: Sequence[DaySheet], imprint: Imprint) -> bytes:
    """One page a centre as PDF; the type shrinks until the day fits, and goes on to a second page only below 7 points."""
    return typeset(
        "day_sheet",
        _("Feuilles du jour"),
        imprint,
        {"words": _words(), "numbers": emergency_numbers(), "sheets": [asdict(sheet) for sheet in sheets]},
    )


def _words() -> dict[str, str]:
    return {
        "title": _("Feuille du jour"),
        "lead": _("Responsable"),
        "physician": _("Médecin joignable"),
        "emergency": _("Urgences"),
        "line": _("Ligne"),
        "role": _("Poste"),
        "open": _("à pourvoir"),
        "closed": _("ligne fermée"),
        "notes": _("À savoir"),
        "nothing": _("Aucune séance ce jour-là."),
    }
