"""Before publishing: what changes for whom, and what the rota takes from each practice and commune. Then it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.publish_rota import preview_publication, publish_rota
from app.ui.boundary import tell
from app.ui.panels.rota_toolbar import SAID
from app.ui.parts import change_list, load_table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views.rota_publication import change_rows, load_rows, load_sentence, publication_sentences
from app.ui.views.rota_state import published_said
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import CentreId
    from app.services.read_rota import RotaView

ASKED = "rota_publication_asked"
AGREED = "rota_publication_agreed"
FIRST = 12
"""People whose changes stand open; the others are behind one line."""


def settle() -> None:
    """Publish what was agreed to in the dialog; call it before the rota is read."""
    agreed: tuple[CentreId, int] | None = st.session_state.pop(AGREED, None)
    if agreed is None:
        return
    try:
        done = publish_rota(current_actor(), current_store(), *agreed)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = published_said(done)


def ask(view: RotaView) -> bool:
    """Open the dialog when it was asked for; True when it is open."""
    if not st.session_state.get(ASKED):
        return False
    _open(view)
    return True


def _open(view: RotaView) -> None:
    @st.dialog(_("Publier le planning"), width="medium", on_dismiss=_close)
    def body() -> None:
        with speaking():
            closed = _body(view)
        if closed:
            st.rerun()

    body()


def _body(view: RotaView) -> bool:
    preview = preview_publication(current_store(), view.centre.id)
    st.markdown(f"**{plain(' '.join(publication_sentences(preview)))}**")
    for sentence in preview.refused:
        st.markdown(f":orange[:material/warning:] {plain(sentence)}")
    rows = change_rows(preview, view)
    heard = ngettext("Ce qui change pour {n} personne", "Ce qui change pour {n} personnes", len(rows)).format(
        n=len(rows)
    )
    with st.expander(heard, expanded=len(rows) <= FIRST):
        change_list.show(rows)
    st.markdown(plain(load_sentence(preview)))
    with st.expander(_("Ce que le planning prend à chaque cabinet et à chaque commune")):
        if preview.load.practices:
            sentence = _("Par cabinet, le plus touché d’abord.")
            load_table.show(sentence, load_rows(preview.load.practices), what=_("Cabinet"))
        load_table.show(_("Par commune, la plus touchée d’abord."), load_rows(preview.load.communes), what=_("Commune"))
    with st.container(horizontal=True, horizontal_alignment="right"):
        no = st.button(_("Pas maintenant"), key="rota_publication_no", on_click=_close)
        yes = st.button(
            _("Publier"),
            key="rota_publication_yes",
            type="primary",
            icon=":material/publish:",
            on_click=_agree,
            args=(view.centre.id, view.revision),
        )
    return no or yes


def _close() -> None:
    st.session_state[ASKED] = False


def _agree(centre: CentreId, revision: int) -> None:
    _close()
    st.session_state[AGREED] = (centre, revision)
