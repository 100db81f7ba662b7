"""The decisions of an event on paper: what was decided, when, by whom, on what grounds, what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One decision, all in words. ``grounds``: the entry it follows from and its source; ``later``: what was added or done."""

    number: str
    when: str
    text: str
    author: str
    grounds: str = ""
    status: str = ""
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLog:
    """The decisions of one event, oldest first; ``steps``: its states with who said so and when; ``faults``: why it can't
    be trusted."""

    community: str
    event: str
    steps: tuple[str, ...]
    lines: tuple[DecisionLine, ...]
    faults: tuple[str, ...] = ()


def decision_log(log: DecisionLog, imprint: Imprint) -> bytes:
    """The PDF, A4, with room for signatures: it is read in the review, and by whoever asks why."""
    content = {
        "words": {"exercise": exercise_line(imprint), **_words()},
        "log": {**asdict(log), "lines": [asdict(one) for one in log.lines]},
    }
    return typeset("decision_log", _("Relevé de décisions"), imprint, content)


def _words() -> dict[str, str]:
    return {
        "title": _("Relevé de décisions"),
        "steps": _("États de l’événement"),
        "decisions": _("Décisions"),
        "number": _("N°"),
        "when": _("Quand"),
        "text": _("Décision, motif et suites"),
        "author": _("Notée par"),
        "status": _("État"),
        "none": _("Aucune décision n’a été notée."),
        "signed": _("Relu par (nom, heure, signature)"),
    }
