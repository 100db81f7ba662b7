"""Every version of the plan, and what changed between two of them, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.response.plan import PlanState
from app.services.plans.compare_plans import compare_plans
from app.services.plans.edit_plan import start_plan
from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_versions as view
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_plan import PlanView
    from app.services.plans.read_plan_desk import PlanDesk

BEFORE, AFTER = "plan_before", "plan_after"
VERSION = "version"


def show(desk: PlanDesk) -> None:
    """The versions, the way to read one, the way to begin the next, and the comparison."""
    shown = desk.view
    assert shown is not None
    table.show(view.header(), view.rows(shown.versions, shown.every_sending), caption=_("Les versions du plan"))
    _reading(shown)
    if shown.versions[0].state is not PlanState.DRAFT and may(Action.EDIT_PLANS):
        st.button(_("Commencer la version suivante"), type="primary", icon=":material/edit_note:", key="plan_next", on_click=_next)  # fmt: skip
        st.caption(_("Elle reprend ce que vous avez écrit, et remet le reste à jour."))
    if len(shown.versions) > 1:
        _compare(shown)


def _reading(shown: PlanView) -> None:
    labels = {str(one.number): view.label(one) for one in shown.versions}
    if len(labels) > 1:
        address.select(_("Version lue"), labels, address=VERSION, present=str(shown.version.number), width=320)


def _next() -> None:
    start_plan(current_actor(), current_store())
    address.close(VERSION)


def _compare(shown: PlanView) -> None:
    st.header(_("Ce qui change"), anchor=False)
    numbers = sorted(one.number for one in shown.versions)
    labels = {str(one.number): view.label(one) for one in sorted(shown.versions, key=lambda one: one.number)}
    with st.container(horizontal=True):
        before = address.select(_("De"), labels, address="de", usual=str(numbers[-2]), key=BEFORE, width=260)
        after = address.select(_("À"), labels, address="a", usual=str(numbers[-1]), key=AFTER, width=260)
    found = compare_plans(current_actor(), current_store(), int(before), int(after))
    st.markdown(plain(view.sentence(found)))
    if found.changed:
        st.caption(view.legend())
    for diff in found.changed:
        with st.expander(plain(view.title(diff)), expanded=len(found.changed) == 1):
            st.markdown(view.markdown(diff.around()))
