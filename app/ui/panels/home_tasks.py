"""« À faire »: one row a task, its state, its sentence and its one button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import SeatId
from app.services.mobilisation.confirm_seat import confirm_holder
from app.services.mobilisation.remind_silent import remind_silent
from app.services.mobilisation.seek_stand_ins import seek_stand_ins
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.parts import call_list, confirm, reserved, state_badge
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.home_tasks import Act, call_query, seek_question
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.views.home_tasks import Task

SHOWN = 7
"""What fits above the fold at 1366 × 768; the others stand behind one line that counts them."""

ICONS = {"call_outs": "campaign", "messages": "mail"}


def show(tasks: Sequence[Task], *, place: dict[str, str], leads: bool = True) -> None:
    """Draw the tasks in their order. ``place``: query parameters of the centre and week shown.

    ``leads``: the first one holds the screen's primary button, which stands elsewhere otherwise.
    """
    st.header(_("À faire"), anchor=False)
    if tasks:
        with st.container(border=True, gap="xxsmall", key="home_tasks"):
            for rank, task in enumerate(tasks[:SHOWN]):
                _row(task, place, "primary" if rank == 0 and leads else "secondary")
    if rest := tasks[SHOWN:]:
        label = ngettext("{n} autre chose à faire", "{n} autres choses à faire", len(rest)).format(n=len(rest))
        with st.expander(label), st.container(gap="xxsmall", key="home_tasks_rest"):
            for task in rest:
                _row(task, place, "secondary")
    if not tasks and leads:
        st.caption(_("Rien d’urgent : tout est pourvu, confirmé et publié."))


def show_others() -> None:
    """Below what is due, for a role that reads: who does what is to be done."""
    reserved.show(Action.SOLICIT, _("Appeler, relancer et confirmer ne se font pas depuis votre rôle."))


def _row(task: Task, place: dict[str, str], look: Literal["primary", "secondary"]) -> None:
    query = {**(place if task.page in ("rota", "availability") else {}), **task.query}
    with st.container(gap="xxsmall"):
        ringing = bool(task.calls) and task.act is Act.SEEK
        saying, *buttons = st.columns([4, 2, 2] if ringing else [3, 1], vertical_alignment="center", gap="small")
        saying.markdown(_words(task))
        doing = buttons[0]
        if task.calls and task.act is None:
            with doing.popover(task.button, icon=":material/call:", type=look, width="stretch"):
                call_list.show(task.calls, key=task.id)
                go_to(task.page, _("Voir au planning"), query)
        elif leads_to(task.page):
            icon = f":material/{ICONS[task.page]}:" if task.page in ICONS else None
            asking = (_ask_seek, (task,)) if task.act is Act.SEEK else (None, ())
            pressed = doing.button(
                task.button, key=task.id, type=look, icon=icon, width="stretch", on_click=asking[0], args=asking[1]
            )
            if pressed and task.act is not Act.SEEK:
                _press(task, query)
        if ringing:
            with buttons[-1].popover(
                _("Les appeler d’abord"), icon=":material/call:", type="tertiary", width="stretch"
            ):
                _ring_holders(task)
    if task.act is Act.SEEK and confirm.show(seek_question(task), key=_asking(task)):
        # Only what the question was about: another seat may have become urgent since.
        asked = st.session_state.get(f"{_asking(task)}_seats", ())
        _press(replace(task, subjects=tuple(one for one in task.subjects if one in asked)), query)


def _words(task: Task) -> str:
    """The badge of its state, its sentence, and until when where the sentence does not say."""
    by = f" **{plain(capitalised(task.by))}.**" if task.by else ""
    return f"{state_badge.inline(task.state)} {plain(task.sentence)}{by}"


def _asking(task: Task) -> str:
    return f"{task.id}_seeking"


def _ask_seek(task: Task) -> None:
    st.session_state[f"{_asking(task)}_seats"] = task.subjects
    confirm.ask(_asking(task))


def _press(task: Task, query: dict[str, str]) -> None:
    """Do what the button says; a refusal is told where it was pressed."""
    try:
        if task.act is Act.REMIND:
            done = remind_silent(current_actor(), current_store(), task.subjects[0])
            st.toast(done.sentence, icon=":material/check_circle:")
            st.rerun()
        if task.act is Act.SEEK:
            wanted = [SeatId(one) for one in task.subjects]
            query = call_query(seek_stand_ins(current_actor(), current_store(), wanted))
    except ReleveError as error:
        tell(error)
        return
    if task.page == "call_outs" and not any(query.values()):
        st.rerun()
    st.switch_page(f"screens/{task.page}.py", query_params=query)


def _ring_holders(task: Task) -> None:
    """Whom to ring, and « a confirmé » beside each: written for them, by telephone."""
    said_yes = call_list.show(task.calls, key=task.id, action=_("A confirmé"))
    if not said_yes:
        return
    try:
        confirm_holder(current_actor(), current_store(), SeatId(said_yes))
    except ReleveError as error:
        tell(error)
        return
    st.rerun()


def go_to(page: str, label: str, query: dict[str, str]) -> None:
    """A link to another screen, left out where that screen does not exist or is not open to this role."""
    if leads_to(page):
        st.page_link(f"screens/{page}.py", label=label, icon=":material/arrow_forward:", query_params=query)
