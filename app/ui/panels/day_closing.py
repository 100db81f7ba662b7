"""« Fermer une ligne »: what it does to whom, said before the one button; then the texts to copy, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.reopen_line import preview_reopening, reopen_line
from app.ui.boundary import tell
from app.ui.panels.day_attendance import act_on
from app.ui.parts import confirm
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.day import lines_left
from app.words import _
from app.words.dates import spoken_instant
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.services.activity.read_session_day import SessionDay


def show(day: SessionDay) -> None:
    """Draw the lines closed with their texts, then the closing of another."""
    for one in reversed(day.closed):
        with st.container(border=True):
            st.markdown(f"**{plain(_('Ligne {line} fermée').format(line=one.line))}** {plain(spoken_instant(one.at))}")
            st.caption(plain(one.reason))
            for title, text in (
                (_("Pour la plateforme de rendez-vous"), one.texts.platform),
                (_("Pour la ligne téléphonique"), one.texts.phone_line),
                (_("Pour les mairies"), one.texts.town_halls),
            ):
                st.caption(plain(title))
                st.code(text, language=None, wrap_lines=True)
            if not day.is_over:
                _reopening(day, one.line)
    lines = lines_left(day)
    if not lines or day.is_over:
        st.info(_("Il n’y a plus de ligne à fermer."), icon=":material/task_alt:")
        return
    _closing(day, lines)


def _reopening(day: SessionDay, line: int) -> None:
    """The way back from a line closed by mistake: who comes back to what is said before it is done."""
    try:
        preview = preview_reopening(current_actor(), current_store(), day.session.id, line)
    except ReleveError as error:
        st.caption(plain(sentence(error)))
        return
    key = f"day_reopening_{day.session.id}_{line}"
    st.button(
        _("Rouvrir la ligne {line}").format(line=line), key=f"{key}_button", icon=":material/undo:",
        on_click=confirm.ask, args=(key,),
    )  # fmt: skip
    question = confirm.Question(
        _("Rouvrir la ligne {line} ?").format(line=line), preview.sentences, _("Rouvrir et prévenir")
    )
    expected = _as_shown(f"{key}_seen", preview.expected)
    if confirm.show(question, key=key):

        def act() -> str:
            reopen_line(current_actor(), current_store(), day.session.id, line, expected)
            return _("Ligne {line} rouverte : chacun est prévenu.").format(line=line)

        act_on(act)


def _closing(day: SessionDay, lines: list[int]) -> None:
    line = st.segmented_control(
        _("Ligne à fermer"), lines, default=lines[-1], required=True, key=f"day_line_{day.session.id}_{len(lines)}",
        format_func=lambda one: _("Ligne {line}").format(line=one),
    )  # fmt: skip
    line = line or lines[-1]
    left = st.number_input(
        _("Rendez-vous restants sur toute la séance, s’ils sont connus"), 0, value=None,
        placeholder=_("calculé d’après les réservations"), key=f"day_left_{day.session.id}",
    )  # fmt: skip
    try:
        preview = preview_closing(current_actor(), current_store(), day.session.id, line, left)
    except ReleveError as error:
        tell(error)
        return
    st.markdown("\n".join(f"- {plain(one)}" for one in preview.sentences))
    with st.form("day_closing", border=False):
        reason = st.text_input(_("Pourquoi"), max_chars=200, placeholder=_("il manque un vaccinateur"))
        pressed = st.form_submit_button(
            _("Fermer la ligne {line} et prévenir").format(line=line), type="primary",
            icon=":material/do_not_disturb_on:", width="stretch",
        )  # fmt: skip
    expected = _as_shown(f"day_closing_seen_{day.session.id}_{line}_{left}", preview.expected)
    if pressed:

        def act() -> str:
            close_line(current_actor(), current_store(), day.session.id, line, reason, expected, left)
            return _("Ligne {line} fermée : chacun est prévenu.").format(line=line)

        act_on(act)


def _as_shown(key: str, expected: str) -> str:
    """What the person agreed to: what the run before showed, not what this one just read."""
    before: str = st.session_state.get(key, expected)
    st.session_state[key] = expected
    return before
