"""The awareness log: what was told to whom and how many it reached; a line a communication, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, ReleveError
from app.response.training import Communication
from app.services.coverage.tell_awareness import (
    LONGEST,
    LONGEST_TEXT,
    MOST_REACHED,
    put_communication,
    remove_communication,
)
from app.ui.boundary import tell
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.plans.read_trainings import TrainingDesk

FAILED = "awareness_failed"
CHANNELS = (N_("lettre par e-mail"), N_("réunion"), N_("affiche"), N_("réseau social"), N_("presse"), N_("autre"))


def show(desk: TrainingDesk) -> None:
    """Draw the line to add, then the log."""
    if failed := st.session_state.pop(FAILED, None):
        tell(failed)
    _add(desk)
    if not desk.communications:
        st.info(
            _("Rien n’est encore noté : lettres, réunions, affiches sur le plan et les bons gestes."),
            icon=":material/campaign:",
        )
        return
    for one in desk.communications:
        _line(one)
    header = [_("Jour"), _("Quoi"), _("À qui"), _("Comment"), _("Personnes touchées")]
    rows = [
        (spoken_date(one.day), one.title, one.audience, one.channel, "" if one.reached is None else one.reached)
        for one in desk.communications
    ]
    table.download(header, rows, file_name="sensibilisation.csv", key="awareness_csv")


def _add(desk: TrainingDesk) -> None:
    with st.form("awareness_add", border=True):
        title = st.text_input(_("Qu’avez-vous communiqué ?"), max_chars=LONGEST, key="awareness_title", placeholder=_("Lettre n° 5 : que faire en cas de forte chaleur"))  # fmt: skip
        first, second, third, fourth = st.columns(4)
        audience = first.text_input(_("À qui"), max_chars=LONGEST, key="awareness_audience", placeholder=_("adhérents, habitants…"))  # fmt: skip
        channel = second.selectbox(_("Comment"), [_(one) for one in CHANNELS], key="awareness_channel", accept_new_options=True)  # fmt: skip
        day = third.date_input(_("Jour"), desk.today, max_value=desk.today, format="DD/MM/YYYY", key="awareness_day")
        reached = fourth.number_input(_("Personnes touchées"), 0, MOST_REACHED, None, key="awareness_reached", placeholder=_("inconnu"))  # fmt: skip
        text = st.text_area(_("Texte ou remarque"), max_chars=LONGEST_TEXT, height=80, key="awareness_text")
        if not st.form_submit_button(_("Noter la communication"), type="primary", icon=":material/campaign:"):
            return
    said = Communication(
        id="", day=day, audience=audience, channel=channel or "", title=title, text=text,
        reached=None if reached is None else int(reached),
    )  # fmt: skip
    try:
        put_communication(current_actor(), current_store(), said)
    except ReleveError as error:
        tell(error)
        return
    for name in ("title", "audience", "reached", "text"):
        st.session_state.pop(f"awareness_{name}", None)
    st.toast(_("Communication notée."), icon=":material/campaign:")
    st.rerun()


def _line(one: Communication) -> None:
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(one.title)}**")
            reached = ngettext("{n} personne touchée", "{n} personnes touchées", one.reached or 0).format(n=one.reached)
            said = [spoken_date(one.day), one.audience, one.channel, reached if one.reached is not None else ""]
            st.caption(plain(" · ".join(part for part in said if part)))
            if one.text:
                st.markdown(plain(one.text))
        st.button(
            "", icon=":material/delete:", key=f"awareness_remove_{one.id}", type="tertiary", on_click=_remove, args=(one.id,),
            help=_("Retirer « {title} »").format(title=plain(one.title)),
        )  # fmt: skip


def _remove(id: str) -> None:
    with speaking():
        try:
            remove_communication(current_actor(), current_store(), id)
        except ReleveError as error:
            st.session_state[FAILED] = error
