"""The key table of a practice, empty: numbers down the side, columns to fill by hand. It stays in the practice.

Nothing of a patient is ever printed: the product holds « P-0042 » and does not know who that is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTable:
    """One practice's table: « P-0001 » to « P-0040 », in order. ``copies``: where the sealed copies are, in words."""

    practice: str
    numbers: tuple[str, ...]
    copies: tuple[str, ...] = ()


def key_table(table: KeyTable, imprint: Imprint) -> bytes:
    """The PDF, A4 on its side, black and white, every cell but the number left to the pen."""
    return typeset("key_table", _("Table des clés"), imprint, {"words": _words(), "sheets": [asdict(table)]})


def _words() -> dict[str, object]:
    return {
        "title": _("Table des clés"),
        "stays": _("Reste au cabinet, sous clé."),
        "rule": _(
            "Jamais photographiée, envoyée ni saisie dans Relève, qui ne connaît que les numéros. Une copie scellée chez"
            " le cabinet binôme, une chez un pharmacien : sans elles, un relais a des numéros et ne trouve personne."
        ),
        "columns": [
            _("Numéro"), _("Nom et prénom"), _("Né(e) le"), _("Adresse, étage, code, clé"), _("Téléphone"),
            _("Personne à prévenir"),
        ],
        "copies": _("Copies scellées"),
        "sealed": _("Mise sous scellés le"),
        "by": _("par (nom, signature)"),
    }  # fmt: skip
