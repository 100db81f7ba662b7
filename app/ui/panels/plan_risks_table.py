"""The table of communes × hazards: each cell is a probability and an impact, chosen in a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.services.coverage.assess_territory import rate_hazards
from app.ui.boundary import tell
from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_risks as view
from app.words import _

if TYPE_CHECKING:
    from app.services.coverage.assess_territory import TerritoryView
    from app.ui.views.plan_risks import Cell, Grid, Marks


RATED = "cotes"
"""In the address: whatever was rated, of every family."""


def show(territory: TerritoryView, *, can_edit: bool) -> None:
    """Draw the choice of hazards, the table, its file; for who only reads, its plain twin."""
    st.caption(plain(view.legend()))
    families = view.families(territory)
    family = address.select(
        _("Dangers montrés"), {RATED: _("Ceux qui sont cotés"), **families}, address="dangers", key="plan_risks_family",
        width=320, usual=RATED if territory.risks else next(iter(families), RATED),
    )  # fmt: skip
    family = "" if family == RATED else family
    codes = view.columns(territory, family)
    header, rows = view.sheet(territory)
    if can_edit and codes:
        _edit(territory, codes, family or "all")
    elif codes:
        table.show(*view.matrix(territory, codes), caption=_("Dangers cotés par commune"))
    if territory.risks:
        table.download(header, rows, file_name="dangers-par-commune.csv", key="plan_risks_csv")


def _edit(territory: TerritoryView, codes: list[str], family: str) -> None:
    present = view.grid(territory)
    stamp = hash(tuple(sorted((cell, one.revision) for cell, one in present.shown.items())))
    form = seen("plan_risks_grid", present, stamp, key=f"plan_risks_grid_{stamp}_{family}")
    with st.form(form.key, border=False):
        edited = _table(territory, form.value, codes, form.key)
        if not st.form_submit_button(_("Enregistrer le tableau"), type="primary"):
            return
    typed = _typed(territory, form.value, codes, edited)
    changed, removed = view.written(territory, form.value, typed)
    if not changed and not removed:
        st.toast(_("Rien n’a changé."))
        return
    try:
        rate_hazards(current_actor(), current_store(), changed, removed)
    except StaleRevision as error:
        refused(form, error, replace(form.value, typed=typed))
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(_("Tableau enregistré."))
    st.rerun()


def _table(territory: TerritoryView, form: Grid, codes: list[str], key: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "commune": [one.name for one in territory.communes.values()],
            **{code: [view.cell_words(form.marks((insee, code))) for insee in territory.communes] for code in codes},
        }
    ).astype(dict.fromkeys(codes, "object"))
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, placeholder="–", key=f"{key}_table", disabled=["commune"],
        height=min(38 + 35 * max(len(frame), 1), 520),
        column_config={
            "commune": column.TextColumn(_("Commune"), pinned=True, width="medium"),
            **{
                code: column.SelectboxColumn(territory.kind_name(code), options=view.every_cell(), width=130)
                for code in codes
            },
        },
    )  # fmt: skip
    return edited


def _typed(territory: TerritoryView, form: Grid, codes: list[str], edited: pd.DataFrame) -> dict[Cell, Marks]:
    """Cells that differ from what was shown when the table was drawn."""
    typed: dict[Cell, Marks] = {}
    for code in codes:
        for insee, words in zip(territory.communes, edited[code], strict=True):
            marks, held = view.marks_of(words), form.shown.get((insee, code))
            if marks != ((held.probability, held.impact) if held else None):
                typed[insee, code] = marks
    return typed
