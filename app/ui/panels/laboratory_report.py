"""What a trial shows, the same for one just composed and for one that was saved: over time, from what, what stays short, where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.drill import LineName
from app.ui.parts import charts_frame, drill_lines, table
from app.ui.parts.charts_waterfall import waterfall_figure
from app.ui.parts.plain import plain
from app.ui.views import laboratory as view
from app.words import _, ngettext

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from app.services.laboratory.laboratory_shorts import Row, Short
    from app.services.laboratory.laboratory_words import Told
    from app.ui.parts.charts_frame import Twin

SETS = 5
"""Deficient sets of a line told at once, the largest first."""
AT_ONCE = 12
"""Rows of a table drawn at once, the most short first; its file holds them all."""


def show(said: Told, shared: Told, *, key: str) -> None:
    """Everything below the headline."""
    if not any(course.asked for course in said.courses):
        return
    over_time(said, shared, key=key)
    left, right = st.columns(2, gap="large")
    with left:
        _effects(said)
    with right:
        _falls(said, shared, key=key)
    _rounds(said)
    _shorts(said)
    _rows(said, shared, key=key)
    _assumptions(said)


def over_time(said: Told, shared: Told, *, key: str) -> None:
    """The lines with the gain of the plan between them; what begins when, by the numbers of the list."""
    figure = drill_lines.figure(
        view.labels(said), view.curves(said), charts_frame.theme(), nights=view.nights(said),
        days=view.days(said), marks=said.marks,
    )  # fmt: skip
    twin = replace(view.lines_twin(said), exported=view.lines_twin(shared).rows)
    charts_frame.show(
        figure, said.over_time, twin, key=f"{key}_lines", title=_("Au fil des demi-journées"),
        file_name="laboratoire-courbes.csv",
    )  # fmt: skip
    if said.marks:
        st.caption(_("En haut, le numéro de chaque effet là où il commence. Les nuits sont grisées."))


def _effects(said: Told) -> None:
    """What each one did, in the order and under the numbers of the pictures."""
    for is_plan, title in ((False, _("Ce que fait chaque choc")), (True, _("Ce que fait le plan"))):
        if rows := [one for one in said.effects if one.is_plan is is_plan]:
            st.header(title, anchor=False)
            st.markdown("\n".join(f"- **{one.number}.** {plain(view.effect_line(one))}" for one in rows))


def _falls(said: Told, shared: Told, *, key: str) -> None:
    if not said.effects:
        return
    charts_frame.show(
        falls_figure(said), said.falls_sentence, falls_twin(said, shared), key=f"{key}_falls",
        title=_("D’où vient ce qui manque"), file_name="laboratoire-cascade.csv",
    )  # fmt: skip
    st.caption(plain(said.order))


def falls_figure(said: Told) -> go.Figure:
    """The steps in their order."""
    return waterfall_figure(view.steps(said), charts_frame.theme())


def falls_twin(said: Told, shared: Told) -> Twin:
    """The steps as a table, its file as it may be shared."""
    return replace(view.steps_twin(said), exported=view.steps_twin(shared).rows)


def _rounds(said: Told) -> None:
    if not said.rounds:
        return
    st.header(_("Ce qui tombe avec quoi"), anchor=False)
    for when, sentences in said.rounds:
        st.markdown("\n".join((f"**{plain(when)}**", "", *(f"1. {plain(one)}" for one in sentences))))


def _shorts(said: Told) -> None:
    """Deficient sets line by line: what is short in ordinary times, then what each other line adds to it."""
    st.header(_("Ce qui manque quoi qu’on fasse"), anchor=False)
    st.markdown(plain(_("Au plus dur, {when}.").format(when=said.hardest)))
    usual = next((one.sentences for one in said.shorts if one.name is LineName.BASELINE), ())
    with st.grid(min_column_width=280, gap="medium"):
        for one in said.shorts:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{plain(one.words)}**")
                _short(one, () if one.name is LineName.BASELINE else usual)


def _short(one: Short, usual: tuple[str, ...]) -> None:
    new = [each for each in one.sentences if each not in usual]
    same = len(one.sentences) - len(new)
    if not one.sentences:
        nothing = plain(_("Rien : tout ce qui est demandé trouve quelqu’un."))
        st.markdown(f":green[:material/check_circle:] {nothing}")
    lines = [f"- :red[:material/block:] {plain(each)}" for each in new]
    st.markdown("\n".join(lines[:SETS]))
    if rest := lines[SETS:]:
        with st.expander(ngettext("{n} autre", "{n} autres", len(rest)).format(n=len(rest))):
            st.markdown("\n".join(rest))
    if same:
        st.caption(
            ngettext(
                "{n} manque est le même qu’en temps ordinaire.",
                "{n} manques sont les mêmes qu’en temps ordinaire.",
                same,
            ).format(n=same)
        )


def _rows(said: Told, shared: Told, *, key: str) -> None:
    if not said.skills:
        return
    st.header(_("Quels besoins, où"), anchor=False)
    st.markdown(plain(said.where))
    _one_table(_("Besoin"), "besoins", (said, said.skills), (shared, shared.skills), key=key)
    _one_table(_("Commune"), "communes", (said, said.places), (shared, shared.places), key=key)


def _one_table(
    first: str, name: str, drawn: tuple[Told, tuple[Row, ...]], shared: tuple[Told, tuple[Row, ...]], *, key: str
) -> None:
    header, rows = view.rows_table(*drawn, first)
    caption = _("Demandes sans personne de T0 à la fin, par {what}").format(what=first.lower())
    with st.expander(caption, icon=":material/table_rows:"):
        table.show(header, rows[:AT_ONCE], caption=caption)
        if len(rows) > AT_ONCE:
            st.caption(_("Les autres lignes sont dans le fichier."))
        table.download(
            header, view.rows_table(*shared, first)[1], file_name=f"laboratoire-{name}.csv", key=f"{key}_{name}_csv"
        )


def _assumptions(said: Told) -> None:
    if not said.assumptions:
        return
    with st.expander(_("Ce qui est supposé"), icon=":material/rule:"):
        st.markdown("\n".join(f"- {plain(one)}" for one in said.assumptions))
