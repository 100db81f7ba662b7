"""The crisis axis as an action sheet: population, objectives, steps, resources, maturity, calendar, and its indicators.

The texts are rows of ``data/action_sheet.csv``, which a community replaces by its own; the figures come from ``counting``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, choice, required, text
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from app.indicators.measures import Definition, Indicator


class Heading(StrEnum):
    """The parts of the sheet, in its order."""

    TITLE = "title"
    POPULATION = "population"
    OBJECTIVE = "objective"
    STEP = "step"
    RESOURCE = "resource"
    MATURITY = "maturity"
    CALENDAR = "calendar"


HEADING_WORDS = {
    Heading.POPULATION: N_("Population"),
    Heading.OBJECTIVE: N_("Objectifs"),
    Heading.STEP: N_("Étapes"),
    Heading.RESOURCE: N_("Moyens"),
    Heading.MATURITY: N_("Maturité"),
    Heading.CALENDAR: N_("Calendrier"),
}


class Maturity(IntEnum):
    """The five levels of the capability model (CMMI) that health projects use."""

    INITIAL = 1
    MANAGED = 2
    DEFINED = 3
    MEASURED = 4
    OPTIMISING = 5


MATURITY_WORDS = {
    Maturity.INITIAL: N_("initial : au cas par cas"),
    Maturity.MANAGED: N_("géré : organisé, répété"),
    Maturity.DEFINED: N_("défini : écrit, partagé"),
    Maturity.MEASURED: N_("mesuré : suivi par des indicateurs"),
    Maturity.OPTIMISING: N_("optimisé : amélioré après chaque retour"),
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row: a heading and its text in both languages; the maturity's text is its level, 1 to 5."""

    heading: Heading
    text_fr: str
    text_en: str
    source: str = ""

    @property
    def text(self) -> str:
        return in_language(self.text_fr, self.text_en)


def sheet_line_of(row: Cells) -> SheetLine:
    """One row of ``data/action_sheet.csv`` as a value."""
    heading = Heading(choice(row, "heading", frozenset(Heading)))
    line = SheetLine(
        heading, required(row, "text_fr"), text(row, "text_en") or required(row, "text_fr"), text(row, "source")
    )
    if heading is Heading.MATURITY and line.text_fr not in {str(level.value) for level in Maturity}:
        raise InvalidInput(N_("maturity : écrivez un niveau de 1 à 5."))
    return line


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """The sheet as it is shown and printed."""

    lines: tuple[SheetLine, ...]
    indicators: tuple[Indicator, ...]

    def of(self, heading: Heading) -> tuple[SheetLine, ...]:
        """The lines under one heading, as the table orders them."""
        return tuple(line for line in self.lines if line.heading is heading)

    @property
    def maturity(self) -> Maturity | None:
        """The level the community gives itself, or None."""
        held = self.of(Heading.MATURITY)
        return Maturity(int(held[0].text_fr)) if held else None


def action_sheet(
    lines: Iterable[SheetLine], figures: Iterable[Indicator], followed: Iterable[Definition]
) -> ActionSheet:
    """The sheet with the indicators that feed it, in the order of ``followed``."""
    by_code = {one.definition.code: one for one in figures}
    return ActionSheet(tuple(lines), tuple(by_code[one.code] for one in followed if one.code in by_code))
