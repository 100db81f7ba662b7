"""Writes hand edits of the draft; what breaks a rule is asked about once, with a reason that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, ReleveError
from app.services.rota.edit_rota import edit_rota
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views.rota_edit import Placements, placements
from app.words import _

if TYPE_CHECKING:
    from app.core.ids import CentreId
    from app.services.rota.read_rota import RotaView
    from app.ui.parts import week_grid as wg

PENDING = "rota_pending"
DECIDED = "rota_decided"
REASONS = (
    N_("A dit oui au téléphone"),
    N_("Accord de la personne pour cette fois"),
    N_("Besoin impérieux du centre"),
)
"""Offered first; any other reason may be typed."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An edit held back: nothing of it is written. ``overridable`` False when no reason would let it stand."""

    centre: CentreId
    revision: int
    placements: Placements
    sentences: tuple[str, ...]
    overridable: bool


def apply(event: wg.Move | wg.Put | wg.Free, view: RotaView) -> None:
    """Write what the person did on the grid, at the revision they were looking at."""
    try:
        wanted = placements(event, view.drafted)
    except ReleveError as error:
        tell(error)
        return
    write(view.centre.id, event.revision, wanted)


def write(centre: CentreId, revision: int, wanted: Placements, reason: str = "") -> None:
    """Write these placements; when a rule breaks, keep them aside and ask for a reason at the end of the run."""
    try:
        edit = edit_rota(current_actor(), current_store(), centre, revision, wanted, reason=reason)
    except ReleveError as error:
        tell(error)
        return
    if not edit.written:
        sentences = tuple(warning.sentence for warning in edit.warnings)
        can = all(warning.overridable for warning in edit.warnings)
        st.session_state[PENDING] = Pending(centre, revision, wanted, sentences, can)


def settle() -> None:
    """Write the edit whose reason was given in the dialog; call it before the rota is read."""
    decided: tuple[Pending, str] | None = st.session_state.pop(DECIDED, None)
    if decided:
        pending, reason = decided
        write(pending.centre, pending.revision, pending.placements, reason)


def ask() -> bool:
    """Open the question when an edit waits for its reason; True when it is open (only one dialog may be)."""
    pending: Pending | None = st.session_state.get(PENDING)
    if pending is None:
        return False
    _open(pending)
    return True


def _open(pending: Pending) -> None:
    title = _("Passer outre ?") if pending.overridable else _("Ce n’est pas possible")

    @st.dialog(title, on_dismiss=_forget)
    def body() -> None:
        with speaking():
            for sentence in pending.sentences:
                st.markdown(f":orange[:material/warning:] {plain(sentence)}")
            closed = _reason(pending) if pending.overridable else st.button(_("Fermer"), on_click=_forget)
        if closed:
            st.rerun()

    body()


def _reason(pending: Pending) -> bool:
    st.selectbox(
        _("Motif, gardé avec le poste"),
        [_(reason) for reason in REASONS],
        index=None,
        accept_new_options=True,
        placeholder=_("Choisir ou écrire un motif"),
        key="rota_reason",
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        no = st.button(_("Ne rien changer"), key="rota_reason_no", on_click=_forget)
        yes = st.button(
            _("Passer outre"),
            key="rota_reason_yes",
            type="primary",
            disabled=not st.session_state.get("rota_reason"),
            on_click=_decide,
            args=(pending,),
        )
    return no or yes


def _forget() -> None:
    st.session_state.pop(PENDING, None)


def _decide(pending: Pending) -> None:
    _forget()
    st.session_state[DECIDED] = (pending, str(st.session_state.get("rota_reason") or ""))
