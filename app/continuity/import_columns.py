"""The columns that no file of needs may have: by their header, or by what cells nobody expects hold. One refuses the whole file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.continuity.identifying import Identifying, identifying
from app.core.errors import N_, UnreadableFile
from app.roster.spelling import fold
from app.words import _

if TYPE_CHECKING:
    from app.continuity.import_cells import NeedTables
    from app.roster.importing.sheet import Sheet

REFUSED = "needs_refused"
"""Table of ``data/import_headers.csv``: the columns that no file of needs may have."""


def refuse_columns(sheet: Sheet, on: NeedTables) -> None:
    """Raises UnreadableFile for a column that says who somebody is, by its header or by what it holds."""
    for title in sheet.ignored:
        if kind := _refused_header(title, on):
            raise UnreadableFile(
                N_("Colonne « {name} » : {why} Rien n’a été lu ni gardé ; retirez cette colonne du fichier."),
                name=kind.replace("_", " "), why=_(REASONS.get(kind, REASONS["autre"])),
            )  # fmt: skip
        if identifying(title, is_free=False):
            raise UnreadableFile(
                N_("Un en-tête dit qui est un patient. Rien n’a été lu ni gardé ; retirez cette colonne du fichier.")
            )
    named = {index for index, name in enumerate(sheet.positions) if name is not None}
    for _number, cells in sheet.body:
        unknown = {index: cell for index, cell in enumerate(cells) if cell and index not in named}
        whole = {min(unknown): " ".join(unknown.values())} if unknown else {}  # a name over two columns is one too
        for index, text in (*unknown.items(), *whole.items()):
            found = identifying(text)
            if found is not None:
                raise UnreadableFile(_WHO, rank=index + 1, why=_(_HELD[found]))


def unread_columns(sheet: Sheet) -> tuple[str, ...]:
    """The columns that nobody recognised, by rank: a header may be somebody's name."""
    return tuple(_("colonne {rank}").format(rank=rank) for rank, name in enumerate(sheet.positions, 1) if name is None)


_WHO = N_(
    "Colonne {rank} : elle n’est pas attendue ici et contient {why}. Rien n’a été lu ni gardé ; retirez cette colonne du"
    " fichier."
)

_HELD = {
    Identifying.EMAIL: N_("des adresses e-mail"),
    Identifying.PHONE: N_("des numéros de téléphone"),
    Identifying.NIR: N_("des numéros de sécurité sociale"),
    Identifying.BIRTH_DATE: N_("des dates de naissance"),
    Identifying.ADDRESS: N_("des adresses"),
    Identifying.NAME: N_("du texte libre, où un nom se glisse"),
}

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Where « NomPatient » is two words."""


def _refused_header(title: str, on: NeedTables) -> str | None:
    """The canonical name of a refused column, told by any words of its header."""
    names = on.tables.headers[REFUSED]
    words = fold(_CAMEL.sub(" ", title)).split()
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((name for span in spans if (name := names.named(span)) is not None), None)


REASONS = {
    "nom": N_("le nom d’un patient reste au cabinet."),
    "naissance": N_("une date de naissance ou un âge dit qui est le patient."),
    "numero_de_securite_sociale": N_("un numéro de sécurité sociale dit qui est le patient."),
    "adresse": N_("une adresse dit qui est le patient ; la commune suffit."),
    "telephone": N_("un numéro de téléphone dit qui est le patient."),
    "e_mail": N_("une adresse e-mail dit qui est le patient."),
    "texte_libre": N_("un texte libre finit par dire qui est le patient."),
    "autre": N_("elle dit qui est le patient."),
}
