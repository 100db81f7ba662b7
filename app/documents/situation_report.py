"""A « point de situation » on one A4: the sentence, the figures frozen at their hour, the text, who to call back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.response.situation import blocks
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationSheet:
    """One report, all in words. ``figures``: what is counted, its figure, the figure of the report before where it moved;
    ``requests``: what is asked, where, « 3 / 4 »; ``sent``: « Envoyé jeudi à 17 h à ARS 56 », empty while it has not left."""

    community: str
    title: str
    number: int
    at: str
    sentence: str
    text: str
    figures: tuple[tuple[str, str, str], ...] = ()
    requests: tuple[tuple[str, str, str], ...] = ()
    sent: str = ""
    contact: str = ""


def situation_sheet(sheet: SituationSheet, imprint: Imprint) -> bytes:
    """The PDF; the letters grow smaller before a second page is taken."""
    return typeset(
        "situation_report",
        _title(sheet),
        imprint,
        {"words": {"exercise": exercise_line(imprint), **_words(sheet)}, "sheet": _drawn(sheet)},
    )


def _title(sheet: SituationSheet) -> str:
    return _("Point de situation n° {number}").format(number=sheet.number)


def _drawn(sheet: SituationSheet) -> dict[str, object]:
    figures = [{"label": label, "value": value, "before": before} for label, value, before in sheet.figures]
    requests = [{"text": text, "place": place, "filled": filled} for text, place, filled in sheet.requests]
    return {
        **asdict(sheet),
        "figures": figures,
        "requests": requests,
        "blocks": [asdict(one) for one in blocks(sheet.text)],
    }


def _words(sheet: SituationSheet) -> dict[str, str]:
    return {
        "title": _title(sheet),
        "at": _("Situation au {when}").format(when=sheet.at),
        "figures": _("Chiffres"),
        "what": _("Quoi"),
        "now": _("À cette heure"),
        "before": _("Au point précédent"),
        "requests": _("Renforts demandés"),
        "place": _("Où"),
        "filled": _("Pourvus"),
        "draft": "" if sheet.sent else _("Projet : ce point n’a pas été envoyé."),
        "contact": _("Rappeler : {contact}").format(contact=sheet.contact) if sheet.contact else "",
    }
