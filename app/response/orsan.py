"""The names of ORSAN through its generations: 2014, transitional, current. A plan is keyed on the ACI's five typologies
(avenant 2 of 20/12/2021) and tagged with the codes of every generation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, choice, flag, required, text, words


class Generation(StrEnum):
    """Which writing of ORSAN a code belongs to."""

    FIRST = "2014"
    TRANSITION = "transition"
    CURRENT = "current"


GENERATION_WORDS = {
    Generation.FIRST: N_("ORSAN 2014"),
    Generation.TRANSITION: N_("ORSAN, volets de transition"),
    Generation.CURRENT: N_("ORSAN en vigueur"),
}

TYPOLOGIES = range(1, 6)
"""The five typologies of crisis of the ACI, avenant 2; written « Typologie 3 », never « T3 », which is a size of CPTS."""


@dataclass(frozen=True, slots=True)
class OrsanCode:
    """One code of one generation. ``successors`` are the keys (``CODE@generation``) that took its place."""

    code: str
    generation: Generation
    label: str
    label_en: str
    typologies: tuple[int, ...]
    successors: tuple[str, ...]
    is_transversal: bool
    source: str

    @property
    def key(self) -> str:
        """``EPI-VAC@2014``: a code alone may stand in several generations."""
        return f"{self.code}@{self.generation.value}"


def orsan_code_of(row: Cells) -> OrsanCode:
    """A row of ``data/orsan_taxonomy.csv``. Raises InvalidInput."""
    return OrsanCode(
        code=required(row, "code"),
        generation=Generation(choice(row, "generation", frozenset(Generation))),
        label=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        typologies=tuple(_typology(part) for part in words(row, "typologies")),
        successors=words(row, "successors"),
        is_transversal=flag(row, "is_transversal"),
        source=text(row, "source"),
    )


def _typology(part: str) -> int:
    if not part.isdecimal() or int(part) not in TYPOLOGIES:
        raise InvalidInput(N_("typologies : « {value} » n’est pas une typologie de 1 à 5."), value=part)
    return int(part)
