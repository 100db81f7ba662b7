"""A running poll: the rate as it moves, « Relancer », what each session has, who is silent; then « Clore »."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.messages.read_outbox import Group
from app.services.mobilisation.close_polls import close_poll
from app.services.mobilisation.poll_outlook import outlooks
from app.services.mobilisation.read_polls import read_poll
from app.services.mobilisation.remind_silent import remind_silent
from app.ui.boundary import tell
from app.ui.panels.poll_new import SAID
from app.ui.panels.rota_links import base_url
from app.ui.parts import confirm, people_table, poll_tally
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import availability, poll
from app.ui.views.messages import query_of
from app.words import _

if TYPE_CHECKING:
    from app.services.mobilisation.read_availability import Availability
    from app.services.mobilisation.read_polls import PollView

EVERY = "5s"
"""How often the answers are read again while the screen is looked at."""
QUESTION = "poll_closing"


def show(found: Availability, view: PollView) -> None:
    """Draw one open poll. Only the live parts are drawn again by themselves, so that nothing else jumps."""
    poll_id = view.poll.id
    if confirm.show(poll.closing_question(view), key=QUESTION):
        _close(poll_id)
    rate, ending = st.columns([3, 2], gap="large", vertical_alignment="bottom")
    with rate:
        _rate(poll_id, [view])
    with ending, st.container(horizontal=True, horizontal_alignment="right"):
        with st.popover(_("Texte pour un groupe"), icon=":material/forum:"):
            st.code(poll.group_text(view, base_url()), language=None, wrap_lines=True)
        st.button(_("Clore"), icon=":material/event_busy:", key="poll_close", on_click=confirm.ask, args=(QUESTION,))
    _answers(found, poll_id, [view])


def read(poll_id: str, just_read: list[PollView]) -> PollView:
    """What the screen has just read, once; then the poll as it stands each time the part is drawn again by itself."""
    return just_read.pop() if just_read else read_poll(current_actor(), current_store(), poll_id)


@st.fragment(run_every=EVERY)
def _rate(poll_id: str, just_read: list[PollView]) -> None:
    with speaking():
        view = read(poll_id, just_read)
        if not view.is_open:
            st.rerun()
        st.header(plain(view.rate.sentence), anchor=False)
        st.progress(view.rate.percent)
        st.markdown(plain(" ".join(part for part in (poll.closing_sentence(view), poll.remind_hint(view)) if part)))
        if view.by_hand:
            st.markdown(f":material/back_hand: {plain(poll.by_hand_sentence(view))}")
        with st.container(horizontal=True):
            _gestures(view)


def _gestures(view: PollView) -> None:
    if view.can_remind and st.button(
        poll.remind_label(view), type="primary", icon=":material/notifications_active:", key="poll_remind"
    ):
        _remind(view.poll.id)
    if view.by_hand:
        icon = ":material/arrow_forward:"
        if st.button(_("Les passer à la main"), icon=icon, key="poll_by_hand"):
            st.switch_page("screens/messages.py", query_params=query_of(Group.BY_HAND, view.poll.id))


@st.fragment(run_every=EVERY)
def _answers(found: Availability, poll_id: str, just_read: list[PollView]) -> None:
    with speaking():
        view = read(poll_id, just_read)
        if not view.is_open:
            return
        rows = poll.tally_rows(view, outlooks(found.view, view), found.view.naming.role)
        st.markdown(plain(poll.tally_sentence(rows)))
        poll_tally.show(rows, caption=_("Réponses par séance"), key="poll_tally")
        st.caption(_("Une personne compte une fois par séance ; repos, plafonds et trajets, c’est le planning qui en tient compte."))  # fmt: skip
        for name, text in poll.note_lines(view):
            st.markdown(f":material/sticky_note_2: **{plain(name)}** {plain(text)}")
        if view.silent:
            st.header(_("Sans réponse"), anchor=False)
            jobs = availability.professions(found)
            people_table.show(poll.silent_header(), poll.silent_rows(view, jobs), key="poll_silent", file_name="sans-reponse.csv")  # fmt: skip


def _remind(poll_id: str) -> None:
    try:
        done = remind_silent(current_actor(), current_store(), poll_id)
        st.session_state[SAID] = poll.reminded_sentence(done)
    except ReleveError as error:
        tell(error)
        return
    st.rerun()


def _close(poll_id: str) -> None:
    try:
        close_poll(current_actor(), current_store(), poll_id)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = _("Sondage clos : les réponses restent, le planning s’en sert.")
    st.rerun()
