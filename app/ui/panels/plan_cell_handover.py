"""The relief: who is there now, who comes, and the text that is passed on; what was passed on before stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.services.plans.read_cell import draft_handover
from app.services.plans.staff_cell import hand_over
from app.ui.boundary import tell
from app.ui.panels import plan_exports
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_cell as view
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_cell import CellView


@dataclass(frozen=True, slots=True)
class _Text:
    """What is passed on."""

    text: str


def show(cell: CellView) -> None:
    """Draw who is on duty, the text to write, then those already passed on."""
    for line in view.duty_lines(cell):
        st.markdown(line)
    if cell.shifts:
        plan_exports.handover_button(cell.event.id if cell.event else "")
    begun = {one.id: one for one in view.to_hand_over(cell)}
    if not begun:
        st.caption(_("Personne n’a encore commencé : la transmission s’écrit à la première relève."))
        return
    chosen = st.selectbox(
        _("Qui passe la main"),
        list(begun),
        format_func=lambda one: view.shift_words(cell, begun[one]),
        key="plan_cell_leaving",
    )
    shift = begun[chosen]
    draft = shift.handed_over or draft_handover(current_actor(), current_store(), shift.id)
    form = seen(f"plan_cell_handover_{shift.id}", _Text(draft), shift.revision)
    with st.form(form.key, border=False):
        text: str | None = st.text_area(
            _("Ce que je transmets"), value=form.value.text, height=320, key=f"{form.key}_text"
        )
        if not st.form_submit_button(_("Transmettre"), type="primary", icon=":material/swap_horiz:"):
            text = None
    _before(cell)
    if text is None:
        return
    try:
        hand_over(current_actor(), current_store(), shift.id, text, form.revision)
    except StaleRevision as error:
        refused(form, error, _Text(text))
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(_("Relève transmise."))
    st.rerun()


def _before(cell: CellView) -> None:
    done = view.handovers(cell)
    if done:
        st.header(_("Déjà transmis"), anchor=False)
    for one in done:
        with st.expander(plain(view.shift_words(cell, one)), icon=":material/history:"):
            st.markdown("  \n".join(plain(line) for line in one.handed_over.splitlines()))
