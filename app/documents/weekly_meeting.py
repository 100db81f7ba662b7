"""The sheet of the weekly meeting: last week's figures beside those of the week before, what is coming, what to decide."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper:
    """All in words. ``figures``: what, last week, the week before, the week to come; the other sequences are sentences."""

    community: str
    week: str
    sentence: str
    figures: tuple[tuple[str, str, str, str], ...]
    incidents: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    blank_rows: int = 8
    """Rows left to the pen for who came and what was decided."""


def weekly_meeting_sheet(paper: MeetingPaper, imprint: Imprint) -> bytes:
    """The PDF: one A4 of figures and agenda, then a page to write on during the meeting."""
    figures = [{"label": a, "last": b, "before": c, "next": d} for a, b, c, d in paper.figures]
    return typeset(
        "weekly_meeting",
        _("Réunion hebdomadaire"),
        imprint,
        {"words": {"exercise": exercise_line(imprint), **_words()}, "paper": {**asdict(paper), "figures": figures}},
    )


def _words() -> dict[str, str]:
    return {
        "title": _("Réunion hebdomadaire"),
        "figures": _("Chiffres"),
        "what": _("Quoi"),
        "last": _("Semaine écoulée"),
        "before": _("Semaine d’avant"),
        "next": _("Semaine à venir"),
        "incidents": _("Incidents"),
        "requests": _("Demandes reçues"),
        "decisions": _("Décisions de la semaine"),
        "open": _("Points en cours"),
        "published": _("Publié"),
        "agenda": _("Ordre du jour"),
        "present": _("Présents"),
        "name": _("Nom"),
        "organisation": _("Structure"),
        "sign": _("Signature"),
        "decided": _("Décidé en séance"),
        "decision": _("Quoi"),
        "who": _("Qui"),
        "due": _("Pour quand"),
        "following": _("Prochaine réunion :"),
    }
