"""Cancel a whole session: what happens to whom is said first, and the reason is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.scheduling.spoken import half_day_of
from app.services.rota.change_session import cancel_session
from app.ui.boundary import tell
from app.ui.panels.rota_publish import SAID
from app.ui.parts.plain import plain
from app.ui.parts.seen import tell_kept
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views.rota_seat import cancellation_sentences
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.scheduling.session import Session
    from app.services.rota.read_rota import RotaView

ASKED = "rota_cancel_asked"
AGREED = "rota_cancel_agreed"
REASON = "rota_cancel_reason"
REFUSED = "rota_cancel_refused"


def button() -> None:
    """Draw the button that opens the question."""
    st.button(
        _("Annuler cette séance"), icon=":material/event_busy:", key="rota_cancel", type="tertiary", on_click=_ask
    )


def settle() -> None:
    """Cancel the session agreed to in the dialog; call it before the rota is read."""
    agreed: tuple[Session, str] | None = st.session_state.pop(AGREED, None)
    if agreed is None:
        return
    session, reason = agreed
    try:
        cancel_session(current_actor(), current_store(), session.id, session.revision, reason)
    except StaleRevision as error:
        # Asked again, over what stands now and with the reason that was typed.
        st.session_state.update({ASKED: True, REASON: reason, REFUSED: error})
        return
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = _("{session} : séance annulée. Ses calendriers le disent pendant 7 jours.").format(
        session=capitalised(half_day_of(session))
    )


def ask(view: RotaView, session: Session) -> bool:
    """Open the question when it was asked; True when it is open."""
    if not st.session_state.get(ASKED):
        return False

    @st.dialog(_("Annuler cette séance ?"), on_dismiss=_close)
    def body() -> None:
        with speaking():
            if refusal := st.session_state.get(REFUSED):
                tell_kept(refusal)
            for sentence in cancellation_sentences(view, session):
                st.markdown(plain(sentence))
            st.text_input(_("Motif, gardé au journal"), key=REASON, placeholder=_("Livraison de doses reportée"))
            with st.container(horizontal=True, horizontal_alignment="right"):
                no = st.button(_("Ne rien changer"), key="rota_cancel_no", on_click=_close)
                yes = st.button(
                    _("Annuler la séance"),
                    key="rota_cancel_yes",
                    type="primary",
                    disabled=not str(st.session_state.get(REASON) or "").strip(),
                    on_click=_agree,
                    args=(session,),
                )
        if no or yes:
            st.rerun()

    body()
    return True


def _ask() -> None:
    st.session_state[ASKED] = True


def _close() -> None:
    st.session_state[ASKED] = False
    st.session_state.pop(REFUSED, None)


def _agree(session: Session) -> None:
    _close()
    st.session_state[AGREED] = (session, str(st.session_state.get(REASON) or ""))
