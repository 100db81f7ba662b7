"""The after-action report as PDF: cold, as many pages as it takes, with its contents; hot, on one page. Tagged, A4, black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.plan_document import CONTENTS, PIECE, PlanTable
from app.documents.retex_svg import figure_svg
from app.documents.typeset import typeset
from app.exercise.retex import PART_WORDS
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint
    from app.exercise.retex import Figure, Retex, RetexSection, RetexTable


ROOM_MM = 186
"""Width of a page of ours between its margins."""

LETTER_MM, EDGES_MM = 1.85, 5.0
"""A letter of a table, and what a cell keeps free around its words."""

WHOLE = 12
"""Letters up to which a cell stands on one line: « T+1 h 20 », « pas observé »."""

MOST_LETTERS = 80
"""Beyond, a cell is told over several lines and asks for no more room."""


def retex_pdf(retex: Retex, imprint: Imprint) -> bytes:
    """The cold report as PDF/UA-1. The same values give the same bytes."""
    content = {
        "words": {"contents": _(CONTENTS), "exercise": exercise_line(imprint) if retex.is_exercise else ""},
        "retex": {
            "community": retex.community,
            "title": retex.title,
            "subtitle": retex.subtitle,
            "edition": retex.edition,
            "headline": retex.headline,
            "facts": [list(one) for one in retex.facts],
            "sections": [_section(n, one) for n, one in enumerate(retex.sections, start=1)],
        },
    }
    return typeset("retex", running_title(retex), imprint, content)


def running_title(retex: Retex) -> str:
    """« CPTS d’Auray · Retour d’expérience à froid · Exercice n° 3 : Écran noir · projet »: what stands on every page."""
    return " · ".join(part for part in (retex.community, retex.title, retex.subtitle, retex.edition) if part)


def heading_of(n: int, section: RetexSection) -> str:
    """« 9. Délais »."""
    return f"{n}. {_(PART_WORDS[section.part])}"


def plan_table(one: RetexTable) -> PlanTable:
    """The same table as every other document of ours draws it."""
    return PlanTable(one.title, one.head, one.rows)


def shares_of(one: RetexTable) -> list[int]:
    """Millimetres of each column: short cells stand whole, what is left goes to those told at length."""
    columns = list(zip(one.head, *one.rows, strict=True))
    least = [_least(column) for column in columns]
    asks = [0 if _longest(column) <= WHOLE else min(MOST_LETTERS, _longest(column)) for column in columns]
    free, asked = max(0.0, ROOM_MM - sum(least)), sum(asks) or 1
    return [max(1, round(mm + free * ask / asked)) for mm, ask in zip(least, asks, strict=True)]


def _longest(column: tuple[str, ...]) -> int:
    return max(len(cell) for cell in column)


def _least(column: tuple[str, ...]) -> float:
    """What its longest unbroken piece takes."""
    pieces = [found for cell in column for found in ([cell] if len(cell) <= WHOLE else PIECE.findall(cell))]
    return LETTER_MM * min(20, max((len(found) for found in pieces), default=0)) + EDGES_MM


def _section(n: int, one: RetexSection) -> dict[str, object]:
    return {
        "heading": heading_of(n, one),
        "written": list(one.written),
        "says": list(one.says),
        "figures": [_figure(each) for each in one.figures if figure_svg(each)],
        "points": [{"heading": each.heading, "lines": list(each.lines)} for each in one.points],
        "tables": [_table(each) for each in one.tables],
    }


def _figure(one: Figure) -> dict[str, object]:
    return {"svg": figure_svg(one), "alt": one.says}


def _table(one: RetexTable) -> dict[str, object]:
    return {
        "title": one.title,
        "head": list(one.head),
        "rows": [list(row) for row in one.rows],
        "widths": shares_of(one),
    }
