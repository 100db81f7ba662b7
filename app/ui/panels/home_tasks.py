"""« À faire »: one row a task, its state, its sentence and its one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.ui.navigation import SCREENS
from app.ui.parts import call_list, state_badge
from app.ui.parts.plain import plain
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.views.home_tasks import Task

SHOWN = 4
"""What fits above the fold at 1366 × 768; the others stand behind one line that counts them."""


def show(tasks: Sequence[Task], *, place: dict[str, str]) -> None:
    """Draw the tasks in their order. ``place``: query parameters of the centre and week shown."""
    st.subheader(_("À faire"), anchor=False)
    for rank, task in enumerate(tasks[:SHOWN]):
        _row(task, place, "primary" if rank == 0 else "secondary")
    if rest := tasks[SHOWN:]:
        label = ngettext("{n} autre chose à faire", "{n} autres choses à faire", len(rest)).format(n=len(rest))
        with st.expander(label):
            for task in rest:
                _row(task, place, "secondary")
    if not tasks:
        st.caption(_("Rien d’urgent : tout est pourvu, confirmé et publié."))


def _row(task: Task, place: dict[str, str], look: Literal["primary", "secondary"]) -> None:
    query = {**place, "poste": task.seat} if task.seat else place
    with st.container(border=True):
        saying, doing = st.columns([5, 2], vertical_alignment="center", gap="small")
        saying.markdown(f"{state_badge.inline(task.state)} {plain(task.sentence)}")
        if task.calls:
            with doing.popover(task.button, icon=":material/call:", type=look, width="stretch"):
                call_list.show(task.calls, key=task.id)
                go_to(task.page, _("Voir au planning"), query)
        elif exists(task.page) and doing.button(task.button, key=task.id, type=look, width="stretch"):
            st.switch_page(f"screens/{task.page}.py", query_params=query)


def go_to(page: str, label: str, query: dict[str, str]) -> None:
    """A link to another screen, left out where that screen does not exist."""
    if exists(page):
        st.page_link(f"screens/{page}.py", label=label, icon=":material/arrow_forward:", query_params=query)


def exists(page: str) -> bool:
    """Whether the screen of that file name is there."""
    return (SCREENS / f"{page}.py").is_file()
