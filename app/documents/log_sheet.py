"""The main courante on paper: day by day, in the order in which things happened, with what was added afterwards."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby

from app.documents.exercise_line import exercise_line
from app.documents.imprint import Imprint
from app.documents.typeset import typeset
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry, all in words: « jeudi 26 novembre », « 14 h 05 », « décision »; ``entered`` is « noté à 17 h 15 »
    when it was written later."""

    day: str
    hour: str
    number: str
    kind: str
    text: str
    author: str
    source: str = ""
    status: str = ""
    linked: str = ""
    entered: str = ""
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogSheet:
    """A community's main courante; ``faults`` are sentences that say why it can't be trusted."""

    community: str
    lines: tuple[LogLine, ...]
    faults: tuple[str, ...] = ()


def log_sheet(sheet: LogSheet, imprint: Imprint) -> bytes:
    """The PDF, with room for a signature under the last entry."""
    days = [
        {"day": day, "lines": [_drawn(line) for line in lines]}
        for day, lines in groupby(sheet.lines, key=lambda line: line.day)
    ]
    content = {
        "words": {"exercise": exercise_line(imprint), **_words()},
        "community": sheet.community,
        "faults": sheet.faults,
        "days": days,
    }
    return typeset("log_sheet", _("Main courante"), imprint, content)


def _drawn(line: LogLine) -> dict[str, object]:
    """The line with what stands small under its text."""
    marks = [
        _("source : {source}").format(source=line.source) if line.source else "",
        _("suite de l’entrée {number}").format(number=line.linked) if line.linked else "",
        line.entered,
    ]
    return {**asdict(line), "marks": " · ".join(mark for mark in marks if mark)}


def _words() -> dict[str, str]:
    return {
        "title": _("Main courante"),
        "number": _("N°"),
        "hour": _("Heure"),
        "text": _("Quoi"),
        "author": _("Qui"),
        "status": _("État"),
        "none": _("Aucune entrée."),
        "signed": _("Relu par (nom, heure, signature)"),
    }
