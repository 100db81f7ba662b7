"""Essais gardés: the list, one of them read again as it was, run again on today's roster, renamed, taken out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import NotFound, ReleveError
from app.services.laboratory.print_drill import print_saved
from app.services.laboratory.read_laboratory import read_all_saved, read_saved
from app.services.laboratory.save_run import LONGEST_TITLE, remove_run, rename_run
from app.ui.boundary import tell
from app.ui.panels import laboratory_compose, laboratory_report
from app.ui.panels.laboratory_compose import RESULT
from app.ui.panels.laboratory_result import RUN
from app.ui.parts import address, confirm, exercise_strip, headline, panel_choice
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store, may
from app.ui.views import laboratory_compose as compose_view
from app.ui.views import laboratory_saved as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.services.laboratory.read_laboratory import ReadRun

FIRST, SECOND = "un", "deux"
"""Names in the address of two runs compared."""


def show() -> None:
    """The one that the address names, else the list."""
    if asked := st.query_params.get(RUN, ""):
        try:
            _one(read_saved(current_actor(), current_store(), asked))
            return
        except NotFound as error:
            tell(error)
    _list()


def _list() -> None:
    runs = read_all_saved(current_actor(), current_store())
    headline.show(view.list_sentence(runs), detail=view.list_detail(runs, may_run=may(Action.RUN_DRILLS)))
    if not runs:
        if may(Action.RUN_DRILLS):
            st.button(
                _("Composer un essai"), icon=":material/science:", type="primary", key="laboratory_saved_first",
                on_click=panel_choice.open_on, args=("composer",),
            )  # fmt: skip
        return
    exercise_strip.show(_("ces essais sont supposés ; rien de cela n’est arrivé."))
    for run in runs:
        _row(run, runs)


def _row(run: ReadRun, runs: tuple[ReadRun, ...]) -> None:
    with st.container(border=True, gap="xsmall", key=f"laboratory_saved_{run.id}"):
        st.markdown(f"{view.badge(run)} **{plain(run.title)}**")
        st.markdown(plain(run.told.sentence if run.told else view.unread()))
        st.caption(plain(view.when(run)))
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Ouvrir"),
                icon=":material/open_in_full:",
                key=f"laboratory_open_{run.id}",
                on_click=address.put,
                args=(RUN, run.id),
            )
            if len(runs) > 1:
                st.button(
                    _("Comparer"), icon=":material/compare_arrows:", key=f"laboratory_compare_{run.id}",
                    on_click=_compare, args=(run.id, next(one.id for one in runs if one.id != run.id)),
                )  # fmt: skip
            if may(Action.RUN_DRILLS):
                _rename(run)
                _remove(run)


def _one(run: ReadRun) -> None:
    st.button(_("Tous les essais"), icon=":material/arrow_back:", key="laboratory_all", on_click=address.close, args=(RUN,))  # fmt: skip
    exercise_strip.show(
        _("cet essai est supposé ; il dit ce qui serait arrivé à l’effectif du jour où il a été gardé.")
    )
    headline.show(
        run.told.sentence if run.told else view.unread(),
        where=" · ".join((run.title, view.when(run))),
        detail=" ".join(run.told.details) if run.told else "",
    )
    st.markdown(f"{view.badge(run)} {plain(view.roster_sentence(run))}")
    with st.container(horizontal=True, gap="small"):
        if run.composition is not None:
            st.button(
                _("Refaire avec l’effectif d’aujourd’hui"), icon=":material/refresh:", key="laboratory_again",
                type="secondary" if run.is_current else "primary", on_click=_again, args=(run,),
            )  # fmt: skip
        st.download_button(
            _("Imprimer (PDF)"), later(lambda: print_saved(current_actor(), current_store(), run.id)),
            file_name="exercice-laboratoire.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
            key="laboratory_saved_pdf", disabled=run.told is None,
        )  # fmt: skip
    if run.told and run.shared:
        laboratory_report.show(run.told, run.shared, key="laboratory_saved")


def _rename(run: ReadRun) -> None:
    with st.popover(_("Renommer"), icon=":material/edit:"):
        form = seen(f"laboratory_title_{run.id}", view.Titled(run.title), run.revision)
        with st.form(f"{form.key}_form", border=False):
            title = st.text_input(_("Titre"), form.value.title, max_chars=LONGEST_TITLE, key=f"{form.key}_title")
            sent = st.form_submit_button(_("Enregistrer"), icon=":material/check:", key=f"{form.key}_send")
        if sent:
            actor, store = current_actor(), current_store()
            write = partial(rename_run, actor, store, run.id, title, form.revision)
            written(form, view.Titled(title), write, _("Titre changé."))


def _remove(run: ReadRun) -> None:
    asked = f"laboratory_remove_{run.id}"
    st.button(_("Retirer"), icon=":material/delete:", key=f"{asked}_ask", on_click=confirm.ask, args=(asked,))
    question = confirm.Question(
        _("Retirer cet essai ?"),
        (run.title, _("Il quitte la liste de tout le monde.")),
        _("Retirer"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=asked):
        try:
            remove_run(current_actor(), current_store(), run.id, run.revision)
        except ReleveError as error:
            tell(error)
            return
        st.toast(_("Essai retiré."))
        st.rerun()


def _compare(first: str, second: str) -> None:
    st.query_params[FIRST], st.query_params[SECOND] = first, second
    panel_choice.open_on("comparer")


def _again(run: ReadRun) -> None:
    assert run.composition is not None
    laboratory_compose.keep(compose_view.again(run.composition, current_store().now()))
    address.close(RUN)
    panel_choice.open_on(RESULT)
