"""The week at a glance, to tape to a door: days across, half-days and lines down, landscape A4 or A3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from app.documents.imprint import Imprint
from app.documents.typeset import typeset
from app.words import _


class Paper(StrEnum):
    """The sheet, always landscape."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class PosterSeat:
    """« Injection » and « Clarisse P. »; without a name the seat is open."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PosterCell:
    """What happens on one line in one half-day; ``alert`` is a word to see from afar, « ne peut pas ouvrir »."""

    seats: tuple[PosterSeat, ...] = ()
    alert: str = ""


@dataclass(frozen=True, slots=True)
class PosterRow:
    """A half-day on a line: « matin (9 h–13 h) », « Ligne 2 »; one cell a day, ``None`` when nothing is held."""

    half_day: str
    line: str
    cells: tuple[PosterCell | None, ...]


@dataclass(frozen=True, slots=True)
class WeekPoster:
    """A centre's week; ``days`` are column heads as spoken, « lundi 30 novembre »."""

    centre: str
    week: str
    days: tuple[str, ...]
    rows: tuple[PosterRow, ...]
    contact: str = ""


def week_posters(posters: Sequence[WeekPoster], imprint: Imprint, paper: Paper = Paper.A4) -> bytes:
    """One page a centre as PDF; the type shrinks until the week fits and goes on to a second page only below 6 points."""
    return typeset(
        "week_poster",
        _("Affiches de la semaine"),
        imprint,
        {"words": _words(), "paper": paper.value, "sheets": [asdict(poster) for poster in posters]},
    )


def _words() -> dict[str, str]:
    return {
        "half_day": _("Séance"),
        "open": _("à pourvoir"),
        "nothing": _("Aucune séance cette semaine."),
    }
