"""The hazards from the worst; one of them opened: its communes, season, source and note, and the plans that answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.risk import IMPACT_WORDS, PROBABILITY_WORDS, SEASON_WORDS, Risk, Season
from app.services.coverage.assess_territory import rate_hazards
from app.services.plans.read_plans import read_plans
from app.ui.boundary import tell
from app.ui.panels import plan_choice
from app.ui.parts import address, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_risks as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.coverage.assess_territory import TerritoryView

ADDRESS = "danger"
CHOICE = "plan_risks_hazard"


@dataclass(frozen=True, slots=True)
class _Form:
    """The communes of one hazard as shown, and the rows typed over them: commune → rating, None when taken back."""

    shown: Mapping[str, Risk]
    typed: Mapping[str, Risk | None]


def show(territory: TerritoryView, *, can_edit: bool) -> None:
    """Draw the list, then the hazard chosen."""
    if not territory.risks:
        st.caption(_("Rien n’est coté : partez des valeurs usuelles, ou cotez dans le tableau par commune."))
        return
    lines = [f"- {view.hazard_line(territory, code)}" for code in territory.by_hazard]
    st.markdown("\n".join(lines[: view.MOST_SHOWN]))
    if rest := lines[view.MOST_SHOWN :]:
        with st.expander(ngettext("{n} autre danger", "{n} autres dangers", len(rest)).format(n=len(rest))):
            st.markdown("\n".join(rest))
    code = _chosen(territory)
    st.header(plain(territory.kind_name(code)), anchor=False)
    if source := view.where_from(territory, code):
        st.caption(plain(source))
    for slug, title in view.plans_of(territory, code, read_plans(current_actor(), current_store()).sheets):
        st.button(
            plain(title), icon=":material/menu_book:", type="tertiary", key=f"plan_risks_plan_{slug}",
            on_click=_read_plan, args=(slug,),
        )  # fmt: skip
    if can_edit:
        _check(territory, code)
        _edit(territory, code)
    else:
        header, rows = view.hazard_sheet(territory, code)
        table.show(header, rows, caption=_("Cotations de ce danger par commune"))


def _chosen(territory: TerritoryView) -> str:
    names = {code: territory.kind_name(code) for code in territory.by_hazard}
    return address.select(_("Danger"), names, address=ADDRESS, key=CHOICE, width=420)


def _read_plan(slug: str) -> None:
    """The library, open on the plan that answers the hazard."""
    panel_choice.open_on("bibliotheque")
    st.query_params[plan_choice.ADDRESS] = slug


def _check(territory: TerritoryView, code: str) -> None:
    """One source for every commune of the hazard that has none: the department's file covers them all."""
    waiting = [one for one in territory.by_hazard[code] if not one.is_checked]
    if not waiting:
        return
    with st.form(f"plan_risks_check_{code}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        source = st.text_input(_("Source lue"), placeholder=_("DDRM 2024, DICRIM de la commune, PCS…"), width=320)
        label = ngettext("Noter cette source pour {n} commune", "Noter cette source pour {n} communes", len(waiting))
        if not st.form_submit_button(label.format(n=len(waiting)), icon=":material/fact_check:"):
            return
    if not source.strip():
        st.warning(_("Écrivez d’abord ce que vous avez lu : un titre et une année suffisent."))
        return
    try:
        rate_hazards(current_actor(), current_store(), [replace(one, source=source) for one in waiting])
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Source notée."))
    st.rerun()


def _edit(territory: TerritoryView, code: str) -> None:
    shown = {one.commune_insee: one for one in territory.by_hazard[code]}
    form = seen(
        f"plan_risks_of_{code}", _Form(shown, {}), hash(tuple(sorted((c, r.revision) for c, r in shown.items())))
    )
    with st.form(form.key, border=False):
        edited = _table(territory, form.value, form.key)
        if not st.form_submit_button(_("Enregistrer ce danger"), type="primary"):
            return
    typed = _typed(territory, code, form.value, edited)
    if not typed:
        st.toast(_("Rien n’a changé."))
        return
    held = form.value.shown
    try:
        rate_hazards(
            current_actor(), current_store(), [one for one in typed.values() if one is not None],
            [held[commune] for commune, one in typed.items() if one is None],
        )  # fmt: skip
    except StaleRevision as error:
        refused(form, error, replace(form.value, typed=typed))
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(_("Danger enregistré."))
    st.rerun()


def _table(territory: TerritoryView, form: _Form, key: str) -> pd.DataFrame:
    rows = []
    for insee, commune in territory.communes.items():
        one = form.typed[insee] if insee in form.typed else form.shown.get(insee)
        rows.append(
            (
                commune.name, one.probability if one else None, one.impact if one else None,
                _(SEASON_WORDS[one.season]) if one else None, one.source if one else "", one.note if one else "",
            )
        )  # fmt: skip
    frame = pd.DataFrame(rows, columns=["commune", "probability", "impact", "season", "source", "note"])
    frame = frame.astype({"probability": "Int64", "impact": "Int64"})
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, placeholder="–", key=f"{key}_table", disabled=["commune"],
        height=min(38 + 35 * max(len(rows), 1), 460),
        column_config={
            "commune": column.TextColumn(_("Commune"), pinned=True, width="medium"),
            "probability": column.NumberColumn(_("Probabilité"), help=_marks(PROBABILITY_WORDS), min_value=1, max_value=4, step=1),
            "impact": column.NumberColumn(_("Impact"), help=_marks(IMPACT_WORDS), min_value=1, max_value=4, step=1),
            "season": column.SelectboxColumn(_("Saison"), options=[_(words) for words in SEASON_WORDS.values()]),
            "source": column.TextColumn(_("Source"), help=_("Vide : valeur de départ, à vérifier")),
            "note": column.TextColumn(_("Note")),
        },
    )  # fmt: skip
    return edited


def _marks(words: Mapping[int, str]) -> str:
    return ", ".join(f"{mark} {_(word)}" for mark, word in words.items())


def _typed(territory: TerritoryView, code: str, form: _Form, edited: pd.DataFrame) -> dict[str, Risk | None]:
    """Rows that differ from what was shown. Both marks emptied: taken back; one alone: the other is what it was, else 1."""
    seasons = {_(words): season for season, words in SEASON_WORDS.items()}
    kind = territory.kinds.get(code)
    usual = kind.season if kind else Season.ALL_YEAR
    typed: dict[str, Risk | None] = {}
    for insee, row in zip(territory.communes, edited.to_dict("records"), strict=True):
        held = form.shown.get(insee)
        probability, impact = _mark(row["probability"]), _mark(row["impact"])
        if probability is None and impact is None:
            if held:
                typed[insee] = None
            continue
        base = held or Risk(commune_insee=insee, hazard=code, probability=1, impact=1, season=usual)
        one = replace(
            base, probability=probability or base.probability, impact=impact or base.impact,
            season=seasons.get(str(row["season"]), base.season), source=_text(row["source"]), note=_text(row["note"]),
        )  # fmt: skip
        if one != held:
            typed[insee] = one
    return typed


def _mark(cell: object) -> int | None:
    return None if cell is None or pd.isna(cell) else int(cell)  # type: ignore[call-overload]


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
