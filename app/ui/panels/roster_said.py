"""« Coordonnées à vérifier » on Effectifs: what people say on their page, to take or to leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.mobilisation.say_contact import read_said, settle_contact
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import roster_said as view
from app.words import _

if TYPE_CHECKING:
    from app.services.mobilisation.say_contact import Said

DONE, REFUSED = "roster_said_done", "roster_said_refused"


def show() -> None:
    """Nothing while nobody says anything."""
    if done := st.session_state.pop(DONE, ""):
        st.success(plain(done), icon=":material/check_circle:")
    if error := st.session_state.pop(REFUSED, None):
        tell(error)
    found = read_said(current_actor(), current_store())
    if not found:
        return
    with st.container(border=True, key="roster_said"):
        st.subheader(plain(view.title(found)), anchor=False)
        st.caption(
            _(
                "Rien n’y est envoyé avant votre accord. Un lien personnel peut se perdre : en cas de doute, appelez l’ancien numéro."
            )
        )
        for one in found:
            _row(one)


def _row(one: Said) -> None:
    words, take, leave = st.columns([6, 1, 1], vertical_alignment="center")
    words.markdown(plain(view.sentence(one)))
    take.button(
        _("Reprendre"), key=f"said_take_{one.person.id}", width="stretch", on_click=partial(_settle, one, True),
        help=plain(_("{name} : écrire ces coordonnées sur la fiche").format(name=view.name(one))),
    )  # fmt: skip
    leave.button(
        _("Laisser"), key=f"said_leave_{one.person.id}", width="stretch", on_click=partial(_settle, one, False),
        help=plain(_("{name} : garder la fiche comme elle est").format(name=view.name(one))),
    )  # fmt: skip


def _settle(one: Said, take: bool) -> None:
    """In a callback, so that the list below is read after it."""
    with speaking():
        try:
            settle_contact(current_actor(), current_store(), one.person.id, one.revision, take=take)
        except ReleveError as error:
            st.session_state[REFUSED] = error
            return
        said = _("{name} : coordonnées à jour.") if take else _("{name} : la fiche reste comme elle était.")
        st.session_state[DONE] = said.format(name=view.name(one))
