"""The list of actions: the sentence, what is to be taken over, the filters of the address, a row an action, the files to take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import new_id
from app.services.exercise.keep_improvements import take_over
from app.ui.boundary import tell
from app.ui.panels import improvements_files, improvements_page
from app.ui.parts import address, filter_bar, headline, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import improvements as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.exercise.improvement import Improvement
    from app.exercise.rating import Observation
    from app.services.exercise.read_improvements import ImprovementDesk

AT_ONCE = 20
"""Rows drawn at once: each has its button."""

FINDINGS = "improvements_finding"


def show(desk: ImprovementDesk) -> None:
    """The sentence first; the one primary button writes an action."""
    headline.show(view.sentence(desk), where=_("Plan d’amélioration"), detail=view.detail(desk))
    if may(Action.RUN_EXERCISES):
        st.button(
            _("Écrire une action"), type="primary", icon=":material/add_task:", key="improvements_new",
            on_click=improvements_page.open_new,
        )  # fmt: skip
    else:
        reserved.show(Action.RUN_EXERCISES, _("Tenir le plan d’amélioration ne se fait pas depuis votre rôle."))
    _findings(desk)
    if not desk.improvements:
        st.markdown(
            _(
                "Ici : chaque action décidée après un exercice ou un événement, son responsable, son échéance, sa preuve."
            )
        )
        return
    shown = view.in_order(_filtered(desk), desk.today)
    if not shown:
        st.info(_("Aucune action ne correspond à ces filtres."))
    everything = len(shown) > AT_ONCE and address.toggle(
        _("Montrer les {n} actions").format(n=len(shown)), address="toutes", key="improvements_all"
    )
    for one in shown if everything else shown[:AT_ONCE]:
        _row(one, desk)
    if shown:
        improvements_files.show([one.id for one in shown])


def _filtered(desk: ImprovementDesk) -> tuple[Improvement, ...]:
    owners = {one: one for one in desk.owners if one}
    asked = {one.exercise_id for one in desk.improvements}
    with st.container(horizontal=True, key="improvements_filters"):
        state = filter_bar.choice(_("État"), view.states(), key="etat", everything=_("Tous les états"))
        owner = filter_bar.choice(_("Responsable"), owners, key="responsable", everything=_("Tous les responsables"))
        exercise = filter_bar.choice(
            _("Exercice"), view.labels(desk, [id for id in desk.exercises if id in asked]), key="exercice",
            everything=_("Tous les exercices"),
        )  # fmt: skip
    return view.kept(desk, owner=owner, state=state, exercise=exercise)


def _row(one: Improvement, desk: ImprovementDesk) -> None:
    with st.container(border=True, gap="xsmall", key=f"improvement_{one.id}"):
        saying, doing = st.columns([5, 1], vertical_alignment="center", gap="small")
        saying.markdown(f"{view.badge(one, desk.today)} **{plain(one.action)}**")
        saying.caption(plain(view.caption(one, desk)))
        doing.button(
            _("Ouvrir"), key=f"improvement_open_{one.id}", width="stretch", on_click=improvements_page.open_on,
            args=(one.id,),
        )  # fmt: skip


def _findings(desk: ImprovementDesk) -> None:
    """Points to improve that no action answers: one press makes an action of each."""
    if not desk.findings or not may(Action.RUN_EXERCISES):
        return
    label = ngettext(
        "{n} point à améliorer sans action", "{n} points à améliorer sans action", len(desk.findings)
    ).format(n=len(desk.findings))
    with st.expander(label, icon=":material/rule:", expanded=not desk.improvements):
        for seen in desk.findings[:AT_ONCE]:
            _finding(seen, desk)


def _finding(seen: Observation, desk: ImprovementDesk) -> None:
    saying, doing = st.columns([5, 2], vertical_alignment="center", gap="small")
    saying.markdown(plain(seen.text))
    saying.caption(plain(view.labels(desk, [seen.exercise_id])[seen.exercise_id]))
    # Made before the button is shown: pressed twice on a bad line, it is taken over once.
    made = st.session_state.setdefault(f"{FINDINGS}_{seen.id}", new_id())
    doing.button(
        _("En faire une action"), key=f"finding_{seen.id}", width="stretch", on_click=_take, args=(seen.id, made)
    )


def _take(observation_id: str, made: str) -> None:
    with speaking():
        try:
            take_over(current_actor(), current_store(), observation_id, id=made)
        except ReleveError as error:
            tell(error)
            return
        # Were it removed later, another press writes another one.
        st.session_state.pop(f"{FINDINGS}_{observation_id}", None)
        st.toast(_("Action écrite : choisissez son responsable."), icon=":material/add_task:")
