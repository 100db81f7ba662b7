"""What is to do in an event, on paper: for when the screen no longer answers. Late first, by function, with boxes to tick."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.response.said import ORSAN_RULE
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True)
class PaperAction:
    """One thing to do: by when, what, the title of its card; ``settled`` says by whom and when, or why it is set aside."""

    due: str
    text: str
    card: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class PaperFunction:
    """A function of the cell and what it has to do, late first."""

    name: str
    actions: tuple[PaperAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChecklist:
    """The whole list, as spoken; ``state``: « mobilisation demandée · Préfecture… », ``requests``: people asked for."""

    community: str
    title: str
    state: str
    sentence: str
    functions: tuple[PaperFunction, ...]
    requests: tuple[str, ...] = ()


def event_checklist(sheet: EventChecklist, imprint: Imprint) -> bytes:
    """The list as PDF, A4, black and white; who triggers ORSAN stands above it."""
    content = {
        "words": {"exercise": exercise_line(imprint), **_words()},
        "rule": _(ORSAN_RULE),
        "sheet": asdict(sheet),
    }
    return typeset("event_checklist", sheet.title, imprint, content)


def _words() -> dict[str, str]:
    return {
        "title": _("À faire"),
        "done": _("Fait"),
        "due": _("Avant"),
        "action": _("Action"),
        "who": _("Par, à"),
        "card": _("Fiche :"),
        "requests": _("Renforts demandés"),
    }
