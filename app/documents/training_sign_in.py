"""The sign-in sheet of a training, on paper: who is expected, who came, what it gives; copied afterwards into Relève."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True)
class TrainingSeat:
    """Somebody on the list: name, profession, what they answered, and whether they were signed in already."""

    name: str
    profession: str = ""
    answer: str = ""
    came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSheet:
    """One training, all in words: « mardi 15 décembre à 20 h », « AFGSU, niveau 2, valable jusqu’au 14 décembre 2030 »."""

    community: str
    title: str
    when: str
    length: str = ""
    place: str = ""
    gives: str = ""
    note: str = ""
    seats: tuple[TrainingSeat, ...] = ()
    walk_in_rows: int = 5


def training_sheets(sheets: Sequence[TrainingSheet], imprint: Imprint) -> bytes:
    """The PDF, with a box to sign in for each person and lines for those who come besides."""
    content = {"words": _words(), "sheets": [asdict(one) for one in sheets]}
    return typeset("training_sign_in", _("Émargement de formation"), imprint, content)


def _words() -> dict[str, str]:
    return {
        "title": _("Émargement de formation"),
        "name": _("Nom"),
        "profession": _("Profession"),
        "answer": _("Réponse"),
        "signature": _("Signature"),
        "rating": _("Utile ? 1 à 5"),
        "came": _("émargé"),
        "trainer": _("Formateur (nom, signature)"),
        "count": _("Présents"),
        "gives": _("Ce que cette formation donne aux présents"),
    }
