"""What a centre needs: product, pace, slots, ages, roles and their ratios, slots kept by commune."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.ui.parts import role_table
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.scheduling.centre import Centre
    from app.ui.parts.role_table import RoleRow

OLDEST = 150


def show(
    centre: Centre, rows: Sequence[RoleRow], vaccines: Mapping[str, str], communes: Mapping[str, str], *, key: str
) -> tuple[Centre, tuple[RoleRow, ...]] | None:
    """Draw the form; once saved, the centre as typed (its roles left as they were) and the rows of roles, else None.

    ``vaccines``: slug → label; ``communes``: INSEE code → name.
    """
    with st.form(f"{key}_form", border=False):
        changed = _pace(centre, vaccines, key)
        st.header(_("Rôles"))
        st.caption(_("Personnes par ligne et par centre ; un rôle laissé à 0 n’est pas tenu."))
        roles = role_table.show(rows, key=f"{key}_roles")
        st.header(_("Créneaux réservés aux personnes à mobilité réduite, par séance"))
        reserved = _reserved(centre.reserved_slots, communes, key)
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return None
    return replace(changed, reserved_slots=reserved), roles


def _pace(centre: Centre, vaccines: Mapping[str, str], key: str) -> Centre:
    first, second, third, fourth = st.columns([2, 1, 1, 1])
    slugs = ["", *vaccines]
    vaccine = first.selectbox(
        _("Vaccin"), slugs, index=slugs.index(centre.vaccine) if centre.vaccine in slugs else 0, key=f"{key}_vaccine",
        format_func=lambda slug: vaccines.get(slug, _("aucun")),
    )  # fmt: skip
    pace = second.number_input(_("Injections par heure"), 1, 60, centre.injections_per_hour, key=f"{key}_pace")
    slot = third.number_input(_("Créneau (minutes)"), 1, 60, centre.slot_minutes, key=f"{key}_slot")
    watch = fourth.number_input(_("Surveillance (minutes)"), 0, 120, centre.observation_minutes, key=f"{key}_watch")
    lines, youngest, oldest, _rest = st.columns([1, 1, 1, 2])
    count = lines.number_input(_("Lignes"), 1, 60, centre.lines, key=f"{key}_lines")
    low = youngest.number_input(_("Âge minimal"), 0, OLDEST, centre.youngest, key=f"{key}_low")
    high = oldest.number_input(_("Âge maximal"), 0, OLDEST, centre.oldest, key=f"{key}_high")
    return replace(
        centre, vaccine=vaccine or "", injections_per_hour=int(pace), slot_minutes=int(slot),
        observation_minutes=int(watch), lines=int(count), youngest=int(low), oldest=int(high),
    )  # fmt: skip


def _reserved(held: Sequence[tuple[str, int]], communes: Mapping[str, str], key: str) -> tuple[tuple[str, int], ...]:
    names = sorted(communes.values())
    codes = {name: code for code, name in communes.items()}
    frame = pd.DataFrame(
        [(communes.get(code, code), slots) for code, slots in held], columns=["commune", "slots"]
    ).astype({"commune": "str", "slots": "Int64"})
    column = st.column_config
    edited = st.data_editor(
        frame, hide_index=True, num_rows="dynamic", key=f"{key}_reserved",
        column_config={
            "commune": column.SelectboxColumn(_("Commune"), options=names, required=True, width="medium"),
            "slots": column.NumberColumn(_("Créneaux"), min_value=1, max_value=500, step=1, required=True),
        },
        alt=_("Créneaux réservés, une commune par ligne"),
    )  # fmt: skip
    kept: dict[str, int] = {}
    for cells in edited.to_dict("records"):
        if cells["commune"] in codes and not pd.isna(cells["slots"]):
            kept[codes[str(cells["commune"])]] = int(cells["slots"])
    return tuple(kept.items())
