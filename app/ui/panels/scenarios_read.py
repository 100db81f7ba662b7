"""A scenario as a page to read: what happens, what is tried, message after message with its effects, what the plan answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.laboratory.read_scenarios import export_scenario
from app.services.laboratory.write_scenario import copy_scenario, remove_scenario, restore_scenario
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import scenarios_open
from app.ui.parts import confirm, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import scenarios as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.scenario import Inject
    from app.drills.shock import AnyEffect
    from app.services.laboratory.read_scenarios import ScenarioPage


def show(page: ScenarioPage) -> None:
    """The buttons, the story, objectives, effects, injects, plan, what to watch, where it comes from."""
    _buttons(page)
    one = page.scenario
    if not page.is_here:
        st.info(
            _("Ses lieux ne sont pas ceux de votre territoire : copiez-le pour y mettre les vôtres."),
            icon=":material/map:",
        )
    st.markdown(plain(one.story))
    if codes := view.orsan_line(page):
        st.caption(plain(codes))
    _heading(_("Objectifs"))
    table.show((_("Objectif"), _("Ce qui le montre"), _("Fiches")), view.objectives(page), caption=_("Objectifs"))
    if one.effects:
        _heading(_("Ce qui frappe dès le début"))
        _effects(page, one.effects)
    if one.injects:
        _heading(_("Déroulé"))
        for inject in one.injects:
            _inject(page, inject)
        header, rows = view.injects_table(page)
        table.download(
            header, rows, file_name=f"deroule-{one.code}.csv", key="scenario_injects_csv", label=_("Déroulé (CSV)")
        )
    if one.plan:
        _heading(_("Ce que le plan répond"))
        _effects(page, one.plan)
    _points(_("À observer"), one.watch)
    _points(_("Sources et valeurs de travail"), one.sources)


def _buttons(page: ScenarioPage) -> None:
    code = page.scenario.code
    with st.container(horizontal=True):
        if leads_to("laboratory"):
            pressed = st.button(
                _("Essayer au laboratoire"), type="primary", icon=":material/experiment:", key="scenario_try"
            )
            if pressed:
                st.switch_page("screens/laboratory.py", query_params={scenarios_open.ADDRESS: code})
        st.download_button(
            _("Télécharger le fichier"), data=later(partial(_file, code)), file_name=f"{code}.yaml",
            mime="application/yaml", icon=":material/download:", on_click="ignore", key="scenario_file",
        )  # fmt: skip
        if page.may_write:
            st.button(
                _("Copier pour le changer"),
                icon=":material/content_copy:",
                key="scenario_copy",
                on_click=_copy,
                args=(code,),
            )
        if page.own is not None and page.may_write:
            _remove(page, page.own.revision)


def _remove(page: ScenarioPage, revision: int) -> None:
    st.button(
        _("Retirer"), icon=":material/delete:", key="scenario_remove", on_click=confirm.ask, args=("scenario_removal",)
    )
    question = confirm.Question(
        _("Retirer « {title} » ?").format(title=page.scenario.title),
        (_("Le scénario quitte la bibliothèque. Vous pourrez le remettre, en bas de la liste."),),
        _("Retirer"),
        confirm.After.UNDONE,
    )
    if confirm.show(question, key="scenario_removal"):
        code = page.scenario.code

        def remove() -> None:
            remove_scenario(current_actor(), current_store(), code, revision)
            scenarios_open.back()

        acted(
            remove, _("Scénario retiré."),
            undo=lambda: restore_scenario(current_actor(), current_store(), code, revision + 1),
        )  # fmt: skip


def _copy(code: str) -> None:
    try:
        scenarios_open.open_scenario(copy_scenario(current_actor(), current_store(), code), scenarios_open.WRITING)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Copie prête à changer."), icon=":material/content_copy:")


def _inject(page: ScenarioPage, inject: Inject) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(view.inject_title(inject))}**")
        st.caption(plain(inject.channel))
        st.markdown(plain(inject.text))
        if inject.effects:
            _effects(page, inject.effects, in_inject=True)
        if inject.expected:
            lines = "\n".join(f"- {plain(view.expected_line(one, page))}" for one in inject.expected)
            st.markdown(f"{plain(_('Attendu'))}\n\n{lines}")
        if inject.note:
            st.caption(plain(inject.note))


def _effects(page: ScenarioPage, effects: Sequence[AnyEffect], *, in_inject: bool = False) -> None:
    lines = [view.effect_line(one, page, in_inject=in_inject) for one in effects]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _points(title: str, points: Sequence[str]) -> None:
    if points:
        _heading(title)
        st.markdown("\n".join(f"- {plain(one)}" for one in points))


def _heading(title: str) -> None:
    st.header(plain(title), anchor=False)


def _file(code: str) -> bytes:
    return export_scenario(current_actor(), current_store(), code)
