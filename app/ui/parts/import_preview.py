"""What a file would change before anything is written: counts, rejections with what to do, people to look at twice."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.ui.parts import table
from app.words import _, ngettext


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """One value refused, with the line and column of the file and what to do."""

    line: int
    column: str
    value: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The counts of an import not yet written; ``flags`` are (lines as text, what looks odd)."""

    accepted: int
    updated: int
    unchanged: int
    rejected: tuple[RejectedLine, ...] = ()
    flags: tuple[tuple[str, str], ...] = ()

    @property
    def refused(self) -> int:
        """How many lines of the file are refused: a line with two wrong values counts once."""
        return len({one.line for one in self.rejected})


def show(preview: ImportPreview, *, key: str) -> bool:
    """Draw the preview; True when « Importer » was pressed."""
    st.markdown(_summary(preview))
    if preview.rejected:
        _show_rejected(preview, key)
    if preview.flags:
        st.markdown(f"**{_('À vérifier : rien n’est fusionné sans vous')}**")
        table.show([_("Lignes"), _("Remarque")], preview.flags, caption=_("Lignes à vérifier"))
    changes = preview.accepted + preview.updated
    return st.button(
        ngettext("Importer {count} ligne", "Importer {count} lignes", changes).format(count=changes),
        key=f"{key}_import",
        type="primary",
        disabled=not changes,
    )


def _summary(preview: ImportPreview) -> str:
    pieces = (
        ngettext("**{count}** nouvelle", "**{count}** nouvelles", preview.accepted).format(count=preview.accepted),
        ngettext("**{count}** mise à jour", "**{count}** mises à jour", preview.updated).format(count=preview.updated),
        ngettext("**{count}** inchangée", "**{count}** inchangées", preview.unchanged).format(count=preview.unchanged),
        ngettext("**{count}** refusée", "**{count}** refusées", preview.refused).format(count=preview.refused),
    )
    return _("Lignes du fichier :") + " " + " · ".join(pieces)


def _show_rejected(preview: ImportPreview, key: str) -> None:
    header = [_("Ligne"), _("Colonne"), _("Valeur"), _("Raison"), _("Que faire")]
    rows = [(line.line, line.column, line.value, line.reason, line.hint) for line in preview.rejected]
    label = ngettext("{count} ligne refusée", "{count} lignes refusées", preview.refused).format(count=preview.refused)
    with st.expander(label, expanded=len(rows) <= 10, icon=":material/rule:"):
        table.show(header, rows[:50], caption=_("Lignes refusées et que faire"))
        table.download(
            header, rows, file_name="lignes-refusees.csv", key=f"{key}_rejected", label=_("Télécharger les refus (CSV)")
        )
