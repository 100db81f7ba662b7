"""Read one dated table as of a day, and write the community's own rows of it, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import InvalidInput, ReleveError
from app.services.keeping.reference import edit_reference
from app.ui.boundary import tell
from app.ui.parts import address, reserved, rule_tables
from app.ui.session import current_actor, current_store, may
from app.ui.views import rules, rules_edit
from app.ui.views.rules_continuity import UNDATED
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.library import Library


def show(library: Library, table: str, own: Sequence[Mapping[str, str]], on: date) -> None:
    """Draw the filter, the rows, and one's own rows behind a fold."""
    is_dated = table not in UNDATED
    every = is_dated and address.toggle(
        _("Montrer aussi ce qui n’est pas en vigueur"), address="tout", key=f"tout_{table}"
    )
    drawn = rules.readable(library, table, None if every else on)
    rule_tables.read(drawn.header, drawn.rows, drawn.sentence, key=f"rules_{table}", file_name=f"{table}.csv")
    if not may(Action.EDIT_REFERENCE):
        reserved.show(Action.EDIT_REFERENCE, _("Corriger ou ajouter des lignes ne se fait pas depuis votre rôle."))
        return
    with st.expander(_("Corriger ou ajouter des lignes"), icon=":material/edit:", expanded=bool(own)):
        st.caption(
            _(
                "Vos lignes passent avant celles livrées pour les jours qu’elles couvrent ; les retirer rend les lignes livrées."
            )
            if is_dated
            else _("Vos lignes passent avant celles livrées ; les retirer rend les lignes livrées.")
        )
        try:
            _edit(library, table, own)
        except ReleveError as error:
            tell(error)


def _edit(library: Library, table: str, own: Sequence[Mapping[str, str]]) -> None:
    key, known = f"own_{table}_{rules_edit.stamp(own)}", rules_edit.columns(library, table)
    copied: list[int] = st.session_state.setdefault(f"{key}_copied", [])
    rank = rule_tables.start_from(rules_edit.shipped_choices(library, table), key=key)
    if rank is not None:
        copied.append(rank)
    records = library.table(table)
    # A row that is taken up again is the community's: it says again where it comes from.
    starts = [*own, *({**records[one].cells, "source": ""} for one in copied if one < len(records))]
    saved = rule_tables.edit(
        [rules_edit.values_of(cells, known) for cells in starts], known, key=f"{key}_{len(copied)}"
    )
    if saved is None:
        return
    values, source = saved
    rows = [rules_edit.cells_of(table, one, known, source) for one in values]
    try:
        edit_reference(current_actor(), current_store(), table, rows, source)
    except InvalidInput as error:
        raise rules_edit.in_words(error, known) from error
    st.session_state.pop(f"{key}_copied", None)
    st.toast(ngettext("{n} ligne enregistrée.", "{n} lignes enregistrées.", len(rows)).format(n=len(rows)))
    st.rerun()
