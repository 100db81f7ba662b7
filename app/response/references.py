"""What plans refer to by a code: functions of the crisis cell, functions of contacts, legal references. All are data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, choice, day, flag, required, text
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from datetime import date

GROUPS = frozenset({"authority", "payer", "hospital", "establishment", "network", "municipality", "community"})

GROUP_WORDS = {
    "authority": N_("Autorités et urgences"),
    "payer": N_("Assurance maladie"),
    "hospital": N_("Établissements de santé"),
    "establishment": N_("Structures et services"),
    "network": N_("Réseaux"),
    "municipality": N_("Communes"),
    "community": N_("Communauté"),
}


@dataclass(frozen=True, slots=True)
class CellFunction:
    """One function of the crisis cell; five by default, a community adds its own."""

    code: str
    label_fr: str
    label_en: str
    does: str
    source: str

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)


@dataclass(frozen=True, slots=True)
class ContactFunction:
    """Who is to be called, whoever holds the place: « préfecture », « pharmacie de garde »."""

    code: str
    label_fr: str
    label_en: str
    group: str
    per_department: bool
    """One in each department of the territory: Redon has three préfectures."""
    needed_at_night: bool

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A text and its article, dated. ``is_date_sure``: whether the date was read in the source or recalled."""

    code: str
    text: str
    article: str
    dated: date
    says: str
    in_force_from: date | None
    in_force_to: date | None
    is_date_sure: bool

    @property
    def citation(self) -> str:
        """« Code de la santé publique, L. 3131-10-1 »."""
        return f"{self.text}, {self.article}"


def cell_function_of(row: Cells) -> CellFunction:
    """A row of ``data/cell_functions.csv``. Raises InvalidInput."""
    return CellFunction(
        required(row, "code"),
        required(row, "label_fr"),
        required(row, "label_en"),
        text(row, "does"),
        text(row, "source"),
    )


def contact_function_of(row: Cells) -> ContactFunction:
    """A row of ``data/contact_functions.csv``. Raises InvalidInput."""
    return ContactFunction(
        required(row, "code"),
        required(row, "label_fr"),
        required(row, "label_en"),
        choice(row, "group", GROUPS),
        flag(row, "per_department"),
        flag(row, "needed_at_night"),
    )


def legal_reference_of(row: Cells) -> LegalReference:
    """A row of ``data/legal_references.csv``: an article and a date are required. Raises InvalidInput."""
    dated = day(row, "dated")
    if dated is None:
        raise InvalidInput(N_("dated : une référence sans date n’en est pas une ; écrivez-la 2021-03-27."))
    return LegalReference(
        required(row, "code"),
        required(row, "text_fr"),
        required(row, "article"),
        dated,
        required(row, "says"),
        day(row, "in_force_from"),
        day(row, "in_force_to"),
        text(row, "date_checked") == "seen",
    )
