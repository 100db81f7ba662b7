"""A poll to open: which sessions, whom, until when; what that would do, said before the one button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.core.errors import ReleveError
from app.services.mobilisation.open_poll import open_poll, preview_poll
from app.services.mobilisation.poll_closing import proposed_closing
from app.services.mobilisation.read_polls import read_poll
from app.ui.boundary import tell
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import availability, poll, poll_request
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from app.scheduling.session import Session
    from app.services.mobilisation.open_poll import PollRequest
    from app.services.mobilisation.poll_preview import PollPreview
    from app.services.mobilisation.read_availability import Availability
    from app.services.mobilisation.read_polls import PollView

SAID = "poll_said"
"""What the last gesture on a poll did, said once at the top of the next run."""
NEXT = "poll_next"
"""The poll to look at from the next run on."""


def show(found: Availability, running: Sequence[PollView]) -> None:
    """Draw the form, and below it what opening would do now."""
    sessions = _sessions(found, running)
    if not sessions:
        st.info(_("Aucune séance à sonder : choisissez au moins une semaine et une demi-journée."), icon=":material/event_busy:")  # fmt: skip
        return
    whom, until = st.columns([3, 2])
    with whom:
        jobs = _professions(found)
    with until:
        day, wall = _closing(found, sessions)
    try:
        request = poll_request.request_of(found, sessions, jobs, paris_instant(day, wall))
        preview = preview_poll(current_actor(), current_store(), request, found.view)
    except ReleveError as error:
        tell(error)
        return
    lines = (poll_request.scope_sentence(sessions), *preview.sentences)
    st.markdown(plain(" ".join(lines)))
    if not preview.asking:
        st.info(_("Personne ne peut être interrogé d’ici là : reculez la clôture, ou choisissez d’autres séances."), icon=":material/schedule:")  # fmt: skip
        return
    st.markdown(f"**{plain(_('Qui est-ce que je fatigue ?'))}** {plain(preview.tired)}")
    with st.container(horizontal=True):
        opening = st.button(
            poll_request.opening_label(preview), type="primary", icon=":material/send:", key="poll_open"
        )
        _details(found, preview)
    if opening:
        _open(request)


def _sessions(found: Availability, running: Sequence[PollView]) -> tuple[Session, ...]:
    free = poll_request.free_sessions(found, running)
    fresh = poll_request.unanswered(found, free)
    only = False
    if 0 < len(fresh) < len(free):
        label = ngettext("Seulement la séance sans aucune réponse", "Seulement les {n} séances sans aucune réponse", len(fresh))  # fmt: skip
        only = st.toggle(label.format(n=len(fresh)), value=True, key="poll_fresh")
    offered = tuple(one for one in free if not only or one.id in fresh)
    weeks, halves = poll_request.weeks(offered), poll_request.half_days(offered)
    which, when = st.columns([3, 2])
    with which:
        chosen_weeks = _several(_("Semaines"), list(weeks), weeks, key="poll_weeks")
    with when:
        chosen_halves = _several(_("Demi-journées"), halves, {one: one for one in halves}, key="poll_halves")
    return poll_request.chosen(offered, {one.id for one in offered}, chosen_weeks, chosen_halves)


def _several(label: str, options: list[str], words: dict[str, str], *, key: str) -> list[str]:
    """Several of ``options``, all of them at first; not asked where there is no choice."""
    if len(options) < 2:
        return options
    return st.pills(
        label, options, selection_mode="multi", default=options, format_func=words.__getitem__, key=key
    )  # fmt: skip


def _professions(found: Availability) -> list[str]:
    jobs = availability.professions(found)
    return st.multiselect(
        _("Professions"), list(jobs), format_func=jobs.__getitem__, key="poll_professions",
        placeholder=_("Toutes, et les renforts"), select_all=False,
    )  # fmt: skip


def _closing(found: Availability, sessions: Sequence[Session]) -> tuple[date, time]:
    """The day and the wall time in Paris; proposed anew when other sessions are chosen."""
    quiet = found.view.library.solicitation_rules.quiet
    proposed = proposed_closing(current_store().now(), sessions, quiet).astimezone(PARIS)
    stamp = f"{proposed:%Y%m%d%H%M}"
    with st.container(horizontal=True):
        day = st.date_input(_("Clôture le"), proposed.date(), format="DD/MM/YYYY", key=f"poll_day_{stamp}", width=160)
        wall = st.time_input(_("à"), proposed.time(), key=f"poll_hour_{stamp}", width=110)
    return day or proposed.date(), wall or proposed.time()


def _details(found: Availability, preview: PollPreview) -> None:
    with st.popover(_("Dans quel ordre"), icon=":material/format_list_numbered:"):
        st.caption(_("D’abord ceux dont un oui ouvre une ligne, les plus difficiles à remplacer en tête."))
        rows = poll_request.order_rows(found, preview)
        table.show(poll_request.order_header(), rows, caption=_("Les premiers interrogés"))
        if others := len(preview.asking) - len(rows):
            st.caption(ngettext("et {n} autre personne", "et {n} autres personnes", others).format(n=others))
    if waiting := poll_request.waiting_rows(found, preview):
        with st.popover(_("Qui attend"), icon=":material/hourglass_top:"):
            header = [_("Personne"), _("Pourquoi"), _("À partir de")]
            table.show(header, waiting, caption=_("Ceux qui ne peuvent pas être interrogés tout de suite"))


def _open(request: PollRequest) -> None:
    try:
        poll_id = open_poll(current_actor(), current_store(), request)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = poll.opened_sentence(read_poll(current_actor(), current_store(), poll_id))
    st.session_state[NEXT] = poll_id
    st.rerun()
