"""« Carte »: what lacks someone, why, where; the territory coloured by it, before or after a shock; a commune looked at closely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.coverage import coverage_words as view
from app.services.coverage.print_coverage import print_coverage
from app.services.coverage.read_coverage import read_coverage
from app.ui.navigation import leads_to
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import address, charts_frame, coverage_map, headline, panel_choice, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import coverage_map as map_view
from app.ui.views import coverage_needs as needs_view
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.coverage.coverage_view import CoverageView

SLENDER = 1.4
"""From how many times taller than wide a territory has the narrower column."""

SETS_SHOWN, HANGING_SHOWN = 6, 5
"""Sentences beside the map; the others are folded under them, or in Besoins."""


def show() -> None:
    """The sentence, the choices, the sets in words, the map with its twin."""
    with st.spinner(_("Couverture du territoire…"), show_time=True):
        found = read_coverage(
            current_actor(), current_store(), coverage_question.asked(),
            st.query_params.get(coverage_question.SKILL, ""),
        )  # fmt: skip
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    headline.show(view.sentence(found), where=view.where(found), detail=view.detail(found))
    coverage_question.show(found)
    _ways(found)
    drawing = map_view.drawing(found, _marked(found))
    is_slender = coverage_map.slenderness(drawing) > SLENDER
    said, drawn = st.columns([7, 5] if is_slender else [1, 1], gap="large")
    with said:
        _sets(found)
        _close(found)
        with st.expander(_("Ce qui est supposé"), icon=":material/help:"):
            st.markdown("\n".join(f"- {plain(one)}" for one in found.assumptions))
    with drawn:
        _map(found, drawing)


def _ways(found: CoverageView) -> None:
    """What mends first; then what can be tried; then paper."""
    with st.container(horizontal=True):
        if st.button(_("Qui appeler d’abord"), icon=":material/group_add:", type="primary", key="coverage_reinforce"):
            panel_choice.open_on("renforts")
            st.rerun()
        if leads_to("laboratory") and may(Action.RUN_DRILLS):
            _try_a_shock()
        actor, store, asked = current_actor(), current_store(), found.asked
        st.download_button(
            _("Imprimer"), data=later(lambda: print_coverage(actor, store, asked)), file_name="couverture.pdf",
            mime="application/pdf", icon=":material/print:", key="coverage_print", on_click="ignore",
        )  # fmt: skip


def _try_a_shock() -> None:
    if st.button(_("Essayer un choc"), icon=":material/experiment:", key="coverage_laboratory"):
        st.switch_page("screens/laboratory.py")


def _sets(found: CoverageView) -> None:
    """Each set in one numbered sentence; a number pressed outlines its communes."""
    if found.sets or found.untold_sets:
        st.header(_("Ce qui manque, quoi qu’on fasse"), anchor=False)
    for rank, one in enumerate(found.sets[:SETS_SHOWN], 1):
        st.markdown(f":red[:material/do_not_disturb_on:] **{rank}** · {plain(capitalised(one.sentence))}")
    if found.sets:
        _where(found)
    rest = [one.sentence for one in found.sets[SETS_SHOWN:]]
    if rest:
        words = ngettext("{n} autre ensemble en déficit", "{n} autres ensembles en déficit", len(rest)).format(
            n=len(rest)
        )
        with st.expander(words, icon=":material/do_not_disturb_on:"):
            st.markdown("\n".join(f"- {plain(capitalised(one))}" for one in rest))
    if untold := view.untold_words(found):
        st.caption(plain(untold))
    if found.hanging:
        st.header(_("Ce qui tient à un seul"), anchor=False)
        for hangs in found.hanging[:HANGING_SHOWN]:
            st.markdown(f":orange[:material/warning:] {plain(capitalised(view.hanging_words(hangs)))}.")


def _where(found: CoverageView) -> None:
    """Which set is outlined on the map; pressed again, none is."""
    numbers = [str(rank) for rank in range(1, min(len(found.sets), SETS_SHOWN) + 1)]
    chosen = st.query_params.get(coverage_question.CHOSEN_SET, "")
    st.session_state["coverage_set"] = chosen if chosen in numbers else None
    st.segmented_control(
        _("Entourer sur la carte"), numbers, key="coverage_set", on_change=address.turn,
        args=(coverage_question.CHOSEN_SET, "coverage_set"),
    )  # fmt: skip


def _map(found: CoverageView, drawn: coverage_map.Drawing) -> None:
    coverage_question.skill(found)
    picked = st.plotly_chart(
        coverage_map.figure(drawn, charts_frame.theme()), key="coverage_map", on_select="rerun",
        selection_mode="points", config={"displayModeBar": False, "scrollZoom": False}, alt=view.counted_communes(found),
    )  # fmt: skip
    points = picked["selection"]["points"]
    code = str(points[0].get("customdata", "")) if points else ""
    if code and code != st.session_state.get("coverage_picked") and found.of(code):
        st.session_state["coverage_picked"] = code
        st.query_params[coverage_question.COMMUNE] = code
        st.rerun()
    st.caption(
        plain(
            _(
                "{counts} Chaque commune porte son état le plus grave, qui ne dépend d’aucune répartition des tournées ; en déficit,"
                " la couleur se fonce avec la part de ses demandes que personne ne sert. Traits : routes ; tirets : bateaux ;"
                " carrés : lieux de soins."
            ).format(counts=view.counted_communes(found))
        )
    )
    charts_frame.show_twin(
        map_view.twin(found, coverage_question.shared(found)), view.counted_communes(found), key="coverage_communes",
        file_name=coverage_question.file_name(found, "communes.csv"),
    )  # fmt: skip


def _marked(found: CoverageView) -> tuple[str, ...]:
    """Communes of the set chosen in the address."""
    number = address.number(coverage_question.CHOSEN_SET)
    return found.sets[number - 1].places if 0 < number <= len(found.sets) else ()


def _close(found: CoverageView) -> None:
    """One commune: each of its needs."""
    code = coverage_question.commune(found)
    commune = found.of(code)
    if commune is None:
        return
    st.header(plain(commune.name), anchor=False)
    st.markdown(" · ".join(plain(one) for one in map_view.hover(commune, found)[1:]))
    header, rows = needs_view.of_commune(found, code)
    table.show(header, rows, caption=commune.name)
